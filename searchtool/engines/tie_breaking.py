"""Clauses in, what their weights can add up to out: which clauses tell matches apart, and which of
them together weigh a given sum.

For engines that give the heaviest passages but, among those of one weight, not the first.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from searchtool.engines.base import Clause
from searchtool.query.tree import And, Or, Query, TermNode, match_key

MAX_CHOICES = 64
"""Choices of clauses that are told apart; more make a query longer than it is worth."""

MAX_CLAUSES = 8
"""With more of them the level is seldom a large one, and finding the choices takes longer than
fetching all that weigh so much."""


def varying_clauses(query: Query, clauses: Iterable[Clause]) -> list[Clause]:
    """The clauses that some matches of the query may miss; the others weigh the same for all."""
    certain = frozenset(_certain(query))
    return [c for c in clauses if c.weight and not _is_implied(c.query, certain)]


def _certain(query: Query) -> Iterator[Query]:
    """What each match surely matches, as far as that is plain."""
    yield _same(query)
    if isinstance(query, And):
        for child in query.children:
            yield from _certain(child)


def _is_implied(query: Query, certain: AbstractSet[Query]) -> bool:
    """Whether what is certain makes this so, too; False where that is hard to tell."""
    if _same(query) in certain:
        return True
    return isinstance(query, Or) and any(_is_implied(c, certain) for c in query.children)


def _same(query: Query) -> Query:
    return match_key(query) if isinstance(query, TermNode) else query


def level_set(weights: Sequence[int], wanted: int) -> list[tuple[bool, ...]] | None:
    """All choices of weights with that sum, or None if they are too many.

    >>> level_set([3, 5, 8], 8)
    [(True, True, False), (False, False, True)]
    """
    if len(weights) > MAX_CLAUSES:
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
            if len(found) > MAX_CHOICES:
                return None
            continue
        weight = weights[len(choice)]
        ahead += [((*choice, False), left), ((*choice, True), left - weight)]
    return found
