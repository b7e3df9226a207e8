"""Makes passages of the quotations in a document."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from searchtool.core.model import Passage

WINDOW_CHARS = 300_000
"""The part of a document in which speakers are resolved together: every one is compared with every
person. A novel of 1.3 million characters takes 3.7 s in parts of this length and 7.4 s as a whole,
with the same quotations but for one."""


def quote_passages(
    text: str, paragraphs: Sequence[Passage], window_chars: int = WINDOW_CHARS
) -> Iterator[Passage]:
    """The quotations in text order, each numbered within the paragraph it begins in."""
    # Takes 30 ms to import, which a refresh that reads no file does without.
    from searchtool.quotes.extraction import find_quotes_in

    starts = [paragraph.span.start for paragraph in paragraphs]
    numbers: Counter[str] = Counter()
    for quote in find_quotes_in(text, paragraphs, window_chars):
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
            ocr=paragraph.ocr,
        )


def _line(text: str, paragraph: Passage, start: int) -> int | None:
    if paragraph.line is None:
        return None
    return paragraph.line + text.count("\n", paragraph.span.start, start)
