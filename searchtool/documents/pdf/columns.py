"""Finds the columns of pages and the place of each line in its column.

The left edge of a column is where lines begin that start in lower case: first lines may be
indented, and the items of a list may hang to the left. An edge that lines from further left run
across is not another column.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from searchtool.documents.pdf.lines import Line, Page

MIN_COLUMN_LINES = 8
"""A column with fewer lines does not show its width: the longest may be short."""

JUSTIFIED_TOLERANCE = 1.0
"""The lines of justified text end within this many points of each other."""

_MIN_LOWER_CASE_LINES = 3


class Column(NamedTuple):
    """The edges of a column of body text, in points from the left edge of the page; `is_straight`
    says that the right edge is straight: the text is justified."""

    left: float
    right: float
    is_straight: bool = False


class PositionedLine(NamedTuple):
    """A line in its column."""

    line: Line
    column: Column

    @property
    def indent(self) -> float:
        """Points between the left edge of the column and the line."""
        return self.line.left - self.column.left

    @property
    def space_left(self) -> float:
        """Points between the line and the right edge of the column."""
        return self.column.right - self.line.right


def position_lines(pages: Sequence[Page], size: float) -> list[list[PositionedLine]]:
    """The lines of each page in their columns; `size` is that of body text, in points."""
    columns = [_columns(page.lines, _lefts(page.lines, size)) for page in pages]
    widths = [
        column.right - column.left
        for found in columns
        for column, lines in found
        if lines >= MIN_COLUMN_LINES
    ]
    width = median(widths) if widths else 0.0
    return [
        _position_lines(page.lines, [_widened(column, lines, width) for column, lines in found])
        for page, found in zip(pages, columns, strict=True)
    ]


def _columns(lines: Sequence[Line], lefts: Sequence[float]) -> list[tuple[Column, int]]:
    """The columns with these left edges, each with the number of its lines."""
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
        straight = sum(abs(end - right) < JUSTIFIED_TOLERANCE for end in rights)
        columns.append((Column(left, right, 2 * straight > len(rights)), len(rights)))
        start = (right + following) / 2
    return columns


def _widened(column: Column, lines: int, width: float) -> Column:
    """A column with few lines, at least as wide as columns usually are in the document."""
    if lines >= MIN_COLUMN_LINES:
        return column
    return column._replace(right=max(column.right, column.left + width))


def _position_lines(lines: Sequence[Line], columns: Sequence[Column]) -> list[PositionedLine]:
    starts = [(a.right + b.left) / 2 for a, b in pairwise(columns)]
    placed = []
    for line in lines:
        number = bisect_right(starts, line.left)
        column = columns[number]
        if number < len(starts) and line.right > columns[number + 1].left:
            column = column._replace(right=columns[-1].right)  # a line across columns
        placed.append(PositionedLine(line, column))
    return placed


def _lefts(lines: Sequence[Line], size: float) -> list[float]:
    """The left edges of the columns of a page."""
    going_on = [line for line in lines if line.text[:1].islower() and not line.row]
    if len(going_on) < _MIN_LOWER_CASE_LINES:
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
