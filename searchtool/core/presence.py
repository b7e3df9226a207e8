"""Whether a file is gone, or only cannot be looked at."""

import os

from searchtool.core.model import StrPath


def is_gone(path: StrPath) -> bool:
    """Whether there is nothing at a path, not even a link. Raises OSError where that cannot be seen
    (`os.path.exists` does not): what is taken for gone is removed from the index."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    return False
