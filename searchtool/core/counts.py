"""The records of passages that are counted by what they share, or over time."""

from typing import NamedTuple

from searchtool.core.model import Grouping, RowGrouping, Sought, Unit


class GroupCount(NamedTuple):
    """The number of passages, and of their documents, that have the same value, and the dates of
    the first and the last of these documents, ISO. What has no such value has no `name`."""

    name: str | None
    number: int
    documents: int
    first: str | None
    last: str | None


class Counts(NamedTuple):
    """The passages of a query by a value: the `groups` with most of them first, and what has no
    value last. Together they have `total` passages; `sought` is what these are."""

    query: str
    by: Grouping
    sought: Sought
    total: int
    groups: tuple[GroupCount, ...]


class Period(NamedTuple):
    """The days from `first` to `last`, both included, ISO."""

    first: str
    last: str


class TimelineRow(NamedTuple):
    """The passages of one speaker or file: in each period of the timeline, and without a date. The
    `name` is None for what nobody with a name says."""

    name: str | None
    total: int
    undated: int
    counts: tuple[int, ...]


class Timeline(NamedTuple):
    """The passages of a query over time: `counts` has the number for each of the `periods`, which
    follow each other without a gap. Together with the `undated` ones these are `total`. `rows` are
    those with most passages of the `row_count` with a name, and at last what has none."""

    query: str
    sought: Sought
    total: int
    undated: int
    unit: Unit
    periods: tuple[Period, ...]
    counts: tuple[int, ...]
    by: RowGrouping | None = None
    row_count: int = 0
    rows: tuple[TimelineRow, ...] = ()
