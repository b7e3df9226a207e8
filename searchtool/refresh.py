"""Roots and an engine in, the engine brought up to date with their files out."""

import hashlib
import io
import os
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import FrameType, TracebackType

from searchtool.analysis import Analyzer
from searchtool.documents import SUFFIXES, Source, read_documents
from searchtool.engines.base import Engine, IndexedPassage, Writer
from searchtool.engines.records import index_passage
from searchtool.errors import UnreadableFile
from searchtool.files import (
    FoundFile,
    Root,
    find_files,
    has_suffix,
    is_inside,
    name_below,
    unreadable,
)
from searchtool.filters import filter_values, quote_values
from searchtool.model import Document, FileRecord, SourceText
from searchtool.passages import document_title, split_passages
from searchtool.quoting import quote_passages

BATCH = 20_000
"""Passages between two commits: what a killed run can lose."""

UNREAD = -1
"""The time of change of a file that has not been read to its end: the next run reads it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an indexing run has come; `path` is what is being read."""

    files: int
    all_files: int
    passages: int
    path: str


@dataclass(frozen=True, slots=True)
class Report:
    """What an indexing run did, in files; `passages` and `documents` are those read in this
    run, `unreadable` the files that failed before and have not changed."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    failed: int = 0
    unreadable: int = 0
    documents: int = 0
    passages: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Observer:
    """Who is told what happens during a run."""

    progress: Callable[[Progress], None] = lambda progress: None
    failure: Callable[[UnreadableFile], None] = lambda failure: None
    waiting: Callable[[str], None] = lambda holder: None
    leaving: Callable[[Sequence[Path]], None] = lambda folders: None


class Refresh:
    """One run: walks the roots, compares, and commits batch by batch."""

    def __init__(
        self, engine: Engine, analyzer: Analyzer, fields: Mapping[str, str], observer: Observer
    ) -> None:
        self.report = Report()
        self._engine = engine
        self._analyzer = analyzer
        self._fields = fields
        self._observer = observer
        self._unreadable: list[str] = []
        self._unopened: list[FileRecord] = []
        self._is_new = False

    def run(self, roots: Sequence[Root], *, is_new: bool) -> None:
        """Read what is new or changed below the roots and take out what is gone.

        Ctrl-C stops between two documents, keeps what was read, and raises Interrupted; a second
        one stops at once, loses the last batch, and raises KeyboardInterrupt.
        """
        self._is_new = is_new
        known = {} if is_new else self._known_files()
        found = self._find(roots, known)
        gone = [
            path
            for path in known.keys() - found.keys()
            if any(is_inside(path, str(root.path)) for root in roots if root.base.exists())
            and not any(is_inside(path, above) for above in self._unreadable)
        ]
        changed = [file for file in found.values() if not _is_same(known.get(file.path), file)]
        same = [known[file.path] for file in found.values() if _is_same(known.get(file.path), file)]
        self._count(
            removed=len(gone),
            unchanged=len(found) - len(changed),
            unreadable=sum(record.failure is not None for record in same),
        )
        with _Interruptible() as interrupt, _Batches(self._engine, interrupt) as batches:
            for path in gone:
                batches.writer.remove(path)
            for record in self._unopened:
                if record != known.get(record.path):
                    batches.writer.record(record)
            for number, file in enumerate(changed):
                interrupt.check()
                self._observer.progress(
                    Progress(number, len(changed), self.report.passages, file.path)
                )
                self._read(file, known.get(file.path), batches)

    def _known_files(self) -> dict[str, FileRecord]:
        searcher = self._engine.searcher()
        try:
            return {record.path: record for record in searcher.files()}
        finally:
            searcher.close()

    def _find(self, roots: Sequence[Root], known: Mapping[str, FileRecord]) -> dict[str, FoundFile]:
        found: dict[str, FoundFile] = {}
        for root in roots:
            if root.base.exists() and not os.path.lexists(root.path):
                continue  # a file that was named and is gone
            for file in find_files(root, SUFFIXES, partial(self._pass_over, root, known)):
                found.setdefault(file.path, file)
        return found

    def _pass_over(
        self, root: Root, known: Mapping[str, FileRecord], failure: UnreadableFile
    ) -> None:
        path = failure.where
        self._unreadable.append(path)
        is_folder = os.path.isdir(path) or path == str(root.base)  # noqa: PTH112  # never raises
        if has_suffix(path, SUFFIXES) and not is_folder:
            record = _unread(path, name_below(root, path), known.get(path), failure)
            self._unopened.append(record)
        self._fail(failure)

    def _read(self, file: FoundFile, known: FileRecord | None, batches: "_Batches") -> None:
        try:
            content = Path(file.path).read_bytes()
        except OSError as error:
            failure = unreadable(file.path, error)
            self._fail(failure)
            batches.writer.record(_unread(file.path, file.name, known, failure))
            return
        digest = hashlib.blake2b(content, digest_size=16).hexdigest()
        if known and (known.digest, known.name) == (digest, file.name) and _was_read(known):
            batches.writer.record(replace(known, size=file.size, modified=file.modified))
            self._count(unchanged=1, unreadable=known.failure is not None)
            return
        if not self._is_new:
            batches.writer.remove(file.path)
        # Documents that are committed before their file has been read to its end have an owner.
        batches.writer.record(FileRecord(file.path, file.name, 0, UNREAD, ""))
        failures: list[UnreadableFile] = []
        source = Source(file.name, file.path, io.BytesIO(content), self._fields, failures.append)
        documents, passages, encoding = 0, 0, None
        try:
            for text in read_documents(source):
                passages += self._add(text, file.name, batches)
                documents += 1
                encoding = text.document.encoding
        except UnreadableFile as error:
            failures.append(error)
        for failure in failures:
            self._observer.failure(failure)
        is_new = known is None or not known.digest
        self._count(
            added=is_new,
            changed=not is_new,
            failed=bool(failures),
            documents=documents,
        )
        batches.writer.record(
            FileRecord(
                file.path,
                file.name,
                file.size,
                file.modified,
                digest,
                encoding,
                documents,
                passages,
                str(failures[0]) if failures else None,
            )
        )

    def _add(self, source: SourceText, name: str, batches: "_Batches") -> int:
        passages = split_passages(source)
        document = replace(source.document, title=document_title(source.document, passages))
        analyze = self._analyzer.terms
        terms = [analyze(passage.text) for passage in passages]
        values = filter_values(document, name, self._analyzer)
        length = sum(map(len, terms))
        indexed = [
            index_passage(p, t, values, length) for p, t in zip(passages, terms, strict=True)
        ]
        for quote in quote_passages(source.text, passages):
            said_by = {**values, **quote_values(quote, self._analyzer)}
            indexed.append(index_passage(quote, analyze(quote.text), said_by, length))
        batches.add(document, indexed)
        self._count(passages=len(passages))
        return len(passages)

    def _fail(self, failure: UnreadableFile) -> None:
        self._observer.failure(failure)
        self._count(failed=1)

    def _count(self, **more: int) -> None:
        now = {name: getattr(self.report, name) + number for name, number in more.items()}
        self.report = replace(self.report, **now)


def _unread(path: str, name: str, known: FileRecord | None, failure: UnreadableFile) -> FileRecord:
    """A file that cannot be opened: what is in the index of an earlier version stays there."""
    record = known or FileRecord(path, name, 0, UNREAD, "")
    return replace(record, modified=UNREAD, failure=str(failure))


def _was_read(record: FileRecord) -> bool:
    return record.modified != UNREAD


def _is_same(record: FileRecord | None, file: FoundFile) -> bool:
    return record is not None and (record.size, record.modified, record.name) == (
        file.size,
        file.modified,
        file.name,
    )


class Interrupted(KeyboardInterrupt):
    """Ctrl-C, seen at a place where everything is whole."""


class _Interruptible:
    """Holds Ctrl-C back until `check`; a second one stops at once."""

    def __init__(self) -> None:
        self._asked = False

    def check(self) -> None:
        """Raises Interrupted if the user wants to stop."""
        if self._asked:
            raise Interrupted

    def __enter__(self) -> "_Interruptible":
        if threading.current_thread() is threading.main_thread():
            self._previous = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, self._previous)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self._asked = True
        signal.signal(signal.SIGINT, self._previous)


class _Batches:
    """A row of writers: each commits after `BATCH` passages, the last at the end or when the user
    interrupts; anything else that ends the run discards the batch."""

    def __init__(self, engine: Engine, interrupt: _Interruptible) -> None:
        self._engine = engine
        self._interrupt = interrupt
        self._size = 0
        self.writer: Writer

    def add(self, document: Document, passages: Sequence[IndexedPassage]) -> None:
        """Add a document and commit when the batch is full."""
        self._interrupt.check()
        self.writer.add(document, passages)
        self._size += len(passages)
        if self._size >= BATCH:
            self.writer.__exit__(None, None, None)
            self.writer = self._engine.writer()
            self._size = 0

    def __enter__(self) -> "_Batches":
        self.writer = self._engine.writer()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is Interrupted:
            kind = error = trace = None
        self.writer.__exit__(kind, error, trace)
