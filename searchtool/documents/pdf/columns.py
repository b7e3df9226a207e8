"""The lines of pages in, the same with the columns they stand in out.

The left edge of a column is where the lines begin that go on in lower case: paragraphs may be
indented, and the entries of a list may stand out. An edge that the lines of the one before reach
over is within the same column.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from searchtool.documents.pdf.lines import Line, Page

FULL_COLUMN = 8
"""Lines from which the longest ones show how wide a column is."""

STRAIGHT = 1.0
"""Points within which the lines of a justified text end."""

_FEWEST = 3


class Column(NamedTuple):
    """The edges of running text, in points from the left of the page; `is_straight` says that the
    right edge is straight: the text is justified."""

    left: float
    right: float
    is_straight: bool = False


class Placed(NamedTuple):
    """A line in its column."""

    line: Line
    column: Column

    @property
    def indent(self) -> float:
        """How far from the left edge it begins."""
        return self.line.left - self.column.left

    @property
    def room(self) -> float:
        """How far from the right edge it ends."""
        return self.column.right - self.line.right


def place(pages: Sequence[Page], size: float) -> list[list[Placed]]:
    """The lines of each page in their columns; `size` is that of the letters of running text."""
    columns = [_columns(page.lines, _lefts(page.lines, size)) for page in pages]
    widths = [
        column.right - column.left
        for found in columns
        for column, lines in found
        if lines >= FULL_COLUMN
    ]
    usual = median(widths) if widths else 0.0
    return [
        _place(page.lines, [_widened(column, lines, usual) for column, lines in found])
        for page, found in zip(pages, columns, strict=True)
    ]


def _columns(lines: Sequence[Line], lefts: Sequence[float]) -> list[tuple[Column, int]]:
    """The columns with these left edges, and how many lines are in each."""
    columns: list[tuple[Column, int]] = []
    start = -inf
    for left, following in pairwise([*lefts, inf]):
        rights = sorted(
            line.right
            for line in lines
            if start <= line.left and line.right < following and not line.row
        )
        # A line or two may stick out.
        right = rights[int(0.95 * (len(rights) - 1))] if rights else left
        straight = sum(abs(end - right) < STRAIGHT for end in rights)
        columns.append((Column(left, right, 2 * straight > len(rights)), len(rights)))
        start = (right + following) / 2
    return columns


def _widened(column: Column, lines: int, usual: float) -> Column:
    """A column with few lines, as wide as columns are in the document."""
    if lines >= FULL_COLUMN:
        return column
    return column._replace(right=max(column.right, column.left + usual))


def _place(lines: Sequence[Line], columns: Sequence[Column]) -> list[Placed]:
    starts = [(a.right + b.left) / 2 for a, b in pairwise(columns)]
    placed = []
    for line in lines:
        number = bisect_right(starts, line.left)
        column = columns[number]
        if number < len(starts) and line.right > columns[number + 1].left:
            column = column._replace(right=columns[-1].right)  # a line across columns
        placed.append(Placed(line, column))
    return placed


def _lefts(lines: Sequence[Line], size: float) -> list[float]:
    """The left edges of the columns of a page."""
    going_on = [line for line in lines if line.text[:1].islower() and not line.row]
    if len(going_on) < _FEWEST:
        going_on = [line for line in lines if not line.row] or list(lines)
    clusters: list[list[Line]] = []
    for line in sorted(going_on, key=lambda line: line.left):
        if clusters and line.left - clusters[-1][-1].left < 0.5 * size:
            clusters[-1].append(line)
        else:
            clusters.append([line])
    columns: list[list[list[Line]]] = []
    for cluster in clusters:
        if columns and median(x.right for c in columns[-1] for x in c) > cluster[0].left + 2 * size:
            columns[-1].append(cluster)
        else:
            columns.append([cluster])
    return [median(line.left for line in max(column, key=len)) for column in columns]
