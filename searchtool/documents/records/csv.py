"""Reads tables (.csv, .tsv), one document per row."""

import csv
import re
from collections.abc import Iterator
from itertools import chain

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.records.record import NAMES, Records
from searchtool.documents.source import DEFAULT_LIMITS, SAMPLE_BYTES, Source

# The default limit is 131,072 characters, which an article can exceed.
csv.field_size_limit(DEFAULT_LIMITS.line_chars)

_DELIMITERS = ";,\t|"
_EXCEL_NOTE = re.compile(r"sep=([;,\t|])", re.IGNORECASE)
_LOOSE_QUOTE = re.compile(r'(?:^|\t)"[^"\t\r\n]+"[^"\t\r\n]', re.MULTILINE)
_KNOWN = frozenset(name for names in NAMES.values() for name in names)


class _Lines:
    """The lines of a file for the csv module; `began` is the number of the first one taken since it
    was set to None."""

    def __init__(self, lines: Iterator[tuple[int, str]]) -> None:
        self._lines = lines
        self.began: int | None = None

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        number, line = next(self._lines)
        if self.began is None:
            self.began = number
        return line.replace("\0", "") + "\n"


def read(source: Source) -> Iterator[SourceText]:
    """The rows below the header; `line` is where a row begins. Raises UnreadableFile when no column
    of the header is the text."""
    encoding, numbered = source.lines()
    has_loose_quotes = _has_loose_quotes(source, encoding)
    first = next((line for line in numbered if line[1].strip()), None)
    if first is None:
        return
    if note := _EXCEL_NOTE.fullmatch(first[1].strip(" ")):
        delimiter = note[1]
    else:
        delimiter = _delimiter(source, first[1])
        numbered = chain((first,), numbered)
    is_quoted = delimiter != "\t" or not has_loose_quotes
    yield from _documents(source, encoding, _Lines(numbered), delimiter, is_quoted)


def _documents(
    source: Source, encoding: str, lines: _Lines, delimiter: str, is_quoted: bool
) -> Iterator[SourceText]:
    records = Records(source, source.suffix.lstrip("."), encoding)
    columns: list[str] | None = None
    for number, row in _rows(source, lines, delimiter, is_quoted):
        if columns is None:
            columns = [_column(source, name) for name in row]
            if not records.has_text(columns):
                raise records.no_text(source.where, columns)
            continue
        try:
            yield records.in_line(dict(zip(columns, row, strict=False)), number)
        except UnreadableFile as failure:
            source.report(failure)


def _rows(
    source: Source, lines: _Lines, delimiter: str, is_quoted: bool
) -> Iterator[tuple[int, list[str]]]:
    if is_quoted:
        reader = csv.reader(lines, delimiter=delimiter)
    else:
        reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    while True:
        lines.began = None
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cause = tr(f"not a table row: {error}", "это не строка таблицы")
            source.report(UnreadableFile(f"{source.where}:{lines.began}", cause))
            continue
        if any(cell.strip() for cell in row):
            yield lines.began or 0, row


def _has_loose_quotes(source: Source, encoding: str) -> bool:
    """Whether quotation marks in the first lines are just text: a cell continues after the mark
    that would have closed it."""
    sample = source.head(SAMPLE_BYTES).decode(encoding, "replace")
    return _LOOSE_QUOTE.search(sample) is not None


def _delimiter(source: Source, header: str) -> str:
    """The delimiter by which the header has most known columns, then most columns."""

    def columns(delimiter: str) -> tuple[int, int]:
        cells = header.split(delimiter)
        known = sum(_column(source, cell.strip('"')) in _KNOWN for cell in cells)
        named = sum(cell.strip(' "') in source.fields.values() for cell in cells)
        return known + named, len(cells)

    return max(_DELIMITERS, key=columns)


def _column(source: Source, name: str) -> str:
    name = name.strip()
    return name if name in source.fields.values() else name.casefold()
