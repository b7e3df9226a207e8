"""A document's text and its paragraphs in, its quotations as passages out."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from searchtool.model import Passage


def quote_passages(text: str, paragraphs: Sequence[Passage]) -> Iterator[Passage]:
    """The quotations in text order, each numbered within the paragraph it begins in."""
    # The rules load the dictionary, which a query does without.
    from searchtool.quotations import find_quotes_in

    starts = [paragraph.span.start for paragraph in paragraphs]
    numbers: Counter[str] = Counter()
    for quote in find_quotes_in(text, paragraphs):
        paragraph = paragraphs[bisect_right(starts, quote.span.start) - 1]
        numbers[paragraph.id] += 1
        yield Passage(
            f"{paragraph.id}.q{numbers[paragraph.id]}",
            paragraph.document_id,
            paragraph.ordinal,
            quote.text.replace("\n", " "),
            quote.span,
            kind="quote",
            line=_line(text, paragraph, quote.span.start),
            page=paragraph.page,
            section=paragraph.section,
            speaker=quote.speaker or None,
            speaker_name=quote.speaker_name or None,
            cue=quote.cue or None,
            manner=quote.kind,
            rule=quote.rule,
            confidence=quote.confidence,
        )


def _line(text: str, paragraph: Passage, start: int) -> int | None:
    if paragraph.line is None:
        return None
    return paragraph.line + text.count("\n", paragraph.span.start, start)
