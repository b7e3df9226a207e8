"""Records in, bytes out, and back: how every engine that keeps files stores what it is given.

A record is the JSON list of the values of a named tuple. That of a passage is
four parts, one a line: such a list without the text, the keys, the forms, and the text.
"""

import json
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from searchtool.analysis import Words
from searchtool.engines.base import Candidate, EngineDamaged, IndexedPassage, static_order
from searchtool.matching import NO_FIELDS
from searchtool.model import Document, FileRecord, Passage, Span
from searchtool.query import FilterField

Record = TypeVar("Record", Document, FileRecord)

_TEXT = Passage._fields.index("text")
_HEAD = [*Passage._fields[:_TEXT], *Passage._fields[_TEXT + 1 :]]
_SPAN = _HEAD.index("span")
_head = attrgetter(*_HEAD)
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


_read_head = json.JSONDecoder().raw_decode


def pack(record: Document | FileRecord) -> bytes:
    """A document or file."""
    return _dump(record)


def unpack(kind: type[Record], packed: bytes) -> Record:
    """What `pack` was given. Raises EngineDamaged."""
    try:
        return kind(*json.loads(packed))
    except (ValueError, TypeError) as error:
        raise EngineDamaged(str(error)) from error


def index_passage(
    passage: Passage,
    words: Words,
    fields: Mapping[FilterField, Sequence[str]] = NO_FIELDS,
    document_length: int = 0,
) -> IndexedPassage:
    """A passage with its words in order, what filters look at, and the length of its document in
    tokens, ready for an engine."""
    values = [document_length, *_head(passage)]
    lines = "\n".join((words.keys, words.forms, passage.text)).encode(errors="surrogatepass")
    record = _dump(values) + b"\n" + lines
    return IndexedPassage(passage.id, passage.kind, fields, static_order(passage), record)


def read_words(record: bytes) -> Words:
    """The words of an IndexedPassage, by its record."""
    _, keys, forms, _ = record.split(b"\n", 3)
    return Words(forms.decode(), keys.decode())


def read_candidate(packed: bytes) -> Candidate:
    """The `record` of an IndexedPassage. Raises EngineDamaged."""
    try:
        record = packed.decode(errors="surrogatepass")
        (document_length, *values), end = _read_head(record)
        keys, forms, text = record[end + 1 :].split("\n", 2)
        values[_SPAN] = Span(*values[_SPAN])
        values.insert(_TEXT, text)
        return Candidate(Passage(*values), keys.split(), forms, document_length)
    except (ValueError, TypeError) as error:
        raise EngineDamaged(str(error)) from error


def _dump(values: Sequence[Any]) -> bytes:
    return _encode(values).encode(errors="surrogatepass")
