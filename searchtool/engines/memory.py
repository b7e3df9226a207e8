"""The contract in plain Python: every passage is looked at for every query.

Slow and obvious, it is the oracle the other engines are tested against.
"""

import copy
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

from searchtool.engines.base import (
    Candidate,
    Candidates,
    IndexedPassage,
    static_order,
    term_weight,
)
from searchtool.matching import find_matches
from searchtool.model import Document, FileRecord, Passage, Scope
from searchtool.query import Query, words


class _Contents:
    def __init__(self) -> None:
        self.files: dict[str, FileRecord] = {}
        self.documents: dict[str, Document] = {}
        self.passages: dict[str, IndexedPassage] = {}

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
        self._contents.passages.update((p.passage.id, p) for p in passages)

    def record(self, file: FileRecord) -> None:
        """Remember a file."""
        self._contents.files[file.path] = file

    def remove(self, path: str) -> None:
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

    def candidates(self, query: Query, scope: Scope, limit: int) -> Candidates:
        """At most `limit` passages that match."""
        passages = self._passages(scope)
        asked = words(query)
        counts = {
            p.passage.id: [len(find_matches(word, p.terms) or ()) for word in asked]
            for p in passages
        }
        frequencies = [sum(c[i] > 0 for c in counts.values()) for i in range(len(asked))]

        def order(indexed: IndexedPassage) -> tuple[int, int]:
            occurrences = counts[indexed.passage.id]
            weight = sum(
                term_weight(frequency, len(passages), n)
                for frequency, n in zip(frequencies, occurrences, strict=True)
            )
            return -weight, static_order(indexed.passage)

        matching = [p for p in passages if find_matches(query, p.terms) is not None]
        best = sorted(matching, key=order)[:limit]
        return Candidates(
            len(matching),
            [Candidate(p.passage, [term.key for term in p.terms]) for p in best],
            frequencies,
        )

    def count_passages(self, scope: Scope) -> int:
        """How many passages there are."""
        return len(self._passages(scope))

    def vocabulary(self, scope: Scope, prefix: str) -> Iterator[tuple[str, int]]:
        """The forms that begin with `prefix`."""
        counts: Counter[str] = Counter()
        for indexed in self._passages(scope):
            counts.update({t.form for t in indexed.terms if t.form.startswith(prefix)})
        yield from sorted(counts.items())

    def matching_documents(self, query: Query, scope: Scope) -> dict[str, int]:
        """The ids of the documents with matching passages."""
        return Counter(
            p.passage.document_id
            for p in self._passages(scope)
            if find_matches(query, p.terms) is not None
        )

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

    def close(self) -> None:
        """Nothing to let go of."""

    def _passages(self, scope: Scope) -> list[IndexedPassage]:
        return [p for p in self._contents.passages.values() if p.passage.kind == scope]


def open_engine(directory: Path) -> MemoryEngine:
    """A new index in memory; `directory` is not used."""
    return MemoryEngine()
