"""Runs work on files: in this process, or in child processes with limits of memory and time."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

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


def run_tasks(
    work: Callable[[FileTask], Iterable[Answer]],
    tasks: Sequence[FileTask],
    check: Callable[[], None],
) -> Iterator[tuple[FileTask, Answer | WorkerCrash]]:
    """Each answer with its task. Those of one file come in order, and a `WorkerCrash` ends them.
    `check` is called before each answer and several times a second; it may raise to stop."""
    if not need_processes(tasks):
        for task in tasks:
            for answer in work(task):
                check()
                yield task, answer
        return
    count = min(len(tasks), _processors())
    with WorkerPool(work, count, _limit, is_safe) as workers:
        yield from workers.run(tasks, check)


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


def _limit(task: FileTask) -> float:
    return TIMEOUT + task.file.size / MIN_BYTES_PER_SECOND


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
