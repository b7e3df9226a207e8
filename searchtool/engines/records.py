"""Records in, bytes out, and back: how every engine that keeps files stores what it is given.

A record is the JSON list of a dataclass's values in the order of its fields.
"""

import json
from dataclasses import fields
from typing import Any, TypeVar

from searchtool.engines.base import Candidate, EngineDamaged, IndexedPassage
from searchtool.model import Document, FileRecord, Passage, Span

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


def pack_passage(indexed: IndexedPassage) -> bytes:
    """A passage, the keys of its tokens in order, and the length of its document."""
    keys = " ".join(term.key for term in indexed.terms)
    passage = [getattr(indexed.passage, name) for name in _PASSAGE_FIELDS]
    return _dump([keys, indexed.document_length, *passage])


def unpack_passage(packed: bytes) -> Candidate:
    """What of `pack_passage` a candidate holds. Raises EngineDamaged."""
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
