"""Ctrl-C during an indexing run, held back to a place where everything is whole."""

import signal
import threading
from types import FrameType, TracebackType


class Interrupted(KeyboardInterrupt):
    """Ctrl-C, seen at a place where everything is whole."""


class Interruptible:
    """Holds Ctrl-C back until `check`; a second one stops at once."""

    def __init__(self) -> None:
        self._asked = False

    def check(self) -> None:
        """Raises Interrupted if the user wants to stop."""
        if self._asked:
            raise Interrupted

    def __enter__(self) -> "Interruptible":
        if threading.current_thread() is threading.main_thread():
            self._previous = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, self._previous)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self._asked = True
        signal.signal(signal.SIGINT, self._previous)
