"""Reads .json files: a Telegram export, a list of records, or one record."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from searchtool.core.errors import NoText, NoTextField, UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import Skipped, SourceText
from searchtool.documents.metadata import as_text
from searchtool.documents.records import jsonl
from searchtool.documents.records.json_stream import DAMAGE, Found, find_values
from searchtool.documents.records.json_values import parse_values
from searchtool.documents.records.record import Records, make_unique, russian_prose_fields
from searchtool.documents.records.telegram import KINDS, Chat, read_message
from searchtool.documents.source import SAMPLE_BYTES, Source

MAX_TEXTLESS = 1000
"""A list that begins with so many values without a text does not hold records."""

MAX_LEVELS = 4
"""How many objects may lie around a list of records."""

_EXPORT_KEYS = frozenset(("messages", "chats", "left_chats"))


def read(source: Source) -> Iterator[SourceText]:
    """The messages with words, or the records, each as a document. What was read before damage is
    kept. Raises UnreadableFile for a file of neither."""
    encoding = source.detect_encoding()
    if _is_lines(source, encoding):
        yield from jsonl.read(source)
        return
    documents = _Documents(source, encoding)
    try:
        yield from documents.read(find_values(source, encoding))
    except DAMAGE as error:
        yield from _read_leniently(source, documents, error)
    else:
        if documents.found == 0:
            yield from _read_alone(source, documents)
        elif not documents.are_known:
            raise documents.neither()


class _Documents:
    """Builds documents from the values in a file. `found` counts the messages or records;
    `are_known` says that at least one of them could be read."""

    def __init__(self, source: Source, encoding: str) -> None:
        self.found = 0
        self.are_known = False
        self._source = source
        self._encoding = encoding
        self._records = Records(source, "json", encoding)
        self._taken: set[str] = set()
        self._unread: dict[str, None] = {}  # fields with prose, in their order

    def read(self, values: Iterable[Found]) -> Iterator[SourceText]:
        """The documents; records without a text are reported, but if none of the first
        `MAX_TEXTLESS` has one, the file does not hold records. Raises UnreadableFile."""
        for value, chat in values:
            self.found += 1
            try:
                if chat is not None and _is_message(value):
                    self.are_known = True
                    if (text := self._read_message(value, chat)) is not None:
                        yield text
                elif self.are_known or self._records.is_record(value):
                    self._report_textless()
                    yield self._records.as_member(value, self.found)
                else:
                    self._count_textless(value)
            except UnreadableFile as failure:
                if not self.are_known:
                    raise
                self._source.report(failure)

    def read_object(self, value: object) -> Iterator[SourceText]:
        """The document of the only record of a file, or those of the records inside an object.
        Raises UnreadableFile."""
        if self._records.has_text(value):
            yield self._records.alone(value)
            return
        yield from self.read(Found(record, None) for record in self._within(value))
        if not self.are_known:
            self._note_prose(value)
            raise self.neither()

    def neither(self) -> UnreadableFile:
        """The error for a file that gave no documents. It has a text after all if there is prose in
        it."""
        if self._unread:
            error = self._records.no_text(self._source.where, list(self._unread))
            return NoTextField(*error.args)
        return _neither(self._source)

    def _within(self, value: Any, levels: int = MAX_LEVELS) -> Iterator[object]:
        """The elements of the lists of records in an object. A list may also be an object whose
        keys are ids, as Firebase has it, or the columns of a table, as pandas has it."""
        members = list(value.values()) if isinstance(value, Mapping) else []
        if len(members) > 1 and all(isinstance(member, Mapping) for member in members):
            for rows in (members, _rows_of_columns(value)):
                if self._records.are_records(rows):
                    yield from rows
                    return
        for member in members:
            if isinstance(member, list) and self._records.are_records(member):
                yield from member
            elif levels:
                yield from self._within(member, levels - 1)

    def _count_textless(self, value: object) -> None:
        self._note_prose(value)
        if self.found == MAX_TEXTLESS:
            raise self.neither()

    def _note_prose(self, value: object) -> None:
        self._unread.update(dict.fromkeys(russian_prose_fields(value)))

    def _report_textless(self) -> None:
        """Report the records without a text before the first one that has a text."""
        if not self.are_known:
            self.are_known = True
            for number in range(1, self.found):
                self._source.report(self._records.no_text(f"{self._source.where}#{number}"))

    def _read_message(self, message: dict[str, Any], chat: Chat) -> SourceText | None:
        own_id = as_text(message.get("id")) or str(self.found)
        if chat.is_one_of_many:
            own_id = f"{chat.id}/{own_id}"
        own_id = make_unique(own_id, self.found, self._taken)
        return read_message(self._source, self._encoding, chat, message, own_id)


def _rows_of_columns(columns: Mapping[str, Mapping[str, object]]) -> list[object]:
    """The rows of a table that is given by its columns; none if these are not equally long."""
    first, *others = columns.values()
    if any(len(column) != len(first) for column in others):
        return []
    return [{name: column.get(key) for name, column in columns.items()} for key in first]


def _is_message(value: object) -> bool:
    """Whether a value is a message of Telegram; other programs, too, have a list of messages."""
    return isinstance(value, dict) and str(value.get("type")) in KINDS


def _is_lines(source: Source, encoding: str) -> bool:
    """Whether the first line is a whole record and others follow: JSON lines under another name."""
    line = source.stream.readline(source.limits.line_chars)
    following = source.stream.read(SAMPLE_BYTES)
    source.stream.seek(0)
    try:
        record = json.loads(line.decode(encoding, "replace").lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and bool(following.strip())


def _read_alone(source: Source, documents: _Documents) -> Iterator[SourceText]:
    """The documents of a file that is one object; none for an export or a list that is empty."""
    source.stream.seek(0)
    text, _ = source.text()
    try:
        record = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise _broken(source, 0, error) from error
    if record == []:
        source.skip(Skipped(source.where, "empty"))
    elif not _is_export(record):
        yield from documents.read_object(record)


def _read_leniently(
    source: Source, documents: _Documents, error: Exception
) -> Iterator[SourceText]:
    """The records that follow where the file stopped being JSON in the strict sense."""
    source.stream.seek(0)
    try:
        values = parse_values(source.text()[0])
    except (ValueError, RecursionError, UnreadableFile):
        values = []
    if any(map(_is_export, values)):  # these are as Telegram writes them, or damaged
        values = []
    if len(values) == 1 and not documents.found:
        yield from documents.read_object(values[0])
    elif len(values) > documents.found:
        yield from documents.read(Found(value, None) for value in values[documents.found :])
        if not documents.are_known:
            raise documents.neither() from error
    elif documents.are_known:
        source.report(_broken(source, documents.found, error))
    else:
        raise _broken(source, documents.found, error) from error


def _is_export(value: object) -> bool:
    return isinstance(value, dict) and bool(value.keys() & _EXPORT_KEYS)


def _broken(source: Source, found: int, error: Exception) -> UnreadableFile:
    cause = str(error).partition("\n")[0].strip()
    return source.unreadable(
        tr(
            f"damaged JSON after {found} messages or records: {cause}",
            f"повреждённый JSON; сообщений или записей до этого места: {found}",
        )
    )


def _neither(source: Source) -> UnreadableFile:
    return NoText(
        source.where,
        tr(
            "neither a Telegram export nor records with a text",
            "это не выгрузка Telegram и не записи с текстом",
        ),
        tr("name the field: --field text=NAME", "назовите поле: --field text=ИМЯ"),
    )
