"""Documents with their passages in, one commit of tantivy's out."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from searchtool.core.model import Document, FileRecord
from searchtool.engines.base import IndexedPassage, static_order
from searchtool.engines.codec import pack, read_candidate, read_words, unpack
from searchtool.engines.tantivy.bindings import Entry, open_view, open_writer
from searchtool.engines.tantivy.errors import translated_errors
from searchtool.engines.tantivy.index_reader import IndexReader
from searchtool.engines.tantivy.term_codec import KINDS, Kind, as_term, cut_long, passage_term

MOST_REMOVED = 0.25
"""Of a segment, before what is left of it is written anew."""


class TantivyWriter:
    """One commit; what it leaves of worn segments is written anew by another one."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._writer = _Writer(directory)
        self._files: dict[str, FileRecord] = {}

    def add(self, document: Document, passages: Sequence[IndexedPassage]) -> None:
        """Add one document."""
        self._writer.add_record("document", document.id, document.path, pack(document))
        self._writer.add_passages(passages, document.path)

    def record(self, file: FileRecord) -> None:
        """Remember a file in place of what was remembered of it."""
        self._files[file.path] = file

    def remove(self, path: str) -> None:
        """Take out what was committed of a file."""
        self._files.pop(path, None)
        self._writer.delete("file", path)

    def __enter__(self) -> "TantivyWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._writer.discard()
            return
        for file in self._files.values():
            self._writer.delete("id", f"file {file.path}")
            self._writer.add_record("file", file.path, file.path, pack(file))
        self._writer.commit()
        _mend_worn(self._directory)


class _Writer:
    """Documents of tantivy's in, a commit out."""

    def __init__(self, directory: Path) -> None:
        with translated_errors():
            self._writer = open_writer(directory)

    def add_record(self, kind: Kind, id: str, file: str, packed: bytes) -> None:
        """Add a document or a file."""
        made = Entry()
        for name, value in (("kind", kind), ("id", f"{kind} {id}"), ("file", file)):
            made.add_text(name, as_term(value))
        self._add(made, packed)

    def add_passages(self, passages: Iterable[IndexedPassage], file: str) -> None:
        """Add passages of a file. Those of one document share their fields, which are made ready
        once."""
        known: dict[int, _Fields] = {}
        for indexed in passages:
            fields = known.get(id(indexed.fields))
            if fields is None:
                fields = known[id(indexed.fields)] = _Fields.of(indexed, file)
            scope, words = indexed.scope, read_words(indexed.record)
            made = Entry()
            made.add_text("id", passage_term(indexed.id))
            made.add_text(f"{scope}_key", cut_long(words.keys))
            made.add_text(f"{scope}_form", cut_long(words.forms))
            for name, value in fields.terms:
                made.add_text(name, value)
            made.add_unsigned("order", indexed.order)
            # One stored value and not two: that makes taking a passage out a fifth faster.
            self._add(made, fields.packed + indexed.record)

    def delete(self, field: str, term: str) -> None:
        """Take out what was added before with this term."""
        with translated_errors():
            self._writer.delete_documents_by_term(field, as_term(term))

    def commit(self) -> None:
        """Make all of it visible at once, and wait until few segments are left."""
        with translated_errors():
            self._writer.commit()
            self._writer.wait_merging_threads()
            del self._writer

    def discard(self) -> None:
        """Forget all of it."""
        del self._writer

    def _add(self, made: Entry, packed: bytes) -> None:
        made.add_bytes("record", packed)
        with translated_errors():
            self._writer.add_document(made)


class _Fields(NamedTuple):
    """What passages have in common, as terms of tantivy's fields; and what adding such a passage
    anew takes besides its record, in a line before it."""

    terms: list[tuple[str, str]]
    packed: bytes

    @classmethod
    def of(cls, indexed: IndexedPassage, file: str) -> "_Fields":
        """Those of a passage of a file."""
        terms = [("kind", indexed.scope), ("file", as_term(file))]
        for name, values in indexed.fields.items():
            terms += [(f"{indexed.scope}_{name}", as_term(value)) for value in values]
        packed = json.dumps([file, dict(indexed.fields)], separators=(",", ":"))
        return cls(terms, packed.encode() + b"\n")


def _mend_worn(directory: Path) -> None:
    """Write anew what is left of segments from which much was removed: tantivy would keep them as
    they are. What can be found does not change."""
    with translated_errors():
        meta = json.loads((directory / "meta.json").read_text("utf-8"))
        worn = {n for n, segment in enumerate(meta["segments"]) if _is_worn(segment)}
        if not worn:
            return
        reader = IndexReader(*open_view(directory))
    writer = _Writer(directory)
    for kind in KINDS:
        for page in reader.pages(reader.term("kind", kind)):
            for address in page:
                if address.segment_ord in worn:
                    _write_anew(writer, kind, reader.record(address))
    writer.commit()


def _is_worn(segment: Mapping[str, Any]) -> bool:
    removed = segment["deletes"]["num_deleted_docs"] if segment["deletes"] else 0
    return bool(removed > MOST_REMOVED * segment["max_doc"])


def _write_anew(writer: _Writer, kind: Kind, packed: bytes) -> None:
    if kind == "document":
        document = unpack(Document, packed)
        writer.delete("id", f"document {document.id}")
        writer.add_record("document", document.id, document.path, packed)
    elif kind == "file":
        path = unpack(FileRecord, packed).path
        writer.delete("id", f"file {path}")
        writer.add_record("file", path, path, packed)
    else:
        values, record = packed.split(b"\n", 1)
        file, fields = json.loads(values)
        id, _, ordinal, *_ = read_candidate(record)
        writer.delete("id", f"passage {id}")
        order = static_order(id, ordinal)
        writer.add_passages([IndexedPassage(id, kind, fields, order, record)], file)
