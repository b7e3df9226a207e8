"""Files in, the answers of some work on each out: here, or in child processes with limits."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from searchtool.documents.formats import SAFE_SUFFIXES
from searchtool.ingest.discovery import suffix
from searchtool.ingest.pipeline import FileOutcome, FileTask
from searchtool.ingest.worker_pool import WorkerCrash, WorkerPool

Answer = TypeVar("Answer")

IN_PROCESS_BYTES = 1_000_000
"""Bytes of text that are read before a child process has started."""

TIMEOUT = 60.0
"""Seconds that a reader may go without a document, and one more for every `MIN_BYTES_PER_SECOND`
bytes of the file: a tenth of the speed it had where this was measured."""

MIN_BYTES_PER_SECOND = 50_000


def run_tasks(
    work: Callable[[FileTask], Iterable[Answer]],
    tasks: Sequence[FileTask],
    check: Callable[[], None],
) -> Iterator[tuple[FileTask, Answer | WorkerCrash]]:
    """Each answer with its task; those of one file come in order, or end with a
    `WorkerCrash`. `check` is called again and again and may raise to stop."""
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
    """The answers in the order of their tasks: what comes too early is held back."""
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
    """Whether a file is of a format that is read without a library that may crash."""
    return suffix(task.file.path) in SAFE_SUFFIXES


def need_processes(tasks: Sequence[FileTask]) -> bool:
    """Whether to go through files takes more than this process."""
    return not all(map(is_safe, tasks)) or sum(task.file.size for task in tasks) > IN_PROCESS_BYTES


def _limit(task: FileTask) -> float:
    return TIMEOUT + task.file.size / MIN_BYTES_PER_SECOND


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
