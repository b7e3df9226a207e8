"""The one process that writes an index, and who it is."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from searchtool.core.i18n import tr
from searchtool.index.manifest import now

LOCK_NAME = "writer.lock"
"""In the folder of an index; held by the one process that writes."""


@contextmanager
def only_writer(index_path: Path, waiting: Callable[[str], None]) -> Iterator[None]:
    """Be the one process that writes; `waiting` is told once who else does. Death frees it."""
    import filelock  # few queries meet an index that is not complete

    holder = index_path / "writer.json"
    lock = filelock.FileLock(index_path / LOCK_NAME)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        waiting(_holder(holder))
        lock.acquire()
    try:
        holder.write_text(json.dumps({"pid": os.getpid(), "since": now()}), "utf-8")
        yield
        holder.unlink(missing_ok=True)
    finally:
        lock.release()


def _holder(path: Path) -> str:
    try:
        record = json.loads(path.read_text("utf-8"))
        return tr(
            f"process {record['pid']}, writing since {record['since']}",
            f"процесс {record['pid']}, пишет с {record['since']}",
        )
    except (OSError, ValueError, KeyError, TypeError):
        return tr("another process", "другой процесс")


def is_being_written(index_path: Path) -> bool:
    """Whether a process is bringing the index up to date at this moment."""
    import filelock

    path = index_path / LOCK_NAME
    if not path.exists():
        return False
    try:
        with filelock.FileLock(path, timeout=0):
            return False
    except filelock.Timeout:
        return True
    except OSError:  # where nothing may be written nobody writes
        return False
