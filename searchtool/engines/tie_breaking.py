"""Finds the combinations of clauses that reach a given weight.

For engines that find the passages of the highest weight, but among passages of equal weight take
any: the passages of one weight are then those that match one of the combinations.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from searchtool.engines.base import Clause
from searchtool.query.tree import And, Or, Query, TermNode, match_key

MAX_COMBINATIONS = 64
"""Combinations of clauses in one query; with more it is slower than fetching more passages."""

MAX_CLAUSES = 8
"""With more clauses few passages have the same weight, and finding the combinations takes longer
than fetching these passages."""


def varying_clauses(query: Query, clauses: Iterable[Clause]) -> list[Clause]:
    """The clauses that some matches of the query may miss; the others add the same weight to all
    matches."""
    implied = frozenset(_implied_by(query))
    return [c for c in clauses if c.weight and not _is_implied(c.query, implied)]


def _implied_by(query: Query) -> Iterator[Query]:
    """Queries that each match of the query matches, too; not all of them."""
    yield _normalized(query)
    if isinstance(query, And):
        for child in query.children:
            yield from _implied_by(child)


def _is_implied(query: Query, implied: AbstractSet[Query]) -> bool:
    if _normalized(query) in implied:
        return True
    return isinstance(query, Or) and any(_is_implied(c, implied) for c in query.children)


def _normalized(query: Query) -> Query:
    return match_key(query) if isinstance(query, TermNode) else query


def combinations_with_sum(weights: Sequence[int], wanted: int) -> list[tuple[bool, ...]] | None:
    """All combinations of weights with the sum `wanted`, or None if they are too many. A
    combination tells of each weight whether it is included.

    >>> combinations_with_sum([3, 5, 8], 8)
    [(True, True, False), (False, False, True)]
    """
    if len(weights) > MAX_CLAUSES:
        return None
    remaining = [sum(weights[n:]) for n in range(len(weights) + 1)]
    found: list[tuple[bool, ...]] = []
    pending: list[tuple[tuple[bool, ...], int]] = [((), wanted)]
    while pending:
        chosen, missing = pending.pop()
        if missing < 0 or missing > remaining[len(chosen)]:
            continue
        if len(chosen) == len(weights):
            found.append(chosen)
            if len(found) > MAX_COMBINATIONS:
                return None
            continue
        weight = weights[len(chosen)]
        pending += [((*chosen, False), missing), ((*chosen, True), missing - weight)]
    return found
