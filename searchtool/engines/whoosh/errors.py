"""What broken files raise in, EngineDamaged out."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from searchtool.engines.base import EngineCorrupted


@contextmanager
def translated_errors() -> Iterator[None]:
    """Damaged files raise whatever their bytes lead to, in any of the libraries under Whoosh.

    A machine that is short of something or forbids it says nothing about the files."""
    try:
        yield
    except MemoryError:
        raise
    except Exception as error:
        # EINVAL is what seeking to a broken position gives.
        if isinstance(error, OSError) and error.errno not in (None, errno.ENOENT, errno.EINVAL):
            raise
        raise EngineCorrupted(str(error)) from error
