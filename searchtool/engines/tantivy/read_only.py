"""Lets tantivy open an index in a folder where this user may not write, such as that of another
user or on a read-only disk: tantivy locks a file there even to read."""

import errno
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from searchtool.core.model import StrPath

REFUSED = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))
"""What the system says where nothing may be written."""


@contextmanager
def linked_folder(directory: StrPath) -> Iterator[Path]:
    """A folder of this user with links to the files of an index. tantivy opens the files of a
    commit at once, so the folder may be gone while they are read. Raises OSError."""
    with tempfile.TemporaryDirectory(prefix="searchtool-") as folder:
        for path in Path(directory).resolve().iterdir():
            if path.suffix != ".lock":
                (Path(folder) / path.name).symlink_to(path)
        yield Path(folder)
