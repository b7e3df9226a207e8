"""Pages of files that are mapped go back to the system, and can be read again."""

import mmap
import os
import platform
import re
import sys
import time
from pathlib import Path

import pytest

from searchtool.engines.tantivy.mapped_pages import SECONDS, released_pages

SIZE = 8 << 20

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives pages back so")


def _in_memory_only() -> int:
    """Bytes mapped of files that lie on no disk."""
    status = Path("/proc/self/status").read_text("utf-8")
    found = re.search(r"^RssShmem:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) << 10 if found else 0


def held(path: Path) -> int:
    """Bytes of a mapped file that are in memory."""
    maps = Path("/proc/self/smaps").read_text("utf-8", "replace")
    entry = maps.partition(f" {path}\n")[2]
    found = re.search(r"^Rss: +(\d+) kB", entry, re.MULTILINE)
    assert found
    return int(found[1]) << 10


def test_pages_are_given_back_and_read_again(tmp_path: Path) -> None:
    if tuple(map(int, re.findall(r"\d+", platform.release())[:2])) < (5, 4):
        pytest.skip("the system cannot")
    path = tmp_path / "индекс с пробелом" / "segment.store"
    path.parent.mkdir()
    path.write_bytes(bytes(range(256)) * (SIZE // 256))
    other = tmp_path / "elsewhere"
    other.write_bytes(bytes(SIZE))
    with path.open("r+b") as file, other.open("rb") as also:
        # What is not written to disk yet stays in memory.
        file.flush()
        os.fsync(file.fileno())
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        beside = mmap.mmap(also.fileno(), 0, access=mmap.ACCESS_READ)
        before = bytes(mapped)
        assert bytes(beside) == bytes(SIZE)
        assert held(path) == held(other) == SIZE
        if _in_memory_only() >= SIZE:
            pytest.skip("the folder for temporary files is kept in memory")
        with released_pages(path.parent):
            until = time.monotonic() + 20 * SECONDS
            while held(path) > SIZE // 8 and time.monotonic() < until:
                time.sleep(SECONDS / 5)
        assert held(path) <= SIZE // 8
        assert held(other) == SIZE
        assert bytes(mapped) == before


def test_a_folder_that_is_not_mapped_is_no_mistake(tmp_path: Path) -> None:
    with released_pages(tmp_path / "missing"):
        time.sleep(2 * SECONDS)
