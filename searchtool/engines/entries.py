"""What the engines that keep files on disk have in common.

Their index consists of entries: passages, documents and files. Each entry has a kind, an id, the
path of its file, and a stored record.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Literal, Self, get_args

from searchtool.core.model import Document, FileRecord, Passage, Scope
from searchtool.engines.base import IndexedPassage, TermField
from searchtool.engines.codec import pack, read_passage, unpack
from searchtool.query.matching import NO_FIELDS, Fields
from searchtool.query.tree import FilterField, TermNode

Kind = Scope | Literal["document", "file"]
IdPrefix = Literal["passage", "document", "file"]

SCOPES: tuple[Scope, ...] = get_args(Scope)
KINDS: tuple[Kind, ...] = (*SCOPES, "document", "file")
FILTER_FIELDS: tuple[FilterField, ...] = get_args(FilterField)

MAX_DELETED_RATIO = 0.25
"""A segment of which more entries are deleted is rewritten without them by a commit."""


def entry_id(prefix: IdPrefix, id: str) -> str:
    """The id of an entry, unique in the index. Passages of all scopes share one prefix."""
    return f"{prefix} {id}"


def has_many_deletes(deleted: int, size: int) -> bool:
    """Whether a segment of `size` entries, `deleted` ones included, should be rewritten."""
    return deleted > MAX_DELETED_RATIO * size


class EntryWriter(ABC):
    """One commit. Records of files are stored at its end, because only the last one of a file
    counts."""

    def __init__(self) -> None:
        self._files: dict[str, FileRecord] = {}

    def add(
        self, document: Document, passages: Sequence[IndexedPassage], fields: Fields = NO_FIELDS
    ) -> None:
        """Add one document with its passages."""
        self._add_record("document", document.id, document.path, pack(document))
        self._add_passages(passages, fields, document.path)

    def add_passages(
        self, document: Document, passages: Sequence[IndexedPassage], fields: Fields = NO_FIELDS
    ) -> None:
        """Add passages to a document that was added."""
        self._add_passages(passages, fields, document.path)

    def record(self, file: FileRecord) -> None:
        """Store the record of a file in place of an earlier one."""
        self._files[file.path] = file

    def delete(self, path: str) -> None:
        """Delete what is committed of a file."""
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
        if kind is not None:
            self._discard()
            return
        try:
            self._commit()
        except BaseException:
            self._discard()
            raise

    def _add_files(self) -> None:
        """Store the records of files; the first step of `_commit`."""
        for file in self._files.values():
            self._delete("id", entry_id("file", file.path))
            self._add_record("file", file.path, file.path, pack(file))

    @abstractmethod
    def _add_record(
        self, kind: Literal["document", "file"], id: str, file: str, record: bytes
    ) -> None:
        """Add a document or a file."""

    @abstractmethod
    def _add_passages(self, passages: Sequence[IndexedPassage], fields: Fields, file: str) -> None:
        """Add passages of a file, which share some values for filters."""

    @abstractmethod
    def _delete(self, field: Literal["id", "file"], value: str) -> None:
        """Delete the committed entries with this value."""

    @abstractmethod
    def _commit(self) -> None:
        """Add the records of files, then make all changes visible at once."""

    @abstractmethod
    def _discard(self) -> None:
        """Leave the index as it was committed last. May be called again, and after a commit that
        failed, even one whose changes are visible already."""


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
        """The record of the file with that absolute path."""
        record = self._find("file", path)
        return unpack(FileRecord, record) if record else None

    def prepare(  # noqa: B027
        self,
        scope: Scope,
        *,
        documents: Sequence[str] = (),
        files: Sequence[str] = (),
        passages: Sequence[str] = (),
        words: Sequence[TermNode] = (),
        beginnings: Sequence[tuple[TermField, str]] = (),
    ) -> None:
        """Nothing, where to look up one after the other is as fast."""

    def documents(self) -> Iterator[Document]:
        """All documents, in no particular order."""
        for record in self._records("document"):
            yield unpack(Document, record)

    def records(self, scope: Scope) -> Iterator[bytes]:
        """The records of all passages, in no particular order."""
        yield from self._records(scope)

    def files(self) -> Iterator[FileRecord]:
        """The records of all files, in no particular order."""
        for record in self._records("file"):
            yield unpack(FileRecord, record)

    @abstractmethod
    def _find(self, prefix: IdPrefix, id: str) -> bytes | None:
        """The record of one entry."""

    @abstractmethod
    def _records(self, kind: Kind) -> Iterator[bytes]:
        """The records of all entries of a kind."""
