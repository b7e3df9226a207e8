"""Hits made by hand: renderers compute nothing, so they need no index."""

from typing import Any

from searchtool.core.model import Document, Hit, Passage, Results, Snippet, Span, WordCount

TEXT = "Новый мост открыли."
DOCUMENT = Document("most.txt", "/texts/most.txt", "txt", "utf-8", "Мост", "2019-03-02")
PASSAGE = Passage("most.txt#p2", "most.txt", 2, TEXT, Span(10, 29), line=3)
HIGHLIGHTS = (Span(6, 10),)


def make_hit(passage: Passage = PASSAGE, document: Document = DOCUMENT, **fields: Any) -> Hit:
    snippet = Snippet(passage.text, HIGHLIGHTS)
    return Hit(1, 2.5, passage, document, "most.txt", snippet, HIGHLIGHTS)._replace(**fields)


def make_quote(
    text: str, start: int, speaker: str | None = None, name: str | None = None
) -> Passage:
    span = Span(start, start + len(text))
    return Passage("most.txt#p2.q1", "most.txt", 2, text, span, "quote", line=3, speaker=speaker,
                   speaker_name=name)  # fmt: skip


def make_results(*hits: Hit, **fields: Any) -> Results:
    words = (WordCount("мост", 6, ("мостов",)),)
    return Results("мост", 6, 6, False, hits, words, None, "мост", (), 1.5)._replace(**fields)
