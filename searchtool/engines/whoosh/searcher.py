"""Answers the questions of the engine contract from one commit of a Whoosh index."""

import heapq
from collections.abc import Iterator, Sequence

from searchtool.analysis.edit_distance import within_distance
from searchtool.core.model import Passage, Scope
from searchtool.engines.base import Candidates, Clause, TermField
from searchtool.engines.codec import read_candidate, read_key, read_passage
from searchtool.engines.entries import SCOPES, EntrySearcher, IdPrefix, Kind, entry_id
from searchtool.engines.whoosh.errors import translated_errors
from searchtool.engines.whoosh.index_reader import IndexReader
from searchtool.engines.whoosh.matcher import Matcher
from searchtool.query.tree import Query

MAX_CACHED_POSTINGS = 1_000_000
"""Postings kept for later queries; they take about 100 MB."""


class WhooshSearcher(EntrySearcher):
    """The answers of one commit."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self._matchers: dict[Scope, Matcher] = {}

    def candidates(
        self, query: Query, clauses: Sequence[Clause], scope: Scope, limit: int
    ) -> Candidates:
        """The heaviest passages that match the query, at most `limit`."""
        matcher = self._matcher(scope)
        matching = matcher.match(query)
        weights = dict.fromkeys(matching, 0)
        common = 0
        for clause in clauses:
            heavier = matcher.match(clause.query) & matching
            if len(heavier) == len(matching):
                common += clause.weight
                continue
            for number in heavier:
                weights[number] += clause.weight
        best = self._best(weights, limit)
        return Candidates(
            len(matching),
            [common + weights[number] for number in best],
            lambda count: [read_candidate(self._reader.record(n)) for n in best[:count]],
        )

    def count(self, query: Query, scope: Scope) -> int:
        """The number of passages that match."""
        return len(self._matcher(scope).match(query))

    def count_passages(self, scope: Scope) -> int:
        """The number of all passages."""
        return len(self._reader.entries(scope))

    def vocabulary(self, field: TermField, scope: Scope, prefix: str) -> Sequence[str]:
        """The values of a field that begin with `prefix`."""
        return self._reader.values((scope, field), prefix)

    def forms_near(self, form: str, scope: Scope, max_edits: int) -> Sequence[str]:
        """The forms at most `max_edits` edits away."""
        return within_distance(form, self._reader.forms(scope), max_edits)

    def key_of(self, form: str) -> str | None:
        """The key of a form, if some passage holds it."""
        for scope in SCOPES:
            for number in self._reader.postings((scope, "form"), form)[:1]:
                return read_key(self._reader.record(number), form)
        return None

    def matching(self, query: Query, scope: Scope) -> Iterator[Passage]:
        """All passages that match."""
        for number in sorted(self._matcher(scope).match(query)):
            yield read_passage(self._reader.record(number))

    def live_ratio(self) -> float:
        """The share of stored entries that are not deleted."""
        return self._reader.live_ratio

    def close(self) -> None:
        """Close the files of the index."""
        self._reader.close()

    def _find(self, prefix: IdPrefix, id: str) -> bytes | None:
        for number in self._reader.postings("id", entry_id(prefix, id)):
            return self._reader.record(number)
        return None

    def _records(self, kind: Kind) -> Iterator[bytes]:
        return map(self._reader.record, self._reader.entries(kind))

    def _matcher(self, scope: Scope) -> Matcher:
        """The matcher of earlier queries: what it has read stays true, as the view is frozen."""
        if scope not in self._matchers or self._matchers[scope].size > MAX_CACHED_POSTINGS:
            self._matchers[scope] = Matcher(self._reader, scope)
        return self._matchers[scope]

    def _best(self, weights: dict[int, int], limit: int) -> list[int]:
        """The first `limit` numbers, by weight and then by static order."""
        if not weights or limit <= 0:
            return []
        order = self._reader.orders.__getitem__
        least = heapq.nlargest(limit, weights.values())[-1]
        above = [number for number, weight in weights.items() if weight > least]
        level = [number for number, weight in weights.items() if weight == least]
        with translated_errors():  # postings in a damaged file may name entries that do not exist
            above.sort(key=lambda number: (-weights[number], order(number)))
            return above + heapq.nsmallest(limit - len(above), level, key=order)
