"""Extracts what is said in a text, in marks or retold, with the speakers."""

from collections.abc import Sequence
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
    return find_quotes_in(text, split_passages(source))


def find_quotes_in(text: str, passages: Sequence[Passage]) -> list[Quote]:
    """What is said in a document that is divided into `passages`, its paragraphs."""
    marked = with_usual_marks(text)
    lines = [(passage.span, passage.role == "heading") for passage in passages]
    spans = join_broken_lines(marked, lines)
    finder = MentionFinder(marked, [span for span, _ in spans])
    forms = shared_form_cache().with_surnames(finder.surnames)
    paragraphs = segment_paragraphs(marked, spans, forms)
    quoted = detect_quotes(paragraphs)
    detected = sorted([*quoted, *detect_statements(paragraphs, quoted)], key=_start)
    quotes = resolve_speakers(detected, paragraphs, finder)
    if marked != text:
        quotes = [_as_written(quote, text) for quote in quotes]
    return [quote for quote in quotes if quote.text.strip()]  # «» quotes nothing


def _as_written(quote: Quote, text: str) -> Quote:
    """The quotation with the marks that the text has."""
    speaker = quote.speaker_span.of(text) if quote.speaker_span else quote.speaker
    return replace(quote, text=quote.span.of(text), speaker=speaker)


def _start(quote: DetectedQuote) -> int:
    return quote.content.start
