"""Records in, bytes out, and back: how every engine that keeps files stores what it is given.

A record is the JSON list of the values of a named tuple. That of a passage is five parts, one a
line: a list of what ranking looks at, one of the other values, the keys, the forms, and the text.
It is written in Windows-1251 if that has all its characters, which takes half the room of UTF-8;
otherwise in UTF-8 with a mark before it.
"""

import json
from codecs import BOM_UTF8, charmap_decode
from collections.abc import Callable, Mapping, Sequence
from encodings.cp1251 import decoding_table
from operator import attrgetter
from typing import Any, TypeVar

from searchtool.analysis.analyzer import Words
from searchtool.core.model import Document, FileRecord, Passage, Span
from searchtool.engines.base import Candidate, EngineCorrupted, IndexedPassage, static_order
from searchtool.query.matching import NO_FIELDS
from searchtool.query.tree import FilterField

Record = TypeVar("Record", Document, FileRecord)

ONE_BYTE = "cp1251"
"""The encoding of records that need no other. They begin with a bracket, never with the mark."""

_REST = Passage._fields[Passage._fields.index("span") :]
_rest = attrgetter(*_REST)
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_read_list = json.JSONDecoder().raw_decode


def pack(record: Document | FileRecord) -> bytes:
    """A document or file."""
    return _dump(record)


def unpack(kind: type[Record], packed: bytes) -> Record:
    """What `pack` was given. Raises EngineDamaged."""
    try:
        return kind(*json.loads(packed))
    except (ValueError, TypeError) as error:
        raise EngineCorrupted(str(error)) from error


def index_passage(
    passage: Passage,
    words: Words,
    fields: Mapping[FilterField, Sequence[str]] = NO_FIELDS,
    document_length: int = 0,
) -> IndexedPassage:
    """A passage with its words in order, what filters look at, and the length of its document in
    tokens, ready for an engine."""
    head = [document_length, passage.id, passage.document_id, passage.ordinal]
    parts = (_encode(head), _encode(_rest(passage)), words.keys, words.forms, passage.text)
    order = static_order(passage.id, passage.ordinal)
    return IndexedPassage(passage.id, passage.kind, fields, order, _to_bytes("\n".join(parts)))


def read_words(record: bytes) -> Words:
    """The words of an IndexedPassage, by its record. Raises EngineDamaged."""
    try:
        (_, _, keys, forms, _), decode = _parts(record)
        return Words(decode(forms), decode(keys))
    except ValueError as error:
        raise EngineCorrupted(str(error)) from error


def read_key(record: bytes, form: str) -> str:
    """The key of a form that the passage holds. Raises EngineCorrupted."""
    words = read_words(record)
    return words.keys.split()[words.forms.split().index(form)]


def read_candidate(record: bytes) -> Candidate:
    """The passage of an IndexedPassage as ranking looks at it. Raises EngineDamaged."""
    try:
        (head, _, keys, forms, _), decode = _parts(record)
        (length, id, document_id, ordinal), _ = _read_list(decode(head))
        return Candidate(id, document_id, ordinal, length, decode(keys), decode(forms), record)
    except (ValueError, TypeError) as error:
        raise EngineCorrupted(str(error)) from error


def read_passage(record: bytes) -> Passage:
    """The passage of an IndexedPassage. Raises EngineDamaged."""
    try:
        (head, rest, _, _, text), decode = _parts(record)
        (_, id, document_id, ordinal), _ = _read_list(decode(head))
        (span, *values), _ = _read_list(decode(rest))
        return Passage(id, document_id, ordinal, decode(text), Span(*span), *values)
    except (ValueError, TypeError) as error:
        raise EngineCorrupted(str(error)) from error


def _to_bytes(record: str) -> bytes:
    try:
        return record.encode(ONE_BYTE)
    except UnicodeEncodeError:
        return BOM_UTF8 + record.encode(errors="surrogatepass")


def _parts(record: bytes) -> tuple[list[bytes], Callable[[bytes], str]]:
    """The lines of a record, and how one is read: none is read that is not asked for."""
    if record.startswith(BOM_UTF8):
        return record[len(BOM_UTF8) :].split(b"\n", 4), _decode_utf8
    return record.split(b"\n", 4), _decode_one_byte


def _decode_utf8(part: bytes) -> str:
    return part.decode(errors="surrogatepass")


def _decode_one_byte(part: bytes) -> str:
    # As `part.decode(ONE_BYTE)`, which goes through two functions written in Python: for the keys
    # and forms of a passage 7 µs, 12 so.
    return charmap_decode(part, "strict", decoding_table)[0]


def _dump(values: Sequence[Any]) -> bytes:
    return _encode(values).encode(errors="surrogatepass")
