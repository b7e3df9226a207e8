"""Brings an engine up to date with files: what is new or changed is read, what is gone removed."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import FileRecord, Root, Skipped
from searchtool.documents.formats import SUFFIXES
from searchtool.documents.ocr import MAX_FILE_SECONDS, MAX_PAGE_SECONDS
from searchtool.documents.source import suffix_of
from searchtool.engines.base import Engine
from searchtool.index.commits import COMMIT_EVERY, AutoCommitWriter
from searchtool.index.first_seen import FirstSeen
from searchtool.index.interrupts import Interruptible
from searchtool.index.old_texts import OldTexts
from searchtool.index.plan import Change, Progress, Report, RunCallbacks
from searchtool.index.shard import Shard
from searchtool.ingest.discovery import FoundFile, Listing, name_below
from searchtool.ingest.key_cache import shared_file
from searchtool.ingest.pipeline import (
    UNREAD,
    FileOutcome,
    FileTask,
    IndexableDocument,
    ReadOptions,
    failed_record,
    ingest_file,
)
from searchtool.ingest.scheduler import need_processes, run_tasks
from searchtool.ingest.worker import WorkerCrash

KnownFiles = Mapping[str, FileRecord]
"""What the index remembers of files, by path."""


def refresh(
    engine: Engine,
    roots: Sequence[Root],
    listing: Listing,
    options: ReadOptions,
    callbacks: RunCallbacks,
    commit_every: int = COMMIT_EVERY,
    *,
    check: bool = False,
    was_cut_off: bool = False,
    replaces: OldTexts | None = None,
    read_again: bool = False,
    covers: Callable[[str], bool] = lambda path: True,
    first_seen: FirstSeen | None = None,
    shard: Shard | None = None,
) -> Report:
    """Read what is new or changed among the files listed below the roots, and remove what is gone.
    All files of the engine are read before anything is built on them, and by a `check`, which reads
    all files of the roots, too. A run that `was_cut_off` before has left files to sweep, and may
    have committed some without their checksums, so there is a commit even without changes. What it
    `replaces` may not hold more text of a file that cannot be read. `read_again` also reads the
    files of which something was not read before, since more can be read now. With a `shard`,
    what lies outside of it is left alone. Files that the index does not cover any more are gone,
    too. `first_seen` tells the age of passages.

    Ctrl-C stops between two documents, keeps what was read, and raises Interrupted; a second one
    stops at once, loses what was read since the last commit, and raises KeyboardInterrupt.
    """
    if shard is not None:
        listing = shard.restrict(listing)
    known = _known_files(engine, shard)
    comparable = _without_unread(known) if read_again else known
    changes = find_changes(roots, listing, comparable, covers, by_content=check)
    if check or was_cut_off or (known and changes.to_write):
        engine.check()
        if first_seen:
            first_seen.check()
    if was_cut_off:
        with engine.writer():
            pass
    with (
        Interruptible() as interrupt,
        AutoCommitWriter(engine, commit_every, first_seen=first_seen) as writer,
    ):
        run = _Run(writer, known, changes, callbacks, replaces)
        for root, failure in listing.failures:
            run.fail(root, failure)
        if replaces:
            for _, failure in listing.failures:
                replaces.check_path(failure.where)
        for path in changes.gone:
            run.remove(path)
        for file, answer in _ingest(changes.to_read, comparable, options, interrupt.check):
            run.store(file, answer)
    return run.report(listing)


def _without_unread(known: KnownFiles) -> KnownFiles:
    """The records, those of files of which something was not read as if they had changed."""
    return {
        path: record._replace(modified=UNREAD) if record.failure or record.skipped else record
        for path, record in known.items()
    }


def _known_files(engine: Engine, shard: Shard | None) -> KnownFiles:
    searcher = engine.searcher()
    try:
        files = searcher.files() if shard is None else shard.known(searcher.files())
        return {record.path: record for record in files}
    finally:
        searcher.close()


class Changes(NamedTuple):
    """How files differ from what the index remembers: those to read, the records of those that are
    the same, the paths of those that are gone, and the records of those that were not looked for
    or could not be."""

    to_read: Sequence[FoundFile]
    same: Sequence[FileRecord]
    gone: AbstractSet[str]
    kept: Sequence[FileRecord]

    @property
    def to_write(self) -> bool:
        """Whether the index will hold something else."""
        return bool(self.to_read or self.gone)


def find_changes(
    roots: Sequence[Root],
    listing: Listing,
    known: KnownFiles,
    covers: Callable[[str], bool] = lambda path: True,
    *,
    by_content: bool = False,
) -> Changes:
    """Compares the files listed below the roots with those the index remembers, by size and time;
    `by_content` takes no file to be the same before it is read. Below a root that is missing and
    below a folder that cannot be read, nothing is gone, but for what the index does not cover."""
    missing = known.keys() - listing.files.keys()
    walked = listing.walked_below(roots)
    gone = {path for path in missing if walked(path) or not covers(path)}
    to_read, same = [], []
    for file in listing.files.values():
        record = known.get(file.path)
        # A record begins with the fields of a file that was found: path, name, size and time.
        if record is not None and not by_content and record[: len(file)] == file:
            same.append(record)
        else:
            to_read.append(file)
    return Changes(to_read, same, gone, [known[path] for path in missing - gone])


def _has_text(record: FileRecord) -> bool:
    """Whether passages of a file are in the index, also those of a run that was killed."""
    was_interrupted = record.modified == UNREAD and record.failure is None
    return record.passages > 0 or was_interrupted


def _ingest(
    files: Sequence[FoundFile], known: KnownFiles, options: ReadOptions, check: Callable[[], None]
) -> Iterator[tuple[FoundFile, IndexableDocument | FileOutcome]]:
    """The documents of each file and its outcome at the end, files in no particular order."""
    # The longest first, so that in the end nobody waits for the one who reads a novel.
    by_size = sorted(files, key=lambda file: file.size, reverse=True)
    tasks = [FileTask(file, _comparable(known.get(file.path), file)) for file in by_size]
    path = options.keys if need_processes(tasks) else None
    with shared_file(path) if path else nullcontext() as keys:
        work = partial(ingest_file, replace(options, keys=keys))
        seconds = MAX_FILE_SECONDS + MAX_PAGE_SECONDS if options.ocr else 0.0
        for (file, _), answer in run_tasks(work, tasks, check, seconds):
            yield file, _crashed(file, answer) if isinstance(answer, WorkerCrash) else answer


def _comparable(known: FileRecord | None, file: FoundFile) -> FileRecord | None:
    """What is remembered of a file, if it need not be read while its bytes are the same."""
    was_read = known is not None and known.modified != UNREAD and known.name == file.name
    return known if was_read else None


def _crashed(file: FoundFile, crash: WorkerCrash) -> FileOutcome:
    failure = UnreadableFile(file.path, crash.cause)
    return FileOutcome(failed_record(file, failure), (failure,))


class _Run:
    """Stores what comes of the files, whatever the order, and counts it for the report."""

    def __init__(
        self,
        writer: AutoCommitWriter,
        known: KnownFiles,
        changes: Changes,
        callbacks: RunCallbacks,
        replaces: OldTexts | None,
    ) -> None:
        self._writer = writer
        self._replaces = replaces
        self._known = known
        self._changes = changes
        self._callbacks = callbacks
        self._started: set[str] = set()
        self._counts: Counter[str] = Counter()
        self._skipped: list[Skipped] = []
        self._keep(changes.same)
        self._done = self._done_bytes = 0
        self._all_bytes = sum(file.size for file in changes.to_read)

    def fail(self, root: Root, failure: UnreadableFile) -> None:
        """Count what the walk could not read; a file is remembered with the reason."""
        path = failure.where
        is_folder = os.path.isdir(path) or path == str(root.base)  # never raises
        if suffix_of(path) in SUFFIXES and not is_folder:
            record = self._unread(path, name_below(root, path), failure)
            if record != self._known.get(path):
                self._writer.record(record)
        self._callbacks.on_failure(failure)
        self._counts["failed"] += 1

    def remove(self, path: str) -> None:
        """Drop a file that is gone."""
        self._writer.delete(path)
        if _has_text(self._known[path]):
            self._note_change("removed", path)

    def store(self, file: FoundFile, answer: IndexableDocument | FileOutcome) -> None:
        """Store a document of a file, or what to remember of it at its end."""
        if isinstance(answer, IndexableDocument):
            self._start(file)
            self._writer.add(*answer)
            self._counts.update(documents=1, passages=answer.count_paragraphs())
        else:
            self._finish(file, answer)
            self._done += 1
            self._done_bytes += file.size
        self._callbacks.on_progress(
            Progress(
                self._done,
                len(self._changes.to_read),
                self._done_bytes,
                self._all_bytes,
                self._counts["passages"],
                file.path,
            )
        )

    def report(self, listing: Listing) -> Report:
        """What has been done."""
        size = listing.size + sum(record.size for record in self._changes.kept)
        return Report(**self._counts, size=size, skipped=(*listing.skipped, *self._skipped))

    def _start(self, file: FoundFile) -> None:
        """Make room for the documents of a file."""
        if file.path in self._started:
            return
        self._started.add(file.path)
        if file.path in self._known:
            self._writer.delete(file.path)
        # Documents committed before their file was read to its end belong to a file all the same.
        self._writer.record(FileRecord(file.path, file.name, 0, UNREAD, ""))

    def _finish(self, file: FoundFile, outcome: FileOutcome) -> None:
        for failure in outcome.failures:
            self._callbacks.on_failure(failure)
        if self._replaces and not outcome.is_whole:
            self._replaces.check_path(file.path)
        elif self._replaces and outcome.failures:
            self._replaces.check_file(outcome.record)
        if outcome.is_same:
            if outcome.record != self._known[file.path]:
                self._writer.record(outcome.record)
            self._keep([outcome.record])
        elif not outcome.is_whole:
            self._writer.record(self._unread(file.path, file.name, outcome.failures[0]))
            self._counts["failed"] += 1
        else:
            self._start(file)
            self._writer.record(outcome.record)
            self._count(outcome.record)

    def _keep(self, records: Sequence[FileRecord]) -> None:
        """Count files that are as they were."""
        self._note_skipped(records)
        self._counts["unchanged"] += sum(record.passages > 0 for record in records)
        self._counts["unreadable"] += sum(record.failure is not None for record in records)

    def _count(self, record: FileRecord) -> None:
        """Count a file that was read."""
        self._note_skipped([record])
        known = self._known.get(record.path)
        is_new = known is None or not known.passages
        has_text, has_failed = record.passages > 0, record.failure is not None
        if has_text:
            self._note_change("added" if is_new else "changed", record.path)
        elif not (has_failed or is_new):
            self._note_change("removed", record.path)
        self._counts.update(partial=has_text and has_failed, failed=has_failed and not has_text)

    def _note_change(self, change: Change, path: str) -> None:
        self._counts[change] += 1
        self._callbacks.on_change(change, path)

    def _note_skipped(self, records: Sequence[FileRecord]) -> None:
        self._skipped += [skipped for record in records for skipped in record.skipped]
        self._counts["more_skipped"] += sum(record.more_skipped for record in records)

    def _unread(self, path: str, name: str, failure: UnreadableFile) -> FileRecord:
        """A file that cannot be opened; what was read of it before stays in the index."""
        record = self._known.get(path) or FileRecord(path, name, 0, UNREAD, "")
        return record._replace(modified=UNREAD, failure=str(failure))
