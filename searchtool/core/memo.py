"""A function in, its values by argument out: each worked out once, a bounded number kept."""

from collections.abc import Callable
from typing import TypeVar

Argument = TypeVar("Argument")
Value = TypeVar("Value")


class Memo(dict[Argument, Value]):
    """The values of a function of one argument, looked up as fast as a dict.

    >>> lengths = Memo(len, max_size=1000)
    >>> lengths["слово"], "слово" in lengths, "дело" in lengths
    (5, True, False)
    """

    def __init__(self, work_out: Callable[[Argument], Value], max_size: int) -> None:
        """No more than `max_size` values are kept: what was not asked for while half as many others
        came is forgotten."""
        super().__init__()
        self._work_out = work_out
        self._half = max_size // 2
        self._older: dict[Argument, Value] = {}

    def __missing__(self, argument: Argument) -> Value:
        is_older = argument in self._older
        value = self._older.pop(argument) if is_older else self._work_out(argument)
        if len(self) >= self._half:
            self._older = self.copy()
            self.clear()
        self[argument] = value
        return value
