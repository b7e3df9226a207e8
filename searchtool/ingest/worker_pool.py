"""A pool of child processes that may crash or hang without harm to this one.

A child gets one task after another, with limits of memory and time, and sends the answers as they
come. When it crashes or takes too long, a `WorkerCrash` is the last answer to its task.
"""

import pickle
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import Any, Generic, TypeVar

from searchtool.core.i18n import tr
from searchtool.ingest.worker import WorkerCrash, serve

TaskType = TypeVar("TaskType")
Answer = TypeVar("Answer")

MAX_MEMORY_BYTES = 1 << 30
"""Address space of a child; enforced where the system can."""

PREFETCH = 2
"""Tasks given to a child at a time, so that it need not wait for the next one."""

_START = f"import sys; sys.path[:] = sys.argv[1:]; from {serve.__module__} import serve; serve()"
_POLL_SECONDS = 0.2  # between two looks at the clock


class WorkerPool(Generic[TaskType, Answer]):
    """A context with child processes; `limit` gives the seconds a task may take for an answer."""

    def __init__(
        self,
        work: Callable[[TaskType], Iterable[Answer]],
        count: int,
        limit: Callable[[TaskType], float],
        is_safe: Callable[[TaskType], bool],
        memory: int = MAX_MEMORY_BYTES,
    ) -> None:
        """`work` and `is_safe` must be functions of a module, or partials of one, as the child
        imports them. Small answers to a safe task are sent together, as it is unlikely to crash."""
        self._setup = pickle.dumps((work, is_safe, memory))
        self._count = count
        self._limit = limit
        self._messages: queue.Queue[tuple[_Worker[TaskType], Any]] = queue.Queue(4 * count)
        self._workers: list[_Worker[TaskType]] = []
        self._started: list[_Worker[TaskType]] = []

    def run(
        self, tasks: Iterable[TaskType], check: Callable[[], None]
    ) -> Iterator[tuple[TaskType, Answer | WorkerCrash]]:
        """Each answer with its task, those of one task in order. `check` is called before each
        answer and several times a second; it may raise to stop."""
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
                yield from self._kill_late_workers(ahead)
                continue
            if worker not in self._workers:
                continue  # sent before it was killed
            if isinstance(message, WorkerCrash):
                if worker.tasks:
                    yield worker.tasks[0], message
                self._discard(worker, ahead)
                continue
            for answer in message.answers:
                check()
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
        while any(worker.is_listened_to for worker in self._started):
            with suppress(queue.Empty):  # a thread may wait for room in the queue
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

    def _kill_late_workers(
        self, ahead: deque[TaskType]
    ) -> Iterator[tuple[TaskType, Answer | WorkerCrash]]:
        now = time.monotonic()
        for worker in list(self._workers):
            if worker.tasks and now - worker.silent_since > self._limit(worker.tasks[0]):
                seconds = round(self._limit(worker.tasks[0]))
                cause = tr(f"not read within {seconds} s", f"не прочитан за {seconds} с")
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
    """One child. A thread receives what it sends, so that no other child has to wait, and another
    hands over its tasks: a child that waits until its answers are taken takes no tasks, and tasks
    may be larger than the system keeps for it."""

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
        self._outgoing: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._outgoing.put(setup)
        threading.Thread(target=self._feed, daemon=True).start()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def is_listened_to(self) -> bool:
        """Whether its thread still runs."""
        return self._listener.is_alive()

    def submit(self, task: TaskType) -> None:
        """Give the child a task."""
        if not self.tasks:
            self.silent_since = time.monotonic()
        self.tasks.append(task)
        self._outgoing.put(pickle.dumps(task))

    def kill(self) -> None:
        """Stop the worker; its last message is still to come."""
        self._process.kill()
        self._outgoing.put(None)

    def _feed(self) -> None:
        stdin = self._process.stdin
        assert stdin is not None
        with suppress(OSError):  # it has died, which the other thread reports
            while (message := self._outgoing.get()) is not None:
                stdin.write(message)
                stdin.flush()
        with suppress(OSError):  # a task that the child never read may be in the buffer
            stdin.close()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        try:
            while True:
                message = pickle.load(self._process.stdout)
                self.silent_since = float("inf")  # while this process is the slow one
                self._messages.put((self, message))
                self.silent_since = time.monotonic()
        except (EOFError, pickle.UnpicklingError, OSError):
            code = self._process.wait()
            self._process.stdout.close()
            self._messages.put((self, WorkerCrash(_cause_of_death(code))))


def _cause_of_death(code: int) -> str:
    if code < 0:
        return tr(
            f"could not be parsed (crash, signal {-code})",
            f"сбой при чтении файла (сигнал {-code})",
        )
    return tr("could not be parsed", "сбой при чтении файла")
