"""Writes the hits of a report as a table for a spreadsheet."""

from collections.abc import Iterator

from searchtool.core.evidence import Evidence
from searchtool.render.csv import COLUMNS as HIT_COLUMNS
from searchtool.render.csv import table, without_formula
from searchtool.render.hit_fields import hit_fields

COLUMNS = (*HIT_COLUMNS, "sha256")

BOM = "\ufeff"


def as_sheet(evidence: Evidence, *, excel: bool = False) -> str:
    """A header, then one row per hit. For `excel` in a Russian system: a byte order mark, without
    which it takes another encoding, semicolons between cells, and decimal commas."""
    rows = _rows(evidence, comma=excel)
    text = table(COLUMNS, rows, delimiter=";" if excel else ",") + "\n"
    return BOM + text if excel else text


def is_sheet(beginning: str) -> bool:
    """Whether a file that begins so is such a table."""
    header = beginning.removeprefix(BOM).split("\n", 1)[0].rstrip("\r")
    return header in (",".join(COLUMNS), ";".join(COLUMNS))


def _rows(evidence: Evidence, *, comma: bool) -> Iterator[list[object]]:
    for hit in evidence.results.hits:
        fields = hit_fields(hit) | {"sha256": evidence.files[hit.path].sha256}
        yield [_cell(fields[name], comma=comma) for name in COLUMNS]


def _cell(value: object, *, comma: bool) -> object:
    if isinstance(value, str):
        return without_formula(value)
    return str(value).replace(".", ",") if comma and isinstance(value, float) else value
