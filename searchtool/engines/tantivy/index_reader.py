"""Reads one commit of a tantivy index: terms and their frequencies, the addresses of entries that
match, and stored records."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from searchtool.core.model import Scope
from searchtool.engines.base import EngineCorrupted, TermField
from searchtool.engines.checksums import unseal_record
from searchtool.engines.entries import KINDS, Kind
from searchtool.engines.tantivy.bindings import DocAddress, Schema, Searcher, TantivyQuery
from searchtool.engines.tantivy.errors import translated_errors
from searchtool.engines.term_codec import to_term, to_value

ScoredHit = tuple[float, DocAddress]

COUNTED_FIRST: Sequence[Kind] = ("file", "document", "quote")

PAGE_ENTRIES = 20_000
"""Entries that are fetched with one search."""


class IndexReader:
    """A frozen view: later commits do not change it, as tantivy keeps its files open. Every method
    raises EngineCorrupted when the files are damaged."""

    def __init__(self, searcher: Searcher, schema: Schema) -> None:
        self._searcher = searcher
        self._schema = schema

    def values(self, scope: Scope, field: TermField, prefix: str = "") -> list[str]:
        """The values of a field that begin with `prefix`, in order; those of deleted entries may
        be among them."""
        with translated_errors():
            found = self._searcher.terms_with_prefix(f"{scope}_{field}", to_term(prefix))
        if field == "path":
            return sorted(to_value(term) for term, _ in found)
        return sorted(term for term, _ in found)

    def term(self, field: str, value: str) -> TantivyQuery:
        """A query for the entries that have a value in a field."""
        return TantivyQuery.term_query(self._schema, field, to_term(value), "basic")

    def any_term(self, field: str, values: Iterable[str]) -> TantivyQuery:
        """A query for the entries that have one of the values in a field."""
        return TantivyQuery.term_set_query(self._schema, field, list(map(to_term, values)))

    def fuzzy_term(self, field: str, value: str, max_edits: int) -> TantivyQuery:
        """A query for the entries that have a value at most 1 or 2 edits away."""
        return TantivyQuery.fuzzy_term_query(self._schema, field, value, max_edits)

    def regex(self, field: str, pattern: str) -> TantivyQuery:
        """A query for the entries that have a value which a regular expression matches."""
        return TantivyQuery.regex_query(self._schema, field, pattern)

    def phrase(self, field: str, values: Sequence[str]) -> TantivyQuery:
        """A query for the entries that have at least two values one right after the other."""
        return TantivyQuery.phrase_query(self._schema, field, list(map(to_term, values)))

    def frequency(self, field: str, value: str) -> int:
        """The number of entries that have a value in a field, deleted ones included."""
        with translated_errors():
            return self._searcher.doc_freq(field, to_term(value))

    def has(self, id: str) -> bool:
        """Whether there is an entry with this id; it may be deleted."""
        return self.frequency("id", id) > 0

    def search(
        self, query: TantivyQuery, limit: int, **options: Any
    ) -> tuple[int, list[ScoredHit]]:
        """The number of entries that match, and the first of them, at most `limit`."""
        with translated_errors():
            found: Any = self._searcher.search(query, limit, **options)
        return found.count, found.hits

    def count(self, query: TantivyQuery) -> int:
        """The number of entries that match."""
        return self.search(query, 1)[0]

    def pages(self, query: TantivyQuery) -> Iterator[list[DocAddress]]:
        """The addresses of all entries that match, in the order in which they are stored."""
        constant = TantivyQuery.const_score_query(query, 0.0)
        for start in range(0, self.count(query), PAGE_ENTRIES):
            _, hits = self.search(constant, PAGE_ENTRIES, count=False, offset=start)
            yield [address for _, address in hits]

    def orders(self, addresses: Sequence[DocAddress]) -> list[int]:
        """The static order of each of the entries."""
        with translated_errors():
            found = self._searcher.fast_field_values("order", list(addresses))
        return [int(order or 0) for order in found]

    def entry(self, address: DocAddress) -> tuple[bytes, bytes]:
        """The values of a passage, as its writer encodes them, and the record of any entry."""
        with translated_errors():
            return self._entry(address)

    def records(self, addresses: Sequence[DocAddress]) -> list[bytes]:
        """The record of each of the entries."""
        # Reading in the order of the file takes a fifth less time.
        in_file = sorted((a.segment_ord, a.doc, n) for n, a in enumerate(addresses))
        found = [b""] * len(addresses)
        with translated_errors():
            for _, _, number in in_file:
                found[number] = self._entry(addresses[number])[1]
        return found

    def all_records(self, query: TantivyQuery) -> Iterator[bytes]:
        """The records of all entries that match."""
        for page in self.pages(query):
            with translated_errors():
                found = [self._entry(address)[1] for address in page]
            yield from found

    def find(self, id: str) -> bytes | None:
        """The record of the entry with this id."""
        _, hits = self.search(self.term("id", id), 1, count=False)
        return self.entry(hits[0][1])[1] if hits else None

    @cached_property
    def stored_counts(self) -> dict[Kind, int]:
        """The number of entries of each kind, deleted ones included."""
        return {kind: self.frequency("kind", kind) for kind in KINDS}

    @cached_property
    def counts(self) -> dict[Kind, int]:
        """The number of entries of each kind that are not deleted."""
        counts = dict(self.stored_counts)
        deleted = sum(counts.values()) - self._searcher.num_docs
        # To count a kind tantivy visits all its entries: 30 ms for 2.8 million paragraphs. So the
        # kinds with fewer entries come first, until all deleted ones are accounted for: in a new
        # index these are records of files that were replaced, as a file went over two commits.
        for kind in COUNTED_FIRST:
            if deleted:
                counts[kind] = self.count(self.term("kind", kind))
                deleted -= self.stored_counts[kind] - counts[kind]
        counts["paragraph"] -= deleted
        return counts

    @property
    def live_ratio(self) -> float:
        """The share of entries that are not deleted, from 0 to 1."""
        stored = sum(self.stored_counts.values())
        return self._searcher.num_docs / stored if stored else 1.0

    def close(self) -> None:
        """Close the files of the index."""
        del self._searcher

    def _entry(self, address: DocAddress) -> tuple[bytes, bytes]:
        stored = self._searcher.doc(address).get_first("record")
        if not isinstance(stored, bytes):
            raise EngineCorrupted("no record where one was stored")
        values, _, record = unseal_record(stored).partition(b"\n")
        return values, record
