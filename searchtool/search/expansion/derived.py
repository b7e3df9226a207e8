"""Finds words of the index that are derived from the same root as a query word."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from searchtool.analysis.prefixes import without_longer
from searchtool.analysis.word_family import (
    MIN_SHARED_WITH_SK,
    are_related,
    prefixes_before,
    root_beginnings,
    typed_roots,
)

MAX_DERIVED = 40
"""Words of a family that are looked for, the most alike first."""


def find_derived(
    key: str, vocabulary: Callable[[Sequence[str]], Iterable[str]], *, behind_prefixes: bool = True
) -> frozenset[str]:
    """The keys of the index that are of the family of `key`; `vocabulary` gives the keys of the
    index with one of some prefixes. To look behind the prefixes of verbs takes most of the time."""
    if not key.isalpha() or key.isascii():
        return frozenset()
    beginnings = list(without_longer(_beginnings(key, behind_prefixes)))
    every = set(vocabulary(beginnings))
    if len(key) >= MIN_SHARED_WITH_SK:
        beginning = key[: max(MIN_SHARED_WITH_SK, len(key) // 2)]
        every.update(o for o in vocabulary([beginning]) if o.endswith("ск") or key.endswith("ск"))
    found = [other for other in every if are_related(key, other)]
    found.sort(key=lambda other: (abs(len(other) - len(key)), other))
    return frozenset(found[:MAX_DERIVED])


def _beginnings(key: str, behind_prefixes: bool) -> Iterator[str]:
    """How the words of a family may begin."""
    bare, with_prefix = typed_roots(key)
    for root in bare:
        yield from root_beginnings(root)
    for root in with_prefix if behind_prefixes else ():
        for beginning in root_beginnings(root):
            for prefix in prefixes_before(key):
                yield prefix + beginning
