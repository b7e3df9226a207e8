"""Files in, the answers of some work on each out: here, or in child processes with limits."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from searchtool.documents import READERS, SIMPLE
from searchtool.ingest.discovery import suffix
from searchtool.ingest.pipeline import Finished, Task
from searchtool.ingest.worker_pool import Died, Workers

Answer = TypeVar("Answer")

LITTLE = 1_000_000
"""Bytes of text that are read before a child process has started."""

PATIENCE = 60.0
"""Seconds that a reader may go without a document, and one more for every `PACE` bytes of the file:
a tenth of the speed it had where this was measured."""

PACE = 50_000


def work_through(
    work: Callable[[Task], Iterable[Answer]], tasks: Sequence[Task], waiting: Callable[[], None]
) -> Iterator[tuple[Task, Answer | Died]]:
    """Each answer with its task; those of one file come in order, or end with `workers.Died`.
    `waiting` is called again and again and may raise to stop."""
    if not need_processes(tasks):
        for task in tasks:
            for answer in work(task):
                waiting()
                yield task, answer
        return
    count = min(len(tasks), _processors())
    with Workers(work, count, _limit, is_tame) as workers:
        yield from workers.run(tasks, waiting)


def in_order(
    tasks: Sequence[Task], answers: Iterable[tuple[Task, Answer]]
) -> Iterator[tuple[Task, Answer]]:
    """The answers in the order of their tasks: what comes too early is held back."""
    held: dict[str, list[Answer]] = {task.file.path: [] for task in tasks}
    ended: set[str] = set()
    turn = 0
    for task, answer in answers:
        held[task.file.path].append(answer)
        if isinstance(answer, Finished | Died):
            ended.add(task.file.path)
        while turn < len(tasks):
            path = tasks[turn].file.path
            yield from ((tasks[turn], kept) for kept in held[path])
            held[path].clear()
            if path not in ended:
                break
            turn += 1


def is_tame(task: Task) -> bool:
    """Whether a file is of a format that is read without a library that may crash."""
    return READERS[suffix(task.file.path)] in SIMPLE


def need_processes(tasks: Sequence[Task]) -> bool:
    """Whether to go through files takes more than this process."""
    return not all(map(is_tame, tasks)) or sum(task.file.size for task in tasks) > LITTLE


def _limit(task: Task) -> float:
    return PATIENCE + task.file.size / PACE


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
