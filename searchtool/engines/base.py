"""The contract of an engine: passages with ready-made terms in, candidates for a Query out.

An engine stores and matches what it is given and knows no language. What a Query means is
`matching.find_matches`; which candidates come first is `Candidates` below. Both are exact, so the
same files give the same hits in the same order on every engine.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Literal, NamedTuple, Protocol

from searchtool.core.model import Document, FileRecord, Passage, Scope
from searchtool.query.tree import FilterField, Query

TermField = Literal["form", "key"] | FilterField


class IndexedPassage(NamedTuple):
    """A passage as an engine is given it: the values that filters look at (see `filters`), and the
    `record` to give back, which also holds the words it is found by.

    Strings and bytes, because passages are prepared in other processes. Made by
    `records.index_passage`, taken apart by `records.read_words`, `read_candidate`, `read_passage`.
    """

    id: str
    scope: Scope
    fields: Mapping[FilterField, Sequence[str]]
    order: int
    record: bytes


class Clause(NamedTuple):
    """Adds to the weight of a candidate that matches."""

    query: Query
    weight: int


class Candidate(NamedTuple):
    """A passage that matches, as far as ranking looks at it: the keys and the forms of its tokens
    in order, parted by spaces. Of those that are ranked few are shown, so the passage itself stays
    in its `record`."""

    id: str
    document_id: str
    ordinal: int
    document_length: int
    keys: str
    forms: str
    record: bytes

    @property
    def tokens(self) -> int:
        """How many there are."""
        return self.keys.count(" ") + 1 if self.keys else 0


class Candidates(NamedTuple):
    """The exact number of all passages that match, the weights of the heaviest, and `read`, which
    gives the first so many of these: to read one costs more than to find it.

    Order: by weight, the sum of those of the clauses that match, then by `static_order`. Weights
    are whole numbers, so that every engine adds them up to the same sum.
    """

    total: int
    weights: Sequence[int]
    read: Callable[[int], list[Candidate]]

    @property
    def items(self) -> list[Candidate]:
        """All of the heaviest."""
        return self.read(len(self.weights))


class Writer(Protocol):
    """One batch of changes: a context that commits on success and discards on an exception."""

    def add(self, document: Document, passages: Sequence[IndexedPassage]) -> None:
        """Add one document of the file `document.path`."""

    def record(self, file: FileRecord) -> None:
        """Remember a file; replaces what was remembered of it, in this batch or before."""

    def delete(self, path: str) -> None:
        """Take out the file with that absolute path, its documents and passages, as committed."""

    def __enter__(self) -> "Writer": ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class Searcher(Protocol):
    """A frozen view of the index: later commits do not change it."""

    def candidates(
        self, query: Query, clauses: Sequence[Clause], scope: Scope, limit: int
    ) -> Candidates:
        """The heaviest passages that match the query, at most `limit`."""

    def count(self, query: Query, scope: Scope) -> int:
        """How many passages match."""

    def count_passages(self, scope: Scope) -> int:
        """How many passages there are."""

    def vocabulary(self, field: TermField, scope: Scope, prefix: str) -> Sequence[str]:
        """The forms, keys or filter values that begin with `prefix`, in the order of code points;
        those of deleted passages may be among them."""

    def forms_near(self, form: str, scope: Scope, max_edits: int) -> Sequence[str]:
        """The forms at most `max_edits` edits away, 1 or 2, in the order of code points. Those of
        deleted passages may be among them; one that occurs only in passages with others of them
        may be missing."""

    def key_of(self, form: str) -> str | None:
        """The key of a form, if some passage holds it; deleted ones may count."""

    def matching(self, query: Query, scope: Scope) -> Iterator[Passage]:
        """All passages that match, in no particular order."""

    def passage(self, passage_id: str) -> Passage | None:
        """The passage with that id."""

    def document(self, document_id: str) -> Document | None:
        """The document with that id."""

    def files(self) -> Iterator[FileRecord]:
        """Every file remembered, in no particular order."""

    def file(self, path: str) -> FileRecord | None:
        """The file with that absolute path."""

    def live_ratio(self) -> float:
        """The share of stored entries that are not deleted, from 0 to 1; the others take up room
        until a later commit drops them."""

    def close(self) -> None:
        """Let go of the files of the index."""


class Engine(Protocol):
    """The files of one index."""

    def create(self) -> None:
        """Make an empty index."""

    def writer(self) -> Writer:
        """A batch of changes; there is at most one at a time, which the caller sees to."""

    def searcher(self) -> Searcher:
        """The last commit. Raises EngineDamaged when the files cannot be used."""

    def version(self) -> str:
        """Name and version of the library behind the engine."""


class EngineCorrupted(Exception):
    """The engine's files are broken or missing."""


def static_order(id: str, ordinal: int) -> int:
    """The order among passages of equal weight, smaller first: those nearer to the beginning of
    their document, then in an arbitrary order that is the same everywhere. Below 2**63."""
    return min(ordinal, 2**31 - 1) << 32 | zlib.crc32(id.encode(errors="surrogatepass"))
