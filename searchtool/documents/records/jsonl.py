"""Reads JSON lines (.jsonl), one document per line."""

import json
from collections.abc import Iterator

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.encoding import stream_codec
from searchtool.documents.records.json_values import parse_values
from searchtool.documents.records.record import Records
from searchtool.documents.source import Source

_HEAD_BYTES = 1024


def read(source: Source) -> Iterator[SourceText]:
    """The records of all lines that are JSON with a text; the others are reported. A list, or
    records that go on over several lines, are read as a whole. Raises UnreadableFile."""
    encoding = source.detect_encoding()
    records = Records(source, "jsonl", encoding)
    if _is_whole(source, encoding):
        yield from _read_whole(source, records)
        return
    for number, line in source.lines()[1]:
        if not line.strip():
            continue
        try:
            yield records.in_line(_parse(f"{source.where}:{number}", line), number)
        except UnreadableFile as failure:
            source.report(failure)


def _is_whole(source: Source, encoding: str) -> bool:
    """Whether a list begins, or an object that does not go on in its line."""
    head = (
        source.head(_HEAD_BYTES).decode(stream_codec(encoding), "replace").lstrip("\ufeff \r\n\t")
    )
    return head.startswith("[") or head.partition("\n")[0].strip() == "{"


def _read_whole(source: Source, records: Records) -> Iterator[SourceText]:
    try:
        values = parse_values(source.text()[0])
    except (ValueError, RecursionError) as error:
        raise source.unreadable(tr(f"not JSON: {error}", "это не JSON")) from error
    for number, value in enumerate(values, 1):
        try:
            yield records.as_member(value, number)
        except UnreadableFile as failure:
            source.report(failure)


def _parse(where: str, line: str) -> object:
    try:
        return json.loads(line.rstrip().removesuffix(","), strict=False)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(where, tr(f"not JSON: {error}", "это не JSON")) from error
