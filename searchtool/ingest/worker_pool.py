"""Tasks in, their answers out, worked out in child processes that may die without harm.

A child is given one task after another, each with its limits of memory and time. What a task
answers comes as it is worked out; when the child dies or takes too long, that is the answer.
"""

import gc
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Generic, TypeVar

from searchtool.core.gc_threshold import GC_THRESHOLD
from searchtool.core.i18n import tr

TaskType = TypeVar("TaskType")
Answer = TypeVar("Answer")

MAX_MEMORY_BYTES = 1 << 30
"""Bytes of address space of a child; enforced where the system can."""

RECYCLE_RATIO = 0.45
"""A child that holds this share of its memory after a task makes room for a fresh one: what one
file leaves behind must not be what the next one lacks. Two children and the writer came to 1,012
MiB of their own over 234,000 files so, to 903 at 0.4 and to 1,290 at 0.6."""

PREFETCH = 2
"""Tasks a child holds, so that it need not wait for the next one."""

CHUNK_BYTES = 1 << 16
"""Bytes of answers to a safe task that are sent together."""

_MAX_HOLD_SECONDS = 0.5  # that an answer waits for others
_START = f"import sys; sys.path[:] = sys.argv[1:]; from {__name__} import serve; serve()"
_POLL_SECONDS = 0.2  # between two looks at the clock


