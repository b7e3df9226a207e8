"""The contract that every engine fulfils.

An engine stores passages whose terms are ready-made, and finds those that match a Query; it knows
no language. What a Query means is defined by `matching.find_matches`, which candidates come first
by `Candidates` below. Both are exact, so the same files give the same hits in the same order on
every engine.
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, runtime_checkable

from searchtool.core.model import Document, FileRecord, Passage, Scope
from searchtool.query.matching import NO_FIELDS, Fields
from searchtool.query.tree import FilterField, Query, TermNode

if TYPE_CHECKING:
    from searchtool.engines.cluster_health import ClusterHealth  # a query asks for none

TermField = Literal["form", "key"] | FilterField


class IndexedPassage(NamedTuple):
    """A passage ready to be indexed: `fields` are the values that filters look at, without those
    that all passages of its document share; `record` is what the engine stores and gives back, with
    the words the passage is found by.

    It consists of strings and bytes because passages are prepared in other processes. Made by
    `codec.index_passage`, read by `codec.read_words`, `read_candidate` and `read_passage`.
    """

    id: str
    scope: Scope
    fields: Fields
    order: int
    record: bytes


class Clause(NamedTuple):
    """Adds to the weight of a candidate that matches."""

    query: Query
    weight: int


class Candidate(NamedTuple):
    """What ranking looks at in a passage that matches: `document_length` in tokens, the number of
    its own `tokens`, and their keys and forms in order, separated by spaces. Few of the ranked
    passages are shown, so the passage itself stays in its `record`."""

    id: str
    document_id: str
    ordinal: int
    document_length: int
    tokens: int
    keys: str
    forms: str
    record: bytes


class Candidates(NamedTuple):
    """The exact number of passages that match, the weights of the heaviest ones, and a function
    that reads the first `n` of these: reading a passage costs more than finding it.

    The weight of a passage is the sum of the weights of the clauses it matches. Candidates are
    ordered by weight, then by `static_order`. Weights are integers, so that every engine adds them
    up to the same sum.
    """

    total: int
    weights: Sequence[int]
    read: Callable[[int], list[Candidate]]

    @property
    def items(self) -> list[Candidate]:
        """All of the heaviest passages."""
        return self.read(len(self.weights))


class Writer(Protocol):
    """One commit, as a context manager: its changes become visible together at the end, or are
    discarded on an exception."""

    def add(
        self, document: Document, passages: Sequence[IndexedPassage], fields: Fields = NO_FIELDS
    ) -> None:
        """Add one document of the file `document.path`, with its passages; `fields` are the values
        that all of them share."""

    def add_passages(
        self, document: Document, passages: Sequence[IndexedPassage], fields: Fields = NO_FIELDS
    ) -> None:
        """Add passages to a document that was added in this commit or before."""

    def record(self, file: FileRecord) -> None:
        """Store the record of a file in place of an earlier one, in this commit or before."""

    def delete(self, path: str) -> None:
        """Delete the file with that absolute path, its documents and its passages, as far as they
        are committed."""

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
        """The number of passages that match."""

    def count_passages(self, scope: Scope) -> int:
        """The number of all passages."""

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

    def documents(self) -> Iterator[Document]:
        """All documents, in no particular order."""

    def records(self, scope: Scope) -> Iterator[bytes]:
        """The records of all passages, as the writer was given them, in no particular order."""

    def files(self) -> Iterator[FileRecord]:
        """The records of all files, in no particular order."""

    def file(self, path: str) -> FileRecord | None:
        """The record of the file with that absolute path."""

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
        """Says what will be asked for one by one: documents and passages by their ids, files by
        their paths, the counts of words, the terms of fields that begin with prefixes. An engine to
        which each question is a round trip asks for all at once; to others it is all the same."""

    def live_ratio(self) -> float:
        """The share of stored entries that are not deleted, from 0 to 1; the others take up room
        until a later commit drops them."""

    def close(self) -> None:
        """Close the files of the index."""


class Engine(Protocol):
    """The files of one index."""

    def create(self) -> None:
        """Make an empty index."""

    def writer(self) -> Writer:
        """Start a commit. The caller makes sure that there is only one at a time."""

    def searcher(self) -> Searcher:
        """The last commit. Raises EngineCorrupted when the files cannot be used, or are not those
        that were written, as far as their sizes and times tell."""

    def check(self) -> None:
        """Read all files of the last commit and compare them with their checksums. The caller makes
        sure that nobody writes meanwhile. Raises EngineCorrupted."""

    def version(self) -> str:
        """Name and version of the library behind the engine."""


@runtime_checkable
class SharedEngine(Engine, Protocol):
    """An index that several folders, also of several machines, write and search: it lies elsewhere,
    and a folder has only its name."""

    def join(self) -> bool:
        """Whether the index answers already, made from any folder."""

    def create_beside(self) -> None:
        """Make an empty index that does not answer before `publish`. What `create` makes answers at
        once where no other does."""

    def publish(self) -> None:
        """Let what was built from this folder since it was created answer from now on; nothing if
        it does already."""

    def drop(self) -> None:
        """Delete what was built from this folder, if it does not answer."""

    def health(self) -> "ClusterHealth":
        """How the cluster and the index in it are doing."""


class EngineCorrupted(Exception):
    """The engine's files are broken or missing; `file` is the name of the one that shows it, if
    that is known."""

    def __init__(self, cause: str, file: str = "") -> None:
        super().__init__(cause)
        self.file = file


def static_order(id: str, ordinal: int) -> int:
    """The order of passages of equal weight, smaller first: those nearer to the beginning of their
    document, then in an arbitrary order that is the same on every engine. Below 2**63."""
    return min(ordinal, 2**31 - 1) << 32 | zlib.crc32(id.encode(errors="surrogatepass"))
