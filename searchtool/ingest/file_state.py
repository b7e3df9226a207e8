"""What is remembered of a file in, whether it is still as it was indexed out."""

import os
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Literal

from searchtool.core.model import FileRecord

MAX_DIGESTS = 10_000
"""Digests of touched files that are kept, a quarter of a kilobyte each."""


def file_state(path: str, record: FileRecord | None) -> Literal["same", "changed", "missing"]:
    """What has become of the file; one that was only touched is the same."""
    try:
        status = os.stat(path)
    except OSError:
        return "missing"
    if record is None or (record.size, record.modified) == (status.st_size, status.st_mtime_ns):
        return "same"
    if record.size != status.st_size:
        return "changed"
    try:
        return "same" if _digest_at(path, status.st_mtime_ns) == record.digest else "changed"
    except OSError:
        return "changed"


def digest_of(stream: BinaryIO) -> str:
    """Of all bytes from here on."""
    import hashlib  # a query needs it for touched files alone

    found = hashlib.blake2b(digest_size=16)
    while chunk := stream.read(1 << 20):
        found.update(chunk)
    return found.hexdigest()


@lru_cache(maxsize=MAX_DIGESTS)
def _digest_at(path: str, modified: int) -> str:
    """The digest of a file as it was last changed: it is read once for all its hits."""
    with Path(path).open("rb") as file:
        return digest_of(file)
