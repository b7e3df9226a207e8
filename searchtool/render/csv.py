"""Writes results as CSV for spreadsheets: a header, then one row per hit."""

import csv
import io

from searchtool.core.model import Results
from searchtool.render.hit_fields import hit_fields
from searchtool.render.sanitize import one_line

COLUMNS = (
    "rank", "score", "id", "kind", "path", "member", "line", "page", "section", "title", "date",
    "author", "speaker", "speaker_name", "cue", "manner", "source", "text",
)  # fmt: skip


def as_csv(results: Results) -> str:
    """The table in the form of RFC 4180, but with `\\n` at line ends; unknown values are empty."""
    output = io.StringIO()
    rows = csv.writer(output, lineterminator="\n")
    rows.writerow(COLUMNS)
    for hit in results.hits:
        fields = hit_fields(hit)
        rows.writerow([_cell(fields[name]) for name in COLUMNS])
    return output.getvalue().removesuffix("\n")


def _cell(value: object) -> object:
    return one_line(value) if isinstance(value, str) else value
