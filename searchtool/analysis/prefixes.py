"""Prefixes by which an index is asked for its words."""

from collections.abc import Iterable, Iterator


def without_longer(prefixes: Iterable[str]) -> Iterator[str]:
    """The prefixes in order, without those that begin with another.

    >>> list(without_longer(["сад", "лес", "лесн"]))
    ['лес', 'сад']
    """
    last = None
    for prefix in sorted(prefixes):
        if last is None or not prefix.startswith(last):
            last = prefix
            yield prefix
