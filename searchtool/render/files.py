"""Writes the files that hold what was searched, each with its number of passages."""

from collections.abc import Mapping

from searchtool.core.model import Results
from searchtool.render.csv import table
from searchtool.render.json import FORMAT, dump
from searchtool.render.sanitize import one_line

COLUMNS = ("path", "passages")


def as_plain(files: Mapping[str, int]) -> list[str]:
    """One line per file: `path<TAB>passages`."""
    return [f"{one_line(path)}\t{passages}" for path, passages in files.items()]


def as_csv(files: Mapping[str, int]) -> str:
    """A header, then one row per file."""
    return table(COLUMNS, files.items())


def as_json_lines(files: Mapping[str, int]) -> list[str]:
    """One object per file."""
    return [dump(record) for record in _records(files)]


def as_json(results: Results, files: Mapping[str, int], file_count: int) -> str:
    """One object: the fields of an answer that do not depend on its hits, how many files there are
    in all, and those that are shown."""
    record = {
        "format": FORMAT,
        "query": results.query,
        "total": results.total,
        "complete": results.complete,
        "notes": list(results.notes),
        "file_count": file_count,
        "files": _records(files),
    }
    return dump(record, indent=2)


def _records(files: Mapping[str, int]) -> list[dict[str, object]]:
    return [dict(zip(COLUMNS, file, strict=True)) for file in files.items()]
