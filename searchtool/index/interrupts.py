"""Ctrl-C during an indexing run, delayed until the index is in a state worth keeping."""

import signal
import threading
from types import FrameType, TracebackType


class Interrupted(KeyboardInterrupt):
    """Ctrl-C, raised where what was read can be committed."""


class Interruptible:
    """A context that holds Ctrl-C back until `check` is called; a second one interrupts at once."""

    def __init__(self) -> None:
        self._requested = False

    def check(self) -> None:
        """Raises Interrupted if the user wants to stop."""
        if self._requested:
            raise Interrupted

    def __enter__(self) -> "Interruptible":
        if _is_main_thread():
            self._previous = signal.signal(signal.SIGINT, self._request)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if _is_main_thread():
            signal.signal(signal.SIGINT, self._previous)

    def _request(self, number: int, frame: FrameType | None) -> None:
        self._requested = True
        signal.signal(signal.SIGINT, self._previous)


def _is_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()  # others have no signals
