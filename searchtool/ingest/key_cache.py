"""Shares the keys of word forms between the processes that index.

A key costs 20 µs when a form is first met, and a collection of novels has 400,000 forms: with
sharing, most of them are looked up in one process only. All processes append to one file, a line
for each key: the form, the key, and a mark that the line is complete.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from searchtool.analysis.analyzer import Analyzer

MIN_SHARED_KEYS = 200
"""New keys that are written together."""

_END = "."


@contextmanager
def shared_file(path: str) -> Iterator[str]:
    """A file for keys at that path, which is deleted at the end; one that a killed run has left is
    deleted first."""
    with suppress(OSError):
        os.unlink(path)
    try:
        yield path
    finally:
        with suppress(OSError):
            os.unlink(path)


def _open(path: str) -> tuple[BinaryIO, BinaryIO]:
    """A file for appending and for reading, as long as the process lives."""
    return open(path, "ab", buffering=0), open(path, "rb", buffering=0)


class KeySharingAnalyzer(Analyzer):
    """An analyzer that shares its keys of Russian forms with other processes, in `sync`."""

    def __init__(self, path: str, min_shared: int = MIN_SHARED_KEYS) -> None:
        """`path` is that of `shared_file`; `min_shared` new keys are written together. Where there
        can be no such file keys are not shared, which only costs time."""
        super().__init__()
        self._min_shared = min_shared
        self._unshared: list[str] = []
        try:
            self._output, self._input = _open(path)
        except OSError:
            self._output, self._input = _open(os.devnull)  # keys are not shared

    def sync(self) -> None:
        """Write the new keys, if there are enough, and read those of the others."""
        with suppress(OSError):
            if len(self._unshared) >= self._min_shared:
                # The system appends each write as a whole. It starts with a line break, because the
                # write before may have been cut off by a full disk.
                self._output.write("\n".join(["", *self._unshared, ""]).encode())
                self._unshared.clear()
            self._read_shared()

    def close(self) -> None:
        """Close the file."""
        self._output.close()
        self._input.close()

    def _read_shared(self) -> None:
        start = self._input.tell()
        found = self._input.read()
        end = found.rfind(b"\n") + 1
        if end < len(found):  # another process is writing
            self._input.seek(start + end)
        for line in found[:end].decode(errors="replace").split("\n"):
            form, key, mark = [*line.split(" "), "", ""][:3]
            if mark == _END and form not in self._keys:
                self._keys[form] = sys.intern(key)  # three forms share a key on average

    def _read_russian(self, form: str) -> str:
        key = sys.intern(super()._read_russian(form))
        self._unshared.append(f"{form} {key} {_END}")
        return key
