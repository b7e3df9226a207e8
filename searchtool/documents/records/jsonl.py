"""Reads JSON lines (.jsonl), one document per line."""

import json
from collections.abc import Iterator

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.records.record import Records
from searchtool.documents.source import Source


def read(source: Source) -> Iterator[SourceText]:
    """The records of all lines that are JSON with a text; the others are reported."""
    encoding, lines = source.lines()
    records = Records(source, "jsonl", encoding)
    for number, line in lines:
        if not line.strip():
            continue
        try:
            yield records.in_line(_parse(f"{source.where}:{number}", line), number)
        except UnreadableFile as failure:
            source.report(failure)


def _parse(where: str, line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(where, tr(f"not JSON: {error}", "это не JSON")) from error
