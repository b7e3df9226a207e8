"""Which files are read in this process, and in which order their answers come."""

import os
from collections.abc import Iterator

import pytest

from searchtool.core.model import FileRecord
from searchtool.ingest.discovery import FoundFile
from searchtool.ingest.pipeline import FileOutcome, FileTask
from searchtool.ingest.scheduler import (
    BATCH_BYTES,
    IN_PROCESS_BYTES,
    in_task_order,
    is_safe,
    make_batches,
    need_processes,
    run_tasks,
)
from searchtool.ingest.worker import WorkerCrash


def task(name: str, size: int = 1) -> FileTask:
    return FileTask(FoundFile(f"/{name}", name, size, 1), None)


def outcome(name: str) -> FileOutcome:
    return FileOutcome(FileRecord(f"/{name}", name, 1, 1, ""))


def work(one: FileTask) -> Iterator[str | FileOutcome]:
    """What is done for a file in these tests."""
    yield f"document of {one.file.name}"
    yield outcome(one.file.name)


def test_formats_that_may_crash_take_a_process() -> None:
    assert [is_safe(task(name)) for name in ("a.txt", "a.PDF", "a.docx")] == [True, False, False]
    assert not need_processes([])
    assert not need_processes([task("a.txt"), task("b.md")])
    assert need_processes([task("a.txt"), task("b.pdf")])
    assert need_processes([task("a.txt", IN_PROCESS_BYTES), task("b.txt")])


@pytest.mark.parametrize("size", [1, IN_PROCESS_BYTES])
def test_the_answers_are_the_same_in_any_process(size: int) -> None:
    tasks = [task(f"{number}.txt", size) for number in range(4)]
    answers = list(run_tasks(work, tasks, lambda: None))
    assert len(answers) == 8
    assert list(in_task_order(tasks, answers)) == [
        (one, answer) for one in tasks for answer in work(one)
    ]


@pytest.mark.parametrize("size", [1, IN_PROCESS_BYTES])
def test_a_check_stops_before_the_next_answer(size: int) -> None:
    class Stop(Exception):
        pass

    seen: list[object] = []

    def check() -> None:
        if len(seen) == 3:
            raise Stop

    tasks = [task(f"{number}.txt", size) for number in range(4)]
    with pytest.raises(Stop):
        for _, answer in run_tasks(work, tasks, check):
            seen.append(answer)
    assert len(seen) == 3


def test_small_files_are_handed_over_together() -> None:
    names = ["a.txt", "b.txt", "c.pdf", "d.txt", "e.txt", "f.txt"]
    sizes = [BATCH_BYTES, 1, 1, 0, 1, BATCH_BYTES]
    batches = make_batches(map(task, names, sizes))
    found = [[one.file.name for one in batch.tasks] for batch in batches]
    assert found == [["a.txt"], ["b.txt"], ["c.pdf"], ["d.txt", "e.txt"], ["f.txt"]]


def crash_in_three(one: FileTask) -> Iterator[str | FileOutcome]:
    """The same, but for a file that ends the process."""
    if one.file.name == "3.txt":
        os._exit(1)
    yield from work(one)


def test_a_crash_costs_only_the_file_itself() -> None:
    tasks = [*(task(f"{n}.txt") for n in range(6)), task("large.txt", IN_PROCESS_BYTES)]
    answers = list(run_tasks(crash_in_three, tasks, lambda: None))
    (crashed,) = [one for one, answer in answers if isinstance(answer, WorkerCrash)]
    assert crashed == tasks[3]
    rest = [one for one in tasks if one != crashed]
    kept = [(one, answer) for one, answer in answers if one != crashed]
    assert list(in_task_order(rest, kept)) == [(one, a) for one in rest for a in work(one)]


def test_answers_are_put_in_the_order_of_their_tasks() -> None:
    a, b, c = task("a"), task("b"), task("c")
    crash = WorkerCrash("")
    answers = [(b, "b1"), (c, crash), (a, "a1"), (b, outcome("b")), (a, outcome("a"))]
    assert list(in_task_order([a, b, c], answers)) == [
        (a, "a1"), (a, outcome("a")), (b, "b1"), (b, outcome("b")), (c, crash),
    ]  # fmt: skip
