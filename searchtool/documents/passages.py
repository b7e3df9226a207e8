"""Splits documents into passages, the paragraphs that are indexed and returned.

Where the format does not mark paragraphs, the layout of the text shows them: blank lines, a
paragraph per line, lines wrapped at a fixed width, or stanzas.
"""

import re
from collections.abc import Iterator, Sequence

from searchtool.core.model import Document, Passage, SourceText, Span
from searchtool.documents.punctuation import CLOSERS, WORD
from searchtool.documents.text.paragraphs import find_paragraphs

MAX_PARAGRAPH_CHARS = 20_000
"""A longer one is split at the ends of sentences: nobody reads such a result."""

_SENTENCE_END = re.compile(rf"[.!?…]{CLOSERS}\s+|\n")


def split_passages(source: SourceText, max_chars: int = MAX_PARAGRAPH_CHARS) -> list[Passage]:
    """The paragraphs of a document, numbered from 1. The text of each is the slice at its span,
    with spaces for line breaks, except in verse."""
    document = source.document
    blocks = source.blocks if source.blocks is not None else find_paragraphs(source)
    passages: list[Passage] = []
    for block in blocks:
        for span in _split(_trim(block.span, source.text), source.text, max_chars):
            if not WORD.search(text := span.of(source.text)):
                continue
            ordinal = len(passages) + 1
            passages.append(
                Passage(
                    f"{document.id}#p{ordinal}",
                    document.id,
                    ordinal,
                    text if block.role == "verse" else text.replace("\n", " "),
                    span,
                    role=block.role,
                    line=block.line,
                    page=block.page,
                    section=block.section,
                    ocr=block.ocr,
                )
            )
    return passages


def document_title(document: Document, passages: Sequence[Passage]) -> str:
    """The title that the format gives, else the heading that the text begins with, else nothing."""
    if document.title:
        return document.title
    first = next((p for p in passages if p.role != "caption"), None)
    if first is None or first.role != "heading" or len(passages) == 1:
        return ""
    return " ".join(first.text.strip("#*_ \t").split())


def _trim(span: Span, text: str) -> Span:
    stretch = span.of(text)
    start = span.start + len(stretch) - len(stretch.lstrip())
    return Span(start, start + len(stretch.strip()))


def _split(span: Span, text: str, max_chars: int) -> Iterator[Span]:
    if span.end - span.start <= max_chars:
        yield span
        return
    start = span.start
    while span.end - start > max_chars:
        window = text[start : start + max_chars]
        ends = [match.end() for match in _SENTENCE_END.finditer(window)]
        space = window.rfind(" ") + 1
        size = ends[-1] if ends else space or max_chars
        yield _trim(Span(start, start + size), text)
        start += size
    yield _trim(Span(start, span.end), text)
