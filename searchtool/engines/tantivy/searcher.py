"""Questions in, what one commit of tantivy's holds out."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from searchtool.analysis.edit_distance import within_distance
from searchtool.core.model import Document, FileRecord, Passage, Scope
from searchtool.engines.base import Candidates, Clause, EngineCorrupted, TermField
from searchtool.engines.codec import read_candidate, read_passage, read_words, unpack
from searchtool.engines.phrase_check import PhraseCheck
from searchtool.engines.tantivy.bindings import (
    DocAddress,
    Entry,
    Order,
    Schema,
    TantivyQuery,
    View,
    all_of,
    any_of,
    chosen,
    weighing,
    without,
)
from searchtool.engines.tantivy.errors import translated_errors
from searchtool.engines.tantivy.query_translator import Translation
from searchtool.engines.tantivy.term_codec import (
    KINDS,
    SCOPES,
    Kind,
    as_term,
    passage_term,
    restored,
)
from searchtool.engines.tie_breaking import MOST_CLAUSES, level_set, varying
from searchtool.query.tree import Query, TermNode

ScoredHit = tuple[float, DocAddress]

COUNTED_FIRST: Sequence[Kind] = ("file", "document", "quote")

PAGE = 20_000
"""Passages that are looked at together."""

SAMPLE = 200
"""Passages that are read for their forms together."""

ALONG = 4
"""Times as many passages as are wanted, where the last ones may weigh the same as others."""


class TantivySearcher:
    """A view of one commit. What tantivy has opened stays open for it."""

    def __init__(self, view: View, schema: Schema) -> None:
        self._view = view
        self._schema = schema
        self._translations = {scope: Translation(self, schema, scope) for scope in SCOPES}

    def candidates(
        self, query: Query, clauses: Sequence[Clause], scope: Scope, limit: int
    ) -> Candidates:
        """The heaviest passages that match, at most `limit`."""
        translate = self._translations[scope].translate
        every = translate(query)
        telling = varying(query, clauses)
        best: list[ScoredHit] = []
        if limit <= 0:
            total = self._count(every)
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
            lambda count: list(map(read_candidate, self._passages(addresses[:count]))),
        )

    def count(self, query: Query, scope: Scope) -> int:
        """How many passages match."""
        if isinstance(query, TermNode) and not self._has_removed_passages:
            field, term = ("form", query.form) if query.exact else ("key", query.key)
            return self._frequency(f"{scope}_{field}", as_term(term))
        return self._count(self._translations[scope].translate(query))

    def count_passages(self, scope: Scope) -> int:
        """How many passages there are."""
        return self._counts[scope]

    def vocabulary(self, field: TermField, scope: Scope, prefix: str) -> Sequence[str]:
        """The terms of a field that begin with `prefix`."""
        with translated_errors():
            found = self._view.terms_with_prefix(f"{scope}_{field}", as_term(prefix))
        if field == "path":
            return sorted(restored(term) for term, _ in found)
        return sorted(term for term, _ in found)

    def forms_near(self, form: str, scope: Scope, slips: int) -> Sequence[str]:
        """The forms at most so many slips away."""
        # An automaton goes through the terms, in 10 to 20 ms where to read 376,000 of them takes a
        # second, but what it gives are passages: their words are looked at, until none holds a form
        # that has not been found.
        field = f"{scope}_form"
        asked = TantivyQuery.fuzzy_term_query(self._schema, field, form, slips)
        found: set[str] = set()
        while True:
            known = TantivyQuery.term_set_query(self._schema, field, list(map(as_term, found)))
            _, hits = self._search(without(asked, [known] if found else []), SAMPLE, count=False)
            records = self._passages([address for _, address in hits])
            forms = {f for record in records for f in read_words(record).forms.split()}
            fresh = set(within_distance(form, list(forms), slips)) - found
            if not fresh:
                return sorted(found)
            found |= fresh

    def key_of(self, form: str) -> str | None:
        """The key of a form, if some passage holds it."""
        term = as_term(form)
        holding = {f: self._frequency(f, term) for f in (f"{s}_form" for s in SCOPES)}
        # To find one passage tantivy looks at all that hold the form: at those of «в» for 10 ms.
        for field in sorted(filter(holding.get, holding), key=holding.__getitem__):
            _, hits = self._search(self._term(field, term), 1, count=False)
            for record in self._passages([address for _, address in hits]):
                words = read_words(record)
                return words.keys.split()[words.forms.split().index(form)]
        return None

    def matching(self, query: Query, scope: Scope) -> Iterator[Passage]:
        """All passages that match."""
        for page in self.pages(self._translations[scope].translate(query)):
            yield from map(read_passage, self._passages(page))

    def passage(self, passage_id: str) -> Passage | None:
        """The passage with that id."""
        stored = self._find(passage_term(passage_id))
        return read_passage(_without_values(stored)) if stored else None

    def document(self, document_id: str) -> Document | None:
        """The document with that id."""
        packed = self._find(as_term(f"document {document_id}"))
        return unpack(Document, packed) if packed else None

    def files(self) -> Iterator[FileRecord]:
        """Every file remembered."""
        for page in self.pages(self.term("kind", "file")):
            for packed in self._records(page):
                yield unpack(FileRecord, packed)

    def file(self, path: str) -> FileRecord | None:
        """The file with that path."""
        packed = self._find(as_term(f"file {path}"))
        return unpack(FileRecord, packed) if packed else None

    def live_share(self) -> float:
        """How much of what is stored is not removed."""
        stored = sum(self._stored.values())
        return self._view.num_docs / stored if stored else 1.0

    def close(self) -> None:
        """Let go of the files of the index."""
        del self._view

    def term(self, field: str, term: str) -> TantivyQuery:
        """Whatever has a term."""
        return self._term(field, as_term(term))

    def pages(self, query: TantivyQuery) -> Iterator[list[DocAddress]]:
        """Whatever matches, in the order in which it is stored."""
        constant = TantivyQuery.const_score_query(query, 0.0)
        for start in range(0, self._count(query), PAGE):
            hits = self._search(constant, PAGE, count=False, offset=start)[1]
            yield [address for _, address in hits]

    def stored(self, address: DocAddress) -> Entry:
        """What is stored there."""
        with translated_errors():
            return self._view.doc(address)

    def holding(self, query: TantivyQuery, check: PhraseCheck) -> list[str]:
        """The ids of passages that match and hold a phrase, as terms."""
        found = []
        for page in self.pages(query):
            for one in map(read_candidate, self._passages(page)):
                if check.holds(one.keys, one.forms):
                    found.append(passage_term(one.id))
        return found

    def _term(self, field: str, term: str) -> TantivyQuery:
        return TantivyQuery.term_query(self._schema, field, term, "basic")

    def _frequency(self, field: str, term: str) -> int:
        """How many entries have a term, those removed among them."""
        with translated_errors():
            return self._view.doc_freq(field, term)

    @cached_property
    def _stored(self) -> dict[Kind, int]:
        """How many entries of each kind there are, those removed among them."""
        return {kind: self._frequency("kind", kind) for kind in KINDS}

    @cached_property
    def _counts(self) -> dict[Kind, int]:
        """How many entries of each kind are not removed."""
        counts = dict(self._stored)
        removed = sum(counts.values()) - self._view.num_docs
        # To count a kind tantivy looks at all of it, at 2.8 million paragraphs for 30 ms. So the
        # kinds of fewer entries come first, until all that was removed is accounted for: in a new
        # index records of files, which are replaced while a file is read over two commits.
        for kind in COUNTED_FIRST:
            if removed:
                counts[kind] = self._count(self.term("kind", kind))
                removed -= self._stored[kind] - counts[kind]
        counts["paragraph"] -= removed
        return counts

    @cached_property
    def _has_removed_passages(self) -> bool:
        return any(self._counts[scope] < self._stored[scope] for scope in SCOPES)

    def _count(self, query: TantivyQuery) -> int:
        return self._search(query, 1)[0]

    def _first(
        self, query: TantivyQuery, limit: int, weight: float = 0.0
    ) -> tuple[int, list[ScoredHit]]:
        """By their order alone, where all weigh the same."""
        total, hits = self._search(query, limit, order_by_field="order", order=Order.Asc)
        return total, [(weight, address) for _, address in hits]

    def _heaviest(
        self, every: TantivyQuery, clauses: Sequence[tuple[TantivyQuery, int]], limit: int
    ) -> tuple[int, list[ScoredHit]]:
        """By the sum of the weights, then by their order. Among those of one weight tantivy takes
        which it meets first, so the last ones that still fit are asked for in another way."""
        # A level that cannot be asked for is mostly small: it is fetched along.
        wanted = limit + 1 if len(clauses) <= MOST_CLAUSES else ALONG * limit
        total, hits = self._search(weighing(every, clauses), wanted)
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
            parts = [chosen(clauses, choice) for choice in choices]
            return self._first(all_of([every, any_of(parts)]), wanted, weight)[1]
        limit = wanted
        while True:
            limit = min(limit * 8, total)
            _, hits = self._search(weighing(every, clauses), limit)
            if limit == total or hits[-1][0] < weight:
                return self._in_order([h for h in hits if h[0] == weight])[:wanted]

    def _search(
        self, query: TantivyQuery, limit: int, **options: Any
    ) -> tuple[int, list[ScoredHit]]:
        with translated_errors():
            found: Any = self._view.search(query, limit, **options)
        return found.count, found.hits

    def _in_order(self, hits: Sequence[ScoredHit]) -> list[ScoredHit]:
        if not hits:
            return []
        with translated_errors():
            orders = self._view.fast_field_values("order", [address for _, address in hits])
        ranked = sorted(
            zip(hits, orders, strict=True), key=lambda pair: (-pair[0][0], int(pair[1] or 0))
        )
        return [hit for hit, _ in ranked]

    def _records(self, addresses: Sequence[DocAddress]) -> list[bytes]:
        # As they are stored, which takes a fifth less than in the order asked for.
        stored = sorted(addresses, key=_place)
        with translated_errors():
            found = {_place(a): stored_bytes(self._view.doc(a)) for a in stored}
        return [found[_place(a)] for a in addresses]

    def _passages(self, addresses: Sequence[DocAddress]) -> list[bytes]:
        return list(map(_without_values, self._records(addresses)))

    def _find(self, id: str) -> bytes | None:
        """What has this term for an id."""
        # An eighth of the time of a search, and most paragraphs have no quotation to be found.
        if not self._frequency("id", id):
            return None
        _, hits = self._search(self._term("id", id), 1, count=False)
        return self._records([hits[0][1]])[0] if hits else None


def stored_bytes(stored: Entry) -> bytes:
    """The record of an entry, behind the line of a passage's values."""
    found = stored.get_first("record")
    if not isinstance(found, bytes):
        raise EngineCorrupted("no record where one was stored")
    return found


def _without_values(stored: bytes) -> bytes:
    """The record of a passage."""
    return stored.partition(b"\n")[2]


def _place(address: DocAddress) -> tuple[int, int]:
    return address.segment_ord, address.doc
