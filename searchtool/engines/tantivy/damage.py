"""What broken files raise in, EngineDamaged out."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

from searchtool.engines.base import EngineDamaged

_OS_ERROR = re.compile(r"\(os error (\d+)\)|code: (\d+), kind")


@contextmanager
def reporting_damage() -> Iterator[None]:
    """Damaged files raise ValueErrors and panics, which are no Exceptions.

    A machine that is short of something or forbids it says nothing about the files."""
    try:
        yield
    except (MemoryError, EngineDamaged, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        # The number of the system's error stands only in the text.
        found = _OS_ERROR.search(str(error))
        number = int(found[1] or found[2]) if found else errno.ENOENT
        if number in (errno.ENOENT, errno.EINVAL):
            raise EngineDamaged(str(error)) from error
        raise OSError(number, os.strerror(number)) from error
