"""Runs work on files: in this process, or in child processes with limits of memory and time."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from searchtool.documents.formats import SAFE_SUFFIXES
from searchtool.documents.source import suffix_of
from searchtool.ingest.pipeline import FileOutcome, FileTask
from searchtool.ingest.worker import WorkerCrash
from searchtool.ingest.worker_pool import WorkerPool

Answer = TypeVar("Answer")

IN_PROCESS_BYTES = 1_000_000
"""Size of files that are read in the time a child process takes to start."""

TIMEOUT = 60.0
"""Seconds a reader may take for a document, besides those for the size of the file."""

MIN_BYTES_PER_SECOND = 50_000
"""A reader may be this slow: a tenth of the speed that was measured."""


BATCH_BYTES = 1 << 16
"""Size of small files that are handed to a child process together. To hand over 23,000 posts one by
one, and their answers, took 5 s of its time and that of this process."""


@dataclass(eq=False, slots=True)
class Batch:
    """Tasks that a child process is given together, without those that are finished, and the
    answers to the first of these."""

    tasks: deque[FileTask]
    is_single: bool
    held: list[Any] = field(default_factory=list)

    @classmethod
    def of(cls, tasks: Sequence[FileTask]) -> "Batch":
        """A batch of these tasks."""
        return cls(deque(tasks), len(tasks) == 1)


def run_tasks(
    work: Callable[[FileTask], Iterable[Answer]],
    tasks: Sequence[FileTask],
    check: Callable[[], None],
    more_seconds: float = 0.0,
) -> Iterator[tuple[FileTask, Answer | WorkerCrash]]:
    """Each answer with its task. Those of one file come in order, and a `WorkerCrash` ends them.
    `check` is called before each answer and several times a second; it may raise to stop. A reader
    may take `more_seconds` than usual."""
    if not need_processes(tasks):
        for task in tasks:
            for answer in work(task):
                check()
                yield task, answer
        return
    batches = list(make_batches(tasks))
    limit = partial(_limit, more_seconds)
    count = min(len(batches), _processors())
    with WorkerPool(partial(_work_on_batch, work), count, limit, _is_safe_batch) as workers:
        while batches:
            coming, batches = batches, []
            yield from _assign(workers.run(coming, check), check, batches.append)


def make_batches(tasks: Iterable[FileTask]) -> Iterator[Batch]:
    """The tasks in the same order, small ones together if they are safe, others alone."""
    small: list[FileTask] = []
    size = 0
    for task in tasks:
        if small and (size + task.file.size > BATCH_BYTES or not is_safe(task)):
            yield Batch.of(small)
            small, size = [], 0
        small.append(task)
        size += task.file.size if is_safe(task) else BATCH_BYTES + 1
    if small:
        yield Batch.of(small)


def _work_on_batch(work: Callable[[FileTask], Iterable[Answer]], batch: Batch) -> Iterator[Answer]:
    for task in batch.tasks:
        yield from work(task)


def _assign(
    answers: Iterable[tuple[Batch, Answer | WorkerCrash]],
    check: Callable[[], None],
    run_again: Callable[[Batch], None],
) -> Iterator[tuple[FileTask, Answer | WorkerCrash]]:
    """Each answer with its task. Of several tasks whose child has crashed, those that are not
    finished are run again, each alone, as nobody knows at which of them it was: so answers to one
    of several are held back until it is finished."""
    for batch, answer in answers:
        if batch.is_single:
            yield batch.tasks[0], answer
            continue
        if isinstance(answer, WorkerCrash):
            for task in batch.tasks:
                run_again(Batch.of([task]))
            continue
        batch.held.append(answer)
        if isinstance(answer, FileOutcome):
            task = batch.tasks.popleft()
            for held in batch.held:
                check()
                yield task, held
            batch.held.clear()


def in_task_order(
    tasks: Sequence[FileTask], answers: Iterable[tuple[FileTask, Answer]]
) -> Iterator[tuple[FileTask, Answer]]:
    """The same answers in the order of their tasks; those that come too early are held back."""
    held: dict[str, list[Answer]] = {task.file.path: [] for task in tasks}
    ended: set[str] = set()
    turn = 0
    for task, answer in answers:
        held[task.file.path].append(answer)
        if isinstance(answer, FileOutcome | WorkerCrash):
            ended.add(task.file.path)
        while turn < len(tasks):
            path = tasks[turn].file.path
            yield from ((tasks[turn], kept) for kept in held[path])
            held[path].clear()
            if path not in ended:
                break
            turn += 1


def is_safe(task: FileTask) -> bool:
    """Whether the format of a file is read without libraries that may crash."""
    return suffix_of(task.file.path) in SAFE_SUFFIXES


def need_processes(tasks: Sequence[FileTask]) -> bool:
    """Whether files take child processes: some may crash a reader, or they are too large."""
    return not all(map(is_safe, tasks)) or sum(task.file.size for task in tasks) > IN_PROCESS_BYTES


def _is_safe_batch(batch: Batch) -> bool:
    return all(map(is_safe, batch.tasks))


def _limit(more_seconds: float, batch: Batch) -> float:
    return (
        TIMEOUT + more_seconds + sum(task.file.size for task in batch.tasks) / MIN_BYTES_PER_SECOND
    )


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
