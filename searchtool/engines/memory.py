"""The contract in plain Python: every passage is looked at for every query.

Slow and obvious, it is the oracle the other engines are tested against.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from searchtool.query.matching import find_matches
from searchtool.query.tree import FilterField, Query


@dataclass(frozen=True)
class _Held:
    candidate: Candidate
    terms: Sequence[Term]
    fields: Mapping[FilterField, Sequence[str]]

    @property
    def passage(self) -> Passage:
        return read_passage(self.candidate.record)


def _hold(indexed: IndexedPassage) -> _Held:
    candidate = read_candidate(indexed.record)
    pairs = zip(candidate.forms.split(), candidate.keys.split(), strict=True)
    return _Held(candidate, [Term(form, key, 0, 0) for form, key in pairs], indexed.fields)


class _Contents:
    def __init__(self) -> None:
        self.files: dict[str, FileRecord] = {}
        self.documents: dict[str, Document] = {}
        self.passages: dict[str, _Held] = {}

    def copy(self) -> "_Contents":
        other = _Contents()
        for name in ("files", "documents", "passages"):
            setattr(other, name, copy.copy(getattr(self, name)))
        return other


class MemoryEngine:
    """An index that lives as long as the object."""

    def __init__(self) -> None:
        self._contents = _Contents()

    def create(self) -> None:
        """Make an empty index."""
        self._contents = _Contents()

    def writer(self) -> "MemoryWriter":
        """A batch of changes."""
        return MemoryWriter(self)

    def searcher(self) -> "MemorySearcher":
        """The last commit."""
        return MemorySearcher(self._contents)

    def version(self) -> str:
        """The name alone: there is no library behind it."""
        return "memory"

    def replace(self, contents: _Contents) -> None:
        """What a writer commits."""
        self._contents = contents


class MemoryWriter:
    """Changes a copy, which takes the place of the original on success."""

    def __init__(self, engine: MemoryEngine) -> None:
        self._engine = engine
        self._committed = engine._contents
        self._contents = self._committed.copy()

    def add(self, document: Document, passages: Sequence[IndexedPassage]) -> None:
        """Add one document."""
        self._contents.documents[document.id] = document
        self._contents.passages.update((p.id, _hold(p)) for p in passages)

    def record(self, file: FileRecord) -> None:
        """Remember a file in place of what was remembered of it."""
        self._contents.files[file.path] = file

    def delete(self, path: str) -> None:
        """Take out what was committed of a file."""
        contents = self._contents
        contents.files.pop(path, None)
        gone = {d.id for d in self._committed.documents.values() if d.path == path}
        contents.documents = {k: d for k, d in contents.documents.items() if k not in gone}
        contents.passages = {
            k: p for k, p in contents.passages.items() if p.passage.document_id not in gone
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
    """Looks at every passage."""

    def __init__(self, contents: _Contents) -> None:
        self._contents = contents

    def candidates(
        self, query: Query, clauses: Sequence[Clause], scope: Scope, limit: int
    ) -> Candidates:
        """The heaviest passages that match, at most `limit`."""

        def weigh(held: _Held) -> int:
            return sum(c.weight for c in clauses if _matches(c.query, held))

        def order(weighed: tuple[int, _Held]) -> tuple[int, int]:
            weight, held = weighed
            return -weight, static_order(held.candidate.id, held.candidate.ordinal)

        matching = [(weigh(p), p) for p in self._passages(scope) if _matches(query, p)]
        best = sorted(matching, key=order)[:limit]
        weights = [weight for weight, _ in best]
        return Candidates(
            len(matching), weights, lambda count: [held.candidate for _, held in best[:count]]
        )

    def count(self, query: Query, scope: Scope) -> int:
        """How many passages match."""
        return sum(_matches(query, p) for p in self._passages(scope))

    def count_passages(self, scope: Scope) -> int:
        """How many passages there are."""
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
        terms = (term for held in self._contents.passages.values() for term in held.terms)
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

    def files(self) -> Iterator[FileRecord]:
        """Every file remembered."""
        yield from self._contents.files.values()

    def file(self, path: str) -> FileRecord | None:
        """The file with that path."""
        return self._contents.files.get(path)

    def live_ratio(self) -> float:
        """All of it: nothing deleted is kept."""
        return 1.0

    def close(self) -> None:
        """Nothing to let go of."""

    def _passages(self, scope: Scope) -> list[_Held]:
        return [p for p in self._contents.passages.values() if p.passage.kind == scope]


def _matches(query: Query, held: _Held) -> bool:
    return find_matches(query, held.terms, held.fields) is not None


def open_engine(directory: Path) -> MemoryEngine:
    """A new index in memory; `directory` is not used."""
    return MemoryEngine()
