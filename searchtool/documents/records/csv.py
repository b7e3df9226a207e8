"""Reads tables (.csv, .tsv), one document per row."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import SourceText
from searchtool.documents.records.record import NAMES, Records
from searchtool.documents.records.table_rows import Table
from searchtool.documents.source import Source

_DELIMITERS = ";,\t|"
_EXCEL_NOTE = re.compile(r"sep=([;,\t|])", re.IGNORECASE)
_KNOWN = frozenset(name for names in NAMES.values() for name in names)


def read(source: Source) -> Iterator[SourceText]:
    """The rows below the header; `line` is where a row begins. Raises UnreadableFile when no column
    of the header is the text."""
    encoding, lines = source.lines()
    first = next((line for line in lines if line[1].strip()), None)
    if first is None:
        return
    if note := _EXCEL_NOTE.fullmatch(first[1].strip(" ")):
        delimiter = note[1]
    else:
        delimiter = _delimiter(source, first[1])
        lines = chain((first,), lines)
    yield from _documents(source, encoding, Table(lines, delimiter, source.limits.line_chars))


def _documents(source: Source, encoding: str, table: Table) -> Iterator[SourceText]:
    records = Records(source, source.suffix.lstrip("."), encoding)

    def columns_of(names: Sequence[str]) -> list[str]:
        return [_column(source, name) for name in names]

    header = table.read_header(lambda names: records.text_column(columns_of(names)) is not None)
    columns = columns_of(header)
    text_name = records.text_column(columns)
    if text_name is None:
        raise records.no_text(source.where, columns)
    for row in table.rows(columns.index(text_name)):
        try:
            yield records.in_line(_record(columns, row.cells), row.line)
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
    name = name.strip().strip('"').strip()
    return name if name in source.fields.values() else name.casefold()
