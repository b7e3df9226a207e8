"""What the operating system says when it refuses something, in the user's language."""

import errno

from searchtool.core.i18n import tr

_RUSSIAN = {
    errno.EACCES: "нет прав доступа",
    errno.EPERM: "операция не разрешена",
    errno.ENOENT: "нет такого файла или папки",
    errno.ENOTDIR: "это не папка",
    errno.EISDIR: "это папка, а не файл",
    errno.EEXIST: "такой файл уже есть",
    errno.ENOSPC: "на диске нет места",
    errno.EROFS: "диск доступен только для чтения",
    errno.EIO: "ошибка чтения или записи",
    errno.ELOOP: "ссылки ведут по кругу",
    errno.ENAMETOOLONG: "слишком длинное имя",
    errno.EMFILE: "открыто слишком много файлов",
}


def describe_os_error(error: OSError) -> str:
    """The reason alone, without the path. Python and the system give it in English."""
    english = error.strerror or str(error)
    return tr(english, _RUSSIAN.get(error.errno or 0, english))
