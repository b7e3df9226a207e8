"""Reads the segments of one commit as one index: values, postings and stored records.

The entries of all segments are numbered consecutively, and passages are known by these numbers.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from searchtool.core.model import Scope
from searchtool.engines.entries import Kind
from searchtool.engines.whoosh import posting_codec
from searchtool.engines.whoosh.errors import translated_errors
from searchtool.engines.whoosh.segment import Segment, SegmentReader, Storage
from searchtool.engines.whoosh.term_codec import (
    POSITION_BITS,
    Field,
    has_positions,
    to_term,
    to_value,
)


class IndexReader:
    """A frozen view: later commits do not change it. Every method raises EngineCorrupted when the
    files are damaged."""

    def __init__(self, storage: Storage, segments: Sequence[Segment]) -> None:
        self._readers: list[tuple[SegmentReader, int]] = []  # with the number of the first entry
        self._deleted: set[int] = set()
        self._size = 0
        self._numbers: dict[Kind, array[int]] = {}
        self._forms: dict[Scope, Sequence[str]] = {}
        self._by_value: dict[Field, Sequence[tuple[str, array[int]]]] = {}
        for segment in segments:
            self._readers.append((SegmentReader(storage, segment), self._size))
            self._deleted.update(number + self._size for number in segment.deleted)
            self._size += segment.size

    @property
    def live_ratio(self) -> float:
        """The share of entries that are not deleted, from 0 to 1."""
        return 1.0 - len(self._deleted) / self._size if self._size else 1.0

    @cached_property
    def orders(self) -> "array[int]":
        """The static order of each entry, by number."""
        found = array("Q")
        with translated_errors():
            for reader, _ in self._readers:
                found += reader.orders()
        return found

    def values(self, field: Field, prefix: str = "") -> list[str]:
        """The values of a field that begin with `prefix`, in order; those of deleted entries may
        be among them."""
        wanted = to_term(field, prefix)
        found: Iterable[bytes] = ()
        with translated_errors():
            for reader, _ in self._readers:
                terms = reader.terms(wanted)
                found = sorted({*found, *terms}) if found else list(terms)
        return list(map(to_value, found))

    def postings(self, field: Field, value: str) -> "array[int]":
        """The postings of a value without those of deleted entries: positions for a key, numbers
        of entries for any other field."""
        wanted = to_term(field, value)
        bits = POSITION_BITS if has_positions(wanted) else 0
        found = array("Q")
        with translated_errors():
            for reader, base in self._readers:
                if encoded := reader.postings(wanted):
                    found += posting_codec.decode(encoded, base << bits)
        if self._deleted:
            return array("Q", [n for n in found if n >> bits not in self._deleted])
        return found

    def numbers(self, field: Field, prefix: str = "") -> frozenset[int]:
        """The numbers of the entries with a value of the field that begins with `prefix`; not for
        keys, whose postings are positions."""
        found: set[int] = set()
        for _, numbers in self._numbers_by_value(field, prefix):
            found.update(numbers)
        return frozenset(found - self._deleted)

    def accepted_numbers(self, field: Field, accepts: Callable[[str], bool]) -> frozenset[int]:
        """The same for values that are accepted. All values are read once, as a query may have
        thirty filters."""
        if field not in self._by_value:
            self._by_value[field] = list(self._numbers_by_value(field))
        found: set[int] = set()
        for value, numbers in self._by_value[field]:
            if accepts(value):
                found.update(numbers)
        return frozenset(found - self._deleted)

    def _numbers_by_value(
        self, field: Field, prefix: str = ""
    ) -> "Iterator[tuple[str, array[int]]]":
        wanted = to_term(field, prefix)
        with translated_errors():
            for reader, base in self._readers:
                for term, encoded in reader.all_postings(wanted):
                    yield to_value(term), posting_codec.decode(encoded, base)

    def forms(self, scope: Scope) -> Sequence[str]:
        """All forms, which are read once."""
        if scope not in self._forms:
            self._forms[scope] = self.values((scope, "form"))
        return self._forms[scope]

    def entries(self, kind: Kind) -> "array[int]":
        """The numbers of all entries of a kind: the passages of a scope, documents or files."""
        if kind not in self._numbers:
            self._numbers[kind] = self.postings("kind", kind)
        return self._numbers[kind]

    def record(self, number: int) -> bytes:
        """The record of an entry."""
        with translated_errors():
            for reader, base in reversed(self._readers):
                if number >= base:
                    return reader.record(number - base)
        raise IndexError(number)

    def close(self) -> None:
        """Close the files of the index."""
        for reader, _ in self._readers:
            reader.close()
