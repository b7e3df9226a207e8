"""A bounded cache of the values of a function."""

from collections.abc import Callable
from typing import TypeVar

Argument = TypeVar("Argument")
Value = TypeVar("Value")


class Memo(dict[Argument, Value]):
    """The values of a function of one argument, looked up as fast as in a dict.

    >>> lengths = Memo(len, max_size=1000)
    >>> lengths["слово"], "слово" in lengths, "дело" in lengths
    (5, True, False)
    """

    def __init__(self, compute: Callable[[Argument], Value], max_size: int) -> None:
        """At most `max_size` values are kept: one is dropped when it was not looked up while half
        as many new ones came."""
        super().__init__()
        self._compute = compute
        self._half = max_size // 2
        self._older: dict[Argument, Value] = {}

    def __missing__(self, argument: Argument) -> Value:
        is_older = argument in self._older
        value = self._older.pop(argument) if is_older else self._compute(argument)
        if len(self) >= self._half:
            self._older = self.copy()
            self.clear()
        self[argument] = value
        return value
