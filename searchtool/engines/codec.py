"""Encodes documents, files and passages to the bytes that engines store, and decodes them.

A document or a file is stored as the JSON list of its values. A passage is stored as five lines: a
list of the values that ranking looks at, a list of the others, the keys, the forms, and the text.
It is encoded in Windows-1251 if that has all its characters, which takes half the room of UTF-8;
otherwise in UTF-8 with a byte order mark.
"""

import json
from codecs import BOM_UTF8, charmap_decode, charmap_encode
from collections.abc import Callable, Sequence
from encodings.cp1251 import decoding_table, encoding_table
from operator import attrgetter
from typing import Any, TypeVar

from searchtool.analysis.analyzer import Words
from searchtool.core.model import Document, FileRecord, Passage, Skipped, Span
from searchtool.engines.base import Candidate, EngineCorrupted, IndexedPassage, static_order
from searchtool.query.matching import NO_FIELDS, Fields

Record = TypeVar("Record", Document, FileRecord)

ONE_BYTE = "cp1251"
"""Records in this encoding begin with a bracket, those in UTF-8 with the byte order mark."""

_SKIPPED = FileRecord._fields.index("skipped")
_REST = Passage._fields[Passage._fields.index("span") :]
_rest = attrgetter(*_REST)
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_quote = json.encoder.encode_basestring
_read_list = json.JSONDecoder().raw_decode


def pack(record: Document | FileRecord) -> bytes:
    """The bytes to store for a document or a file."""
    return _dump(record)


def unpack(kind: type[Record], packed: bytes) -> Record:
    """The document or file that `pack` encoded. Raises EngineCorrupted."""
    try:
        text = packed.decode(errors="surrogatepass")
        values, end = _read_list(text)
        if end < len(text):
            raise ValueError("more than a record")
        if kind is FileRecord:
            values[_SKIPPED] = tuple([Skipped(*part) for part in values[_SKIPPED]])
        return kind(*values)
    except (ValueError, TypeError, LookupError) as error:
        raise EngineCorrupted(str(error)) from error


def index_passage(
    passage: Passage,
    words: Words,
    fields: Fields = NO_FIELDS,
    document_length: int = 0,
) -> IndexedPassage:
    """A passage ready for an engine: with its words in order, its own values for filters, and the
    length of its document in tokens."""
    head = _encode_flat((document_length, passage.id, passage.document_id, passage.ordinal))
    (start, end), *values = _rest(passage)
    rest = f"[[{start},{end}],{_encode_flat(values)[1:]}"
    parts = (head, rest, words.keys, words.forms, passage.text)
    order = static_order(passage.id, passage.ordinal)
    return IndexedPassage(passage.id, passage.kind, fields, order, _to_bytes("\n".join(parts)))


def read_words(record: bytes) -> Words:
    """The words of a passage, from its record. Raises EngineCorrupted."""
    try:
        (_, _, keys, forms, _), decode = _parts(record)
        return Words(decode(forms), decode(keys))
    except ValueError as error:
        raise EngineCorrupted(str(error)) from error


def read_key(record: bytes, form: str) -> str:
    """The key of a form that occurs in a passage, from its record. Raises EngineCorrupted."""
    words = read_words(record)
    try:
        return words.keys.split()[words.forms.split().index(form)]
    except (ValueError, IndexError) as error:
        raise EngineCorrupted(str(error)) from error


def read_candidate(record: bytes) -> Candidate:
    """What ranking looks at in a passage, from its record. Raises EngineCorrupted."""
    try:
        (head, _, keys, forms, _), decode = _parts(record)
        (length, id, document_id, ordinal), _ = _read_list(decode(head))
        tokens = keys.count(b" ") + 1 if keys else 0
        return Candidate(
            id, document_id, ordinal, length, tokens, decode(keys), decode(forms), record
        )
    except (ValueError, TypeError) as error:
        raise EngineCorrupted(str(error)) from error


def read_passage(record: bytes) -> Passage:
    """The passage, from its record. Raises EngineCorrupted."""
    try:
        (head, rest, _, _, text), decode = _parts(record)
        (_, id, document_id, ordinal), _ = _read_list(decode(head))
        (span, *values), _ = _read_list(decode(rest))
        return Passage(id, document_id, ordinal, decode(text), Span(*span), *values)
    except (ValueError, TypeError) as error:
        raise EngineCorrupted(str(error)) from error


def read_text(record: bytes) -> str:
    """The text of a passage, from its record. Raises EngineCorrupted."""
    try:
        (_, _, _, _, text), decode = _parts(record)
        return decode(text)
    except ValueError as error:
        raise EngineCorrupted(str(error)) from error


def _encode_flat(values: Sequence[Any]) -> str:
    """The same as `_encode` for strings, numbers, truth values and None: 3 µs instead of 8 for a
    passage."""
    encoded = [
        "null"
        if value is None
        else _quote(value)
        if isinstance(value, str)
        else repr(value).lower()
        for value in values
    ]
    return f"[{','.join(encoded)}]"


def _to_bytes(record: str) -> bytes:
    try:
        return charmap_encode(record, "strict", encoding_table)[0]
    except UnicodeEncodeError:
        return BOM_UTF8 + record.encode(errors="surrogatepass")


def _parts(record: bytes) -> tuple[list[bytes], Callable[[bytes], str]]:
    """The lines of a record and the function that decodes one: the caller decodes only those it
    needs."""
    if record.startswith(BOM_UTF8):
        return record[len(BOM_UTF8) :].split(b"\n", 4), _decode_utf8
    return record.split(b"\n", 4), _decode_one_byte


def _decode_utf8(part: bytes) -> str:
    return part.decode(errors="surrogatepass")


def _decode_one_byte(part: bytes) -> str:
    # The same as `part.decode(ONE_BYTE)` without its two functions written in Python: 7 µs instead
    # of 12 for the keys and forms of a passage.
    return charmap_decode(part, "strict", decoding_table)[0]


def _dump(values: Sequence[Any]) -> bytes:
    return _encode(values).encode(errors="surrogatepass")
