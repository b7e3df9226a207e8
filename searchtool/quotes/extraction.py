"""Extracts the quotations of a text, with their speakers."""

import re
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

MAY_QUOTE = re.compile(r"[«„“\"]|^\s*[—–-]\s|^[А-ЯЁA-Z][\w. -]{1,40}:\s|:\s*$", re.MULTILINE)
"""A text without any of these has no quotations."""


def find_quotes(text: str, *, retold: bool = False) -> list[Quote]:
    """The quotations of a text in order, with their speakers; `span` is where each one stands.
    `retold` adds statements that are retold without marks.

    >>> [(q.text, q.speaker_name) for q in find_quotes("«Мы ждём», — сказал Иван Петров.")]
    [('Мы ждём', 'Иван Петров')]
    """
    source = SourceText(Document("", "", "txt", "utf-8"), text)
    return find_quotes_in(text, split_passages(source), retold=retold)


def find_quotes_in(text: str, passages: Sequence[Passage], *, retold: bool = False) -> list[Quote]:
    """The quotations of a document that is divided into `passages`, its paragraphs; as in
    `find_quotes`."""
    marked = with_usual_marks(text)
    if not retold and not MAY_QUOTE.search(marked):
        return []
    lines = [(passage.span, passage.role == "heading") for passage in passages]
    spans = join_broken_lines(marked, lines)
    finder = MentionFinder(marked, [span for span, _ in spans])
    forms = shared_form_cache().with_surnames(finder.surnames)
    paragraphs = segment_paragraphs(marked, spans, forms)
    detected = detect_quotes(paragraphs)
    if retold:
        detected = sorted([*detected, *detect_statements(paragraphs, detected)], key=_start)
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
