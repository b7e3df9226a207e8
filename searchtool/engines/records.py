"""Records in, bytes out, and back: how every engine that keeps files stores what it is given.

A record is the JSON list of a dataclass's values in the order of its fields.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from searchtool.engines.base import Candidate, EngineDamaged, IndexedPassage, static_order
from searchtool.matching import NO_FIELDS
from searchtool.model import Document, FileRecord, Passage, Span, Term
from searchtool.query import FilterField

Record = TypeVar("Record", Document, FileRecord)

_PASSAGE_FIELDS = [field.name for field in fields(Passage)]
_SPAN = _PASSAGE_FIELDS.index("span")


def pack(record: Document | FileRecord) -> bytes:
    """A document or file."""
    return _dump([getattr(record, field.name) for field in fields(record)])


def unpack(kind: type[Record], packed: bytes) -> Record:
    """What `pack` was given. Raises EngineDamaged."""
    try:
        return kind(*json.loads(packed))
    except (ValueError, TypeError) as error:
        raise EngineDamaged(str(error)) from error


def index_passage(
    passage: Passage,
    terms: Sequence[Term],
    fields: Mapping[FilterField, Sequence[str]] = NO_FIELDS,
    document_length: int = 0,
) -> IndexedPassage:
    """A passage with its terms in order, what filters look at, and the length of its document in
    tokens, ready for an engine."""
    keys = " ".join([term.key for term in terms])
    values = [getattr(passage, name) for name in _PASSAGE_FIELDS]
    return IndexedPassage(
        passage.id,
        passage.kind,
        " ".join([term.form for term in terms]),
        keys,
        fields,
        static_order(passage),
        _dump([keys, document_length, *values]),
    )


def read_candidate(packed: bytes) -> Candidate:
    """The `record` of an IndexedPassage. Raises EngineDamaged."""
    try:
        keys, document_length, *values = json.loads(packed)
        values[_SPAN] = Span(*values[_SPAN])
        return Candidate(Passage(*values), keys.split(" ") if keys else [], document_length)
    except (ValueError, TypeError) as error:
        raise EngineDamaged(str(error)) from error


def _dump(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode(
        errors="surrogatepass"
    )
