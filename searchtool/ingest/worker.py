"""What a child process of the worker pool runs: one task after another, with limited memory."""

import gc
import os
import pickle
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from searchtool.core import clock
from searchtool.core.gc_threshold import GC_THRESHOLD
from searchtool.core.i18n import tr

RECYCLE_RATIO = 0.35
"""A child that holds this share of its memory after a task is replaced, so that the next file does
not lack what the last one left behind: at about 300 MiB of resident memory, at 344 with 0.4. Two
and the writer, which takes 273 MiB over 70,000 files and about 0.6 KiB for each more, have to stay
below a gigabyte over 234,000."""

CHUNK_BYTES = 1 << 16
"""Size of answers to a safe task that are sent together."""

_MAX_HOLD_SECONDS = 0.5  # that an answer waits for others


@dataclass(frozen=True, slots=True)
class WorkerCrash:
    """The last answer to a task whose child crashed or was killed."""

    cause: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some answers to a task, pickled; `is_end` of the task, `is_last` before the child must be
    replaced."""

    answers: list[bytes]
    is_end: bool = False
    is_last: bool = False


def serve() -> None:
    """What a child runs: tasks come from standard input, answers go to standard output."""
    tasks = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Libraries print to standard output, too.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    threading.Thread(target=_exit_with, args=[os.getppid()], daemon=True).start()
    clock.make_readable()
    work, is_safe, memory = pickle.load(tasks)
    _limit_memory(memory)
    gc.set_threshold(GC_THRESHOLD)
    try:
        while True:
            task = pickle.load(tasks)
            rest = _send_all_but_last(work(task), CHUNK_BYTES if is_safe(task) else 1, answers)
            _send(Chunk(rest, True, is_last=_memory_in_use() > RECYCLE_RATIO * memory), answers)
    except MemoryError:
        cause = tr("needs more memory than allowed", "требует больше памяти, чем разрешено")
        _send(WorkerCrash(cause), answers)
    except (EOFError, BrokenPipeError):
        os._exit(0)


def _exit_with(parent: int) -> None:
    """Ends a busy child, which would not notice that its parent was killed."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


def _send_all_but_last(found: Iterable[Any], min_bytes: int, answers: BinaryIO) -> list[bytes]:
    """Sends the answers to a task in chunks of at least that size; returns the rest, pickled."""
    chunk: list[bytes] = []
    size, started = 0, time.monotonic()
    for answer in found:
        chunk.append(pickle.dumps(answer, protocol=5))
        size += len(chunk[-1])
        if size >= min_bytes or time.monotonic() - started > _MAX_HOLD_SECONDS:
            _send(Chunk(chunk), answers)
            chunk, size, started = [], 0, time.monotonic()
    return chunk


def _send(message: Any, answers: BinaryIO) -> None:
    pickle.dump(message, answers, protocol=5)
    answers.flush()


def _memory_in_use() -> int:
    """Bytes of address space in use; 0 where the system does not say."""
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
