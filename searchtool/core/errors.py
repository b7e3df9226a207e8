"""The errors a user can meet: where, what went wrong, and what to do about it.

SearchError
├── UsageError         an argument that cannot be used
│   ├── OptionError    an option whose value cannot be used
│   │   └── NeedsRebuild   an option that only a rebuild of the index can follow
│   ├── RootMissing    a folder of the index that is gone
│   └── CannotOpen     a hit that no program can show in its file
├── ConfigError        a settings file that cannot be used
├── UnreadableFile     a file that was found but cannot be read
│   ├── ReadLater      for which there was no time
│   └── NoText         the data of some program
│       └── NoTextField    records of which no field is known as their text
└── IndexProblem       the index cannot answer
    ├── IndexMissing   there is no index at that place
    ├── IndexForeign   what is at that place is not ours
    ├── IndexOutdated  built by another version of the analyzer or format
    └── IndexCorrupted its files are broken or incomplete

What helps against the last group, and against `NeedsRebuild` and `RootMissing`, follows from the
class; which command that is, only the command line knows (`cli/messages.py`).
"""

from searchtool.core.i18n import tr
from searchtool.core.model import SkipReason


class SearchError(Exception):
    """`where` is a path, an option or empty, `cause` what went wrong, `advice` the next step."""

    def __init__(self, where: str, cause: str, advice: str = "") -> None:
        super().__init__(where, cause, advice)
        self.where = where
        self.cause = cause
        self.advice = advice

    def __str__(self) -> str:
        line = f"{self.where}: {self.cause}" if self.where else self.cause
        return f"{line}; {self.advice}" if self.advice else line


class UsageError(SearchError):
    """An argument that cannot be used."""


class OptionError(UsageError):
    """An option whose value cannot be used; `where` is its name in Python."""


class NeedsRebuild(OptionError):
    """An option that differs from what the index was built with."""


class RootMissing(UsageError):
    """A folder that the index in `index_path` was built from and that a rebuild would have to read
    is gone."""

    def __init__(self, index_path: str, where: str) -> None:
        cause = tr("indexed before, now missing", "есть в индексе, но на диске не найдена")
        super().__init__(where, cause)
        self.index_path = index_path


class CannotOpen(UsageError):
    """A hit that no program can show in its file."""


class ConfigError(SearchError):
    """A settings file that cannot be used."""


class UnreadableFile(SearchError):
    """A file that was found but cannot be read; the run goes on without it."""


class ReadLater(UnreadableFile):
    """A file that was not read to its end for want of time; the next run goes on."""


class NoText(UnreadableFile):
    """A file of a format that is read, in which there is nothing for a reader: the data of some
    program. It is skipped like files of other formats."""

    reason: SkipReason = "format"


class NoTextField(NoText):
    """Records with prose in fields that nobody has named as their text. They are skipped, and it is
    told how to read them."""

    reason = "records"


class IndexProblem(SearchError):
    """The index in the folder `index_path` cannot answer; `where` is what shows it."""

    def __init__(self, index_path: str, cause: str, where: str = "") -> None:
        super().__init__(where or index_path, cause)
        self.index_path = index_path


class IndexMissing(IndexProblem):
    """There is no index in that folder."""

    def __init__(self, index_path: str) -> None:
        super().__init__(index_path, tr("no index here", "здесь нет индекса"))


class IndexForeign(IndexProblem):
    """What is in that folder is not ours, so nothing there may be replaced."""

    def __init__(self, index_path: str, where: str, cause: str = "") -> None:
        theirs = tr("not written by searchtool", "создан другой программой")
        super().__init__(index_path, cause or theirs, where)


class IndexOutdated(IndexProblem):
    """The index was built by another version of the analyzer or in another format."""


class IndexCorrupted(IndexProblem):
    """The files of the index are broken or incomplete."""
