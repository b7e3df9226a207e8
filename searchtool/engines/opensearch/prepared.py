"""What was looked up before it is asked for: a searcher in a cluster is told what comes, and asks
for all of it with one request instead of one each."""

from collections.abc import Mapping, Sequence

from searchtool.core.model import Scope
from searchtool.engines.base import TermField
from searchtool.engines.opensearch.cluster import Json
from searchtool.engines.opensearch.index_reader import IndexReader
from searchtool.query.tree import Query

MAX_KEPT = 10_000
"""Answers of each kind; a record takes 2 KB. With more, all are forgotten."""

MAX_TOGETHER = 500
"""Searches in one request, and prefixes in one search."""


class Prepared:
    """Answers of one commit. `records` are those of entries by their names, None where there is no
    such entry; `counts` and `terms` what the contract calls so."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self.records: dict[str, bytes | None] = {}
        self.counts: dict[tuple[Scope, Query], int] = {}
        self.terms: dict[tuple[Scope, TermField, str], Sequence[str]] = {}

    def look_up(self, names: Sequence[str]) -> None:
        """Read the records of entries."""
        if len(self.records) > MAX_KEPT:
            self.records.clear()
        missing = [name for name in dict.fromkeys(names) if name not in self.records]
        for start in range(0, len(missing), MAX_TOGETHER):
            wanted = missing[start : start + MAX_TOGETHER]
            self.records |= dict.fromkeys(wanted) | self._reader.find_all(wanted)

    def count(self, asked: Mapping[tuple[Scope, Query], Json]) -> None:
        """Count what matches each query."""
        if len(self.counts) > MAX_KEPT:
            self.counts.clear()
        missing = [one for one in asked if one not in self.counts]
        for start in range(0, len(missing), MAX_TOGETHER):
            wanted = missing[start : start + MAX_TOGETHER]
            found = self._reader.counts_of([asked[one] for one in wanted])
            self.counts.update(zip(wanted, found, strict=True))

    def begin_with(self, scope: Scope, beginnings: Sequence[tuple[TermField, str]]) -> None:
        """Read the terms of fields that begin with each of the prefixes."""
        if len(self.terms) > MAX_KEPT:
            self.terms.clear()
        missing = [b for b in dict.fromkeys(beginnings) if (scope, *b) not in self.terms]
        for start in range(0, len(missing), MAX_TOGETHER):
            wanted = missing[start : start + MAX_TOGETHER]
            found = self._reader.values_of(scope, wanted)
            for field, prefix in wanted:
                terms = [term for term in found.get(field, ()) if term.startswith(prefix)]
                self.terms[scope, field, prefix] = terms
