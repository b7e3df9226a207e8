"""Clauses in, what their weights can add up to out: which clauses tell matches apart, and which of
them together weigh a given sum.

For engines that give the heaviest passages but, among those of one weight, not the first.
"""

from collections.abc import Iterable, Sequence

from searchtool.engines.base import Clause
from searchtool.query import All, Either, Query, Word, what_matches

MOST_CHOICES = 64
"""Choices of clauses that are told apart; more make a query longer than it is worth."""

MOST_CLAUSES = 8
"""With more of them the level is seldom a large one, and finding the choices takes longer than
fetching all that weigh so much."""


def varying(query: Query, clauses: Iterable[Clause]) -> list[Clause]:
    """The clauses that some matches of the query may miss; the others weigh the same for all."""
    return [clause for clause in clauses if clause.weight and not _implies(query, clause.query)]


def _implies(query: Query, other: Query) -> bool:
    """Whether what matches `query` surely matches `other`; False where that is hard to tell."""
    if _same(query) == _same(other):
        return True
    if isinstance(query, All):
        return any(_implies(child, other) for child in query.children)
    return isinstance(other, Either) and any(_implies(query, c) for c in other.children)


def _same(query: Query) -> Query:
    return what_matches(query) if isinstance(query, Word) else query


def level_set(weights: Sequence[int], wanted: int) -> list[tuple[bool, ...]] | None:
    """All choices of weights with that sum, or None if they are too many.

    >>> level_set([3, 5, 8], 8)
    [(True, True, False), (False, False, True)]
    """
    if len(weights) > MOST_CLAUSES:
        return None
    rests = [sum(weights[n:]) for n in range(len(weights) + 1)]
    found: list[tuple[bool, ...]] = []
    ahead: list[tuple[tuple[bool, ...], int]] = [((), wanted)]
    while ahead:
        choice, left = ahead.pop()
        if left < 0 or left > rests[len(choice)]:
            continue
        if len(choice) == len(weights):
            found.append(choice)
            if len(found) > MOST_CHOICES:
                return None
            continue
        weight = weights[len(choice)]
        ahead += [((*choice, False), left), ((*choice, True), left - weight)]
    return found
