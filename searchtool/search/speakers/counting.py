"""Counts what is said by speaker."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping

from searchtool.core.model import SpeakerCount
from searchtool.search.speakers.directory import Directory
from searchtool.search.speakers.indexed_names import Statement


def count_speakers(
    counted: Mapping[Statement, int], day_of: Callable[[str], str | None], directory: Directory
) -> list[SpeakerCount]:
    """The speakers of quotations and retold statements, the most quoted first, with the dates of
    the first and the last document; `day_of` gives the date of a document by its id, ISO."""
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    dates: dict[str, list[str]] = defaultdict(list)
    for statement, count in counted.items():
        date = day_of(statement.document_id)
        name = directory.canonical_name(statement.speaker_name, date)
        if name is not None:
            counts[name][statement.is_retold] += count
            dates[name] += [date] if date else []
    found = [
        SpeakerCount(
            name,
            count[False],
            min(dates[name], default=None),
            max(dates[name], default=None),
            count[True],
        )
        for name, count in counts.items()
    ]
    return sorted(found, key=lambda one: (-one.quotes, -one.retold, one.name))
