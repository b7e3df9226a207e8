"""Counts what is said by speaker."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from searchtool.core.model import Passage, SpeakerCount
from searchtool.search.speakers.directory import Directory


def count_speakers(
    quotes: Iterable[Passage], day_of: Callable[[str], str | None], directory: Directory
) -> list[SpeakerCount]:
    """The speakers of some quotations and retold statements, the most quoted first, with the dates
    of the first and the last document; `day_of` gives the date of a document by its id, ISO."""
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    dates: dict[str, list[str]] = defaultdict(list)
    for quote in quotes:
        if quote.speaker_name:
            date = day_of(quote.document_id)
            name = directory.canonical_name(quote.speaker_name, date)
            if name is None:
                continue
            counts[name][quote.manner == "indirect"] += 1
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
