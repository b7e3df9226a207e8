"""Pages in, the same pages without running heads and feet and page numbers out.

A line at the top or bottom of a page is one of these when it comes back at the same height on a
page nearby, its digits aside. A number alone, and those in large letters, must grow with the pages.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from searchtool.documents.pdf.lines import Line, Page

DEEPEST = 3
"""Lines at each end of a page that may be a head or a foot."""

NEARBY = 2
"""Pages from one to the next with the same head: left and right pages may have their own."""

FEWEST = 3
"""Pages with the same head, where a document has as many."""

SAME_HEIGHT = 6.0
"""In points."""

_NUMBER = re.compile(
    r"(?:стр(?:аница)?|с|page|p)?\W*(\d{1,4})(?:\s*(?:/|из|of)\s*\d{1,4})?\W*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")


class _Head(NamedTuple):
    """What makes two lines the same head; `ahead` is by how much a page number is ahead of its
    page, None where digits may be anything."""

    is_top: bool
    text: str
    ahead: int | None = None


def without_heads(pages: Sequence[Page], size: float) -> list[Page]:
    """The pages without them, those with nothing else as they are; `size` is that of the letters of
    running text."""
    heights: dict[tuple[_Head, int], list[float]] = defaultdict(list)
    for page in pages:
        for head, line in _edges(page, size):
            heights[head, page.number].append(line.base)
    fewest = min(FEWEST, len(pages))

    def is_on(number: int, head: _Head, line: Line) -> bool:
        bases = heights.get((head, number), ())
        return any(not head.text or abs(base - line.base) < SAME_HEIGHT for base in bases)

    def is_head(head: _Head, line: Line) -> bool:
        around = range(line.page - 2 * NEARBY, line.page + 2 * NEARBY + 1)
        found = [number for number in around if is_on(number, head, line)]
        near = any(0 < abs(number - line.page) <= NEARBY for number in found)
        return (near and len(found) >= fewest) or head == (False, "", 0)

    return [_without_heads(page, size, is_head) for page in pages]


def _without_heads(page: Page, size: float, is_head: Callable[[_Head, Line], bool]) -> Page:
    dropped: set[int] = set()
    inside = {True: False, False: False}
    for head, line in _edges(page, size):
        inside[head.is_top] |= not is_head(head, line)
        if not inside[head.is_top]:
            dropped.add(id(line))
    lines = [line for line in page.lines if id(line) not in dropped]
    return page._replace(lines=lines) if lines else page


def _edges(page: Page, size: float) -> Iterator[tuple[_Head, Line]]:
    """The first and the last lines of a page, from its edges inwards."""
    from_top = sorted(page.lines, key=lambda line: -line.base)
    for is_top, lines in ((True, from_top), (False, from_top[::-1])):
        for line in lines[:DEEPEST]:
            yield _head(is_top, line, size), line


def _head(is_top: bool, line: Line, size: float) -> _Head:
    text = line.text.casefold()
    if (number := _NUMBER.fullmatch(text)) is not None:
        return _Head(is_top, "", int(number[1]) - line.page)
    digits = re.search(r"\d{1,4}", text)
    if digits and (line.row or line.size > 1.15 * size):  # «Глава 1» and «Глава 2» are none
        return _Head(is_top, _DIGITS.sub("#", text), int(digits[0]) - line.page)
    return _Head(is_top, _DIGITS.sub("#", text))
