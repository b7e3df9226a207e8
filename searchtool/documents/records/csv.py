"""Reads tables (.csv, .tsv), one document per row."""

import re
import string
from collections.abc import Iterator, Sequence
from itertools import chain, dropwhile, islice

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import SourceText
from searchtool.documents.records.record import NAMES, Records
from searchtool.documents.records.table_rows import Table
from searchtool.documents.source import Source

_DELIMITERS = ";,\t|"
_EXCEL_NOTE = re.compile(r"sep=([;,\t|])", re.IGNORECASE)
_HEADER_LINES = 20
"""A header is looked for in so many lines: reports have their name and period above it."""

# As MySQL and PostgreSQL write tables without quotation marks. In «C:\\new» no line ends.
_NULL = r"\N"
_ESCAPE = re.compile(r"(?<!\\)\\([nrt])(?![a-z])")
_ESCAPED = {"n": "\n", "r": "\n", "t": "\t"}

_INVISIBLE = f"{string.whitespace}\xa0\u200b\ufeff"

_KNOWN = frozenset(name for names in NAMES.values() for name in names)


def read(source: Source) -> Iterator[SourceText]:
    """The rows below the header; `line` is where a row begins. Raises UnreadableFile when no column
    of the header is the text."""
    encoding, lines = source.lines()
    lines = dropwhile(lambda line: not line[1].strip(), lines)
    head: Sequence[tuple[int, str]] = list(islice(lines, _HEADER_LINES))
    if not head:
        return
    records = Records(source, source.suffix.lstrip("."), encoding)
    note = _EXCEL_NOTE.fullmatch(head[0][1].strip(" "))
    head = head[1:] if note else _from_header(source, records, head)
    delimiter = note[1] if note else _delimiter(source, _header(head))
    table = Table(chain(head, lines), delimiter, source.limits.line_chars)
    yield from _documents(source, records, table, delimiter)


def _header(head: Sequence[tuple[int, str]]) -> str:
    """The first lines up to where no cell is open, at least the first."""
    lines: list[str] = []
    for _, line in head:
        lines.append(line)
        if sum(line.count('"') for line in lines) % 2 == 0:
            return "\n".join(lines)
    return head[0][1]


def _from_header(
    source: Source, records: Records, head: Sequence[tuple[int, str]]
) -> Sequence[tuple[int, str]]:
    """The lines without those above the header: a line with more cells, the text and another known
    column among them. All lines, where the first may be the header."""

    def cells(line: str) -> list[str]:
        return line.split(_delimiter(source, line))

    filled = sum(1 for cell in cells(head[0][1]) if cell.strip())
    for at, (_, line) in enumerate(head):
        columns = [_column(source, cell) for cell in cells(line)]
        has_text = records.text_column(columns) is not None
        if line.count('"') % 2 or (has_text and at == 0):
            break
        if has_text and len(columns) > filled and records.count_known(columns) > 1:
            return head[at:]
    return head


def _documents(
    source: Source, records: Records, table: Table, delimiter: str
) -> Iterator[SourceText]:
    def columns_of(names: Sequence[str]) -> list[str]:
        return [_column(source, name) for name in names]

    header = table.read_header(lambda names: records.text_column(columns_of(names)) is not None)
    columns = columns_of(header)
    text_name = records.text_column(columns)
    if text_name is None:
        raise records.no_text(source.where, columns)
    for row in table.rows(columns.index(text_name)):
        cells = ["" if cell == _NULL else cell for cell in row.cells]
        if delimiter == "\t":
            cells = [_ESCAPE.sub(lambda escape: _ESCAPED[escape[1]], cell) for cell in cells]
        try:
            yield records.in_line(_record(columns, cells), row.line)
        except UnreadableFile as failure:
            source.report(failure)


def _record(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The cells by the names of their columns; those of columns with the same name together."""
    record: dict[str, str] = {}
    for name, cell in zip(columns, cells, strict=False):
        known = record.get(name)
        record[name] = f"{known}\n\n{cell}" if known and cell.strip() else known or cell
    return record


def _delimiter(source: Source, header: str) -> str:
    """The delimiter by which the header has most known columns, then most columns."""

    def columns(delimiter: str) -> tuple[int, int]:
        cells = header.split(delimiter)
        names = {_column(source, cell) for cell in cells}
        return len(names & (_KNOWN | set(source.fields.values()))), len(cells)

    return max(_DELIMITERS, key=columns)


def _column(source: Source, name: str) -> str:
    name = name.strip(_INVISIBLE).strip('"').strip(_INVISIBLE)
    return name if name in source.fields.values() else name.casefold()
