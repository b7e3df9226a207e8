"""Answers the questions of the engine contract from one commit of an index in a cluster."""

import heapq
from collections.abc import Iterator, Sequence

from searchtool.analysis.edit_distance import within_distance
from searchtool.core.model import Passage, Scope
from searchtool.engines.base import Candidate, Candidates, Clause, TermField
from searchtool.engines.codec import read_candidate, read_passage
from searchtool.engines.entries import SCOPES, EntrySearcher, IdPrefix, Kind, entry_id
from searchtool.engines.opensearch.cluster import Json
from searchtool.engines.opensearch.index_reader import Hit, IndexReader
from searchtool.engines.opensearch.prepared import Prepared
from searchtool.engines.opensearch.query_translator import (
    MAX_CLAUSES,
    QueryTranslator,
    count_clauses,
)
from searchtool.engines.tie_breaking import varying_clauses
from searchtool.query.tree import Query, TermNode

MAX_WEIGHT = 2**24
"""Scores are 32-bit floats, which hold integers exactly up to here."""

READ_AT_ONCE = 128
"""Records that are fetched together with what is found: one request less, and 2 KB each. Of more
only those are fetched that are read."""


class OpenSearchSearcher(EntrySearcher):
    """The answers of one commit."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self._translators = {scope: QueryTranslator(reader, scope) for scope in SCOPES}
        self._prepared = Prepared(reader)

    def candidates(
        self, query: Query, clauses: Sequence[Clause], scope: Scope, limit: int
    ) -> Candidates:
        """The heaviest passages that match the query, at most `limit`. Raises ValueError when their
        weights could be inexact."""
        translator = self._translators[scope]
        every = translator.translate(query)
        varying = varying_clauses(query, clauses)
        weights = [(translator.translate(clause.query), clause.weight) for clause in varying]
        limit = min(limit, self.count_passages(scope))
        if limit <= 0:
            return Candidates(self._reader.count(every), [], lambda count: [])
        with_records = limit <= READ_AT_ONCE
        size = sum(count_clauses(clause) for clause, _ in weights)
        if size <= MAX_CLAUSES // 2:
            every = translator.bounded(every, MAX_CLAUSES - size)
            total, hits = self._reader.best(
                every, _weighing(weights), limit, with_records=with_records
            )
        else:
            total, hits = self._best_by_parts(translator, every, weights, limit)
        common = sum(c.weight for c in clauses) - sum(c.weight for c in varying)

        def read(count: int) -> list[Candidate]:
            wanted = hits[:count]
            if not with_records or not all(hit.record for hit in wanted):
                return list(map(read_candidate, self._reader.records([h.id for h in wanted])))
            return [read_candidate(hit.record) for hit in wanted]

        return Candidates(total, [common + hit.weight for hit in hits], read)

    def count(self, query: Query, scope: Scope) -> int:
        """The number of passages that match."""
        known = self._prepared.counts.get((scope, query))
        if known is not None:
            return known
        return self._reader.count(self._translate(query, scope))

    def count_passages(self, scope: Scope) -> int:
        """The number of all passages."""
        return self._reader.counts.get(scope, 0)

    def vocabulary(self, field: TermField, scope: Scope, prefix: str) -> Sequence[str]:
        """The values of a field that begin with `prefix`."""
        known = self._prepared.terms.get((scope, field, prefix))
        return self._reader.values(scope, field, prefix) if known is None else known

    def forms_near(self, form: str, scope: Scope, max_edits: int) -> Sequence[str]:
        """The forms at most `max_edits` edits away."""
        near = self._reader.values_near(scope, "form", form, max_edits)
        return within_distance(form, near, max_edits)

    def key_of(self, form: str) -> str | None:
        """The key of a form, if some passage holds it."""
        return self._reader.key_of(form)

    def matching(self, query: Query, scope: Scope) -> Iterator[Passage]:
        """All passages that match."""
        yield from map(read_passage, self._reader.all_records(self._translate(query, scope)))

    def prepare(
        self,
        scope: Scope,
        *,
        documents: Sequence[str] = (),
        files: Sequence[str] = (),
        passages: Sequence[str] = (),
        words: Sequence[TermNode] = (),
        beginnings: Sequence[tuple[TermField, str]] = (),
    ) -> None:
        """Look up together what will be asked for one by one."""
        asked: dict[IdPrefix, Sequence[str]]
        asked = {"document": documents, "file": files, "passage": passages}
        names = [entry_id(prefix, id) for prefix, ids in asked.items() for id in ids]
        self._prepared.look_up(names)
        translate = self._translators[scope].translate
        self._prepared.count({(scope, word): translate(word) for word in words})
        self._prepared.begin_with(scope, beginnings)

    def live_ratio(self) -> float:
        """The share of stored entries that are not deleted."""
        stored = self._reader.stored()
        return sum(self._reader.counts.values()) / stored if stored else 1.0

    def close(self) -> None:
        """Nothing to close: a searcher leaves nothing in the cluster."""

    def _translate(self, query: Query, scope: Scope) -> Json:
        translator = self._translators[scope]
        return translator.bounded(translator.translate(query), MAX_CLAUSES)

    def _find(self, prefix: IdPrefix, id: str) -> bytes | None:
        name = entry_id(prefix, id)
        if name in self._prepared.records:
            return self._prepared.records[name]
        return self._reader.find(name)

    def _records(self, kind: Kind) -> Iterator[bytes]:
        return self._reader.all_records({"term": {"kind": kind}})

    def _best_by_parts(
        self,
        translator: QueryTranslator,
        every: Json,
        weights: Sequence[tuple[Json, int]],
        limit: int,
    ) -> tuple[int, list[Hit]]:
        """The same as `IndexReader.best` for more clauses than a query may have: what matches is
        weighed by some of them after the other, and the weights are added up here."""
        room = MAX_CLAUSES // 2
        every = translator.bounded(every, room)
        total = self._reader.count(every)
        found: dict[str, Hit] = {}
        for group in _groups(weights, room):
            bounded = [(translator.bounded(clause, room), weight) for clause, weight in group]
            _, hits = self._reader.best(every, _weighing(bounded), total, with_records=False)
            for hit in hits:
                known = found.get(hit.id)
                found[hit.id] = hit._replace(weight=known.weight + hit.weight) if known else hit
        best = heapq.nsmallest(limit, found.values(), key=lambda hit: (-hit.weight, hit.order))
        return total, best


def _groups(
    weights: Sequence[tuple[Json, int]], max_clauses: int
) -> Iterator[list[tuple[Json, int]]]:
    """The weighing clauses in groups with so many clauses, or of one."""
    group: list[tuple[Json, int]] = []
    size = 0
    for clause, weight in weights:
        size += count_clauses(clause)
        if group and size > max_clauses:
            yield group
            group, size = [], count_clauses(clause)
        group.append((clause, weight))
    yield group


def _weighing(weights: Sequence[tuple[Json, int]]) -> list[Json]:
    """Clauses that each add their weight to the score of what matches them. Raises ValueError when
    the sum could be inexact."""
    if sum(weight for _, weight in weights) >= MAX_WEIGHT:
        raise ValueError("clauses too heavy to be added up exactly")
    return [{"constant_score": {"filter": query, "boost": weight}} for query, weight in weights]
