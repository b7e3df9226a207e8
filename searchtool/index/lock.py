"""The lock that lets one process at a time write an index, and who holds it."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from searchtool.core.atomic_write import replace_text
from searchtool.core.clock import timestamp
from searchtool.core.i18n import tr

LOCK_NAME = "writer.lock"
"""In the folder of an index; the system unlocks it when the process that writes dies."""

HOLDER_NAME = "writer.json"
"""Beside the lock: who holds it."""

_POLL_SECONDS = 0.1  # between two attempts

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            return True
        except PermissionError:  # another process holds it
            return False

else:
    import fcntl

    def _try_lock(file: int) -> bool:
        """Whether the lock was free. Raises OSError where the system refuses it, which is not to be
        taken for a lock that is held: that would be waited for."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            return False


@contextmanager
def writer_lock(index_path: Path, on_wait: Callable[[str], None]) -> Iterator[None]:
    """Hold the writer's lock of an index. `on_wait` is called once, with a clause that says which
    process holds it, if another one does. Raises OSError."""
    holder = index_path / HOLDER_NAME
    with _opened(index_path / LOCK_NAME, os.O_RDWR | os.O_CREAT) as file:
        if not _try_lock(file):
            on_wait(_describe_holder(holder))
            while not _try_lock(file):
                time.sleep(_POLL_SECONDS)
        try:
            replace_text(holder, json.dumps({"pid": os.getpid(), "since": timestamp()}))
            yield
        finally:
            with suppress(OSError):  # only those who wait look at it, and the next one replaces it
                holder.unlink(missing_ok=True)


def is_being_written(index_path: Path) -> bool:
    """Whether some process holds the writer's lock at this moment."""
    try:
        with _opened(index_path / LOCK_NAME, os.O_RDWR) as file:
            return not _try_lock(file)
    except OSError:  # where this process may not write, nobody is expected to
        return False


def describe_writer(index_path: Path) -> str | None:
    """A clause that says which process is writing the index at this moment, if one is."""
    is_held = is_being_written(index_path)
    return _describe_holder(index_path / HOLDER_NAME) if is_held else None


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    """The descriptor of a file; to close it unlocks it. Raises OSError that names the file."""
    file = os.open(path, flags, 0o666)
    try:
        yield file
    finally:
        os.close(file)


def _describe_holder(path: Path) -> str:
    try:
        record = json.loads(path.read_text("utf-8"))
        process = int(record["pid"])
        since = datetime.fromisoformat(record["since"]).astimezone().strftime("%H:%M")
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError, RecursionError):
        return tr("another process is updating the index", "индекс обновляет другой процесс")
    return tr(
        f"process {process} is updating the index (since {since})",
        f"индекс обновляет процесс {process} (с {since})",
    )
