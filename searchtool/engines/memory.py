"""The reference engine: keeps passages in memory and checks each of them for each query.

It is slow and simple; the other engines are tested against it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from searchtool.analysis.edit_distance import within_distance
from searchtool.core.model import Document, FileRecord, Passage, Scope, Term
from searchtool.engines.base import (
    Candidate,
    Candidates,
    Clause,
    IndexedPassage,
    TermField,
    static_order,
)
from searchtool.engines.codec import read_candidate, read_passage
from searchtool.query.matching import NO_FIELDS, Fields, find_matches
from searchtool.query.tree import Query


@dataclass(frozen=True)
class _StoredPassage:
    candidate: Candidate
    terms: Sequence[Term]
    fields: Fields

    @classmethod
    def of(cls, indexed: IndexedPassage, shared: Fields) -> "_StoredPassage":
        candidate = read_candidate(indexed.record)
        pairs = zip(candidate.forms.split(), candidate.keys.split(), strict=True)
        terms = [Term(form, key, 0, 0) for form, key in pairs]
        return cls(candidate, terms, {**shared, **indexed.fields})

    @property
    def passage(self) -> Passage:
        return read_passage(self.candidate.record)


@dataclass
class _Contents:
    files: dict[str, FileRecord] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    passages: dict[str, _StoredPassage] = field(default_factory=dict)

    def copy(self) -> "_Contents":
        return _Contents(self.files.copy(), self.documents.copy(), self.passages.copy())


class MemoryEngine:
    """An index that lives as long as the object."""

    def __init__(self) -> None:
        self._contents = _Contents()

    def create(self) -> None:
        """Make an empty index."""
        self._contents = _Contents()

    def writer(self) -> "MemoryWriter":
        """Start a commit."""
        return MemoryWriter(self)

    def searcher(self) -> "MemorySearcher":
        """The last commit."""
        return MemorySearcher(self._contents)

    def check(self) -> None:
        """Nothing, as there are no files."""

    def version(self) -> str:
        """The name alone, as there is no library behind it."""
        return "memory"

    def replace(self, contents: _Contents) -> None:
        """Make the contents of a writer the last commit."""
        self._contents = contents


class MemoryWriter:
    """Changes a copy, which replaces the original on success."""

    def __init__(self, engine: MemoryEngine) -> None:
        self._engine = engine
        self._committed = engine._contents
        self._contents = self._committed.copy()

    def add(
        self, document: Document, passages: Sequence[IndexedPassage], fields: Fields = NO_FIELDS
    ) -> None:
        """Add one document with its passages."""
        self._contents.documents[document.id] = document
        self.add_passages(document, passages, fields)

    def add_passages(
        self, document: Document, passages: Sequence[IndexedPassage], fields: Fields = NO_FIELDS
    ) -> None:
        """Add passages to a document that was added."""
        self._contents.passages.update((p.id, _StoredPassage.of(p, fields)) for p in passages)

    def record(self, file: FileRecord) -> None:
        """Store the record of a file in place of an earlier one."""
        self._contents.files[file.path] = file

    def delete(self, path: str) -> None:
        """Delete what is committed of a file."""
        contents = self._contents
        contents.files.pop(path, None)
        deleted = {d.id for d in self._committed.documents.values() if d.path == path}
        contents.documents = {k: d for k, d in contents.documents.items() if k not in deleted}
        contents.passages = {
            k: p for k, p in contents.passages.items() if p.passage.document_id not in deleted
        }

    def __enter__(self) -> "MemoryWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._engine.replace(self._contents)


class MemorySearcher:
    """One commit; checks every passage for every query."""

    def __init__(self, contents: _Contents) -> None:
        self._contents = contents

    def candidates(
        self, query: Query, clauses: Sequence[Clause], scope: Scope, limit: int
    ) -> Candidates:
        """The heaviest passages that match the query, at most `limit`."""

        def weigh(stored: _StoredPassage) -> int:
            return sum(c.weight for c in clauses if _matches(c.query, stored))

        def order(weighed: tuple[int, _StoredPassage]) -> tuple[int, int]:
            weight, stored = weighed
            return -weight, static_order(stored.candidate.id, stored.candidate.ordinal)

        matching = [(weigh(p), p) for p in self._passages(scope) if _matches(query, p)]
        best = sorted(matching, key=order)[:limit]
        weights = [weight for weight, _ in best]
        return Candidates(
            len(matching), weights, lambda count: [stored.candidate for _, stored in best[:count]]
        )

    def count(self, query: Query, scope: Scope) -> int:
        """The number of passages that match."""
        return sum(_matches(query, p) for p in self._passages(scope))

    def count_passages(self, scope: Scope) -> int:
        """The number of all passages."""
        return len(self._passages(scope))

    def vocabulary(self, field: TermField, scope: Scope, prefix: str) -> Sequence[str]:
        """The terms of a field that begin with `prefix`."""
        if field == "form" or field == "key":
            every = {getattr(t, field) for p in self._passages(scope) for t in p.terms}
        else:
            every = {v for p in self._passages(scope) for v in p.fields.get(field, ())}
        return sorted(text for text in every if text.startswith(prefix))

    def forms_near(self, form: str, scope: Scope, max_edits: int) -> Sequence[str]:
        """The forms at most `max_edits` edits away."""
        return within_distance(form, self.vocabulary("form", scope, ""), max_edits)

    def key_of(self, form: str) -> str | None:
        """The key of a form, if some passage holds it."""
        terms = (term for stored in self._contents.passages.values() for term in stored.terms)
        return next((term.key for term in terms if term.form == form), None)

    def matching(self, query: Query, scope: Scope) -> Iterator[Passage]:
        """All passages that match."""
        yield from (p.passage for p in self._passages(scope) if _matches(query, p))

    def passage(self, passage_id: str) -> Passage | None:
        """The passage with that id."""
        found = self._contents.passages.get(passage_id)
        return found.passage if found else None

    def document(self, document_id: str) -> Document | None:
        """The document with that id."""
        return self._contents.documents.get(document_id)

    def documents(self) -> Iterator[Document]:
        """All documents."""
        yield from self._contents.documents.values()

    def records(self, scope: Scope) -> Iterator[bytes]:
        """The records of all passages."""
        yield from (stored.candidate.record for stored in self._passages(scope))

    def files(self) -> Iterator[FileRecord]:
        """The records of all files."""
        yield from self._contents.files.values()

    def file(self, path: str) -> FileRecord | None:
        """The record of the file with that absolute path."""
        return self._contents.files.get(path)

    def prepare(self, scope: Scope, **asked: object) -> None:
        """Nothing: all is at hand."""

    def live_ratio(self) -> float:
        """All of it: nothing deleted is kept."""
        return 1.0

    def close(self) -> None:
        """Nothing to close."""

    def _passages(self, scope: Scope) -> list[_StoredPassage]:
        return [p for p in self._contents.passages.values() if p.passage.kind == scope]


def _matches(query: Query, stored: _StoredPassage) -> bool:
    return find_matches(query, stored.terms, stored.fields) is not None


def open_engine(directory: Path) -> MemoryEngine:
    """A new index in memory; `directory` is not used."""
    return MemoryEngine()
