"""Keys that one process works out in, known to the other processes out.

A key costs 45 µs when a form is first met, and a collection of novels has 400,000 forms: processes
that share them work most of them out once. They go through a file that all append to, a line for
each: the form, the key, and a mark that the line was not cut off.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from searchtool.analysis.analyzer import Analyzer

_END = "."

MIN_SHARED_KEYS = 200
"""Keys that are held back before they are written down."""


@contextmanager
def shared_file() -> Iterator[str]:
    """The name of a file to share keys in, for as long as it is needed."""
    with TemporaryDirectory(prefix="searchtool-", ignore_cleanup_errors=True) as folder:
        yield str(Path(folder) / "keys")


class SharedKeyCache(Analyzer):
    """An analyzer that tells what it works out, and learns what others do."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._fresh: list[str] = []
        self._ours = Path(path).open("ab", buffering=0)  # noqa: SIM115 - as long as the process
        self._all = Path(path).open("rb", buffering=0)  # noqa: SIM115

    def sync(self) -> None:
        """Tell and learn what there is. A full disk only costs the time to work it out again."""
        with suppress(OSError):
            if len(self._fresh) >= MIN_SHARED_KEYS:
                # One write: the system puts what processes append one behind the other. It begins a
                # line, as the write before may have been cut off by a full disk.
                self._ours.write("\n".join(["", *self._fresh, ""]).encode())
                self._fresh.clear()
            self._learn()

    def close(self) -> None:
        """Let go of the file."""
        self._ours.close()
        self._all.close()

    def _learn(self) -> None:
        start = self._all.tell()
        found = self._all.read()
        end = found.rfind(b"\n") + 1
        if end < len(found):  # another is writing
            self._all.seek(start + end)
        for line in found[:end].decode(errors="replace").split("\n"):
            form, key, mark = [*line.split(" "), "", ""][:3]
            if mark == _END and form not in self._keys:
                self._keys[form] = sys.intern(key)  # that of three forms on average

    def _read_russian(self, form: str) -> str:
        key = sys.intern(super()._read_russian(form))
        self._fresh.append(f"{form} {key} {_END}")
        return key
