"""Writes one commit of a tantivy index."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from copy import copy
from pathlib import Path
from typing import Any, Literal, NamedTuple

from searchtool.core.model import Document, FileRecord, Scope
from searchtool.engines.base import EngineCorrupted, IndexedPassage, static_order
from searchtool.engines.checksums import seal_record
from searchtool.engines.codec import read_candidate, read_words, unpack
from searchtool.engines.entries import (
    KINDS,
    SCOPES,
    EntryWriter,
    Kind,
    entry_id,
    has_many_deletes,
)
from searchtool.engines.tantivy import bindings
from searchtool.engines.tantivy.committed_files import (
    forget_meta,
    remember_files,
    sweep_uncommitted_files,
)
from searchtool.engines.tantivy.errors import translated_errors
from searchtool.engines.tantivy.index_reader import IndexReader
from searchtool.engines.tantivy.managed_files import share_files
from searchtool.engines.tantivy.mapped_pages import released_pages
from searchtool.engines.term_codec import to_term, truncate_words
from searchtool.query.matching import NO_FIELDS, Fields


class TantivyWriter(EntryWriter):
    """One commit, and a second one if segments with many deletes have to be rewritten."""

    def __init__(self, directory: Path) -> None:
        super().__init__()
        self._directory = directory
        with translated_errors():
            sweep_uncommitted_files(directory)
            forget_meta(directory)
            self._writer: Any = bindings.open_writer(directory)

    def _add_record(
        self, kind: Literal["document", "file"], id: str, file: str, record: bytes
    ) -> None:
        made = bindings.Document()
        for name, value in (("kind", kind), ("id", entry_id(kind, id)), ("file", file)):
            made.add_text(name, to_term(value))
        self._add(made, b"", record)

    def _add_passages(self, passages: Sequence[IndexedPassage], fields: Fields, file: str) -> None:
        shared = {scope: _Template.of(scope, fields, file) for scope in SCOPES}
        for indexed in passages:
            scope, words = indexed.scope, read_words(indexed.record)
            made, values = shared[scope].fill(indexed.fields)
            made.add_text("id", to_term(entry_id("passage", indexed.id)))
            made.add_text(f"{scope}_key", truncate_words(words.keys))
            made.add_text(f"{scope}_form", truncate_words(words.forms))
            made.add_unsigned("order", indexed.order)
            self._add(made, values, indexed.record)

    def _add(self, made: bindings.Document, values: bytes, record: bytes) -> None:
        # Reading one stored value takes a fifth less time than two.
        made.add_bytes("record", seal_record(values + b"\n" + record))
        with translated_errors():
            try:
                self._writer.add_document(made)
            except ValueError:
                self._writer.commit()  # a thread has failed, and only this tells why
                raise

    def _delete(self, field: Literal["id", "file"], value: str) -> None:
        with translated_errors():
            self._writer.delete_documents_by_term(field, to_term(value))

    def _commit(self) -> None:
        self._add_files()
        self._finish()
        self._purge_deletes()

    def _finish(self) -> None:
        """Make everything visible at once, and wait until few segments are left."""
        with translated_errors():
            with released_pages(self._directory):
                self._writer.commit()
                self._writer.wait_merging_threads()
            sweep_uncommitted_files(self._directory)  # tantivy does not tell what it cannot delete
            remember_files(self._directory)
        self._writer = None
        share_files(self._directory)

    def _discard(self) -> None:
        self._writer = None
        with suppress(OSError, EngineCorrupted), translated_errors():
            remember_files(self._directory)  # a merge may have changed them
        with suppress(OSError):
            share_files(self._directory)

    def _purge_deletes(self) -> None:
        """Rewrite segments with many deletes, which tantivy would keep as they are. The same can be
        found before and after."""
        with translated_errors():
            meta = json.loads((self._directory / "meta.json").read_text("utf-8"))
            chosen = {n for n, segment in enumerate(meta["segments"]) if _has_many_deletes(segment)}
            if not chosen:
                return
            reader = IndexReader(*bindings.open_searcher(self._directory))
        writer = TantivyWriter(self._directory)
        for kind in KINDS:
            for page in reader.pages(reader.term("kind", kind)):
                for address in page:
                    if address.segment_ord in chosen:
                        writer._reindex(kind, *reader.entry(address))
        writer._finish()

    def _reindex(self, kind: Kind, values: bytes, record: bytes) -> None:
        """Delete an entry and add it again."""
        if kind == "document":
            document = unpack(Document, record)
            self._delete("id", entry_id("document", document.id))
            self._add_record("document", document.id, document.path, record)
        elif kind == "file":
            path = unpack(FileRecord, record).path
            self._delete("id", entry_id("file", path))
            self._add_record("file", path, path, record)
        else:
            file, fields = json.loads(values)
            id, _, ordinal, *_ = read_candidate(record)
            self._delete("id", entry_id("passage", id))
            order = static_order(id, ordinal)
            self._add_passages([IndexedPassage(id, kind, fields, order, record)], NO_FIELDS, file)


def _has_many_deletes(segment: Mapping[str, Any]) -> bool:
    deleted = segment["deletes"]["num_deleted_docs"] if segment["deletes"] else 0
    return has_many_deletes(deleted, segment["max_doc"])


class _Template(NamedTuple):
    """What the passages of one scope in a document have in common: a document of tantivy with their
    terms, and the beginning of the values that `_reindex` needs, encoded."""

    scope: Scope
    made: bindings.Document
    values: str

    @classmethod
    def of(cls, scope: Scope, fields: Fields, file: str) -> "_Template":
        """The template for passages of a file that share these values."""
        made = bindings.Document()
        made.add_text("kind", scope)
        made.add_text("file", to_term(file))
        _add_values(made, scope, fields)
        return cls(scope, made, _encode([file, dict(fields)]).removesuffix("}]"))

    def fill(self, fields: Fields) -> tuple[bindings.Document, bytes]:
        """A copy with more values, and all values encoded."""
        made = copy(self.made)
        values = self.values
        if fields:
            _add_values(made, self.scope, fields)
            separator = "" if values.endswith("{") else ","
            values += separator + _encode(fields)[1:-1]
        return made, f"{values}}}]".encode()


_encode = json.JSONEncoder(separators=(",", ":")).encode


def _add_values(made: bindings.Document, scope: Scope, fields: Fields) -> None:
    for name, found in fields.items():
        for value in found:
            made.add_text(f"{scope}_{name}", to_term(value))
