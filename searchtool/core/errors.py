"""The errors a user can meet, each with its exit code and the next step.

SearchError
├── UsageError        an option or argument that cannot be understood
├── ConfigError       a settings file that cannot be used
├── UnreadableFile    a file that was found but cannot be read
│   └── NoText         the data of some program
└── IndexProblem
    ├── IndexMissing   there is no index at that place
    ├── IndexForeign   what is at that place is not ours
    ├── IndexOutdated  built by another version of the analyzer or format
    └── IndexDamaged   its files are broken or incomplete
"""

import shlex

from searchtool.core.i18n import tr

USUAL_INDEX = "index"
"""The place that commands look at unless they are told another."""


class SearchError(Exception):
    """One line for the user: where, what went wrong, and what to do next."""

    exit_code = 2

    def __init__(self, where: str, cause: str, advice: str = "") -> None:
        super().__init__(where, cause, advice)
        self.where = where
        self.cause = cause
        self.advice = advice

    def __str__(self) -> str:
        line = f"{self.where}: {self.cause}" if self.where else self.cause
        return f"{line}; {self.advice}" if self.advice else line


class UsageError(SearchError):
    """An option or argument that cannot be understood."""


class ConfigError(SearchError):
    """A settings file that cannot be used."""


class UnreadableFile(SearchError):
    """A file that was found but cannot be read; the run goes on without it."""


class NoText(UnreadableFile):
    """A file of a format that is read, in which there is nothing for a reader: the data of some
    program. It is passed over like files of other formats."""


class IndexProblem(SearchError):
    """The index cannot answer."""


class IndexMissing(IndexProblem):
    """There is no index at that place."""

    def __init__(self, where: str) -> None:
        super().__init__(
            where,
            tr("no index here", "здесь нет индекса"),
            tr(
                f"make one: search index FOLDER --index {shlex.quote(where)}",
                f"создайте его: search index ПАПКА --index {shlex.quote(where)}",
            ),
        )


class IndexForeign(IndexProblem):
    """What is at that place is not ours, so nothing there may be replaced."""

    def __init__(self, where: str, cause: str = "") -> None:
        super().__init__(
            where,
            cause or tr("not written by searchtool", "создан другой программой"),
            tr("choose another folder: --index DIR", "выберите другую папку: --index ПАПКА"),
        )


class IndexOutdated(IndexProblem):
    """The index was built by another version of the analyzer or in another format."""

    def __init__(self, index: str, what: str) -> None:
        super().__init__(index, what, _rebuild_advice(index))


class IndexCorrupted(IndexProblem):
    """The files of the index are broken or incomplete; `where` is the one that shows it."""

    def __init__(self, index: str, what: str, where: str = "") -> None:
        super().__init__(where or index, what, _rebuild_advice(index))


def index_option(index: str) -> str:
    """What a command in an advice needs to mean the same index."""
    return "" if index == USUAL_INDEX else f" --index {shlex.quote(index)}"


def _rebuild_advice(index: str) -> str:
    command = f"search index --rebuild{index_option(index)}"
    return tr(f"run: {command}", f"выполните: {command}")
