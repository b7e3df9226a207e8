"""Notes, progress and errors in, standard error out; the only writer of it."""

import sys
from contextlib import suppress
from enum import IntEnum
from typing import TYPE_CHECKING

from searchtool.core.errors import SearchError
from searchtool.render.sanitize import escape_controls

if TYPE_CHECKING:
    pass
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
        self._write(f"search: {error}")

    def progress(self) -> "ProgressBar":
        """A progress bar, if a person is looking."""
        return ProgressBar(shown=not self._quiet and sys.stderr.isatty())

    def _write(self, text: str) -> None:
        with suppress(OSError):  # reported when the command ends
            sys.stdout.flush()  # the two streams keep their order in a terminal
        print(escape_controls(text), file=sys.stderr)
