"""A file of JSON lines in, one Document a line out."""

import json
from collections.abc import Iterator

from searchtool.documents.metadata import as_date, as_text, whole_characters
from searchtool.documents.source import Source
from searchtool.errors import UnreadableFile
from searchtool.language import tr
from searchtool.model import Document, SourceText


def read(source: Source) -> Iterator[SourceText]:
    """A line holds `text`, and as there `id` or `_id`, `title`, `date`, `url`, `author`."""
    encoding, lines = source.lines()
    taken: set[str] = set()
    for number, line in lines:
        if not line.strip():
            continue
        try:
            record = _record(source, number, line)
        except UnreadableFile as failure:
            source.report(failure)
        else:
            yield _source_text(source, encoding, number, record, taken)


def _record(source: Source, number: int, line: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(
            f"{source.where}:{number}", tr(f"not JSON: {error}", f"это не JSON: {error}")
        ) from error
    name = source.fields.get("text", "text")
    if not isinstance(record, dict) or not isinstance(record.get(name), str):
        raise UnreadableFile(
            f"{source.where}:{number}",
            tr(f"no text field {name!r}", f"нет поля {name!r} с текстом"),
            tr("name it: --field text=NAME", "назовите его: --field text=ИМЯ"),
        )
    return record


def _source_text(
    source: Source, encoding: str, number: int, record: dict[str, object], taken: set[str]
) -> SourceText:
    def field(name: str) -> object:
        return record.get(source.fields.get(name, name))

    own_id = as_text(field("id")) or as_text(field("_id")) or str(number)
    while own_id in taken:
        own_id = f"{own_id}@{number}"
    taken.add(own_id)
    document = Document(
        f"{source.id}#{own_id}",
        source.path,
        "jsonl",
        encoding,
        title=as_text(field("title")) or "",
        date=as_date(field("date")),
        author=as_text(field("author")),
        url=as_text(field("url")),
        member=source.member,
    )
    text = whole_characters(str(field("text"))).replace("\r\n", "\n").replace("\r", "\n")
    return SourceText(document, text, line=number, single_line=True)
