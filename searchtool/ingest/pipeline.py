"""Makes a file ready for an engine: read, divided into passages, searched for quotations, analyzed.

Nothing that is wrong with a file raises: it becomes part of the outcome.
"""

import io
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any, BinaryIO, NamedTuple

from searchtool.analysis.analyzer import Analyzer, shared_analyzer
from searchtool.core.errors import NoText, ReadLater, UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import Document, FileRecord, Passage, Skipped, SourceText
from searchtool.documents import Source, read_documents
from searchtool.documents.dates import find_date
from searchtool.documents.passages import document_title, split_passages
from searchtool.engines.base import IndexedPassage
from searchtool.engines.codec import index_passage
from searchtool.ingest.discovery import FoundFile, unreadable
from searchtool.ingest.file_state import digest_of
from searchtool.ingest.filter_values import filter_values, paragraph_values, quote_values
from searchtool.ingest.key_cache import KeySharingAnalyzer
from searchtool.query.matching import Fields
from searchtool.quotes.quote_passages import quote_passages

UNREAD = -1
"""In place of the time of change of a file that was not read to its end: the next run reads it."""

IN_MEMORY_BYTES = 1 << 20
"""A larger file is not read into memory as a whole, unless its reader does so."""

MAX_REPORTED_FAILURES = 10
"""Failures of one file that a run tells one by one; the rest are counted."""

MAX_NAMED_PARTS = 50
"""Parts of one file that are remembered as failed, and as not read; the rest are counted. A query
reads the record of each file it has found."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How files are read: `fields` maps fields of records (text, title, ...) to the names they have
    in the files, `GLOB:text` to that in some of the files, `encodings` maps globs of paths to
    encodings, the last match wins, `keys` is the file in which several processes share keys, if
    they may, and `ocr` says whether scanned pages are recognized."""

    fields: Mapping[str, str] = field(default_factory=dict)
    encodings: Mapping[str, str] = field(default_factory=dict)
    keys: str | None = None
    ocr: bool = False

    def encoding(self, name: str) -> str | None:
        """The encoding that the user gave for a file, by what its ids begin with."""
        found = [encoding for glob, encoding in self.encodings.items() if _matches(name, glob)]
        return found[-1] if found else None

    def record_fields(self, name: str) -> dict[str, str]:
        """The fields that the user gave for a file, by what its ids begin with: those for all
        files, then those for a glob that matches it."""
        given = [(*key.rpartition(":"), source) for key, source in self.fields.items()]
        for_all = {key: source for glob, _, key, source in given if not glob}
        return for_all | {key: source for glob, _, key, source in given if _matches(name, glob)}


def _matches(name: str, glob: str) -> bool:
    return fnmatchcase(name, glob) or fnmatchcase(name, f"*/{glob}")


class FileTask(NamedTuple):
    """A file to be read, and its record if it need not be read while its bytes are the same."""

    file: FoundFile
    known: FileRecord | None


class IndexableDocument(NamedTuple):
    """A document with its paragraphs and then its quotations, ready to be stored, and the values
    for filters that all of them share; `digest` is that of the bytes of its file."""

    document: Document
    passages: list[IndexedPassage]
    fields: Fields
    digest: str = ""

    def count_paragraphs(self) -> int:
        """The number of its paragraphs."""
        return sum(passage.scope == "paragraph" for passage in self.passages)


class FileOutcome(NamedTuple):
    """What comes last of a file: its record. `is_same` says that its bytes are those of the index,
    so that nothing was read, `is_whole` that it could be opened."""

    record: FileRecord
    failures: tuple[UnreadableFile, ...] = ()
    is_same: bool = False
    is_whole: bool = True


def ingest_file(options: ReadOptions, task: FileTask) -> Iterator[IndexableDocument | FileOutcome]:
    """The documents of a file one by one, and at the end its outcome."""
    documents = passages = 0
    digest = ""
    analyzer = _synced_analyzer(options.keys) if options.keys else shared_analyzer()
    for answer in _read_changed(options, task):
        if isinstance(answer, _Digest):
            digest = answer.value
        elif isinstance(answer, SourceText):
            ingested = ingest_document(answer, task.file.name, analyzer)
            if not ingested.passages:
                continue
            documents += 1
            passages += ingested.count_paragraphs()
            yield ingested._replace(digest=digest)
        elif answer.is_same:
            yield answer
        else:
            record = answer.record._replace(documents=documents, passages=passages)
            yield answer._replace(record=record)


def extract_quotes(task: FileTask) -> Iterator[Passage | FileOutcome]:
    """The quotations of a file, and at the end its outcome."""
    for answer in _read_changed(ReadOptions(), task):
        if isinstance(answer, SourceText):
            yield from quote_passages(answer.text, split_passages(answer))
        elif isinstance(answer, FileOutcome):
            yield answer


def failed_record(file: FoundFile, failure: UnreadableFile) -> FileRecord:
    """The record of a file that could not be read, and that is not tried again until it changes."""
    return FileRecord(file.path, file.name, file.size, file.modified, "", failure=str(failure))


class _Digest(NamedTuple):
    """That of the bytes of a file whose texts follow."""

    value: str


def _read_changed(
    options: ReadOptions, task: FileTask
) -> Iterator[_Digest | SourceText | FileOutcome]:
    """The texts of a file, unless its bytes are those of the index, and its outcome."""
    file = task.file
    try:
        with _Stream(file.path) as stream:
            before = os.fstat(stream.fileno())
            file = file._replace(size=before.st_size, modified=before.st_mtime_ns)
            content = _in_memory(stream)
            digest = digest_of(content)
            content.seek(0)
            if task.known and task.known.digest == digest:
                record = task.known._replace(size=file.size, modified=file.modified)
                yield FileOutcome(record, is_same=True)
            else:
                yield _Digest(digest)
                yield from _read(options, file, digest, content, stream)
    except OSError as error:
        failure = unreadable(file.path, error)
        yield FileOutcome(failed_record(file, failure), (failure,), is_whole=False)


