"""What the operating system says when it refuses something, in the user's language."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from searchtool.core.errors import SearchError
from searchtool.core.i18n import tr

_RUSSIAN = {
    errno.EACCES: "нет прав доступа",
    errno.EPERM: "операция не разрешена",
    errno.ENOENT: "нет такого файла или папки",
    errno.ENOTDIR: "это не папка",
    errno.EISDIR: "это папка, а не файл",
    errno.EEXIST: "такой файл уже есть",
    errno.ENOSPC: "на диске нет места",
    errno.EDQUOT: "исчерпана дисковая квота",
    errno.EFBIG: "файл слишком велик для этого диска",
    errno.EROFS: "диск доступен только для чтения",
    errno.EIO: "ошибка чтения или записи",
    errno.ELOOP: "ссылки ведут по кругу",
    errno.ENAMETOOLONG: "слишком длинное имя",
    errno.EMFILE: "открыто слишком много файлов",
    errno.ENFILE: "в системе открыто слишком много файлов",
    errno.ENOMEM: "не хватает памяти",
    errno.ESTALE: "файл на сетевом диске больше недоступен",
    errno.EINTR: "вызов прерван",
    errno.ENOLCK: "блокировки недоступны",
    errno.EBUSY: "файл или диск занят",
    errno.ETIMEDOUT: "время ожидания истекло",
}


def describe_os_error(error: OSError) -> str:
    """The reason alone, without the path. Python and the system give it in English."""
    english = error.strerror or str(error)
    return tr(english, _RUSSIAN.get(error.errno or 0, english))


@contextmanager
def located_os_errors(where: str) -> Iterator[None]:
    """What the system refuses inside, a full disk or a file, as a SearchError: at the file that the
    error names, or else at `where`. A pipe that the reader has closed is no error of ours."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SearchError(str(error.filename or where), describe_os_error(error)) from error
