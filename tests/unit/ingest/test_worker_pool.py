"""Tasks in, answers out; a child that dies costs its own task and no other."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from searchtool.ingest.worker import WorkerCrash
from searchtool.ingest.worker_pool import WorkerPool

KEPT: list[bytearray] = []
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def work(task: str) -> Iterator[str]:
    """What a child does in these tests."""
    yield f"begin {task}"
    if task == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif task == "hang":
        time.sleep(60)
    elif task == "exit":
        os._exit(3)
    elif task == "hog":
        yield str(len(bytearray(1 << 31)))
    elif task == "print":
        os.write(1, b"noise from a library")
        print("more noise")
    elif task == "many":
        yield from (f"{number:0900}" for number in range(300))
    elif task.startswith("large"):
        yield from [task] * 9
    elif task == "keep":
        KEPT.append(bytearray(700 << 20))
    yield f"end {task}"


def is_safe(task: str) -> bool:
    """Tasks whose answers may come together."""
    return task in ("a", "b", "c", "many")


def answers(
    tasks: list[str], count: int = 2, limit: Callable[[str], float] = lambda task: 60.0
) -> dict[str, list[str | WorkerCrash]]:
    found: dict[str, list[str | WorkerCrash]] = {}
    with WorkerPool(work, count, limit, is_safe, memory=1 << 30) as workers:
        for task, answer in workers.run(tasks, lambda: None):
            found.setdefault(task, []).append(answer)
    return found


def test_every_task_is_answered_in_full() -> None:
    tasks = [str(number) for number in range(50)]
    assert answers(tasks) == {task: [f"begin {task}", f"end {task}"] for task in tasks}


def test_so_are_safe_ones() -> None:
    tasks = ["a", "1", "b", "2", "many", "c"]
    found = answers(tasks)
    assert found.pop("many") == ["begin many", *(f"{n:0900}" for n in range(300)), "end many"]
    assert found == {task: [f"begin {task}", f"end {task}"] for task in tasks if task != "many"}


def test_large_tasks_wait_for_large_answers() -> None:
    # Neither fits into a pipe: who hands over a task must not wait for it.
    tasks = [f"large {number} " + "x" * 300_000 for number in range(3)]
    assert answers(tasks, count=1) == {t: [f"begin {t}", *[t] * 9, f"end {t}"] for t in tasks}


def test_no_task_is_no_answer() -> None:
    assert answers([]) == {}


@pytest.mark.parametrize(
    ("deadly", "cause"), [("crash", "signal 11"), ("exit", "not be parsed"), ("hog", "memory")]
)
@pytest.mark.parametrize("count", [1, 2])
def test_who_dies_takes_nobody_along(deadly: str, cause: str, count: int) -> None:
    tasks = ["a", deadly, "b", "c", "d", "e"]
    found = answers(tasks, count)
    assert set(found) == set(tasks)
    assert all(found[task] == [f"begin {task}", f"end {task}"] for task in "abcde")
    begin, died = found[deadly]
    assert begin == f"begin {deadly}"
    assert isinstance(died, WorkerCrash)
    assert cause in died.cause


def test_who_is_silent_too_long_is_ended() -> None:
    started = time.monotonic()
    found = answers(["a", "hang", "b", "c"], limit=lambda task: 2.0 if task == "hang" else 60.0)
    assert time.monotonic() - started < 30
    assert isinstance(found["hang"][-1], WorkerCrash)
    assert "2 s" in found["hang"][-1].cause
    assert all(found[task] == [f"begin {task}", f"end {task}"] for task in "abc")


def test_what_one_task_keeps_another_does_not_lack() -> None:
    tasks = ["keep", "a", "keep", "keep", "b"]
    with WorkerPool(work, 1, lambda task: 30.0, is_safe, memory=1 << 30) as workers:
        found = [answer for _, answer in workers.run(tasks, lambda: None)]
    assert found == [f"{what} {task}" for task in tasks for what in ("begin", "end")]


def test_noise_on_standard_output_is_harmless() -> None:
    assert answers(["print", "a"])["a"] == ["begin a", "end a"]


def test_the_reader_of_answers_is_not_killed_for_being_slow() -> None:
    found: list[str | WorkerCrash] = []

    def limit(task: str) -> float:
        return 1.0 if found else 60.0  # until then the child starts

    with WorkerPool(work, 1, limit, is_safe) as workers:
        for _, answer in workers.run([str(number) for number in range(20)], lambda: None):
            found.append(answer)
            time.sleep(1.5 if len(found) == 1 else 0.1)
    assert len(found) == 40


def test_leaving_early_ends_the_children() -> None:
    class Stop(Exception):
        pass

    def stop() -> None:
        raise Stop

    started = time.monotonic()
    with pytest.raises(Stop), WorkerPool(work, 2, lambda task: 30.0, is_safe) as workers:
        list(workers.run(["hang", "hang"], stop))
    assert time.monotonic() - started < 20


def test_a_busy_child_ends_with_its_parent() -> None:
    script = """if True:
        from tests.unit.ingest.test_worker_pool import WorkerPool, is_safe, work
        with WorkerPool(work, 1, lambda task: 60.0, is_safe) as workers:
            for _ in workers.run(["hang"], lambda: None):
                print(workers._workers[0]._process.pid, flush=True)
    """
    root = str(Path(__file__).parents[3])
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    ends = time.monotonic() + 20
    while _is_running(child):
        assert time.monotonic() < ends
        time.sleep(0.1)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    ).stdout
    return bool(state) and not state.startswith("Z")
