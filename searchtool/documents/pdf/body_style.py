"""The lines of a document in, what is usual in it out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from statistics import median

from searchtool.documents.pdf.columns import Placed
from searchtool.documents.pdf.lines import Line

LARGER, SMALLER = 1.12, 0.92
"""Times the size of the running text from which letters are large, and up to which small."""

INDENT = 0.6
"""Times the size of the running text from which a line is indented."""

ROOM = 0.3
"""Times the size of a line: what the space between two words takes."""

GAP = 1.25
"""Times the usual distance of lines from which a gap parts paragraphs."""

FEWEST = 5
"""Distances of lines on a page from which its own are taken for usual."""

_CLOSED = re.compile(r"[.!?…:;][»”“\"')\]]*$")


@dataclass(frozen=True, slots=True)
class Usual:
    """The size of the letters of running text, whether they are bold, the distance of its lines on
    each page, the indent with which paragraphs begin, None where they begin without, and whether
    more paragraphs end with a full line than sentences within them do."""

    size: float
    bold: bool
    distances: Mapping[int, float]
    indent: float | None = None
    ends_full: bool = False

    def is_large(self, line: Line) -> bool:
        """Whether its letters are larger than those of running text."""
        return line.size > LARGER * self.size

    def is_small(self, line: Line) -> bool:
        """Whether its letters are smaller."""
        return line.size < SMALLER * self.size

    def stands_out(self, line: Line) -> bool:
        """Whether its letters are those of headings."""
        return self.is_large(line) or (line.bold and not self.bold)

    def is_indented(self, placed: Placed) -> bool:
        """Whether it begins further to the right than its column."""
        return placed.indent > INDENT * self.size

    def is_first(self, placed: Placed) -> bool:
        """Whether it has the indent of the first line of a paragraph."""
        return self.indent is not None and abs(placed.indent - self.indent) < ROOM * self.size


def usual_size(lines: Iterable[Line]) -> float:
    """The size that most characters have."""
    characters: Counter[float] = Counter()
    for line in lines:
        characters[round(line.size, 1)] += len(line.text)
    return max(characters, key=lambda size: characters[size], default=1.0)


def find_usual(lines: Sequence[Placed], size: float) -> Usual:
    """What is usual in a document of these lines in letters of this size."""
    bold = sum(len(placed.line.text) for placed in lines if placed.line.bold)
    is_bold = 2 * bold > sum(len(placed.line.text) for placed in lines)
    usual = Usual(size, is_bold, _distances(lines, size), _indent(lines, size))
    full = [(a, b) for a, b in pairwise(lines) if is_below(a, b) and is_full(a, b)]
    closed = [is_gap(a, b, usual) for a, b in full if is_closed(a) and not usual.stands_out(b.line)]
    return replace(usual, ends_full=2 * sum(closed) > len(closed))


def is_below(a: Placed, b: Placed) -> bool:
    """Whether line `b` stands below `a` in the same column."""
    same_place = a.line.page == b.line.page and a.column == b.column
    return same_place and a.line.base > b.line.base


def is_closed(placed: Placed) -> bool:
    """Whether a sentence ends with the line."""
    return _CLOSED.search(placed.line.text) is not None


def is_full(a: Placed, b: Placed) -> bool:
    """Whether the first word of `b` had no room after `a`; where the right edge is straight, the
    last line of a paragraph does not reach it."""
    space = ROOM * a.line.size
    if a.column.is_straight and is_closed(a):
        return a.room < space
    return a.room < b.line.first + space


def is_gap(a: Placed, b: Placed, usual: Usual) -> bool:
    """Whether more than the usual distance is between two lines of a column."""
    distance = usual.distances[a.line.page] * max(1.0, a.line.size / usual.size)
    return is_below(a, b) and a.line.base - b.line.base > GAP * distance


def _indent(lines: Sequence[Placed], size: float) -> float | None:
    """That of the lines below one that ends early, if most have one."""
    indents = [
        b.indent
        for a, b in pairwise(lines)
        if is_below(a, b) and a.room > b.line.first + size and not b.line.row
    ]
    indented = [indent for indent in indents if indent > INDENT * size]
    return median(indented) if len(indents) > 2 and 2 * len(indented) > len(indents) else None


def _distances(lines: Sequence[Placed], size: float) -> dict[int, float]:
    """The lower quartile on each page: between paragraphs the distance may be larger."""
    steps: dict[int, list[float]] = defaultdict(list)
    for a, b in pairwise(lines):
        if is_below(a, b) and all(abs(x.line.size - size) < 0.1 * size for x in (a, b)):
            steps[a.line.page].append(a.line.base - b.line.base)
    usual = _lower_quartile([step for page in steps.values() for step in page])
    pages = {placed.line.page for placed in lines}
    return {
        page: _lower_quartile(steps[page]) if len(steps[page]) >= FEWEST else usual
        for page in pages
    }


def _lower_quartile(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 4] if values else inf
