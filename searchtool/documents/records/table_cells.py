"""Divides a line of a table into cells."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_MARKS = re.compile('"+')
_STRAY = re.compile('" *$')
_INCHES = re.compile(r'\d" *$')
_ESCAPED = re.compile(r'""|\\"(?!")')


class Line(NamedTuple):
    """A line of the file; `end` is how many characters there are up to its end. As the continuation
    of a quoted cell it `closes` that cell or not; before that `opens` says that a cell seems to
    begin in it: a quotation mark stands where one would, and is not doubled."""

    number: int
    text: str
    end: int
    opens: bool
    closes: bool


class Split(NamedTuple):
    """The cells of a line, also as they stand there (`raw`). `is_open` says that the last begins
    with a quotation mark that nothing closes, `has_stray_mark` that one without a mark at its
    beginning has one at its end, `has_inches` that it has one there after a digit."""

    cells: list[str]
    raw: list[str]
    is_open: bool = False
    has_stray_mark: bool = False
    has_inches: bool = False


class Dialect:
    """How the cells of a table are divided and quoted. A quotation mark closes a cell only before a
    delimiter or the end of the line; inside it is doubled, has a backslash before it, or is just
    text."""

    def __init__(self, delimiter: str) -> None:
        self.delimiter = delimiter
        self._opening = re.compile(' *"')
        self._end = re.compile(rf" *(?:{re.escape(delimiter)}|\Z)")

    def lines(self, lines: Iterable[tuple[int, str]]) -> Iterator[Line]:
        """The lines of a file without zero bytes, from their numbers and texts."""
        end = 0
        for number, text in lines:
            text = text.replace("\0", "")
            end += len(text)
            closing = self._closing(text, 0) if '"' in text else None
            opens = '"' in text and self._opens(text[:closing])
            yield Line(number, text, end, opens, closes=closing is not None)

    def split(self, text: str, *, has_escapes: bool = False) -> Split:
        """The cells, those in quotation marks without them. With `has_escapes` a backslash before a
        mark keeps it from closing a cell."""
        cells = raw = text.split(self.delimiter)
        if '"' not in text:
            return Split(cells, raw)
        cells, raw = [], []
        start, has_stray_mark, has_inches = 0, False, False
        while True:
            if opening := self._opening.match(text, start):
                closing = self._closing(text, opening.end(), has_escapes=has_escapes)
                if closing is None:
                    cells.append(text[opening.end() :])
                    return Split(cells, [*raw, text[start:]], True, has_stray_mark, has_inches)
                cells.append(_ESCAPED.sub('"', text[opening.end() : closing]))
                end = closing + 1
            else:
                end = text.find(self.delimiter, start)
                end = len(text) if end < 0 else end
                cells.append(text[start:end])
                if _INCHES.search(cells[-1]):
                    has_inches = True
                elif _STRAY.search(cells[-1]):
                    has_stray_mark = True
            raw.append(text[start:end])
            delimiter = self._end.match(text, end)
            if delimiter is None or not delimiter[0].endswith(self.delimiter):
                return Split(cells, raw, False, has_stray_mark, has_inches)
            start = delimiter.end()

    def split_literally(self, text: str) -> list[str]:
        """The cells if no quotation mark hides a delimiter."""
        return [
            _ESCAPED.sub('"', cell.strip()[1:-1]) if _is_quoted(cell.strip()) else cell
            for cell in text.split(self.delimiter)
        ]

    def _closing(self, text: str, start: int, *, has_escapes: bool = False) -> int | None:
        """The place of the mark that closes a cell that begins before `start`."""
        for marks in _MARKS.finditer(text, start):
            escaped = has_escapes and marks.start() > start and text[marks.start() - 1] == "\\"
            count = len(marks[0]) - escaped
            if count % 2 and self._end.match(text, marks.end()):
                return marks.end() - 1
        return None

    def _opens(self, text: str) -> bool:
        for marks in _MARKS.finditer(text):
            is_first = marks.start() == 0 or text[marks.start() - 1] == self.delimiter
            if is_first and len(marks[0]) % 2:
                return True
        return False


def _is_quoted(cell: str) -> bool:
    return len(cell) > 1 and cell[0] == cell[-1] == '"'
