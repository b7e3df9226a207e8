"""Answers the questions of the engine contract from one commit of a tantivy index."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from searchtool.analysis.edit_distance import within_distance
from searchtool.core.model import Passage, Scope
from searchtool.engines.base import Candidate, Candidates, Clause, TermField
from searchtool.engines.codec import read_candidate, read_key, read_passage, read_words
from searchtool.engines.entries import SCOPES, EntrySearcher, IdPrefix, Kind, entry_id
from searchtool.engines.tantivy.bindings import (
    DocAddress,
    Order,
    TantivyQuery,
    all_of,
    any_of,
    exactly,
    weighted,
    without,
)
from searchtool.engines.tantivy.index_reader import IndexReader, ScoredHit
from searchtool.engines.tantivy.query_translator import QueryTranslator
from searchtool.engines.tie_breaking import (
    MAX_CLAUSES,
    combinations_with_sum,
    varying_clauses,
)
from searchtool.query.tree import Query, TermNode

SAMPLE_PASSAGES = 200
"""Passages that are read together when their forms are looked for."""

OVERFETCH = 4
"""Passages fetched for each one that is wanted, where many may have the weight of the last one."""


class _Found(NamedTuple):
    """How many passages match, the weights of the heaviest, and what finds the first of these."""

    total: int
    weights: Sequence[float]
    addresses: Callable[[int], list[DocAddress]]


class TantivySearcher(EntrySearcher):
    """The answers of one commit."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self._translators = {scope: QueryTranslator(reader, scope) for scope in SCOPES}

    def candidates(
        self, query: Query, clauses: Sequence[Clause], scope: Scope, limit: int
    ) -> Candidates:
        """The heaviest passages that match the query, at most `limit`."""
        translate = self._translators[scope].translate
        every = translate(query)
        varying = varying_clauses(query, clauses)
        limit = min(limit, self.count_passages(scope))  # tantivy makes room for as many
        if limit <= 0:
            found = _Found(self._reader.count(every), [], lambda count: [])
        elif not varying:
            total, best = self._first(every, limit)
            found = _Found(total, [0.0] * len(best), lambda count: best[:count])
        else:
            weights = [(translate(clause.query), clause.weight) for clause in varying]
            found = self._heaviest(every, weights, limit)
        common = sum(c.weight for c in clauses) - sum(c.weight for c in varying)

        def read(count: int) -> list[Candidate]:
            return list(map(read_candidate, self._reader.records(found.addresses(count))))

        return Candidates(found.total, [common + int(w) for w in found.weights], read)

    def count(self, query: Query, scope: Scope) -> int:
        """The number of passages that match."""
        if isinstance(query, TermNode) and not self._has_deleted_passages():
            field, value = ("form", query.form) if query.exact else ("key", query.key)
            if query.exact or not query.other_keys:
                return self._reader.frequency(f"{scope}_{field}", value)
        return self._reader.count(self._translators[scope].translate(query))

    def count_passages(self, scope: Scope) -> int:
        """The number of all passages."""
        return self._reader.counts[scope]

    def vocabulary(self, field: TermField, scope: Scope, prefix: str) -> Sequence[str]:
        """The values of a field that begin with `prefix`."""
        return self._reader.values(scope, field, prefix)

    def forms_near(self, form: str, scope: Scope, max_edits: int) -> Sequence[str]:
        """The forms at most `max_edits` edits away."""
        # An automaton runs over the terms in 10 to 20 ms, where reading 376,000 of them takes a
        # second, but it finds passages. Their words are compared, and the next search leaves out
        # all passages with a form that is already known.
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
        frequency = {f: self._reader.frequency(f, form) for f in (f"{s}_form" for s in SCOPES)}
        # To find one passage tantivy visits all that hold the form: 10 ms for «в».
        for field in sorted(filter(frequency.get, frequency), key=frequency.__getitem__):
            _, hits = self._reader.search(self._reader.term(field, form), 1, count=False)
            for _, address in hits:
                return read_key(self._reader.entry(address)[1], form)
        return None

    def matching(self, query: Query, scope: Scope) -> Iterator[Passage]:
        """All passages that match."""
        asked = self._translators[scope].translate(query)
        yield from map(read_passage, self._reader.all_records(asked))

    def live_ratio(self) -> float:
        """The share of stored entries that are not deleted."""
        return self._reader.live_ratio

    def close(self) -> None:
        """Close the files of the index."""
        self._reader.close()

    def _find(self, prefix: IdPrefix, id: str) -> bytes | None:
        # Most passages that are looked up, the quotations of a paragraph, do not exist: to ask for
        # their number takes half the time of a search. Documents and files do exist.
        is_rare = prefix == "passage"
        name = entry_id(prefix, id)
        return None if is_rare and not self._reader.has(name) else self._reader.find(name)

    def _records(self, kind: Kind) -> Iterator[bytes]:
        return self._reader.all_records(self._reader.term("kind", kind))

    def _has_deleted_passages(self) -> bool:
        counts, stored = self._reader.counts, self._reader.stored_counts
        return any(counts[scope] < stored[scope] for scope in SCOPES)

    def _first(self, query: TantivyQuery, limit: int) -> tuple[int, list[DocAddress]]:
        """The number of matches and the first of them by their order, if all weigh the same."""
        total, hits = self._reader.search(query, limit, order_by_field="order", order=Order.Asc)
        return total, [address for _, address in hits]

    def _heaviest(
        self, every: TantivyQuery, clauses: Sequence[tuple[TantivyQuery, int]], limit: int
    ) -> "_Found":
        """The first matches by the sum of the weights, then by their order. Among those of one
        weight tantivy takes the first it meets, so those that have the weight of the last one are
        searched again, if so many are read."""
        # With too many clauses for that search such passages are mostly few: they are fetched now.
        wanted = limit + 1 if len(clauses) <= MAX_CLAUSES else OVERFETCH * limit
        total, hits = self._reader.search(weighted(every, clauses), wanted)
        weights = [weight for weight, _ in hits[:limit]]
        least = weights[-1] if weights else 0.0
        is_cut = limit < len(hits) < total and hits[-1][0] == least
        known = [hit for hit in hits if hit[0] > least or (hit[0] == least and not is_cut)]
        in_order = self._in_order(known)

        def addresses(count: int) -> list[DocAddress]:
            more = min(count, limit) - len(in_order)
            if is_cut and more > 0:
                return in_order + self._of_weight(every, clauses, int(least), more, total)
            return in_order[: min(count, limit)]

        return _Found(total, weights, addresses)

    def _of_weight(
        self,
        every: TantivyQuery,
        clauses: Sequence[tuple[TantivyQuery, int]],
        weight: int,
        wanted: int,
        total: int,
    ) -> list[DocAddress]:
        """The first matches of one weight by their order."""
        combinations = combinations_with_sum([w for _, w in clauses], weight)
        if combinations is not None:
            queries = [query for query, _ in clauses]
            parts = [exactly(queries, included) for included in combinations]
            return self._first(all_of([every, any_of(parts)]), wanted)[1]
        limit = wanted
        while True:
            limit = min(limit * 8, total)
            _, hits = self._reader.search(weighted(every, clauses), limit)
            if limit == total or hits[-1][0] < weight:
                return self._in_order([h for h in hits if h[0] == weight])[:wanted]

    def _in_order(self, hits: Sequence[ScoredHit]) -> list[DocAddress]:
        """By weight, then by their order."""
        if not hits:
            return []
        addresses = [address for _, address in hits]
        orders = self._reader.orders(addresses)
        weights = [-weight for weight, _ in hits]
        places = sorted(zip(weights, orders, range(len(hits)), strict=True))
        return [addresses[number] for _, _, number in places]
