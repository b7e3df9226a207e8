"""Builds documents from records with named fields: JSON lines, lists in JSON, table rows."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import Document, SourceText
from searchtool.documents.encoding import with_line_feeds
from searchtool.documents.metadata import as_date, as_text, replace_surrogates
from searchtool.documents.records.html_text import without_markup
from searchtool.documents.source import Source

NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "текст"),
    "id": ("id", "_id"),
    "title": ("title", "заголовок"),
    "date": ("date", "дата"),
    "url": ("url", "ссылка"),
    "author": ("author", "автор"),
}
"""The names of the fields. One that the user gives is looked for before them."""

MIN_PROSE_SPACES = 5
"""A field with so many words and one more is told if it is not read; others are data."""

MAX_TEXT_LEVELS = 8
"""How many lists and objects may lie around a text."""

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_ESCAPED_CYRILLIC = re.compile(r"\\u04[0-9a-fA-F]{2}")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


class Records:
    """Builds documents from the records of one source. Each needs a text, and may have an id, which
    is made unique, a title, a date, a URL and an author."""

    def __init__(self, source: Source, kind: str, encoding: str) -> None:
        self._source = source
        self._kind = kind
        self._encoding = encoding
        self._names = {
            field: (*([source.fields[field]] if field in source.fields else ()), *names)
            for field, names in NAMES.items()
        }
        self._taken: set[str] = set()
        self._read_names = {
            name for field, names in self._names.items() if field != "text" for name in names
        }
        self._told: set[str] = set()

    def text_column(self, columns: Collection[str]) -> str | None:
        """The name of the column that is the text, if there is one."""
        return next((name for name in self._names["text"] if name in columns), None)

    def count_known(self, columns: Collection[str]) -> int:
        """How many of the fields are among the columns."""
        return sum(any(name in columns for name in names) for names in self._names.values())

    def has_text(self, value: object) -> bool:
        """Whether a value has fields and one of them is a text."""
        return isinstance(value, Mapping) and self._text(value) is not None

    def is_record(self, value: object) -> bool:
        """Whether a value has a text, or the one object inside it that has."""
        return self.has_text(self._unwrapped(value))

    def _unwrapped(self, value: object) -> object:
        """A record with the fields of the object that it lies in, as under `_source` in dumps of
        Elasticsearch."""
        if not isinstance(value, Mapping) or self.has_text(value):
            return value
        inner = [name for name, part in value.items() if self.has_text(part)]
        if len(inner) != 1:
            return value
        return {name: part for name, part in value.items() if name != inner[0]} | value[inner[0]]

    def are_records(self, values: Collection[object]) -> bool:
        """Whether at least half of the values are records. One of them has prose, or the user says
        which field is the text: single words under that name may be those of a program."""
        found = [value for value in values if self.is_record(value)]
        if not found or 2 * len(found) < len(values):
            return False
        return "text" in self._source.fields or any(
            is_prose(self._text(self._unwrapped(value))) for value in found
        )

    def no_text(self, where: str, columns: Sequence[str] = ()) -> UnreadableFile:
        """The error that names the field of the text, and the columns that there are."""
        name = self._names["text"][0]
        shown = ", ".join(column[:30] for column in columns[:12])
        return UnreadableFile(
            where,
            tr(
                f"no text field {name!r}" + f" among {shown}" * bool(shown),
                f"нет поля «{name}» с текстом" + f", есть: {shown}" * bool(shown),
            ),
            tr("name it: --field text=NAME", "назовите его: --field text=ИМЯ"),
        )

    def in_line(self, record: object, number: int) -> SourceText:
        """The document of a record that stands in a line. Raises UnreadableFile."""
        own_id, document, text = self._read(record, number, f"{self._source.where}:{number}")
        document = document._replace(id=f"{self._source.id}#{own_id}")
        return SourceText(document, text, line=number, single_line=True)

    def as_member(self, record: object, number: int) -> SourceText:
        """The document of one of several records that are not lines. Raises UnreadableFile."""
        own_id, document, text = self._read(record, number, f"{self._source.where}#{number}")
        own = self._source.member(own_id)
        return SourceText(document._replace(id=own.id, member=own.member_name), text, line=None)

    def alone(self, record: object) -> SourceText:
        """The document of the only record of a file. Raises UnreadableFile."""
        _, document, text = self._read(record, 1, self._source.where)
        return SourceText(document, text, line=None)

    def _read(self, record: object, number: int, where: str) -> tuple[str, Document, str]:
        """The id of a record among those of the file, a document with the id of the file, and the
        text."""
        record = self._unwrapped(record)
        text = self._text(record) if isinstance(record, Mapping) else None
        if not isinstance(record, Mapping) or text is None:
            raise self.no_text(where)
        self._tell_unread(record)
        values = {field: _first(record, names) for field, names in self._names.items()}
        date = as_date(values["date"])
        if date is None and is_prose(values["date"]):  # what a lost quotation mark has parted
            text = f"{text}\n{values['date']}"
        own_id = make_unique(as_text(values["id"]) or str(number), number, self._taken)
        document = self._source.document(
            self._kind,
            self._encoding,
            title=_decoded_again(as_text(values["title"]) or ""),
            date=date,
            author=_decoded_again(as_text(values["author"]) or "") or None,
            url=as_text(values["url"]),
        )
        return own_id, document, _as_read(text)

    def _tell_unread(self, record: Mapping[str, object]) -> None:
        """Say once of each field that it holds prose and is not read."""
        text = _first(record, self._names["text"])
        for name, value in record.items():
            if value is text or name in self._told or name in self._read_names:
                continue
            if name.casefold() not in self._read_names and any(map(is_prose, strings_in(value))):
                self._told.add(name)
                self._source.skip_member(name, "field")

    def _text(self, value: object, levels: int = MAX_TEXT_LEVELS) -> str | None:
        """The text in the fields of a record, also where it is a list of parts."""
        if isinstance(value, str):
            return value
        if isinstance(value, Mapping) and levels:
            return self._text(_first(value, self._names["text"]), levels - 1)
        if not isinstance(value, list) or not levels:
            return None
        parts = [text for part in value if (text := self._text(part, levels - 1)) is not None]
        # Strings between objects are one text with formatting, which has its own spaces.
        is_formatted = len({isinstance(part, str) for part in value}) > 1
        return ("" if is_formatted else "\n").join(parts) if parts else None


def is_prose(value: object) -> bool:
    """Whether a value is a text of several words."""
    return isinstance(value, str) and value.count(" ") >= MIN_PROSE_SPACES


def strings_in(value: object, levels: int = MAX_TEXT_LEVELS) -> Iterator[str]:
    """A string, or those in a list or an object."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list) and levels:
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from strings_in(part, levels - 1)


