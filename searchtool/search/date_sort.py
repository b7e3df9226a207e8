"""A query in, the same query over stretches of days out; what is found in, its order by day out."""

from collections.abc import Callable, Iterator, Sequence

from searchtool.core.model import Scope, Sort
from searchtool.engines.base import Searcher
from searchtool.query.filters import FIRST, LAST
from searchtool.query.tree import Filter, Not, Query, all_of
from searchtool.search.ranking.scoring import Ranked


def date_ranges(
    searcher: Searcher, query: Query, scope: Scope, most: int, order: Sort
) -> Iterator[Query]:
    """Queries that together find what `query` finds: over days in the `order` asked for, at last
    over what has no date. Each finds at most `most` passages or all those of one day.

    The stretches double in length, and one that holds too much is halved: the first hits cost few
    counts over few days, wherever they lie.
    """
    days = searcher.vocabulary("date", scope, "")
    if order == "date":
        days = days[::-1]
    start, length = 0, 1
    while start < len(days):
        yield from _divided(searcher, query, scope, most, days[start : start + length])
        start += length
        length *= 2
    yield all_of([query, Not(Filter("date", FIRST, LAST))])


def _divided(
    searcher: Searcher, query: Query, scope: Scope, most: int, days: Sequence[str]
) -> Iterator[Query]:
    within = all_of([query, Filter("date", min(days[0], days[-1]), max(days[0], days[-1]))])
    count = searcher.count(within, scope)
    if count > most and len(days) > 1:
        half = len(days) // 2
        yield from _divided(searcher, query, scope, most, days[:half])
        yield from _divided(searcher, query, scope, most, days[half:])
    elif count:
        yield within


def sort_by_day(
    ranked: Sequence[Ranked], day_of: Callable[[str], str | None], order: Sort
) -> list[Ranked]:
    """Those of one day stay in their order, those without one come last. `day_of` is asked once
    for each document, by its id."""
    newest_first = order == "date"
    unknown = FIRST if newest_first else LAST
    documents = {one.candidate.document_id for one in ranked}
    days = {id: day_of(id) or unknown for id in documents}
    return sorted(ranked, key=lambda one: days[one.candidate.document_id], reverse=newest_first)
