"""Measures the size, leading and indent of the body text of a document; headings, notes and new
paragraphs differ from it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from statistics import median

from searchtool.documents.pdf.columns import PositionedLine
from searchtool.documents.pdf.lines import Line
from searchtool.documents.punctuation import ENDS_CLAUSE

LARGE_RATIO, SMALL_RATIO = 1.12, 0.92
"""Letters above the first and below the second of these, times the size of body text, are large
and small."""

MIN_INDENT = 0.6
"""A line is indented from this on, times the size of body text."""

WORD_SPACE = 0.3
"""The width of the space between two words, times the size of their line."""

GAP_RATIO = 1.25
"""A gap above this, times the leading, separates paragraphs."""

MIN_STEPS = 5
"""A page with fewer steps from line to line has the leading of the document."""


@dataclass(frozen=True, slots=True)
class BodyStyle:
    """The body text of a document, in points: the size of its letters, whether they are bold, and
    the leading of each page. `indent` is that of the first lines of paragraphs, None where they
    have none; `ends_full` says that full lines that end a sentence mostly end a paragraph too."""

    size: float
    bold: bool
    leading: Mapping[int, float]
    indent: float | None = None
    ends_full: bool = False

    def is_large(self, line: Line) -> bool:
        """Whether its letters are larger than those of body text."""
        return line.size > LARGE_RATIO * self.size

    def is_small(self, line: Line) -> bool:
        """Whether its letters are smaller."""
        return line.size < SMALL_RATIO * self.size

    def stands_out(self, line: Line) -> bool:
        """Whether its letters are those of headings."""
        return self.is_large(line) or (line.bold and not self.bold)

    def is_indented(self, placed: PositionedLine) -> bool:
        """Whether it begins further to the right than its column."""
        return placed.indent > MIN_INDENT * self.size

    def is_first(self, placed: PositionedLine) -> bool:
        """Whether it has the indent of the first line of a paragraph."""
        return self.indent is not None and abs(placed.indent - self.indent) < WORD_SPACE * self.size


def body_size(lines: Iterable[Line]) -> float:
    """The size that most characters have, in points."""
    characters: Counter[float] = Counter()
    for line in lines:
        characters[round(line.size, 1)] += len(line.text)
    return max(characters, key=lambda size: characters[size], default=1.0)


def measure_body(lines: Sequence[PositionedLine], size: float) -> BodyStyle:
    """The style of body text in a document of these lines, with letters of this size."""
    bold = sum(len(placed.line.text) for placed in lines if placed.line.bold)
    is_bold = 2 * bold > sum(len(placed.line.text) for placed in lines)
    style = BodyStyle(size, is_bold, _leading(lines, size), _indent(lines, size))
    full = [(a, b) for a, b in pairwise(lines) if is_below(a, b) and is_full(a, b)]
    closed = [is_gap(a, b, style) for a, b in full if is_closed(a) and not style.stands_out(b.line)]
    return replace(style, ends_full=2 * sum(closed) > len(closed))


def is_below(a: PositionedLine, b: PositionedLine) -> bool:
    """Whether line `b` stands below `a` in the same column."""
    same_place = a.line.page == b.line.page and a.column == b.column
    return same_place and a.line.base > b.line.base


def is_closed(placed: PositionedLine) -> bool:
    """Whether a sentence ends with the line."""
    return ENDS_CLAUSE.search(placed.line.text) is not None


def is_full(a: PositionedLine, b: PositionedLine) -> bool:
    """Whether the first word of `b` did not fit after `a`. Where the right edge is straight, it is
    enough that `a` does not reach it: the last line of a paragraph does not."""
    space = WORD_SPACE * a.line.size
    if a.column.is_straight and is_closed(a):
        return a.space_left < space
    return a.space_left < b.line.first + space


def is_gap(a: PositionedLine, b: PositionedLine, style: BodyStyle) -> bool:
    """Whether there is more than the leading between two lines of a column."""
    leading = style.leading[a.line.page] * max(1.0, a.line.size / style.size)
    return is_below(a, b) and a.line.base - b.line.base > GAP_RATIO * leading


def _indent(lines: Sequence[PositionedLine], size: float) -> float | None:
    """The median indent of lines below one that ends early, if most of these lines have one."""
    indents = [
        b.indent
        for a, b in pairwise(lines)
        if is_below(a, b) and a.space_left > b.line.first + size and not b.line.row
    ]
    indented = [indent for indent in indents if indent > MIN_INDENT * size]
    return median(indented) if len(indents) > 2 and 2 * len(indented) > len(indents) else None


def _leading(lines: Sequence[PositionedLine], size: float) -> dict[int, float]:
    """The lower quartile of the steps on each page: between paragraphs they may be larger."""
    steps: dict[int, list[float]] = defaultdict(list)
    for a, b in pairwise(lines):
        if is_below(a, b) and all(abs(x.line.size - size) < 0.1 * size for x in (a, b)):
            steps[a.line.page].append(a.line.base - b.line.base)
    in_document = _lower_quartile([step for page in steps.values() for step in page])
    pages = {placed.line.page for placed in lines}
    return {
        page: _lower_quartile(steps[page]) if len(steps[page]) >= MIN_STEPS else in_document
        for page in pages
    }


def _lower_quartile(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 4] if values else inf