@dataclass(frozen=True, slots=True)
class WorkerCrash:
    """The answer to a task that cost its child the life."""

    cause: str


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some answers of a task, pickled; whether it ends with them, and the child with it."""

    answers: list[bytes]
    is_end: bool = False
    is_last: bool = False


class WorkerPool(Generic[TaskType, Answer]):
    """A context with child processes; `limit` gives the seconds a task may go without a word."""

    def __init__(
        self,
        work: Callable[[TaskType], Iterable[Answer]],
        count: int,
        limit: Callable[[TaskType], float],
        is_safe: Callable[[TaskType], bool],
        memory: int = MAX_MEMORY_BYTES,
    ) -> None:
        """`work` and `is_safe` must be importable by the child: a function of a module, or a
        partial of one. A child hardly dies of a safe task, so its small answers come together."""
        self._setup = pickle.dumps((work, is_safe, memory))
        self._count = count
        self._limit = limit
        self._messages: queue.Queue[tuple[_Worker[TaskType], Any]] = queue.Queue(4 * count)
        self._workers: list[_Worker[TaskType]] = []
        self._started: list[_Worker[TaskType]] = []

    def run(
        self, tasks: Iterable[TaskType], check: Callable[[], None]
    ) -> Iterator[tuple[TaskType, Answer | WorkerCrash]]:
        """Each answer with its task, those of one task in their order; `check` is called a few
        times a second and may raise."""
        ahead = deque[TaskType]()
        coming = iter(tasks)
        while True:
            self._dispatch(ahead, coming)
            if not any(worker.tasks for worker in self._workers):
                return
            check()
            try:
                worker, message = self._messages.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                yield from self._end_late_ones(ahead)
                continue
            if worker not in self._workers:
                continue  # the last words of one that was ended
            if isinstance(message, WorkerCrash):
                if worker.tasks:
                    yield worker.tasks[0], message
                self._discard(worker, ahead)
                continue
            for answer in message.answers:
                yield worker.tasks[0], pickle.loads(answer)
            if message.is_end:
                worker.tasks.popleft()
            if message.is_last:
                self._recycle(worker, ahead)

    def __enter__(self) -> "WorkerPool[TaskType, Answer]":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            worker.kill()
        while any(worker.is_heard for worker in self._started):
            with suppress(queue.Empty):  # who has something to say waits for room
                self._messages.get(timeout=0.01)

    def _dispatch(self, ahead: deque[TaskType], coming: Iterator[TaskType]) -> None:
        while True:
            idle = min(self._workers, key=lambda w: len(w.tasks), default=None)
            can_grow = len(self._workers) < self._count
            if idle is not None and len(idle.tasks) >= (1 if can_grow else PREFETCH):
                idle = None
            if idle is None and not can_grow:
                return
            task = ahead.popleft() if ahead else next(coming, None)
            if task is None:
                return
            if idle is None:
                idle = _Worker(self._setup, self._messages)
                self._workers.append(idle)
                self._started.append(idle)
            idle.submit(task)

    def _end_late_ones(
        self, ahead: deque[TaskType]
    ) -> Iterator[tuple[TaskType, Answer | WorkerCrash]]:
        now = time.monotonic()
        for worker in list(self._workers):
            if worker.tasks and now - worker.silent_since > self._limit(worker.tasks[0]):
                seconds = round(self._limit(worker.tasks[0]))
                cause = tr(f"took over {seconds} s", f"дольше {seconds} с")
                yield worker.tasks[0], WorkerCrash(cause)
                self._discard(worker, ahead)

    def _discard(self, worker: "_Worker[TaskType]", ahead: deque[TaskType]) -> None:
        if worker.tasks:
            worker.tasks.popleft()
        self._recycle(worker, ahead)

    def _recycle(self, worker: "_Worker[TaskType]", ahead: deque[TaskType]) -> None:
        self._workers.remove(worker)
        worker.kill()
        ahead.extend(worker.tasks)


class _Worker(Generic[TaskType]):
    """One child. A thread takes what it says, so that no other child waits for it."""

    def __init__(
        self, setup: bytes, messages: "queue.Queue[tuple[_Worker[TaskType], Any]]"
    ) -> None:
        self.tasks = deque[TaskType]()
        self.silent_since = time.monotonic()
        self._messages = messages
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the parent
        )
        self._send(setup)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def is_heard(self) -> bool:
        """Whether its thread is still there."""
        return self._listener.is_alive()

    def submit(self, task: TaskType) -> None:
        """Hand over a task."""
        if not self.tasks:
            self.silent_since = time.monotonic()
        self.tasks.append(task)
        self._send(pickle.dumps(task))

    def kill(self) -> None:
        """Make an end of it; its last message is still to come."""
        self._process.kill()
        assert self._process.stdin is not None
        with suppress(OSError):  # it may hold a task that was never taken
            self._process.stdin.close()

    def _send(self, message: bytes) -> None:
        assert self._process.stdin is not None
        with suppress(OSError):  # it is dead, which its other end says
            self._process.stdin.write(message)
            self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        try:
            while True:
                message = pickle.load(self._process.stdout)
                self.silent_since = float("inf")  # now it is we who are slow
                self._messages.put((self, message))
                self.silent_since = time.monotonic()
        except (EOFError, pickle.UnpicklingError, OSError):
            code = self._process.wait()
            self._process.stdout.close()
            self._messages.put((self, WorkerCrash(_cause_of_death(code))))


def _cause_of_death(code: int) -> str:
    if code < 0:
        return tr(
            f"its reader crashed (signal {-code})", f"программа чтения упала (сигнал {-code})"
        )
    return tr("its reader gave up", "программа чтения не справилась")


def serve() -> None:
    """The life of a child: tasks from standard input, answers to what was standard output."""
    tasks = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Libraries write where they like.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    threading.Thread(target=_end_with, args=[os.getppid()], daemon=True).start()
    work, is_safe, memory = pickle.load(tasks)
    _limit_memory(memory)
    gc.set_threshold(GC_THRESHOLD)
    try:
        while True:
            task = pickle.load(tasks)
            rest = _send_all_but_last(work(task), CHUNK_BYTES if is_safe(task) else 1, answers)
            _send(_Chunk(rest, True, is_last=_memory_in_use() > RECYCLE_RATIO * memory), answers)
    except MemoryError:
        cause = tr("takes more memory than allowed", "требует больше памяти, чем разрешено")
        _send(WorkerCrash(cause), answers)
    except (EOFError, BrokenPipeError):
        os._exit(0)


def _end_with(parent: int) -> None:
    """A child that is busy does not see that nobody listens any more: its parent may be killed."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


def _send_all_but_last(found: Iterable[Any], least: int, answers: BinaryIO) -> list[bytes]:
    """Parcel after parcel of what a task answers, of so many bytes; what is left over."""
    parcel: list[bytes] = []
    size, begun = 0, time.monotonic()
    for answer in found:
        parcel.append(pickle.dumps(answer, protocol=5))
        size += len(parcel[-1])
        if size >= least or time.monotonic() - begun > _MAX_HOLD_SECONDS:
            _send(_Chunk(parcel), answers)
            parcel, size, begun = [], 0, time.monotonic()
    return parcel


def _send(message: Any, answers: BinaryIO) -> None:
    pickle.dump(message, answers, protocol=5)
    answers.flush()


def _memory_in_use() -> int:
    """Bytes of address space, where the system tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard != resource.RLIM_INFINITY:
        size = min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (size, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
