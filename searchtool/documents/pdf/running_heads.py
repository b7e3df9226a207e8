"""Removes running heads, running feet and page numbers from pages.

A line at the top or bottom of a page is one of these when it recurs at the same height on a page
nearby, its digits aside. A number alone, and one in large letters, must grow with the pages.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from searchtool.documents.pdf.lines import Line, Page

MAX_EDGE_LINES = 3
"""Lines at each end of a page that may be a head or a foot."""

MAX_PAGES_APART = 2
"""Pages from one head to the next: left and right pages may have their own."""

MIN_PAGES = 3
"""Pages that have the same head, in a document with at least as many."""

MAX_HEIGHT_DIFFERENCE = 6.0
"""Points between the places of the same head on two pages."""

_NUMBER = re.compile(
    r"(?:стр(?:аница)?|с|page|p)?\W*(\d{1,4})(?:\s*(?:/|из|of)\s*\d{1,4})?\W*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")


class _Head(NamedTuple):
    """Two lines are the same head when these are equal; `ahead` is the page number minus the number
    of the page, None where digits may be anything."""

    is_top: bool
    text: str
    ahead: int | None = None


def strip_running_heads(pages: Sequence[Page], size: float) -> list[Page]:
    """The pages without heads and feet; pages that hold nothing else stay as they are. `size` is
    that of body text, in points."""
    heights: dict[tuple[_Head, int], list[float]] = defaultdict(list)
    for page in pages:
        for head, line in _edges(page, size):
            heights[head, page.number].append(line.base)
    min_pages = min(MIN_PAGES, len(pages))

    def is_on(number: int, head: _Head, line: Line) -> bool:
        bases = heights.get((head, number), ())
        return any(not head.text or abs(base - line.base) < MAX_HEIGHT_DIFFERENCE for base in bases)

    def is_head(head: _Head, line: Line) -> bool:
        around = range(line.page - 2 * MAX_PAGES_APART, line.page + 2 * MAX_PAGES_APART + 1)
        found = [number for number in around if is_on(number, head, line)]
        near = any(0 < abs(number - line.page) <= MAX_PAGES_APART for number in found)
        return (near and len(found) >= min_pages) or head == (False, "", 0)

    return [_strip_running_heads(page, size, is_head) for page in pages]


def _strip_running_heads(page: Page, size: float, is_head: Callable[[_Head, Line], bool]) -> Page:
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
        for line in lines[:MAX_EDGE_LINES]:
            yield _head(is_top, line, size), line


def _head(is_top: bool, line: Line, size: float) -> _Head:
    text = line.text.casefold()
    if (number := _NUMBER.fullmatch(text)) is not None:
        return _Head(is_top, "", int(number[1]) - line.page)
    digits = re.search(r"\d{1,4}", text)
    if digits and (line.row or line.size > 1.15 * size):  # «Глава 1» and «Глава 2» are titles
        return _Head(is_top, _DIGITS.sub("#", text), int(digits[0]) - line.page)
    return _Head(is_top, _DIGITS.sub("#", text))