class _Stream(io.BufferedReader):
    """A file that is read, and what the system refused meanwhile: readers of formats would take it
    for damage."""

    def __init__(self, path: str) -> None:
        self._file = _File(path)
        super().__init__(self._file)

    @property
    def failure(self) -> OSError | None:
        """The last error of the system."""
        return self._file.failure

    def close(self) -> None:
        """Close the file. When that fails, what was read is not lost."""
        with suppress(OSError):
            super().close()


class _File(io.FileIO):
    failure: OSError | None = None

    def readinto(self, buffer: Any) -> int:
        try:
            return super().readinto(buffer)
        except OSError as error:
            self.failure = error
            raise

    def readall(self) -> bytes:
        try:
            return super().readall()
        except OSError as error:
            self.failure = error
            raise


def _read(
    options: ReadOptions, file: FoundFile, digest: str, content: BinaryIO, stream: _Stream
) -> Iterator[SourceText | FileOutcome]:
    failures = _Failures(file.path)
    skipped: list[Skipped] = []
    source = Source(
        file.name,
        file.path,
        content,
        options.record_fields(file.name),
        failures.add,
        skipped.append,
        options.encoding(file.name),
        ocr=options.ocr,
    )
    encoding = None
    try:
        for text in read_documents(source):
            encoding = encoding or text.document.encoding
            yield text
    except NoText as error:
        if source.fields:  # who names fields says that there is text
            failures.end_with(error)
        else:
            skipped = [Skipped(file.path, error.reason)]
    except UnreadableFile as error:
        failures.end_with(error)
    except Exception as error:
        # A mistake in a reader or a library must not end the run.
        kind = type(error).__name__
        cause = tr(f"could not be parsed ({kind})", f"сбой при чтении файла ({kind})")
        failures.end_with(UnreadableFile(file.path, cause))
    has_changed = _has_changed(file, stream.fileno())
    if stream.failure is not None:
        failures.end_with(unreadable(file.path, stream.failure))
    elif has_changed:
        cause = tr("changed while it was read", "изменился во время чтения")
        advice = tr("index it again", "проиндексируйте его ещё раз")
        failures.add(UnreadableFile(file.path, cause, advice))
    record = FileRecord(
        file.path,
        file.name,
        file.size,
        UNREAD if has_changed or stream.failure or failures.is_unfinished else file.modified,
        digest,
        encoding or None,
        failure="\n".join(map(str, failures.first(MAX_NAMED_PARTS))) or None,
        skipped=tuple(skipped[:MAX_NAMED_PARTS]),
        more_skipped=max(0, len(skipped) - MAX_NAMED_PARTS),
    )
    yield FileOutcome(record, failures.first(MAX_REPORTED_FAILURES))


def _in_memory(stream: BinaryIO) -> BinaryIO:
    """The content of a small file, so that it is not read again after its digest was made."""
    content = stream.read(IN_MEMORY_BYTES + 1)
    if len(content) <= IN_MEMORY_BYTES:
        return io.BytesIO(content)
    stream.seek(0)
    return stream


def _has_changed(file: FoundFile, descriptor: int) -> bool:
    after = os.fstat(descriptor)
    return (after.st_size, after.st_mtime_ns) != (file.size, file.modified)


def ingest_document(source: SourceText, name: str, analyzer: Analyzer) -> IndexableDocument:
    """One document, ready to be stored; `name` is what its ids begin with."""
    passages = split_passages(source)
    document = source.document._replace(
        title=document_title(source.document, passages),
        date=find_date(source.document.date, source.document.id, source.text),
    )
    words = [analyzer.words(passage.text) for passage in passages]
    length = sum(w.tokens for w in words)
    indexed = [
        index_passage(p, w, paragraph_values(p, analyzer), length)
        for p, w in zip(passages, words, strict=True)
    ]
    indexed += [
        index_passage(q, analyzer.words(q.text), quote_values(q, analyzer), length)
        for q in quote_passages(source.text, passages)
    ]
    return IndexableDocument(document, indexed, filter_values(document, name, analyzer))


class _Failures:
    """What went wrong in one file: the first failures as they are, the others counted."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._first: list[UnreadableFile] = []
        self._more = 0
        self.is_unfinished = False

    def add(self, failure: UnreadableFile) -> None:
        self.is_unfinished |= isinstance(failure, ReadLater)
        if len(self._first) < MAX_NAMED_PARTS:
            # A copy: the error itself holds all that its reader had in memory.
            self._first.append(UnreadableFile(failure.where, failure.cause, failure.advice))
        else:
            self._more += 1

    def end_with(self, failure: UnreadableFile) -> None:
        """Keep only what ended the reading: it says more than the parts that failed before."""
        self._first, self._more = [failure], 0
        self.is_unfinished = isinstance(failure, ReadLater)

    def first(self, most: int) -> tuple[UnreadableFile, ...]:
        """At most so many, and one that counts the rest."""
        more = self._more + max(0, len(self._first) - most)
        if not more:
            return tuple(self._first)
        cause = tr(f"{more} more failures", f"и ещё ошибок: {more}")
        return (*self._first[:most], UnreadableFile(self._path, cause))


def _synced_analyzer(path: str) -> Analyzer:
    """The analyzer of a worker, with the keys that all workers have shared by now."""
    analyzer = _sharing_analyzer(path)
    analyzer.sync()
    return analyzer


_sharing_analyzer = lru_cache(maxsize=1)(KeySharingAnalyzer)
