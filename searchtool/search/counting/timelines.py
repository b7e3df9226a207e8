"""Lays the passages that match a query out over days, weeks, months or years."""

import datetime
import itertools
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from searchtool.core.counts import Period, Timeline, TimelineRow
from searchtool.core.errors import OptionError
from searchtool.core.i18n import tr
from searchtool.core.model import UNITS, RowGrouping, Sought, Unit
from searchtool.search.counting.values import Placed, most_frequent

MAX_CHOSEN_PERIODS = 40
"""A timeline for which no unit is asked has no more, unless in years: it fits on two screens."""

MAX_CHOSEN_ROW_PERIODS = 12
"""The same for a timeline with rows, each of which is shown with its periods."""

MAX_PERIODS = 100_000
"""What can be asked for: 270 years of days."""

READ_PER_COUNT = 20
"""To let an engine count once takes as long as to read some passages: 5 with tantivy, 300 where
whoosh has to look for a phrase again."""

CountDays = Callable[[str, str], int]
"""Counts the passages from one day to another, both included."""

ReadDays = Callable[[], Mapping[str | None, int]]
"""Reads all passages and gives their number on each day."""


def make_timeline(
    query: str,
    sought: Sought,
    days: Sequence[str],
    count: CountDays,
    read: ReadDays,
    undated: int,
    per: Unit | None,
) -> Timeline:
    """The timeline of all passages: `days` are those of the index, in order. Each period is
    counted, so that no passage has to be read, unless periods are many and passages few. Raises
    OptionError."""
    hit_days = _with_hits(days, count)
    unit, periods = _periods(hit_days[:1], hit_days[-1:], per, MAX_CHOSEN_PERIODS)
    ranges = _day_ranges(hit_days, periods)
    asked = sum(bool(days) for days in ranges)
    if hit_days and count(hit_days[0], hit_days[-1]) < READ_PER_COUNT * asked:
        counts = _by_period(read(), periods, unit)
    else:
        counts = tuple(count(days[0], days[-1]) if days else 0 for days in ranges)
    return Timeline(query, sought, sum(counts) + undated, undated, unit, periods, counts)


def make_rows(
    query: str,
    sought: Sought,
    placed: Iterable[Placed],
    by: RowGrouping,
    per: Unit | None,
    limit: int,
) -> Timeline:
    """The timeline with rows for the `limit` most frequent values, and for what has none. Raises
    OptionError."""
    rows: dict[str | None, Counter[str | None]] = defaultdict(Counter)
    for name, document, number in placed:
        rows[name][document.date] += number
    every: Counter[str | None] = Counter()
    for row in rows.values():
        every.update(row)
    days = sorted(filter(None, every))
    unit, periods = _periods(days[:1], days[-1:], per, MAX_CHOSEN_ROW_PERIODS)
    names = most_frequent({name: row.total() for name, row in rows.items() if name is not None})
    shown = [*names[:limit], *([None] if None in rows else [])]
    return Timeline(
        query,
        sought,
        every.total(),
        every[None],
        unit,
        periods,
        _by_period(every, periods, unit),
        by,
        len(names),
        tuple(
            TimelineRow(name, row.total(), row[None], _by_period(row, periods, unit))
            for name, row in ((name, rows[name]) for name in shown)
        ),
    )


def choose_unit(first: str, last: str, most: int) -> Unit:
    """The shortest unit of which there are at most so many from one day to another.

    >>> [choose_unit("2019-03-31", day, 12) for day in ("2019-04-01", "2019-05-31", "2020-05-01")]
    ['day', 'week', 'year']
    """
    return next((unit for unit in UNITS if _distance(first, last, unit) < most), "year")


def make_periods(first: str, last: str, unit: Unit) -> tuple[Period, ...]:
    """The periods from that of one day to that of another.

    >>> make_periods("2019-12-31", "2020-01-07", "week")[1]
    Period(first='2020-01-06', last='2020-01-12')
    """
    start = _number(first, unit)
    starts = [_start(start + n, unit) for n in range(_distance(first, last, unit) + 2)]
    return tuple(Period(_iso(this), _iso(next - 1)) for this, next in itertools.pairwise(starts))


def _with_hits(days: Sequence[str], count: CountDays) -> Sequence[str]:
    """Of the days in order, those from the first to the last with passages: some thirty counts find
    both, however many days there are."""
    total = count(days[0], days[-1]) if days else 0
    if not total:
        return ()
    lengths = range(1, len(days) + 1)
    end = bisect_left(lengths, True, key=lambda n: count(days[0], days[n - 1]) == total)
    start = bisect_left(lengths, True, key=lambda n: count(days[-n], days[-1]) == total)
    return days[len(days) - lengths[start] : lengths[end]]


def _day_ranges(days: Sequence[str], periods: Sequence[Period]) -> list[Sequence[str]]:
    """Those of the days that are in each of the periods."""
    return [
        days[bisect_left(days, period.first) : bisect_right(days, period.last)]
        for period in periods
    ]


def _by_period(
    days: Mapping[str | None, int], periods: Sequence[Period], unit: Unit
) -> tuple[int, ...]:
    found = [0] * len(periods)
    for day, number in days.items():
        if day is not None:
            found[_distance(periods[0].first, day, unit)] += number
    return tuple(found)


def _periods(
    first: Sequence[str], last: Sequence[str], per: Unit | None, most: int
) -> tuple[Unit, tuple[Period, ...]]:
    """The unit and the periods from the first day to the last one, if there are any."""
    if not first:
        return per or "year", ()
    unit = per or choose_unit(first[0], last[0], most)
    number = _distance(first[0], last[0], unit) + 1
    if number > MAX_PERIODS:
        raise OptionError(
            "per",
            tr(
                f"{number} periods from {first[0]} to {last[0]}",
                f"с {first[0]} по {last[0]} отрезков: {number}",
            ),
            tr("take a longer unit or --since", "возьмите отрезок длиннее или укажите --since"),
        )
    return unit, make_periods(first[0], last[0], unit)


def _distance(first: str, last: str, unit: Unit) -> int:
    return _number(last, unit) - _number(first, unit)


def _number(day: str, unit: Unit) -> int:
    """The number of the period that a day is in, counted from the year 1."""
    date = datetime.date.fromisoformat(day)
    match unit:
        case "day":
            return date.toordinal()
        case "week":
            return (date.toordinal() - 1) // 7  # the first day of all was a Monday
        case "month":
            return date.year * 12 + date.month - 1
        case "year":
            return date.year


def _start(number: int, unit: Unit) -> int:
    """The ordinal of the first day of a period."""
    match unit:
        case "day":
            return number
        case "week":
            return number * 7 + 1
        case "month":
            year, month = divmod(number, 12)
        case "year":
            year, month = number, 0
    if year > datetime.MAXYEAR:
        return datetime.date.max.toordinal() + 1
    return datetime.date(year, month + 1, 1).toordinal()


def _iso(ordinal: int) -> str:
    last = datetime.date.max.toordinal()
    return datetime.date.fromordinal(min(ordinal, last)).isoformat()
