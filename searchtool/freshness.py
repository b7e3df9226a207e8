"""What is remembered of a file in, whether it is still as it was indexed out."""

import os
from pathlib import Path
from typing import Literal

from searchtool.model import FileRecord


def source_state(path: str, record: FileRecord | None) -> Literal["same", "changed", "missing"]:
    """What has become of the file; one that was only touched is the same."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a Path costs twice as much, at every hit
    except OSError:
        return "missing"
    if record is None or (record.size, record.modified) == (status.st_size, status.st_mtime_ns):
        return "same"
    return "same" if _is_unchanged(record) else "changed"


def _is_unchanged(record: FileRecord) -> bool:
    import hashlib  # few files are touched between two runs

    found = hashlib.blake2b(digest_size=16)
    try:
        with Path(record.path).open("rb") as file:
            while chunk := file.read(1 << 20):
                found.update(chunk)
    except OSError:
        return False
    return found.hexdigest() == record.digest
