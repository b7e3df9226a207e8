"""Writes speakers for scripts: JSON, JSON Lines, CSV, and lines with tabs.

An object has these fields:

    name          the one name of the speaker over all documents
    quotes        quotations
    first, last   dates of the first and of the last document with any of it, or null
    retold        statements that are retold without quotation marks
"""

from collections.abc import Sequence

from searchtool.core.model import SpeakerCount
from searchtool.render.csv import table
from searchtool.render.json import FORMAT, dump
from searchtool.render.sanitize import one_line


def as_json(query: str, total: int, speakers: Sequence[SpeakerCount]) -> str:
    """One object, indented for people; `total` counts the speakers that are not shown, too."""
    records = [one._asdict() for one in speakers]
    return dump({"format": FORMAT, "query": query, "total": total, "speakers": records}, indent=2)


def as_json_lines(speakers: Sequence[SpeakerCount]) -> list[str]:
    """One object per speaker, on a line each."""
    return [dump(one._asdict()) for one in speakers]


def as_csv(speakers: Sequence[SpeakerCount]) -> str:
    """A header, then one row per speaker; unknown dates are empty."""
    return table(SpeakerCount._fields, speakers)


def as_plain(speakers: Sequence[SpeakerCount]) -> list[str]:
    """One line per speaker: `quotes<TAB>name<TAB>first<TAB>last<TAB>retold`."""
    return [
        f"{one.quotes}\t{one_line(one.name)}\t{one.first or ''}\t{one.last or ''}\t{one.retold}"
        for one in speakers
    ]
