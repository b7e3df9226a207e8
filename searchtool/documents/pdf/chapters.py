"""Paragraphs and a table of contents in, the paragraphs with the titles of their chapters out."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from searchtool.documents.blocks import Piece

_NUMBERED = re.compile(r"(?:глава|часть|раздел|приложение|chapter|part)\s+\S", re.IGNORECASE)
_NAMED = re.compile(r"(?:введение|предисловие|заключение|послесловие|эпилог)$", re.IGNORECASE)
_SIGNS = re.compile(r"[\W_]+")
_SHORTEST_TITLE = 4


class Chapter(NamedTuple):
    """An entry of a table of contents: its title, and the page it leads to, from 1."""

    title: str
    page: int


class Paragraph(NamedTuple):
    """A paragraph and the size of its letters."""

    piece: Piece
    size: float


def is_chapter_title(text: str) -> bool:
    """Whether it is called a chapter: «Глава 3», «Введение»."""
    return bool(_NUMBERED.match(text) or _NAMED.match(text))


def with_chapters(paragraphs: Sequence[Paragraph], contents: Sequence[Chapter]) -> list[Piece]:
    """The paragraphs with the chapter they are in as `section`: by the table of contents, else by
    the headings called a chapter, else by those in the largest letters of several headings."""
    pieces = [paragraph.piece for paragraph in paragraphs]
    starts = _by_contents(pieces, contents) if contents else _by_headings(paragraphs)
    title: str | None = None
    placed = []
    for number, piece in enumerate(pieces):
        title = starts.get(number, title)
        placed.append(piece._replace(section=title))
    return placed


def _by_contents(pieces: Sequence[Piece], contents: Sequence[Chapter]) -> dict[int, str]:
    """The number of the paragraph with which each chapter begins: the one with its title on its
    page, else the first one there."""
    starts: dict[int, str] = {}
    pages: dict[int, list[int]] = {}
    for number, piece in enumerate(pieces):
        pages.setdefault(piece.page or 0, []).append(number)
    for chapter in contents:
        numbers = pages.get(chapter.page, [])
        titled = [number for number in numbers if _is_title(pieces[number].text, chapter.title)]
        if numbers:
            starts[(titled or numbers)[0]] = chapter.title
    return starts


def _is_title(text: str, title: str) -> bool:
    """Whether a paragraph is the title, or its beginning: «Глава 1» of «Глава 1. Начало»."""
    text, title = (_SIGNS.sub("", part).casefold() for part in (text, title))
    return len(text) >= min(_SHORTEST_TITLE, len(title)) and title.startswith(text)


def _by_headings(paragraphs: Sequence[Paragraph]) -> Mapping[int, str]:
    headings = {n: p for n, p in enumerate(paragraphs) if p.piece.role == "heading"}
    named = {n: p.piece.text for n, p in headings.items() if is_chapter_title(p.piece.text)}
    if sum(_NUMBERED.match(title) is not None for title in named.values()) > 1:
        return named
    sizes = Counter(round(heading.size) for heading in headings.values())
    largest = max((size for size, count in sizes.items() if count > 1), default=None)
    return {n: p.piece.text for n, p in headings.items() if round(p.size) == largest}
