"""What the engines with files share: deletes, and records of files until the commit."""

from collections.abc import Sequence

import pytest

from searchtool.core.model import Document, FileRecord
from searchtool.engines.base import IndexedPassage
from searchtool.engines.entries import EntryWriter, entry_id, has_many_deletes
from searchtool.query.matching import Fields


class LoggingWriter(EntryWriter):
    """Keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.log: list[tuple[str, ...]] = []

    def _add_record(self, kind: str, id: str, file: str, record: bytes) -> None:
        self.log.append(("add", kind, id, file))

    def _add_passages(self, passages: Sequence[IndexedPassage], fields: Fields, file: str) -> None:
        self.log.append(("passages", str(len(passages)), file))

    def _delete(self, field: str, value: str) -> None:
        self.log.append(("delete", field, value))

    def _commit(self) -> None:
        self._add_files()
        self.log.append(("commit",))

    def _discard(self) -> None:
        self.log.append(("discard",))


def file(path: str, passages: int = 0) -> FileRecord:
    return FileRecord(path, path, 1, 1, "", passages=passages)


def test_a_file_is_stored_once_with_the_commit() -> None:
    with LoggingWriter() as writer:
        writer.record(file("/a", 1))
        writer.add(Document("d", "/a", "txt", "utf-8"), [])
        writer.record(file("/a", 2))
    assert writer.log == [
        ("add", "document", "d", "/a"),
        ("passages", "0", "/a"),
        ("delete", "id", "file /a"),
        ("add", "file", "/a", "/a"),
        ("commit",),
    ]


def test_a_deleted_file_is_not_stored() -> None:
    with LoggingWriter() as writer:
        writer.record(file("/a"))
        writer.delete("/a")
    assert writer.log == [("delete", "file", "/a"), ("commit",)]


def test_a_failed_commit_is_discarded() -> None:
    writer = LoggingWriter()
    with pytest.raises(ZeroDivisionError), writer:
        writer.record(file("/a"))
        raise ZeroDivisionError
    assert writer.log == [("discard",)]


def test_ids_of_entries_do_not_collide() -> None:
    assert len({entry_id("passage", "a"), entry_id("document", "a"), entry_id("file", "a")}) == 3


@pytest.mark.parametrize(("deleted", "size", "many"), [(0, 0, False), (2, 8, False), (3, 8, True)])
def test_a_quarter_may_be_deleted(deleted: int, size: int, many: bool) -> None:
    assert has_many_deletes(deleted, size) == many
