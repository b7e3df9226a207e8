"""Extracts the quotations of a text, with their speakers."""

import re
from collections.abc import Sequence

from searchtool.core.model import Document, Passage, SourceText
from searchtool.documents.passages import split_passages
from searchtool.quotes.detection.detector import detect_quotes
from searchtool.quotes.detection.segmentation import join_broken_lines, segment_paragraphs
from searchtool.quotes.grammar.forms import shared_form_cache
from searchtool.quotes.quote import Quote
from searchtool.quotes.speakers.mentions import MentionFinder
from searchtool.quotes.speakers.resolver import resolve_speakers

MAY_QUOTE = re.compile(r"[«„“\"]|^\s*[—–-]\s|^[А-ЯЁA-Z][\w. -]{1,40}:\s|:\s*$", re.MULTILINE)
"""A text without any of these has no quotations."""


def find_quotes(text: str) -> list[Quote]:
    """The quotations of a text in order, with their speakers; `span` is where each one stands.

    >>> [(q.text, q.speaker_name) for q in find_quotes("«Мы ждём», — сказал Иван Петров.")]
    [('Мы ждём', 'Иван Петров')]
    """
    source = SourceText(Document("", "", "txt", "utf-8"), text)
    return find_quotes_in(text, split_passages(source))


def find_quotes_in(text: str, passages: Sequence[Passage]) -> list[Quote]:
    """The quotations of a document that is divided into `passages`, its paragraphs."""
    if not MAY_QUOTE.search(text):
        return []
    lines = [(passage.span, passage.role == "heading") for passage in passages]
    spans = join_broken_lines(text, lines)
    finder = MentionFinder(text, [span for span, _ in spans])
    paragraphs = segment_paragraphs(text, spans, shared_form_cache().with_surnames(finder.surnames))
    quotes = resolve_speakers(detect_quotes(paragraphs), paragraphs, finder)
    return [quote for quote in quotes if quote.text.strip()]  # «» quotes nothing
