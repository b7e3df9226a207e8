"""Translates what damaged files raise to EngineCorrupted."""

import errno
from types import TracebackType

from searchtool.engines.base import EngineCorrupted


class translated_errors:
    """A context that raises EngineCorrupted for damaged files, which can lead to any exception in
    the libraries below.

    When memory, file handles or permissions are missing, the files need not be damaged, and the
    error is raised as it is. This is a class because a query enters it some hundred times: 0.3 µs
    each, where a generator takes 2.3."""

    def __enter__(self) -> None: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not isinstance(error, Exception) or isinstance(error, MemoryError | EngineCorrupted):
            return
        # EINVAL comes from seeking to a wrong position.
        if isinstance(error, OSError) and error.errno not in (None, errno.ENOENT, errno.EINVAL):
            return
        raise EngineCorrupted(str(error)) from error
