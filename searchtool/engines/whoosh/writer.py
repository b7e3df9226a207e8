"""Writes one commit of a Whoosh index."""

from collections.abc import Sequence
from typing import Literal

from searchtool.engines.base import IndexedPassage
from searchtool.engines.entries import EntryWriter, entry_id
from searchtool.engines.whoosh import posting_codec
from searchtool.engines.whoosh.errors import translated_errors
from searchtool.engines.whoosh.merging import merge_segments, select_segments
from searchtool.engines.whoosh.postings_buffer import PostingsBuffer
from searchtool.engines.whoosh.segment import SegmentReader, SegmentWriter, Storage
from searchtool.engines.whoosh.term_codec import to_term
from searchtool.query.matching import Fields


class WhooshWriter(EntryWriter):
    """Records are written at once; their postings stay in memory until the commit."""

    def __init__(self, storage: Storage) -> None:
        super().__init__()
        self._storage = storage
        self._generation, segments = storage.contents()
        self._readers = [SegmentReader(storage, segment) for segment in segments]
        self._deleted = [set(segment.deleted) for segment in segments]
        self._new = SegmentWriter(storage)
        self._buffer = PostingsBuffer()

    def _add_record(
        self, kind: Literal["document", "file"], id: str, file: str, record: bytes
    ) -> None:
        self._buffer.add_record(self._new.count, kind, entry_id(kind, id), file)
        self._new.add(record, 0)

    def _add_passages(self, passages: Sequence[IndexedPassage], fields: Fields, file: str) -> None:
        self._buffer.add_passages(self._new.count, passages, fields, file)
        for indexed in passages:
            self._new.add(indexed.record, indexed.order)

    def _delete(self, field: Literal["id", "file"], value: str) -> None:
        wanted = to_term(field, value)
        with translated_errors():
            for reader, deleted in zip(self._readers, self._deleted, strict=True):
                if encoded := reader.postings(wanted):
                    deleted.update(posting_codec.decode(encoded))

    def _commit(self) -> None:
        self._add_files()
        with translated_errors():
            self._write()
        self._close()

    def _discard(self) -> None:
        self._new.discard()
        self._close()

    def _close(self) -> None:
        for reader in self._readers:
            reader.close()

    def _write(self) -> None:
        for reader, deleted in zip(self._readers, self._deleted, strict=True):
            reader.segment = reader.segment._replace(deleted=frozenset(deleted))
        segments = [reader.segment for reader in self._readers if reader.segment.live]
        chosen = select_segments(segments, self._new.count)
        kept = [segment for segment in segments if segment not in chosen]
        if self._new.count or chosen:
            readers = [reader for reader in self._readers if reader.segment in chosen]
            kept.append(merge_segments(self._new, self._buffer.terms(), readers))
        else:
            self._new.discard()
        self._storage.commit(self._generation + 1, kept)
