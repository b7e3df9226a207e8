"""Translates what damaged files raise to EngineCorrupted."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from searchtool.engines.base import EngineCorrupted


@contextmanager
def translated_errors() -> Iterator[None]:
    """A context that raises EngineCorrupted for damaged files, which can lead to any exception in
    the libraries below.

    When memory, file handles or permissions are missing, the files need not be damaged, and the
    error is raised as it is."""
    try:
        yield
    except MemoryError:
        raise
    except Exception as error:
        # EINVAL comes from seeking to a wrong position.
        if isinstance(error, OSError) and error.errno not in (None, errno.ENOENT, errno.EINVAL):
            raise
        raise EngineCorrupted(str(error)) from error
