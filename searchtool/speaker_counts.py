"""A query in, who speaks about it out, the most first."""

from collections import Counter, defaultdict

from searchtool.core.model import SpeakerCount
from searchtool.search.options import SearchOptions
from searchtool.search.session import Session
from searchtool.search.speaker_directory import Directory


def count_speakers(
    session: Session, text: str, options: SearchOptions, directory: Directory
) -> list[SpeakerCount]:
    """The speakers of the quotations that match (of all, if nothing is asked), with the first and
    last day of the documents they are quoted in."""
    counts: Counter[str] = Counter()
    dates: dict[str, list[str]] = defaultdict(list)
    for quote in session.matching_quotes(text, options):
        if quote.speaker_name:
            date = session.date_of(quote.document_id)
            name = directory.name(quote.speaker_name, date)
            counts[name] += 1
            dates[name] += [date] if date else []
    return [
        SpeakerCount(name, count, min(dates[name], default=None), max(dates[name], default=None))
        for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
