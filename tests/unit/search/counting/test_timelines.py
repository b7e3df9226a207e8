"""Periods follow each other without a gap, and no passage is lost between them."""

import datetime
import itertools
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchtool.core.errors import OptionError
from searchtool.core.model import UNITS, Document, Unit
from searchtool.search.counting.timelines import (
    MAX_CHOSEN_PERIODS,
    choose_unit,
    make_periods,
    make_rows,
    make_timeline,
)
from searchtool.search.counting.values import Placed

DAY = datetime.timedelta(days=1)
dates = st.one_of(
    st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 12, 31)),
    st.dates(datetime.date.max - 900 * DAY, datetime.date.max),
).map(datetime.date.isoformat)
near_dates = st.dates(datetime.date(2018, 12, 1), datetime.date(2020, 3, 1)).map(
    datetime.date.isoformat
)
units = st.sampled_from(UNITS)


@given(st.tuples(dates, dates).map(sorted), st.sampled_from(("month", "year")))
@example(["0001-01-01", "0001-02-01"], "month")
@settings(deadline=None)
def test_periods_cover_all_days_without_a_gap(days: list[str], unit: Unit) -> None:
    first, last = days
    periods = make_periods(first, last, unit)
    assert periods[0].first <= first <= periods[0].last
    assert periods[-1].first <= last <= periods[-1].last
    for one, next in itertools.pairwise(periods):
        after = datetime.date.fromisoformat(one.last) + DAY
        assert after.isoformat() == next.first


@given(st.tuples(near_dates, near_dates))
def test_weeks_begin_on_monday(days: tuple[str, str]) -> None:
    for period in make_periods(min(days), max(days), "week"):
        first, last = map(datetime.date.fromisoformat, period)
        assert (first.weekday(), last - first) == (0, 6 * DAY)


@given(st.tuples(near_dates, near_dates))
@settings(deadline=None)
def test_the_shortest_unit_that_fits_is_chosen(days: tuple[str, str]) -> None:
    first, last = min(days), max(days)
    unit = choose_unit(first, last, MAX_CHOSEN_PERIODS)
    assert len(make_periods(first, last, unit)) <= MAX_CHOSEN_PERIODS
    for shorter in UNITS[: UNITS.index(unit)]:
        assert len(make_periods(first, last, shorter)) > MAX_CHOSEN_PERIODS


@given(
    st.lists(st.tuples(near_dates, st.sampled_from((0, 1, 3, 900))), max_size=30),
    st.lists(near_dates, max_size=10),
    st.one_of(st.none(), units),
    st.integers(0, 5),
)
def test_counted_or_read_passages_make_the_same_timeline(
    found: list[tuple[str, int]], others: list[str], per: Unit | None, undated: int
) -> None:
    """The index has other days, too: a day may have passages that do not match."""
    numbers: Counter[str] = Counter()
    for day, number in found:
        numbers[day] += number
    numbers += Counter()

    def count(first: str, last: str) -> int:
        assert first <= last
        return sum(number for day, number in numbers.items() if first <= day <= last)

    days = sorted({*numbers, *others})
    every: Counter[str | None] = Counter({None: undated})
    every.update(numbers)
    counted = make_timeline("q", "passage", days, count, lambda: every, undated, per)
    placed = [Placed("a", _document(day), number) for day, number in numbers.items()]
    placed += [Placed(None, _document(None), undated)] if undated else []
    unit = counted.unit if per or numbers else None
    read = make_rows("q", "passage", placed, "path", unit, limit=5)
    assert (read.total, read.undated) == (counted.total, counted.undated)
    assert counted.total == sum(numbers.values()) + undated == sum(counted.counts) + undated
    assert (read.periods, read.counts) == (counted.periods, counted.counts)
    assert sum(row.total for row in read.rows) == read.total


def test_rows_keep_to_the_limit_and_what_has_no_name_comes_last() -> None:
    day = _document("2019-05-01")
    names = ["б"] * 2 + ["а"] * 2 + ["в", None, None, None]
    timeline = make_rows(
        "", "statement", [Placed(name, day, 1) for name in names], "speaker", None, limit=2
    )
    assert [row.name for row in timeline.rows] == ["а", "б", None]
    assert (timeline.row_count, timeline.total) == (3, 8)


def test_too_many_periods_are_refused() -> None:
    days = ["1001-01-01", "2026-01-01"]

    def count(first: str, last: str) -> int:
        return days.index(last) - days.index(first) + 1

    with pytest.raises(OptionError) as error:
        make_timeline("", "passage", days, count, dict, 0, "day")
    assert error.value.where == "per"


def _document(date: str | None) -> Document:
    return Document("a", "/a.txt", "txt", "utf-8", date=date)
