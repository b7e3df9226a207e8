"""Gives mapped pages of an index back to the system while its segments are merged.

A merge reads eight segments from one end to the other, and what it has read stays with the process
until they are closed: 333 MiB for 730,000 passages, with this 41. The system would take these pages
when it needs memory, but until then they count as memory in use. Some are read again: 4 of the 400
processor seconds in which so many passages are indexed.
"""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from searchtool.core.model import StrPath

SECONDS = 0.25
"""Between two times that pages are given back."""

_MADV_PAGEOUT = 21  # of mman.h, since Linux 5.4; it changes nothing that is in memory


@contextmanager
def released_pages(folder: StrPath) -> Iterator[None]:
    """While the context lasts, the mapped pages of files in the folder go back to the system."""
    if sys.platform != "linux":
        yield
        return
    ended = threading.Event()
    thread = threading.Thread(target=_release, args=(os.path.realpath(folder), ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _release(folder: str, ended: threading.Event) -> None:
    import ctypes  # is loaded with the writer

    with suppress(OSError, AttributeError):  # another C library, or no /proc
        madvise = ctypes.CDLL(None).madvise
        madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
        while not ended.wait(SECONDS):
            for start, end in _mapped_ranges(folder):
                madvise(start, end - start, _MADV_PAGEOUT)  # one may be unmapped by now


def _mapped_ranges(folder: str) -> list[tuple[int, int]]:
    """The addresses from which and up to which files in a folder are mapped."""
    with open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as maps:
        mapped = [line.split(maxsplit=5) for line in maps if f" {folder}{os.sep}" in line]
    ranges = (fields[0].split("-") for fields in mapped)
    return [(int(start, 16), int(end, 16)) for start, end in ranges]
