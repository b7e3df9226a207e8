"""Writes passages counted by a value: JSON, JSON Lines, CSV, and lines with tabs.

An object has these fields:

    name          the file, speaker, author, day or source; null for what has none
    count         passages
    documents     how many documents these are in
    first, last   dates of the first and of the last of these documents, or null
"""

from collections.abc import Sequence

from searchtool.core.counts import Counts, GroupCount
from searchtool.render.csv import table, without_formula
from searchtool.render.json import FORMAT, dump
from searchtool.render.sanitize import one_line

COLUMNS = ("name", "count", "documents", "first", "last")


def as_json(counts: Counts, shown: Sequence[GroupCount], notes: Sequence[str]) -> str:
    """One object, indented for people: `total` counts the passages, `group_count` the values; both
    also those that are not shown."""
    record = {
        "format": FORMAT,
        "query": counts.query,
        "notes": list(notes),
        "counted": counts.sought,
        "total": counts.total,
        "by": counts.by,
        "group_count": len(counts.groups),
        "groups": _records(shown),
    }
    return dump(record, indent=2)


def as_json_lines(shown: Sequence[GroupCount]) -> list[str]:
    """One object per value, on a line each."""
    return [dump(record) for record in _records(shown)]


def as_csv(shown: Sequence[GroupCount]) -> str:
    """A header, then one row per value; what is not known is empty."""
    return table(COLUMNS, ([without_formula(group.name or ""), *group[1:]] for group in shown))


def as_plain(shown: Sequence[GroupCount]) -> list[str]:
    """One line per value: `count<TAB>name<TAB>documents<TAB>first<TAB>last`; `-` has no value."""
    return ["\t".join(map(_cell, (one.number, one.name or "-", *one[2:]))) for one in shown]


def _records(shown: Sequence[GroupCount]) -> list[dict[str, object]]:
    return [dict(zip(COLUMNS, group, strict=True)) for group in shown]


def _cell(value: object) -> str:
    return "" if value is None else one_line(str(value))
