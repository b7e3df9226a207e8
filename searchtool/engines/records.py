"""Records in, bytes out, and back: how every engine that keeps files stores what it is given.

A record is the JSON list of a dataclass's values in the order of its fields.
"""

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any, TypeVar

from searchtool.engines.base import Candidate
from searchtool.model import Document, FileRecord, Passage, Span

Record = TypeVar("Record", Document, FileRecord)

_PASSAGE_FIELDS = [field.name for field in fields(Passage)]
_SPAN = _PASSAGE_FIELDS.index("span")


def pack(record: Document | FileRecord) -> bytes:
    """A document or file."""
    return _dump([getattr(record, field.name) for field in fields(record)])


def unpack(kind: type[Record], packed: bytes) -> Record:
    """What `pack` was given."""
    return kind(*json.loads(packed))


def pack_passage(passage: Passage, keys: Sequence[str]) -> bytes:
    """A passage and the keys of its tokens in order."""
    return _dump([" ".join(keys), *(getattr(passage, name) for name in _PASSAGE_FIELDS)])


def unpack_passage(packed: bytes) -> Candidate:
    """What `pack_passage` was given."""
    keys, *values = json.loads(packed)
    values[_SPAN] = Span(*values[_SPAN])
    return Candidate(Passage(*values), keys.split(" ") if keys else [])


def _dump(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
