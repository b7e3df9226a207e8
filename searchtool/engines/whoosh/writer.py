"""Documents, passages and removals in, one commit out."""

from collections.abc import Sequence
from types import TracebackType

from searchtool.core.model import Document, FileRecord
from searchtool.engines.base import IndexedPassage
from searchtool.engines.codec import pack
from searchtool.engines.whoosh.errors import translated_errors
from searchtool.engines.whoosh.merging import choose, write_together
from searchtool.engines.whoosh.posting_codec import unpack_numbers
from searchtool.engines.whoosh.postings_buffer import Batch
from searchtool.engines.whoosh.segment import Folder, SegmentReader, SegmentWriter
from searchtool.engines.whoosh.term_codec import Field, term


class WhooshWriter:
    """One commit. Records are written as they come; their postings wait in memory."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._generation, segments = folder.contents()
        self._readers = [SegmentReader(folder, segment) for segment in segments]
        self._removed = [set(segment.removed) for segment in segments]
        self._new = SegmentWriter(folder)
        self._batch = Batch()
        self._files: dict[str, FileRecord] = {}  # the last record of a file is the one to store

    def add(self, document: Document, passages: Sequence[IndexedPassage]) -> None:
        """Add one document."""
        self._store("document", document.id, document.path, pack(document))
        for indexed in passages:
            self._batch.add_passage(self._new.count, indexed)
            self._store(indexed.scope, indexed.id, document.path, indexed.record, indexed.order)

    def record(self, file: FileRecord) -> None:
        """Remember a file in place of what was remembered of it."""
        self._files[file.path] = file

    def remove(self, path: str) -> None:
        """Take out what was committed of a file."""
        self._files.pop(path, None)
        self._remove("file", path)

    def __enter__(self) -> "WhooshWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._store_files()
                with translated_errors():
                    self._commit()
            else:
                self._new.discard()
        finally:
            for reader in self._readers:
                reader.close()

    def _store_files(self) -> None:
        for file in self._files.values():
            self._remove("id", f"file {file.path}")
            self._store("file", file.path, file.path, pack(file))

    def _commit(self) -> None:
        for reader, removed in zip(self._readers, self._removed, strict=True):
            reader.segment = reader.segment._replace(removed=frozenset(removed))
        segments = [reader.segment for reader in self._readers if reader.segment.live]
        chosen = choose(segments, self._new.count)
        kept = [segment for segment in segments if segment not in chosen]
        if self._new.count or chosen:
            readers = [reader for reader in self._readers if reader.segment in chosen]
            kept.append(write_together(self._new, self._batch.terms(), readers))
        else:
            self._new.discard()
        self._folder.commit(self._generation + 1, kept)

    def _store(self, kind: str, id: str, file: str, record: bytes, order: int = 0) -> None:
        self._batch.add(self._new.count, kind, id, file)
        self._new.add(record, order)

    def _remove(self, field: Field, value: str) -> None:
        wanted = term(field, value)
        with translated_errors():
            for reader, removed in zip(self._readers, self._removed, strict=True):
                if packed := reader.postings(wanted):
                    removed.update(unpack_numbers(packed))
