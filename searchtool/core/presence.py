"""What is there, where `os.path.exists` and `Path.glob` take what cannot be looked at for gone."""

import os
import stat
from contextlib import suppress

from searchtool.core.model import StrPath


def is_gone(path: StrPath) -> bool:
    """Whether there is nothing at a path, not even a link. Raises OSError where that cannot be
    seen: what is taken for gone is removed from the index."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    return False


def names_in(folder: StrPath) -> list[str]:
    """The names in a folder, in order; none where there is no folder. Raises OSError."""
    try:
        return sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []


def bytes_below(folder: StrPath) -> int:
    """The size of all files in a folder and below that are there at this moment. Raises OSError."""
    size = 0
    for name in names_in(folder):
        path = os.path.join(folder, name)
        with suppress(FileNotFoundError):
            found = os.lstat(path)
            size += bytes_below(path) if stat.S_ISDIR(found.st_mode) else found.st_size
    return size
