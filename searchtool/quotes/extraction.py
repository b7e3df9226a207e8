"""Extracts what is said in a text, in marks or retold, with the speakers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from searchtool.core.model import Document, Passage, SourceText
from searchtool.documents.passages import split_passages
from searchtool.quotes.detection.detected import DetectedQuote
from searchtool.quotes.detection.detector import detect_quotes
from searchtool.quotes.detection.quotation_marks import with_usual_marks
from searchtool.quotes.detection.segmentation import join_broken_lines, segment_paragraphs
from searchtool.quotes.grammar.forms import shared_form_cache
from searchtool.quotes.indirect.detector import detect_statements
from searchtool.quotes.quote import Quote
from searchtool.quotes.speakers.mentions import MentionFinder
from searchtool.quotes.speakers.resolver import resolve_speakers


def find_quotes(text: str) -> list[Quote]:
    """What is said in a text, in order, with the speakers; `span` is where each one stands. What is
    retold without marks is of the kind `indirect`.

    >>> [(q.text, q.speaker_name) for q in find_quotes("«Мы ждём», — сказал Иван Петров.")]
    [('Мы ждём', 'Иван Петров')]
    """
    source = SourceText(Document("", "", "txt", "utf-8"), text)
    return list(find_quotes_in(text, split_passages(source), window_chars=len(text)))


def find_quotes_in(text: str, passages: Sequence[Passage], window_chars: int) -> Iterator[Quote]:
    """What is said in a document that is divided into `passages`, its paragraphs. Speakers are
    resolved within parts of at most `window_chars` characters."""
    marked = with_usual_marks(text)
    is_as_written = marked == text
    for window in _windows(passages, window_chars):
        for quote in _find_marked(marked, window):
            written = quote if is_as_written else _as_written(quote, text)
            if written.text.strip():  # «» quotes nothing
                yield written


def _windows(passages: Sequence[Passage], window_chars: int) -> Iterator[Sequence[Passage]]:
    """The passages in order, in parts of at most `window_chars` characters."""
    first = 0
    for number, passage in enumerate(passages):
        if passage.span.end - passages[first].span.start > window_chars:
            yield passages[first:number]
            first = number
    yield passages[first:]


def _find_marked(text: str, passages: Sequence[Passage]) -> list[Quote]:
    """What is said in some passages of a text with the usual quotation marks."""
    lines = [(passage.span, passage.role == "heading") for passage in passages]
    spans = join_broken_lines(text, lines)
    finder = MentionFinder(text, [span for span, _ in spans])
    forms = shared_form_cache().with_surnames(finder.surnames)
    paragraphs = segment_paragraphs(text, spans, forms)
    quoted = detect_quotes(paragraphs)
    detected = sorted([*quoted, *detect_statements(paragraphs, quoted)], key=_start)
    return resolve_speakers(detected, paragraphs, finder)


def _as_written(quote: Quote, text: str) -> Quote:
    """The quotation with the marks that the text has."""
    speaker = quote.speaker_span.of(text) if quote.speaker_span else quote.speaker
    return replace(quote, text=quote.span.of(text), speaker=speaker)


def _start(quote: DetectedQuote) -> int:
    return quote.content.start
