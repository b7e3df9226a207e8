"""Counts all passages that hold what is asked, not only those that are ranked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from searchtool.core.counts import Counts, Timeline
from searchtool.core.errors import OptionError
from searchtool.core.i18n import tr
from searchtool.core.model import GROUPINGS, ROW_GROUPINGS, UNITS, Grouping, RowGrouping, Unit
from searchtool.engines.base import Searcher
from searchtool.query.filters import UNDATED
from searchtool.query.tree import Filter, Query, all_of
from searchtool.search.counting.timelines import make_rows, make_timeline
from searchtool.search.counting.values import Namer, Placed, group_counts
from searchtool.search.options import SearchOptions


class Tally:
    """The passages of one query. Every way to count them comes to the same total, which is that of
    the answer sorted by date."""

    def __init__(
        self, searcher: Searcher, query: str, tree: Query, options: SearchOptions, namer: Namer
    ) -> None:
        self._searcher = searcher
        self._query = query
        self._tree = tree
        self._scope = options.scope
        self._sought = options.sought
        self._namer = namer

    def counts(self, by: Grouping) -> Counts:
        """The passages by a value."""
        groups = group_counts(self._placed(by))
        total = sum(group.number for group in groups)
        return Counts(self._query, by, self._sought, total, groups)

    def timeline(self, per: Unit | None, by: RowGrouping | None, limit: int) -> Timeline:
        """The passages over time, and by a value in each of `limit` rows."""
        if by is not None:
            return make_rows(self._query, self._sought, self._placed(by), by, per, limit)
        days = self._searcher.vocabulary("date", self._scope, "")
        undated = self._count(UNDATED)
        return make_timeline(
            self._query, self._sought, days, self._count_days, self._read_days, undated, per
        )

    def _placed(self, by: Grouping) -> Iterator[Placed]:
        return self._namer.placed(self._searcher.matching(self._tree, self._scope), by)

    def _count_days(self, first: str, last: str) -> int:
        return self._count(Filter("date", first, last))

    def _read_days(self) -> Counter[str | None]:
        found: Counter[str | None] = Counter()
        for day, _, number in self._placed("date"):
            found[day] += number
        return found

    def _count(self, narrower: Query) -> int:
        return self._searcher.count(all_of([self._tree, narrower]), self._scope)


def check_timeline(per: object, by: object, limit: int) -> None:
    """Raises OptionError for what a timeline cannot be asked for."""
    _check("per", per, (None, *UNITS))
    _check("by", by, (None, *ROW_GROUPINGS))
    if limit < 1:
        raise OptionError("limit", tr("must be 1 or more", "должно быть не меньше 1"))


def check_grouping(by: object) -> None:
    """Raises OptionError for what passages cannot be counted by."""
    _check("by", by, GROUPINGS)


def _check(name: str, value: object, choices: Sequence[Any]) -> None:
    if value not in choices:
        known = ", ".join(filter(None, choices))
        raise OptionError(name, tr(f"must be one of: {known}", f"возможны: {known}"))
