"""Notes and errors for the user; the only writer of standard error."""

import sys
from contextlib import suppress
from enum import IntEnum
from typing import TYPE_CHECKING

from searchtool.core.errors import (
    IndexCorrupted,
    IndexForeign,
    IndexMissing,
    IndexOutdated,
    NeedsRebuild,
    OptionError,
    RootMissing,
    SearchError,
)
from searchtool.core.i18n import tr
from searchtool.core.index_above import find_strangers_above
from searchtool.core.settings import DEFAULTS
from searchtool.render.sanitize import escape_controls

if TYPE_CHECKING:
    from searchtool.cli.progress import ProgressBar


class ExitCode(IntEnum):
    """What the exit code says."""

    FOUND = 0
    NOTHING = 1
    ERROR = 2
    INTERRUPTED = 130


class Messages:
    """Writes to standard error; `quiet` silences notes, never errors."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet

    def note(self, text: str) -> None:
        """Something the user may want to know."""
        if not self._quiet:
            self._write(text)

    def error(self, error: SearchError) -> None:
        """Something that failed: one line with where, what, and the next step."""
        self._write(f"search: {describe_error(error)}")

    def progress(self) -> "ProgressBar":
        """A progress bar, if a person is looking."""
        from searchtool.cli.progress import ProgressBar  # not needed by a query

        return ProgressBar(shown=not self._quiet and sys.stderr.isatty())

    def _write(self, text: str) -> None:
        with suppress(OSError):  # reported when the command ends
            sys.stdout.flush()  # the two streams keep their order in a terminal
        print(escape_controls(text), file=sys.stderr)


def describe_error(error: SearchError) -> str:
    """An error in the words of the command line: options with their dashes, and the command that
    helps."""
    line = str(SearchError(_where(error), error.cause))
    advice = advice_on(error)
    return f"{line}; {advice}" if advice else line


def unexpected(error: Exception) -> SearchError:
    """An error that nobody has thought of."""
    cause = f"{type(error).__name__}: {error}".replace("\n", " ")
    advice = tr(
        "this is our fault; SEARCHTOOL_DEBUG=1 shows where",
        "это наша ошибка; SEARCHTOOL_DEBUG=1 покажет где",
    )
    return SearchError("", cause, advice)


def index_option(index_path: str) -> str:
    """What a command needs to mean this index."""
    return "" if index_path == DEFAULTS["index"] else _place_option(index_path)


def _place_option(index_path: str) -> str:
    """The option that names the folder of an index, or its address where there is no folder."""
    option = "--url" if "://" in index_path else "--index"
    return f" {option} {_quoted(index_path)}"


def show_command(given: str, index_path: str | None = None) -> str:
    """The command that shows a passage here; `index_path` is the value of --index."""
    return f"search show {_quoted(given)}" + (index_option(index_path) if index_path else "")


def _quoted(path: str) -> str:
    import shlex  # most queries need no advice

    return shlex.quote(path)


def _strangers_index(index_path: str) -> str | None:
    """How to use the index in a folder above that belongs to another user."""
    if index_path != DEFAULTS["index"] or (found := find_strangers_above(index_path)) is None:
        return None
    index = _quoted(found)
    return tr(
        f"one in a folder above belongs to another user; to use it: --index {index}",
        f"в папке выше есть индекс другого пользователя; чтобы искать в нём: --index {index}",
    )


def _rebuild_command(index_path: str) -> str:
    """The command that builds an index anew; it names a folder if the index does not know its own
    any more."""
    from searchtool.api import indexed_paths

    paths = []
    with suppress(SearchError):
        paths = indexed_paths(index_path)
    folder = "" if paths else tr(" FOLDER", " ПАПКА")
    return f"search index --rebuild{folder}{index_option(index_path)}"


def _where(error: SearchError) -> str:
    if not isinstance(error, OptionError):
        return error.where
    from searchtool.cli.commands.table import OPTION_NAMES

    return OPTION_NAMES.get(error.where, error.where)


def advice_on(error: SearchError) -> str:
    """What to do about an error, with the command that does it."""
    match error:
        case IndexMissing():
            option = _place_option(error.index_path)
            if (theirs := _strangers_index(error.index_path)) is not None:
                return theirs
            return tr(
                f"build one: search index FOLDER{option}",
                f"создайте его: search index ПАПКА{option}",
            )
        case IndexForeign():
            return tr("choose another folder: --index DIR", "выберите другую папку: --index ПАПКА")
        case IndexOutdated() | IndexCorrupted():
            command = _rebuild_command(error.index_path)
            return tr(f"run: {command}", f"выполните: {command}")
        case NeedsRebuild():
            return tr("add --rebuild to change it", "чтобы изменить, добавьте --rebuild")
        case RootMissing():
            option = index_option(error.index_path)
            return tr(
                f"name what to index: search index --rebuild FOLDER{option}",
                f"укажите, что читать: search index --rebuild ПАПКА{option}",
            )
        case _:
            return error.advice
