"""Divides the lines of a table into rows.

By rules of our own: the csv module, as RFC 4180 has it, takes everything from a quotation mark that
is not closed to the next one for one cell, and so all rows between them. Here a cell goes on in the
next line only if it ends in a later one and the lines that it takes do not look like rows.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Literal, NamedTuple

from searchtool.documents.dates import as_date
from searchtool.documents.records.table_cells import Dialect, Line, Split

SAMPLE_LINES = 200
"""The kinds of the columns are those of their cells in this many lines."""

MIN_KIND_SHARES = {"date": 0.6, "code": 0.6, "text": 0.9}
"""The least share of the cells of a column that are of its kind. Lines of prose inside quoted cells
are counted too, and have neither days nor codes."""

MAX_DATE_CHARS = 40

NEAR_LINES = 3
"""The lines below an open cell that are looked at; two of them must look like rows."""

_CODE = re.compile(r"(?=\D*\d)\S+")

Kind = Literal["date", "code", "text"]
"""What a column holds: days, single words with a digit, anything else."""


class Row(NamedTuple):
    """The cells of a row; `line` is where it begins."""

    line: int
    cells: list[str]


class Table:
    """The rows of a table below its header, which is read first.

    `max_chars` bounds a cell that goes on over several lines, and with it the lines in memory.
    """

    def __init__(self, lines: Iterator[tuple[int, str]], delimiter: str, max_chars: int) -> None:
        self._dialect = Dialect(delimiter)
        self._lines = self._dialect.lines(lines)
        self._ahead: list[Line] = []
        self._taken = 0  # lines of `_ahead` that are in rows already
        # What is known of the lines before those of these numbers, so that they are not looked at
        # again for each open cell: none ends a cell; none begins one either.
        self._unclosed_to = self._quiet_to = 0
        self._max_chars = max_chars
        self._width = 0
        self._text_column = 0
        self._kinds: list[Kind | None] = []

    def read_header(self, has_text: Callable[[Sequence[str]], bool]) -> list[str]:
        """The names of the columns. `has_text` says whether one of them is the text: in a header
        with an open quotation mark it must be, and the next line must fit, or the header goes on
        there."""
        line = next(self._look_ahead())
        self._take(1)
        split = self._split(line.text)
        names = split.cells
        if split.is_open:
            names = self._dialect.split_literally(line.text)
            below = next((self._split(line.text) for line in self._look_ahead()), None)
            fits = below is None or len(below.cells) == len(names)
            found = None if fits and has_text(names) else self._find_end(line, stops_at_marks=False)
            if found and has_text(found[0]):
                names, count = found
                self._take(count)
        self._width = len(names)
        return names

    def rows(self, text_column: int) -> Iterator[Row]:
        """The rows that are not empty. One with more cells than the header has a delimiter in its
        text without quotation marks: what is too much belongs to the column of the text."""
        self._text_column = text_column
        self._kinds = self._find_kinds()
        while (line := next(self._look_ahead(), None)) is not None:
            self._take(1)
            cells = self._cells(line)
            if any(cell.strip() for cell in cells):
                yield Row(line.number, cells)

    def _cells(self, line: Line) -> list[str]:
        split = self._split(line.text)
        literally = self._dialect.split_literally(line.text)
        if not split.is_open:
            return self._fit(split.cells, literally, split.raw)
        whole = self._fit(literally, literally, literally)
        following = next(filter(_is_filled, self._look_ahead()), None)
        is_whole = self._are_of_kinds(literally)
        is_followed = following is not None and self._looks_like_row(
            following.text, allows_mark=is_whole and self._has_kinds
        )
        if following is None or (is_followed and self._has_kinds):
            return whole
        found = self._find_end(line, stops_at_marks=is_followed or is_whole)
        if found is None:
            return whole
        cells, count = found
        below = [ahead.text for ahead in self._ahead[self._taken : self._taken + count]]
        if self._are_rows(below) or (len(cells) != self._width and (is_followed or is_whole)):
            return whole
        self._take(count)
        return self._fit(cells, cells, cells)

    def _are_rows(self, below: Sequence[str]) -> bool:
        """Whether the lines that an open cell would take are rows of their own."""
        if not self._has_kinds:  # the end of a cell would be a quotation mark out of place
            return self._looks_like_row(below[0]) and self._looks_like_row(below[-1])
        near = [text for text in below if text.strip()][:NEAR_LINES]
        return sum(map(self._looks_like_row, near)) >= 2

    def _looks_like_row(self, text: str, *, allows_mark: bool = False) -> bool:
        """Whether a line by itself is like the rows of the table, also without a quotation mark
        that would end a cell of a line before."""
        split = self._split(text)
        if split.is_open:
            return self._has_kinds and self._are_of_kinds(split.cells[:-1], is_beginning=True)
        if split.has_stray_mark and not allows_mark:
            return False
        if split.has_inches and not self._has_kinds:
            return False
        return self._width > 1 and self._are_of_kinds(split.cells)

    def _are_of_kinds(self, cells: Sequence[str], *, is_beginning: bool = False) -> bool:
        """Whether the cells, or those with which a row begins, are of the kinds of their columns;
        a day or code must be among them in tables that have such columns."""
        if not is_beginning and len(cells) != self._width:
            return False
        pairs = [(kind, _kind(cell)) for kind, cell in zip(self._kinds, cells, strict=False)]
        known = [(kind, found) for kind, found in pairs if kind and found]
        tells = not self._has_kinds or any(kind != "text" for kind, _ in known)
        return tells and all(kind == found for kind, found in known)

    @property
    def _has_kinds(self) -> bool:
        return any(kind in ("date", "code") for kind in self._kinds)

    def _find_kinds(self) -> list[Kind | None]:
        counts: list[Counter[Kind]] = [Counter() for _ in range(self._width)]
        for _, line in zip(range(SAMPLE_LINES), self._look_ahead(), strict=False):
            split = self._split(line.text)
            if split.is_open or split.has_stray_mark or len(split.cells) != self._width:
                continue
            for count, kind in zip(counts, map(_kind, split.cells), strict=True):
                if kind:
                    count[kind] += 1
        common = [next(iter(count.most_common(1)), None) for count in counts]
        return [
            found[0] if found and found[1] >= MIN_KIND_SHARES[found[0]] * count.total() else None
            for found, count in zip(common, counts, strict=True)
        ]

    def _find_end(self, line: Line, *, stops_at_marks: bool) -> tuple[list[str], int] | None:
        """The cells of a row that goes on over the lines below, and their number; None if its open
        cell ends nowhere, or with `stops_at_marks` not before another cell seems to begin."""
        known_to = self._quiet_to if stops_at_marks else self._unclosed_to
        start = bisect_left(self._ahead, known_to, self._taken, key=attrgetter("number"))
        ends = 0
        for count, ahead in enumerate(self._look_ahead(start), start - self._taken + 1):
            if ahead.end - line.end > self._max_chars or (stops_at_marks and ahead.opens):
                break
            if not ahead.closes:
                if not ends:
                    self._unclosed_to = max(ahead.number + 1, self._unclosed_to)
                    self._quiet_to = ahead.number + 1 if stops_at_marks else self._quiet_to
                continue
            lines = [line, *self._ahead[self._taken : self._taken + count]]
            split = self._split("\n".join(ahead.text for ahead in lines))
            if not split.is_open:
                return split.cells, count
            ends += 1
            if ends > self._width:
                break
        return None

    def _split(self, text: str) -> Split:
        """The cells of a line. That a backslash keeps a mark from closing its cell is believed
        where this gives as many cells as there are columns."""
        split = self._dialect.split(text)
        if '\\"' in text and (split.is_open or len(split.cells) != self._width):
            escaped = self._dialect.split(text, has_escapes=True)
            if not escaped.is_open and len(escaped.cells) == self._width:
                return escaped
        return split

    def _fit(self, cells: list[str], literally: list[str], raw: list[str]) -> list[str]:
        """The cells of a row, if possible as many as there are columns."""
        if not self._width < len(cells) or len(literally) == self._width:
            return literally if len(cells) != self._width == len(literally) else cells
        end = len(cells)
        while end > self._width and not cells[end - 1].strip():
            end -= 1
        cells, raw = cells[:end], raw[:end]
        surplus = len(cells) - self._width
        at, end = self._text_column, self._text_column + surplus + 1
        if not surplus:
            return cells
        return [*cells[:at], self._dialect.delimiter.join(raw[at:end]), *cells[end:]]

    def _look_ahead(self, start: int | None = None) -> Iterator[Line]:
        """The lines that are in no row yet, or those from a place in `_ahead` on."""
        at = self._taken if start is None else start
        while True:
            if at == len(self._ahead):
                if (line := next(self._lines, None)) is None:
                    return
                self._ahead.append(line)
            yield self._ahead[at]
            at += 1

    def _take(self, count: int) -> None:
        self._taken += count
        if self._taken > SAMPLE_LINES and 2 * self._taken > len(self._ahead):
            del self._ahead[: self._taken]
            self._taken = 0


def _is_filled(line: Line) -> bool:
    return not line.text.isspace() and bool(line.text)


def _kind(cell: str) -> Kind | None:
    cell = cell.strip(' "')
    if not cell:
        return None
    if len(cell) <= MAX_DATE_CHARS and as_date(cell):
        return "date"
    return "code" if _CODE.fullmatch(cell) else "text"
