"""Paragraphs and a table of contents in, the paragraphs with the titles of their chapters out."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from searchtool.documents.blocks import Paragraph

_NUMBERED = re.compile(r"(?:глава|часть|раздел|приложение|chapter|part)\s+\S", re.IGNORECASE)
_NAMED = re.compile(r"(?:введение|предисловие|заключение|послесловие|эпилог)$", re.IGNORECASE)
_SIGNS = re.compile(r"[\W_]+")
_SHORTEST_TITLE = 4


class Chapter(NamedTuple):
    """An entry of a table of contents: its title, and the page it leads to, from 1."""

    title: str
    page: int


class SizedParagraph(NamedTuple):
    """A paragraph and the size of its letters, in points."""

    paragraph: Paragraph
    size: float


def is_chapter_title(text: str) -> bool:
    """Whether it is called a chapter: «Глава 3», «Введение»."""
    return bool(_NUMBERED.match(text) or _NAMED.match(text))


def with_chapters(sized: Sequence[SizedParagraph], contents: Sequence[Chapter]) -> list[Paragraph]:
    """The paragraphs with the chapter they are in as `section`: by the table of contents, else by
    the headings called a chapter, else by those in the largest letters of several headings."""
    paragraphs = [paragraph for paragraph, _ in sized]
    starts = _by_contents(paragraphs, contents) if contents else _by_headings(sized)
    title: str | None = None
    placed = []
    for number, paragraph in enumerate(paragraphs):
        title = starts.get(number, title)
        placed.append(paragraph._replace(section=title))
    return placed


def _by_contents(paragraphs: Sequence[Paragraph], contents: Sequence[Chapter]) -> dict[int, str]:
    """The number of the paragraph with which each chapter begins: the one with its title on its
    page, else the first one there."""
    starts: dict[int, str] = {}
    pages: dict[int, list[int]] = {}
    for number, paragraph in enumerate(paragraphs):
        pages.setdefault(paragraph.page or 0, []).append(number)
    for chapter in contents:
        numbers = pages.get(chapter.page, [])
        titled = [number for number in numbers if _is_title(paragraphs[number].text, chapter.title)]
        if numbers:
            starts[(titled or numbers)[0]] = chapter.title
    return starts


def _is_title(text: str, title: str) -> bool:
    """Whether a paragraph is the title, or its beginning: «Глава 1» of «Глава 1. Начало»."""
    text, title = (_SIGNS.sub("", part).casefold() for part in (text, title))
    return len(text) >= min(_SHORTEST_TITLE, len(title)) and title.startswith(text)


def _by_headings(sized: Sequence[SizedParagraph]) -> Mapping[int, str]:
    headings = {n: x for n, x in enumerate(sized) if x.paragraph.role == "heading"}
    texts = {n: heading.paragraph.text for n, heading in headings.items()}
    named = {n: text for n, text in texts.items() if is_chapter_title(text)}
    if sum(_NUMBERED.match(title) is not None for title in named.values()) > 1:
        return named
    sizes = Counter(round(heading.size) for heading in headings.values())
    largest = max((size for size, count in sizes.items() if count > 1), default=None)
    return {n: texts[n] for n, heading in headings.items() if round(heading.size) == largest}
