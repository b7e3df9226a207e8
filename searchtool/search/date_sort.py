"""Order by date: splits a query into date ranges, and sorts what each of them finds by day."""

from collections.abc import Callable, Iterator, Sequence

from searchtool.core.model import Scope, Sort
from searchtool.engines.base import Searcher
from searchtool.query.filters import FIRST, LAST, UNDATED
from searchtool.query.tree import Filter, Query, all_of
from searchtool.search.ranking.scoring import Ranked


def date_ranges(
    searcher: Searcher, query: Query, scope: Scope, max_passages: int, order: Sort
) -> Iterator[Query]:
    """Queries that together find what `query` finds: each over a range of days, in the given order,
    and the last one over documents without a date. Each finds at most `max_passages` passages, or
    all of one day; ranges that hold nothing are left out.

    The ranges double in length, and one that holds too many passages is halved: the first hits
    then cost few counts over few days, wherever they lie.
    """
    days = searcher.vocabulary("date", scope, "")
    if order != "oldest":
        days = days[::-1]
    start, length = 0, 1
    while start < len(days):
        yield from _halved(searcher, query, scope, max_passages, days[start : start + length])
        start += length
        length *= 2
    yield all_of([query, UNDATED])


def _halved(
    searcher: Searcher, query: Query, scope: Scope, max_passages: int, days: Sequence[str]
) -> Iterator[Query]:
    in_range = all_of([query, Filter("date", min(days[0], days[-1]), max(days[0], days[-1]))])
    count = searcher.count(in_range, scope)
    if count > max_passages and len(days) > 1:
        middle = len(days) // 2
        yield from _halved(searcher, query, scope, max_passages, days[:middle])
        yield from _halved(searcher, query, scope, max_passages, days[middle:])
    elif count:
        yield in_range


def sort_by_day(
    ranked: Sequence[Ranked], day_of: Callable[[str], str | None], order: Sort
) -> list[Ranked]:
    """The passages by the day of their document: those of one day stay in their order, those
    without a date come last. `day_of` is called once for each document, with its id."""
    newest_first = order != "oldest"
    unknown = FIRST if newest_first else LAST
    document_ids = {one.candidate.document_id for one in ranked}
    days = {id: day_of(id) or unknown for id in document_ids}
    return sorted(ranked, key=lambda one: days[one.candidate.document_id], reverse=newest_first)
