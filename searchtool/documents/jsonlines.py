"""A file of JSON lines in, one Document a line out."""

import json
from collections.abc import Iterator

from searchtool.documents import Source
from searchtool.documents.dates import as_date
from searchtool.documents.encoding import decode
from searchtool.errors import UnreadableFile
from searchtool.language import tr
from searchtool.model import Document, SourceText


def read(source: Source) -> Iterator[SourceText]:
    """A line holds `text`, and as there `id` or `_id`, `title`, `date`, `url`, `author`."""
    content, encoding = decode(source.content, source.path)
    taken: set[str] = set()
    for number, line in enumerate(content.split("\n"), start=1):
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
    except ValueError as error:
        raise UnreadableFile(
            f"{source.path}:{number}", tr(f"not JSON: {error}", f"это не JSON: {error}")
        ) from error
    name = source.fields.get("text", "text")
    if not isinstance(record, dict) or not isinstance(record.get(name), str):
        raise UnreadableFile(
            f"{source.path}:{number}",
            tr(f"no text field {name!r}", f"нет поля {name!r} с текстом"),
            tr("name it: --field text=NAME", "назовите его: --field text=ИМЯ"),
        )
    return record


def _source_text(
    source: Source, encoding: str, number: int, record: dict[str, object], taken: set[str]
) -> SourceText:
    def field(name: str) -> str | None:
        value = record.get(source.fields.get(name, name))
        return str(value) if value not in (None, "") else None

    own_id = field("id") or field("_id") or str(number)
    if own_id in taken:
        own_id = f"{own_id}@{number}"
    taken.add(own_id)
    document = Document(
        f"{source.id}#{own_id}",
        source.path,
        "jsonl",
        encoding,
        title=field("title") or "",
        date=as_date(field("date")),
        author=field("author"),
        url=field("url"),
    )
    text = (field("text") or "").replace("\r\n", "\n").replace("\r", "\n")
    return SourceText(document, text, line=number, single_line=True)
