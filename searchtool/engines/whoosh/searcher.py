"""Segments in, answers to the questions of the contract out.

The entries of all segments are numbered through, and passages are known by these numbers.
"""

import heapq
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from searchtool.analysis.edit_distance import within_distance
from searchtool.core.model import Document, FileRecord, Passage, Scope
from searchtool.engines.base import Candidate, Candidates, Clause, TermField
from searchtool.engines.codec import read_candidate, read_passage, unpack
from searchtool.engines.whoosh.errors import translated_errors
from searchtool.engines.whoosh.matcher import Evaluation
from searchtool.engines.whoosh.posting_codec import unpack_numbers
from searchtool.engines.whoosh.segment import Folder, Segment, SegmentReader
from searchtool.engines.whoosh.term_codec import PLACE_BITS, SCOPES, Field, has_places, term, value
from searchtool.query.tree import Query

MOST_REMEMBERED = 1_000_000
"""Postings kept for the next queries; about 100 MB."""


class WhooshSearcher:
    """A view of one commit."""

    def __init__(self, folder: Folder, segments: Sequence[Segment]) -> None:
        self._readers: list[tuple[SegmentReader, int]] = []
        self._removed: set[int] = set()
        self._size = 0
        self._numbers: dict[str, array[int]] = {}
        self._evaluations: dict[Scope, Evaluation] = {}
        self._forms: dict[Scope, Sequence[str]] = {}
        for segment in segments:
            self._readers.append((SegmentReader(folder, segment), self._size))
            self._removed.update(number + self._size for number in segment.removed)
            self._size += segment.size

    def candidates(
        self, query: Query, clauses: Sequence[Clause], scope: Scope, limit: int
    ) -> Candidates:
        """The heaviest passages that match, at most `limit`."""
        evaluation = self._evaluation(scope)
        matching = evaluation.matching(query)
        weights = dict.fromkeys(matching, 0)
        common = 0
        for clause in clauses:
            weighing = evaluation.matching(clause.query) & matching
            if len(weighing) == len(matching):
                common += clause.weight
                continue
            for number in weighing:
                weights[number] += clause.weight
        best = self._best(weights, limit)
        return Candidates(
            len(matching),
            [common + weights[number] for number in best],
            lambda count: list(map(self.load, best[:count])),
        )

    def count(self, query: Query, scope: Scope) -> int:
        """How many passages match."""
        return len(self._evaluation(scope).matching(query))

    def count_passages(self, scope: Scope) -> int:
        """How many passages there are."""
        return len(self.entries(scope))

    def vocabulary(self, field: TermField, scope: Scope, prefix: str) -> Sequence[str]:
        """The terms of a field that begin with `prefix`."""
        return self.values((scope, field), prefix)

    def values(self, field: Field, prefix: str = "") -> list[str]:
        """The values of a field that begin with `prefix`, in order."""
        wanted = term(field, prefix)
        found: Iterable[bytes] = ()
        with translated_errors():
            for reader, _ in self._readers:
                terms = reader.terms(wanted)
                found = sorted({*found, *terms}) if found else list(terms)
        return [value(one) for one in found]

    def forms_near(self, form: str, scope: Scope, slips: int) -> Sequence[str]:
        """The forms at most so many slips away."""
        if scope not in self._forms:
            self._forms[scope] = self.values((scope, "form"))
        return within_distance(form, self._forms[scope], slips)

    def key_of(self, form: str) -> str | None:
        """The key of a form, if some passage holds it."""
        for scope in SCOPES:
            for number in self.postings((scope, "form"), form)[:1]:
                candidate = self.load(number)
                return candidate.keys.split()[candidate.forms.split().index(form)]
        return None

    def matching(self, query: Query, scope: Scope) -> Iterator[Passage]:
        """All passages that match."""
        for number in sorted(self._evaluation(scope).matching(query)):
            yield read_passage(self._record(number))

    def passage(self, passage_id: str) -> Passage | None:
        """The passage with that id."""
        for scope in SCOPES:
            for number in self.postings("id", f"{scope} {passage_id}"):
                return read_passage(self._record(number))
        return None

    def document(self, document_id: str) -> Document | None:
        """The document with that id."""
        for number in self.postings("id", f"document {document_id}"):
            return unpack(Document, self._record(number))
        return None

    def files(self) -> Iterator[FileRecord]:
        """Every file remembered."""
        for number in self.entries("file"):
            yield unpack(FileRecord, self._record(number))

    def file(self, path: str) -> FileRecord | None:
        """The file with that path."""
        for number in self.postings("id", f"file {path}"):
            return unpack(FileRecord, self._record(number))
        return None

    def live_share(self) -> float:
        """How much of what is stored is not removed."""
        return 1.0 - len(self._removed) / self._size if self._size else 1.0

    def close(self) -> None:
        """Let go of the files of the index."""
        for reader, _ in self._readers:
            reader.close()

    def entries(self, kind: str) -> "array[int]":
        """The numbers of the passages of a scope, of the documents or of the files."""
        if kind not in self._numbers:
            self._numbers[kind] = self.postings("kind", kind)
        return self._numbers[kind]

    def postings(self, field: Field, value: str) -> "array[int]":
        """The postings of a value, those of removed passages left out: places of a key, else
        numbers."""
        wanted = term(field, value)
        bits = PLACE_BITS if has_places(wanted) else 0
        found = array("Q")
        with translated_errors():
            for reader, base in self._readers:
                if packed := reader.postings(wanted):
                    found += unpack_numbers(packed, base << bits)
        if self._removed:
            return array("Q", [n for n in found if n >> bits not in self._removed])
        return found

    def load(self, number: int) -> Candidate:
        """A passage with its keys."""
        return read_candidate(self._record(number))

    def _evaluation(self, scope: Scope) -> Evaluation:
        """What a query has read serves the next ones, since the view is frozen."""
        if scope not in self._evaluations or self._evaluations[scope].size > MOST_REMEMBERED:
            self._evaluations[scope] = Evaluation(self, scope)
        return self._evaluations[scope]

    def _record(self, number: int) -> bytes:
        with translated_errors():
            for reader, base in reversed(self._readers):
                if number >= base:
                    return reader.record(number - base)
        raise IndexError(number)

    @cached_property
    def _orders(self) -> "array[int]":
        found = array("Q")
        with translated_errors():
            for reader, _ in self._readers:
                found += reader.orders()
        return found

    def _best(self, weights: dict[int, int], limit: int) -> list[int]:
        if not weights or limit <= 0:
            return []
        order = self._orders.__getitem__
        least = heapq.nlargest(limit, weights.values())[-1]
        above = [number for number, weight in weights.items() if weight > least]
        level = [number for number, weight in weights.items() if weight == least]
        above.sort(key=lambda number: (-weights[number], order(number)))
        return above + heapq.nsmallest(limit - len(above), level, key=order)
