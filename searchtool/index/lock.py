"""The lock that lets one process at a time write an index, and who holds it."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from searchtool.core.atomic_write import replace_text
from searchtool.core.i18n import tr
from searchtool.index.manifest import timestamp

LOCK_NAME = "writer.lock"
"""In the folder of an index; the system unlocks it when the process that writes dies."""

HOLDER_NAME = "writer.json"
"""Beside the lock: who holds it."""


@contextmanager
def writer_lock(index_path: Path, on_wait: Callable[[str], None]) -> Iterator[None]:
    """Hold the writer's lock of an index. `on_wait` is called once, with a clause that says which
    process holds it, if another one does. Raises OSError."""
    import filelock  # few queries meet an index that is not complete

    lock = filelock.FileLock(index_path / LOCK_NAME)
    holder = index_path / HOLDER_NAME
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        on_wait(_describe_holder(holder))
        lock.acquire()
    try:
        replace_text(holder, json.dumps({"pid": os.getpid(), "since": timestamp()}))
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def is_being_written(index_path: Path) -> bool:
    """Whether some process holds the writer's lock at this moment."""
    import filelock

    path = index_path / LOCK_NAME
    if not path.exists():
        return False
    try:
        with filelock.FileLock(path, timeout=0):
            return False
    except filelock.Timeout:
        return True
    except OSError:  # where this process may not write, nobody is expected to
        return False


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
