"""Writes a timeline: JSON, CSV, lines with tabs, and the lines with bars that a person sees.

An object has these fields:

    format, query, notes     as in the answer to a query
    counted      "passage", "quotation" or "statement"
    total        how many there are, those without a date too
    undated      how many of these are in documents without a date
    unit         "day", "week", "month" or "year"
    periods      of this length, without a gap: `period` (2019-06-14, 2019-W24, 2019-06 or 2019),
                 its `first` and `last` day, and `count`
    by           "speaker" or "path" if there are rows, else null
    row_count    how many speakers or files there are
    rows         those with most passages: `name` (null for what has none), `total`, `undated`, and
                 `counts`, a number for each of the periods
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from searchtool.core.counts import Period, Timeline
from searchtool.core.i18n import tr
from searchtool.core.model import Grouping, Unit
from searchtool.render.csv import table, without_formula
from searchtool.render.dates import format_period
from searchtool.render.json import FORMAT, dump
from searchtool.render.nouns import NOUNS
from searchtool.render.sanitize import one_line

MIN_EMPTY = 2
"""So many empty periods one after the other are shown as one."""


PER: Mapping[Unit, tuple[str, str]] = {
    "day": ("by day", "по дням"),
    "week": ("by week", "по неделям"),
    "month": ("by month", "по месяцам"),
    "year": ("by year", "по годам"),
}
_NAMELESS: Mapping[Grouping, tuple[str, str]] = {
    "speaker": ("(no name)", "(без имени)"),
    "author": ("(no author)", "(без автора)"),
    "date": ("(no date)", "(без даты)"),
    "path": ("", ""),
    "source": ("", ""),
}
"""What has no value; each file and source has one."""


class Bar(NamedTuple):
    """A line of a timeline: its period in words and its number."""

    label: str
    number: int


def as_json(timeline: Timeline, notes: Sequence[str]) -> str:
    """One object, indented for people."""
    record: dict[str, Any] = {
        "format": FORMAT,
        "query": timeline.query,
        "notes": list(notes),
        "counted": timeline.sought,
        "total": timeline.total,
        "undated": timeline.undated,
        "unit": timeline.unit,
        "periods": [
            {"period": period_id(period, timeline.unit), **period._asdict(), "count": count}
            for period, count in zip(timeline.periods, timeline.counts, strict=True)
        ],
        "by": timeline.by,
        "row_count": timeline.row_count,
        "rows": [row._asdict() for row in timeline.rows],
    }
    return dump(record, indent=2)


def as_csv(timeline: Timeline) -> str:
    """A row for each period and, at last, for what has no date; with rows, for each of these."""
    columns = ("period", "first", "last", "count")
    if timeline.by is None:
        return table(columns, _table_rows(timeline, timeline.counts, timeline.undated))
    return table(
        (timeline.by, *columns),
        (
            (without_formula(row.name or ""), *cells)
            for row in timeline.rows
            for cells in _table_rows(timeline, row.counts, row.undated)
        ),
    )


def as_plain(timeline: Timeline) -> Iterator[str]:
    """One line per period, `period<TAB>count`, and at last one with `-` for what has no date; with
    rows, the name of each comes first."""
    if timeline.by is None:
        yield from _plain_rows(timeline, timeline.counts, timeline.undated)
    for row in timeline.rows:
        for line in _plain_rows(timeline, row.counts, row.undated):
            yield f"{one_line(row.name or '-')}\t{line}"


def bars(timeline: Timeline, counts: Sequence[int], undated: int) -> Iterator[Bar]:
    """The lines of all passages or of a row, from its first period with any to its last one. Empty
    periods that follow each other are one line."""
    filled = [number for number, count in enumerate(counts) if count]
    shown = range(filled[0], filled[-1] + 1) if filled else range(0)
    for is_empty, group in groupby(shown, key=lambda number: not counts[number]):
        numbers = list(group)
        if is_empty and len(numbers) >= MIN_EMPTY:
            numbers_of_lines = [(numbers[0], numbers[-1])]
        else:
            numbers_of_lines = [(number, number) for number in numbers]
        for first, last in numbers_of_lines:
            period = Period(timeline.periods[first].first, timeline.periods[last].last)
            yield Bar(format_period(period), counts[first])
    if undated:
        yield Bar(tr("without a date", "без даты"), undated)


def period_id(period: Period, unit: Unit) -> str:
    """A period as data has it."""
    match unit:
        case "week":
            year, week, _ = datetime.date.fromisoformat(period.first).isocalendar()
            return f"{year:04}-W{week:02}"
        case "month":
            return period.first[:7]
        case "year":
            return period.first[:4]
        case "day":
            return period.first


def _table_rows(
    timeline: Timeline, counts: Sequence[int], undated: int
) -> Iterator[tuple[str, str, str, int]]:
    for period, count in zip(timeline.periods, counts, strict=True):
        yield period_id(period, timeline.unit), *period, count
    if undated:
        yield "", "", "", undated


def _plain_rows(timeline: Timeline, counts: Sequence[int], undated: int) -> Iterator[str]:
    for period, _, _, count in _table_rows(timeline, counts, undated):
        yield f"{period or '-'}\t{count}"


def summary(timeline: Timeline) -> str:
    """What is counted and over which time, in one line."""
    counted = NOUNS[timeline.sought].counted(timeline.total)
    if not timeline.periods:
        return counted
    whole = format_period(Period(timeline.periods[0].first, timeline.periods[-1].last))
    return f"{counted} {tr(*PER[timeline.unit])}, {whole}"


def row_name(name: str | None, by: Grouping) -> str:
    """A value by which passages are counted, or words for those without one."""
    return tr(*_NAMELESS[by]) if name is None else one_line(name)


def draw_blocks(share: float, room: int) -> str:
    """A bar as long as its share of the room, to an eighth of a sign."""
    eighths = max(round(share * room * 8), 1)
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()


def draw_signs(share: float, room: int) -> str:
    """The same for terminals that have only ASCII."""
    return "#" * max(round(share * room), 1)
