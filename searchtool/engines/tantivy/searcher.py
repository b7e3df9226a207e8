"""Answers the questions of the engine contract from one commit of a tantivy index."""

from collections.abc import Iterator, Sequence

from searchtool.analysis.edit_distance import within_distance
from searchtool.core.model import Passage, Scope
from searchtool.engines.base import Candidates, Clause, TermField
from searchtool.engines.codec import read_candidate, read_key, read_passage, read_words
from searchtool.engines.entries import SCOPES, EntrySearcher, Kind, What, entry_id
from searchtool.engines.tantivy.bindings import (
    Order,
    TantivyQuery,
    all_of,
    any_of,
    weighted,
    with_exactly,
    without,
)
from searchtool.engines.tantivy.index_reader import IndexReader, ScoredHit
from searchtool.engines.tantivy.query_translator import QueryTranslator
from searchtool.engines.tie_breaking import MAX_CLAUSES, level_set, varying_clauses
from searchtool.query.tree import Query, TermNode

SAMPLE_PASSAGES = 200
"""Passages that are read for their forms together."""

OVERFETCH = 4
"""Times as many passages as are wanted, where the last ones may weigh the same as others."""


class TantivySearcher(EntrySearcher):
    """A view of one commit. What tantivy has opened stays open for it."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self._translators = {scope: QueryTranslator(reader, scope) for scope in SCOPES}

    def candidates(
        self, query: Query, clauses: Sequence[Clause], scope: Scope, limit: int
    ) -> Candidates:
        """The heaviest passages that match, at most `limit`."""
        translate = self._translators[scope].translate
        every = translate(query)
        telling = varying_clauses(query, clauses)
        best: list[ScoredHit] = []
        if limit <= 0:
            total = self._reader.count(every)
        elif not telling:
            total, best = self._first(every, limit)
        else:
            asked = [(translate(c.query), c.weight) for c in telling]
            total, best = self._heaviest(every, asked, limit)
        common = sum(c.weight for c in clauses) - sum(c.weight for c in telling)
        addresses = [address for _, address in best]
        return Candidates(
            total,
            [common + int(weight) for weight, _ in best],
            lambda count: list(map(read_candidate, self._reader.records(addresses[:count]))),
        )

    def count(self, query: Query, scope: Scope) -> int:
        """How many passages match."""
        if isinstance(query, TermNode) and not self._has_deleted_passages():
            field, term = ("form", query.form) if query.exact else ("key", query.key)
            return self._reader.frequency(f"{scope}_{field}", term)
        return self._reader.count(self._translators[scope].translate(query))

    def count_passages(self, scope: Scope) -> int:
        """How many passages there are."""
        return self._reader.counts[scope]

    def vocabulary(self, field: TermField, scope: Scope, prefix: str) -> Sequence[str]:
        """The terms of a field that begin with `prefix`."""
        return self._reader.values(scope, field, prefix)

    def forms_near(self, form: str, scope: Scope, max_edits: int) -> Sequence[str]:
        """The forms at most `max_edits` edits away."""
        # An automaton goes through the terms, in 10 to 20 ms where to read 376,000 of them takes a
        # second, but what it gives are passages: their words are looked at, until none holds a form
        # that has not been found.
        field = f"{scope}_form"
        asked = self._reader.fuzzy_term(field, form, max_edits)
        found: set[str] = set()
        while True:
            known = [self._reader.any_term(field, found)] if found else []
            _, hits = self._reader.search(without(asked, known), SAMPLE_PASSAGES, count=False)
            records = self._reader.records([address for _, address in hits])
            forms = {f for record in records for f in read_words(record).forms.split()}
            fresh = set(within_distance(form, list(forms), max_edits)) - found
            if not fresh:
                return sorted(found)
            found |= fresh

    def key_of(self, form: str) -> str | None:
        """The key of a form, if some passage holds it."""
        holding = {f: self._reader.frequency(f, form) for f in (f"{s}_form" for s in SCOPES)}
        # To find one passage tantivy looks at all that hold the form: at those of «в» for 10 ms.
        for field in sorted(filter(holding.get, holding), key=holding.__getitem__):
            _, hits = self._reader.search(self._reader.term(field, form), 1, count=False)
            for record in self._reader.records([address for _, address in hits]):
                return read_key(record, form)
        return None

    def matching(self, query: Query, scope: Scope) -> Iterator[Passage]:
        """All passages that match."""
        asked = self._translators[scope].translate(query)
        yield from map(read_passage, self._reader.all_records(asked))

    def live_ratio(self) -> float:
        """How much of what is stored is not deleted."""
        return self._reader.live_ratio

    def close(self) -> None:
        """Let go of the files of the index."""
        self._reader.close()

    def _find(self, what: What, id: str) -> bytes | None:
        return self._reader.find(entry_id(what, id))

    def _records(self, kind: Kind) -> Iterator[bytes]:
        return self._reader.all_records(self._reader.term("kind", kind))

    def _has_deleted_passages(self) -> bool:
        counts, stored = self._reader.counts, self._reader.stored
        return any(counts[scope] < stored[scope] for scope in SCOPES)

    def _first(
        self, query: TantivyQuery, limit: int, weight: float = 0.0
    ) -> tuple[int, list[ScoredHit]]:
        """By their order alone, where all weigh the same."""
        total, hits = self._reader.search(query, limit, order_by_field="order", order=Order.Asc)
        return total, [(weight, address) for _, address in hits]

    def _heaviest(
        self, every: TantivyQuery, clauses: Sequence[tuple[TantivyQuery, int]], limit: int
    ) -> tuple[int, list[ScoredHit]]:
        """By the sum of the weights, then by their order. Among those of one weight tantivy takes
        which it meets first, so the last ones that still fit are asked for in another way."""
        # A level that cannot be asked for is mostly small: it is fetched along.
        wanted = limit + 1 if len(clauses) <= MAX_CLAUSES else OVERFETCH * limit
        total, hits = self._reader.search(weighted(every, clauses), wanted)
        if len(hits) <= limit:
            return total, self._in_order(hits)
        least = hits[limit - 1][0]
        if len(hits) < total and hits[-1][0] == least:
            above = [hit for hit in hits if hit[0] > least]
            return total, [
                *self._in_order(above),
                *self._level(every, clauses, int(least), limit - len(above), total),
            ]
        return total, self._in_order([hit for hit in hits if hit[0] >= least])[:limit]

    def _level(
        self,
        every: TantivyQuery,
        clauses: Sequence[tuple[TantivyQuery, int]],
        weight: int,
        wanted: int,
        total: int,
    ) -> list[ScoredHit]:
        """The first of those that weigh so much."""
        choices = level_set([w for _, w in clauses], weight)
        if choices is not None:
            parts = [with_exactly(clauses, choice) for choice in choices]
            return self._first(all_of([every, any_of(parts)]), wanted, weight)[1]
        limit = wanted
        while True:
            limit = min(limit * 8, total)
            _, hits = self._reader.search(weighted(every, clauses), limit)
            if limit == total or hits[-1][0] < weight:
                return self._in_order([h for h in hits if h[0] == weight])[:wanted]

    def _in_order(self, hits: Sequence[ScoredHit]) -> list[ScoredHit]:
        if not hits:
            return []
        orders = self._reader.orders([address for _, address in hits])
        ranked = sorted(zip(hits, orders, strict=True), key=lambda pair: (-pair[0][0], pair[1]))
        return [hit for hit, _ in ranked]
