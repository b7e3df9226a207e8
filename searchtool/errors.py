"""The errors a user can meet, each with its exit code and the next step.

SearchError
├── UsageError        an option or argument that cannot be understood
├── ConfigError       a settings file that cannot be used
├── UnreadableFile    a file that was found but cannot be read
└── IndexProblem
    ├── IndexMissing   there is no index at that place
    ├── IndexOutdated  built by another version of the analyzer or format
    └── IndexDamaged   its files are broken or incomplete
"""

from searchtool.language import tr


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


class IndexProblem(SearchError):
    """The index cannot answer."""


class IndexMissing(IndexProblem):
    """There is no index at that place."""

    def __init__(self, where: str) -> None:
        super().__init__(
            where,
            tr("no index here", "здесь нет индекса"),
            tr(
                f"make one: search index FOLDER --index {where}",
                f"создайте его: search index ПАПКА --index {where}",
            ),
        )


class IndexOutdated(IndexProblem):
    """The index was built by another version of the analyzer or in another format."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(where, what, rebuild_advice())


class IndexDamaged(IndexProblem):
    """The files of the index are broken or incomplete."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(where, what, rebuild_advice())


def rebuild_advice() -> str:
    """The next step when an index cannot be used as it is."""
    return tr("run: search index --rebuild", "выполните: search index --rebuild")
