"""Finds the chapter that each paragraph is in, by the outline of the document or its headings."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from searchtool.documents.blocks import Paragraph

_NUMBERED = re.compile(r"(?:глава|часть|раздел|приложение|chapter|part)\s+\S", re.IGNORECASE)
_NAMED = re.compile(r"(?:введение|предисловие|заключение|послесловие|эпилог)$", re.IGNORECASE)
_SIGNS = re.compile(r"[\W_]+")
_MIN_TITLE_CHARS = 4


class OutlineEntry(NamedTuple):
    """An entry of the outline of a PDF: its title, and the page it leads to, from 1."""

    title: str
    page: int


class SizedParagraph(NamedTuple):
    """A paragraph and the size of its letters, in points."""

    paragraph: Paragraph
    size: float


def is_chapter_title(text: str) -> bool:
    """Whether a heading says that it begins a chapter: «Глава 3», «Введение»."""
    return bool(_NUMBERED.match(text) or _NAMED.match(text))


def with_chapters(
    sized: Sequence[SizedParagraph], outline: Sequence[OutlineEntry]
) -> list[Paragraph]:
    """The paragraphs with the title of their chapter as `section`. Chapters begin where the outline
    says, else at headings called chapters, else at the largest headings, if there are several."""
    paragraphs = [paragraph for paragraph, _ in sized]
    starts = _by_outline(paragraphs, outline) if outline else _by_headings(sized)
    title: str | None = None
    placed = []
    for number, paragraph in enumerate(paragraphs):
        title = starts.get(number, title)
        placed.append(paragraph._replace(section=title))
    return placed


def _by_outline(paragraphs: Sequence[Paragraph], outline: Sequence[OutlineEntry]) -> dict[int, str]:
    """The titles of chapters by the number of the paragraph that begins one: the paragraph on its
    page that is its title, else the first one there."""
    starts: dict[int, str] = {}
    pages: dict[int, list[int]] = {}
    for number, paragraph in enumerate(paragraphs):
        pages.setdefault(paragraph.page or 0, []).append(number)
    for chapter in outline:
        numbers = pages.get(chapter.page, [])
        titled = [number for number in numbers if _is_title(paragraphs[number].text, chapter.title)]
        if numbers:
            starts[(titled or numbers)[0]] = chapter.title
    return starts


def _is_title(text: str, title: str) -> bool:
    """Whether a paragraph is a title or the beginning of it: «Глава 1» of «Глава 1. Начало»."""
    text, title = (_SIGNS.sub("", part).casefold() for part in (text, title))
    return len(text) >= min(_MIN_TITLE_CHARS, len(title)) and title.startswith(text)


def _by_headings(sized: Sequence[SizedParagraph]) -> Mapping[int, str]:
    headings = {n: x for n, x in enumerate(sized) if x.paragraph.role == "heading"}
    texts = {n: heading.paragraph.text for n, heading in headings.items()}
    named = {n: text for n, text in texts.items() if is_chapter_title(text)}
    if sum(_NUMBERED.match(title) is not None for title in named.values()) > 1:
        return named
    sizes = Counter(round(heading.size) for heading in headings.values())
    largest = max((size for size, count in sizes.items() if count > 1), default=None)
    return {n: texts[n] for n, heading in headings.items() if round(heading.size) == largest}
