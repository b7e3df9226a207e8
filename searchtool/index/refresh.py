"""Roots and an engine in, the engine brought up to date with their files out."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import FileRecord
from searchtool.documents.formats import SUFFIXES
from searchtool.engines.base import Engine
from searchtool.index.commits import CommitPolicy
from searchtool.index.interrupts import Interruptible
from searchtool.index.plan import Progress, Report, RunCallbacks
from searchtool.ingest.discovery import FoundFile, Root, is_inside, name_below, suffix, walk
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
from searchtool.ingest.worker_pool import WorkerCrash


class Refresh:
    """One run: walks the roots, compares, and commits batch by batch."""

    def __init__(self, engine: Engine, recipe: ReadOptions, observer: RunCallbacks) -> None:
        self._engine = engine
        self._recipe = recipe
        self._observer = observer
        self._unreadable: list[str] = []
        self._unopened: list[FileRecord] = []
        self._is_new = False
        self._counts = Counter[str]()
        self._passed_over = Counter[str]()

    @property
    def report(self) -> Report:
        """What has been done so far."""
        passed_over = dict(self._passed_over.most_common())
        return Report(**self._counts, passed_over=passed_over)

    def run(self, roots: Sequence[Root], *, is_new: bool) -> None:
        """Read what is new or changed below the roots and take out what is gone.

        Ctrl-C stops between two documents, keeps what was read, and raises Interrupted; a second
        one stops at once, loses the last batch, and raises KeyboardInterrupt.
        """
        self._is_new = is_new
        known = {} if is_new else self._known_files()
        found = self._find(roots, known)
        gone = {
            path
            for path in known.keys() - found.keys()
            if any(is_inside(path, str(root.path)) for root in roots if root.base.exists())
            and not any(is_inside(path, above) for above in self._unreadable)
        }
        changed = [file for file in found.values() if not _is_same(known.get(file.path), file)]
        same = [known[file.path] for file in found.values() if _is_same(known.get(file.path), file)]
        kept = known.keys() - found.keys() - gone
        self._count(
            size=sum(file.size for file in found.values()) + sum(known[path].size for path in kept),
            removed=len(gone),
            unchanged=len(found) - len(changed),
            unreadable=sum(record.failure is not None for record in same),
        )
        with Interruptible() as interrupt, CommitPolicy(self._engine, interrupt) as batches:
            for path in gone:
                batches.writer.remove(path)
            for record in self._unopened:
                if record != known.get(record.path):
                    batches.writer.record(record)
            self._read(changed, known, batches, interrupt.check)

    def _known_files(self) -> dict[str, FileRecord]:
        searcher = self._engine.searcher()
        try:
            return {record.path: record for record in searcher.files()}
        finally:
            searcher.close()

    def _find(self, roots: Sequence[Root], known: Mapping[str, FileRecord]) -> dict[str, FoundFile]:
        found: dict[str, FoundFile] = {}
        others: list[str] = []
        for root in roots:
            if root.base.exists() and not os.path.lexists(root.path):
                continue  # a file that was named and is gone
            failure = partial(self._pass_over, root, known)
            for file in walk(root, SUFFIXES, failure, others.append):
                found.setdefault(file.path, file)
        self._passed_over.update(map(suffix, others))
        return found

    def _pass_over(
        self, root: Root, known: Mapping[str, FileRecord], failure: UnreadableFile
    ) -> None:
        path = failure.where
        self._unreadable.append(path)
        is_folder = os.path.isdir(path) or path == str(root.base)  # never raises
        if suffix(path) in SUFFIXES and not is_folder:
            record = _unread(path, name_below(root, path), known.get(path), failure)
            self._unopened.append(record)
        self._fail(failure)

    def _read(
        self,
        files: Sequence[FoundFile],
        known: Mapping[str, FileRecord],
        batches: "CommitPolicy",
        check: Callable[[], None],
    ) -> None:
        """Read files and store what comes of them, in whatever order that is."""
        # The longest first, so that in the end nobody waits for the one who reads a novel.
        in_turn = sorted(files, key=lambda file: file.size, reverse=True)
        tasks = [FileTask(file, _comparable(known.get(file.path), file)) for file in in_turn]
        all_size = sum(file.size for file in files)
        begun: set[str] = set()
        done = size = 0
        for task, answer in self._work_through(tasks, check):
            file = task.file
            if isinstance(answer, IndexableDocument):
                self._begin(file, begun, batches)
                batches.add(answer.document, answer.passages)
                self._count(documents=1, passages=answer.count_paragraphs())
            else:
                end = answer if isinstance(answer, FileOutcome) else _give_up(file, answer)
                self._finish(file, end, known.get(file.path), begun, batches)
                done, size = done + 1, size + file.size
            self._observer.progress(
                Progress(done, len(files), size, all_size, self._counts["passages"], file.path)
            )

    def _work_through(
        self, tasks: Sequence[FileTask], check: Callable[[], None]
    ) -> Iterator[tuple[FileTask, IndexableDocument | FileOutcome | WorkerCrash]]:
        with shared_file() if need_processes(tasks) else nullcontext() as keys:
            work = partial(ingest_file, replace(self._recipe, keys=keys))
            yield from run_tasks(work, tasks, check)

    def _begin(self, file: FoundFile, begun: set[str], batches: "CommitPolicy") -> None:
        """Make room for what is read of a file now."""
        if file.path in begun:
            return
        begun.add(file.path)
        if not self._is_new:
            batches.writer.remove(file.path)
        # Documents that are committed before their file has been read to its end have an owner.
        batches.writer.record(FileRecord(file.path, file.name, 0, UNREAD, ""))

    def _finish(
        self,
        file: FoundFile,
        answer: FileOutcome,
        known: FileRecord | None,
        begun: set[str],
        batches: "CommitPolicy",
    ) -> None:
        for failure in answer.failures:
            self._observer.failure(failure)
        if answer.is_same:
            batches.writer.record(answer.record)
            self._count(unchanged=1, unreadable=answer.record.failure is not None)
        elif not answer.is_whole:
            self._count(failed=1)
            batches.writer.record(_unread(file.path, file.name, known, answer.failures[0]))
        else:
            self._begin(file, begun, batches)
            begun.discard(file.path)
            batches.writer.record(answer.record)
            if not answer.has_text:
                self._passed_over[suffix(file.path)] += 1
                return
            is_new = known is None or not known.digest
            self._count(added=is_new, changed=not is_new, failed=bool(answer.failures))

    def _fail(self, failure: UnreadableFile) -> None:
        self._observer.failure(failure)
        self._count(failed=1)

    def _count(self, **more: int) -> None:
        self._counts.update(more)


def _unread(path: str, name: str, known: FileRecord | None, failure: UnreadableFile) -> FileRecord:
    """A file that cannot be opened: what is in the index of an earlier version stays there."""
    record = known or FileRecord(path, name, 0, UNREAD, "")
    return record._replace(modified=UNREAD, failure=str(failure))


def _give_up(file: FoundFile, died: WorkerCrash) -> FileOutcome:
    failure = UnreadableFile(file.path, died.cause)
    return FileOutcome(failed_record(file, failure), (failure,))


def _comparable(known: FileRecord | None, file: FoundFile) -> FileRecord | None:
    """What is remembered of a file, if nothing has to be read while the bytes are the same."""
    was_read = known is not None and known.modified != UNREAD and known.name == file.name
    return known if was_read else None


def _is_same(record: FileRecord | None, file: FoundFile) -> bool:
    return record is not None and (record.size, record.modified, record.name) == (
        file.size,
        file.modified,
        file.name,
    )
