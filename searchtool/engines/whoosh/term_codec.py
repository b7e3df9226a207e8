"""Converts a field and a value to a term and back. All fields share one table of terms, so a term
begins with a byte that stands for its field."""

from typing import Literal

from searchtool.core.model import Scope
from searchtool.engines.base import TermField
from searchtool.engines.entries import FILTER_FIELDS, SCOPES

Field = tuple[Scope, TermField] | Literal["kind", "id", "file"]

FIELDS: tuple[Field, ...] = (
    "kind",
    "id",
    "file",
    *((scope, "key") for scope in SCOPES),
    *((scope, "form") for scope in SCOPES),
    *((scope, field) for scope in SCOPES for field in FILTER_FIELDS),
)
"""In the order of their terms."""

_PREFIXES = {field: bytes([number]) for number, field in enumerate(FIELDS)}
_WITH_POSITIONS = {_PREFIXES[scope, "key"] for scope in SCOPES}

POSITION_BITS = 16
"""A position holds the number of its token in these bits and the number of the passage in the
others: no passage has 65,536 tokens."""

POSITION_MASK = (1 << POSITION_BITS) - 1


def to_term(field: Field, value: str) -> bytes:
    """The term for a value of a field. The terms of values with a common prefix begin alike."""
    return _PREFIXES[field] + value.encode(errors="surrogatepass")


def to_value(term: bytes) -> str:
    """The value of a term."""
    return term[1:].decode(errors="surrogatepass")


def has_positions(term: bytes) -> bool:
    """Whether the postings of a term are positions in passages, and not numbers of entries."""
    return term[:1] in _WITH_POSITIONS
