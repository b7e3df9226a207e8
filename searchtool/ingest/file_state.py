"""Whether a file is still as it was when it was indexed."""

import errno
import os
import stat
from functools import lru_cache
from typing import BinaryIO

from searchtool.core.model import FileRecord, FileState

MAX_DIGESTS = 10_000
"""Digests of touched files that are kept, a quarter of a kilobyte each."""

_NO_SUCH_NAME = (errno.ENAMETOOLONG, errno.ELOOP)


def file_state(path: str, record: FileRecord | None) -> FileState:
    """What has become of an indexed file; one that was only touched is the same. It is unknown
    where the system does not let us look.

    An index from a stranger may name any path: only regular files are opened, as others may never
    end, and only those that have the size remembered.
    """
    try:
        status = os.stat(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError for a null character
        return "missing"
    except OSError as error:
        return "missing" if error.errno in _NO_SUCH_NAME else "unknown"
    if record is None or (record.size, record.modified) == (status.st_size, status.st_mtime_ns):
        return "same"
    if record.size != status.st_size or not stat.S_ISREG(status.st_mode):
        return "changed"
    if not status.st_size:  # files of /proc say so, whatever they hold
        return "same"
    try:
        return "same" if _digest_at(path, status.st_mtime_ns) == record.digest else "changed"
    except OSError:
        return "unknown"


def digest_of(stream: BinaryIO) -> str:
    """The digest of all bytes of a stream from here on."""
    import hashlib  # a query needs it only for touched files

    found = hashlib.blake2b(digest_size=16)
    while chunk := stream.read(1 << 20):
        found.update(chunk)
    return found.hexdigest()


@lru_cache(maxsize=MAX_DIGESTS)
def _digest_at(path: str, modified: int) -> str:
    """The digest of a file in the version of that time: it is read once for all its hits."""
    with open(path, "rb") as file:
        return digest_of(file)
