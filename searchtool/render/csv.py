"""Writes tables as CSV: a header, then one row per hit, file, speaker or other value."""

import csv
import io
from collections.abc import Iterable, Sequence

from searchtool.core.model import Results
from searchtool.render.hit_fields import hit_fields
from searchtool.render.sanitize import one_line

COLUMNS = (
    "rank", "score", "id", "kind", "path", "member", "line", "page", "section", "title", "date",
    "author", "speaker", "speaker_name", "cue", "manner", "source", "text",
)  # fmt: skip

FORMULA_SIGNS = ("=", "+", "-", "@")


def as_csv(results: Results) -> str:
    """The hits as a table; what is like a passage has one column more."""
    columns = COLUMNS if results.reprints is None else (*COLUMNS, "reprint")
    records = map(hit_fields, results.hits)
    return table(columns, ([fields[name] for name in columns] for fields in records))


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str = ",") -> str:
    """A table in the form of RFC 4180, but with `\\n` at line ends; unknown values are empty."""
    output = io.StringIO()
    writer = csv.writer(output, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(map(_cell, row) for row in rows)
    return output.getvalue().removesuffix("\n")


def without_formula(value: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula: one in a text from a stranger could
    send away what is in the other cells.

    >>> without_formula("=1+1"), without_formula("2-1")
    ("'=1+1", '2-1')
    """
    return f"'{value}" if value.lstrip().startswith(FORMULA_SIGNS) else value


def _cell(value: object) -> object:
    return one_line(value) if isinstance(value, str) else value
