"""What the engines that keep files have in common.

Their index is made of entries: passages, documents and files. An entry has a kind, an id, the path
of the file it comes from, and the record that is stored for it.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Literal, Self, get_args

from searchtool.core.model import Document, FileRecord, Passage, Scope
from searchtool.engines.base import IndexedPassage
from searchtool.engines.codec import pack, read_passage, unpack
from searchtool.query.tree import FilterField

Kind = Scope | Literal["document", "file"]
What = Literal["passage", "document", "file"]

SCOPES: tuple[Scope, ...] = get_args(Scope)
KINDS: tuple[Kind, ...] = (*SCOPES, "document", "file")
FILTER_FIELDS: tuple[FilterField, ...] = get_args(FilterField)

MAX_DELETED_RATIO = 0.25
"""Of the entries of a segment; with more, a commit rewrites it without them."""


def entry_id(what: What, id: str) -> str:
    """The id of an entry, unique in the index: that of a passage is the same in each scope."""
    return f"{what} {id}"


def has_many_deletes(deleted: int, size: int) -> bool:
    """Whether so many deleted entries make a segment of `size` entries worth rewriting."""
    return deleted > MAX_DELETED_RATIO * size


class EntryWriter(ABC):
    """One commit. The record of a file is stored at its end, since only the last one counts."""

    def __init__(self) -> None:
        self._files: dict[str, FileRecord] = {}

    def add(self, document: Document, passages: Sequence[IndexedPassage]) -> None:
        """Add one document."""
        self._add_record("document", document.id, document.path, pack(document))
        self._add_passages(passages, document.path)

    def record(self, file: FileRecord) -> None:
        """Remember a file in place of what was remembered of it."""
        self._files[file.path] = file

    def delete(self, path: str) -> None:
        """Take out what was committed of a file."""
        self._files.pop(path, None)
        self._delete("file", path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._commit()
        else:
            self._discard()

    def _add_files(self) -> None:
        """Store the records of files, as the last step before a commit."""
        for file in self._files.values():
            self._delete("id", entry_id("file", file.path))
            self._add_record("file", file.path, file.path, pack(file))

    @abstractmethod
    def _add_record(
        self, kind: Literal["document", "file"], id: str, file: str, record: bytes
    ) -> None:
        """Add a document or a file."""

    @abstractmethod
    def _add_passages(self, passages: Sequence[IndexedPassage], file: str) -> None:
        """Add passages of a file."""

    @abstractmethod
    def _delete(self, field: Literal["id", "file"], value: str) -> None:
        """Remove the committed entries with this value."""

    @abstractmethod
    def _commit(self) -> None:
        """Add the files and make everything visible at once."""

    @abstractmethod
    def _discard(self) -> None:
        """Leave the index as it was."""


class EntrySearcher(ABC):
    """Looks up single entries by their id."""

    def passage(self, passage_id: str) -> Passage | None:
        """The passage with that id."""
        record = self._find("passage", passage_id)
        return read_passage(record) if record else None

    def document(self, document_id: str) -> Document | None:
        """The document with that id."""
        record = self._find("document", document_id)
        return unpack(Document, record) if record else None

    def file(self, path: str) -> FileRecord | None:
        """The file with that absolute path."""
        record = self._find("file", path)
        return unpack(FileRecord, record) if record else None

    def files(self) -> Iterator[FileRecord]:
        """Every file remembered, in no particular order."""
        for record in self._records("file"):
            yield unpack(FileRecord, record)

    @abstractmethod
    def _find(self, what: What, id: str) -> bytes | None:
        """The record of one entry."""

    @abstractmethod
    def _records(self, kind: Kind) -> Iterator[bytes]:
        """The records of all entries of a kind."""