def russian_prose_fields(value: object, levels: int = MAX_TEXT_LEVELS) -> Iterator[str]:
    """The names of the fields, however deep, in which there is Russian prose."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            if is_prose(part) and _CYRILLIC.search(_decoded_again(part)):
                yield name
    if isinstance(value, Mapping | list) and levels:
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from russian_prose_fields(part, levels - 1)


def _as_read(text: str) -> str:
    return with_line_feeds(without_markup(replace_surrogates(_decoded_again(text))))


def _decoded_again(text: str) -> str:
    """The text with its letters where they were encoded twice: Facebook and Instagram write each
    byte of UTF-8 as a character, others the escapes of JSON as text."""
    if text.isascii():
        if not _ESCAPED_CYRILLIC.search(text):
            return text
        text = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), text)
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    try:
        decoded = text.encode("latin-1").decode()
    except UnicodeError:
        return text
    return decoded if _CYRILLIC.search(decoded) else text


def make_unique(own_id: str, number: int, taken: set[str]) -> str:
    """The id, with the number appended if it is taken. It is taken from now on."""
    while own_id in taken:
        own_id = f"{own_id}@{number}"
    taken.add(own_id)
    return own_id


def _first(record: Mapping[str, object], names: tuple[str, ...]) -> object:
    """The value of the first of these fields that is filled, also if its name has capitals."""
    given = [record.get(name) for name in names]
    if not any(map(_is_filled, given)):
        folded = {key.casefold(): value for key, value in record.items()}
        given += [folded.get(name) for name in names]
    filled = (value for value in given if _is_filled(value))
    return next(filled, "" if "" in given else None)


def _is_filled(value: object) -> bool:
    return value is not None and value != ""
