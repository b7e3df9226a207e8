"""Measures the wall clock, processor time and peak memory of a command and all it starts."""

import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.figures import Key

MIB = 2**20

SEED = 1
"""Of the order in which commands are run."""

SAMPLING = 0.02
"""Seconds between two looks at the memory of a process tree."""


class Failed(Exception):
    """A command ended with another code than was expected, or took too long."""


class Memory(NamedTuple):
    """Bytes. `resident` counts what processes share in each of them, and the pages of files that
    are mapped; `private` is what they hold for themselves."""

    resident: int
    private: int


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds, and bytes; the memory is unknown where it was not looked at."""

    wall: float
    cpu: float
    peak: Memory | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """What to run: the `codes` it may end with, a file to read from, the one core it may use."""

    arguments: Sequence[str]
    codes: frozenset[int] = frozenset({0})
    stdin: Path | None = None
    core: int | None = None
    limit: float = 7200.0


@dataclass(frozen=True, slots=True)
class Bench:
    """Where commands run: their current folder, their environment, where their output goes."""

    folder: Path
    environment: Mapping[str, str]

    @property
    def output(self) -> Path:
        """What the last command wrote to standard output. A file, as tools treat a terminal and
        the null device in their own ways."""
        return self.folder / "output"

    def measure(self, command: Command, *, memory: bool = False) -> Measured:
        """Runs it once. Raises Failed."""
        errors = self.folder / "errors"
        source = command.stdin or Path(os.devnull)
        with source.open("rb") as stdin, self.output.open("wb") as out, errors.open("wb") as err:
            started = time.perf_counter()
            process = subprocess.Popen(
                command.arguments,
                stdin=stdin,
                stdout=out,
                stderr=err,
                cwd=self.folder,
                env=dict(self.environment),
                start_new_session=True,
            )
            if command.core is not None:
                os.sched_setaffinity(process.pid, {command.core})
            watch = MemoryWatch(process.pid) if memory else None
            timer = threading.Timer(command.limit, _end, [process.pid])
            timer.start()
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
            timer.cancel()
        process.returncode = code = os.waitstatus_to_exitcode(status)
        peak = watch.stop() if watch else None
        if code not in command.codes:
            said = errors.read_text("utf-8", "replace").strip().rpartition("\n")[2]
            raise Failed(f"ended with {code} after {wall:.1f} s: {said}")
        return Measured(wall, usage.ru_utime + usage.ru_stime, peak)

    def interleave(
        self, commands: Mapping[Key, Command], rounds: int
    ) -> tuple[dict[Key, list[float]], dict[Key, str]]:
        """Wall clocks of each, and why those failed that did.

        Every round runs all of them once, in another order, so that what the machine does besides
        hits all alike. One round before warms the page cache and is not counted.
        """
        draw = random.Random(SEED)
        walls: dict[Key, list[float]] = {name: [] for name in commands}
        failures: dict[Key, str] = {}
        for number in range(rounds + 1):
            names = [name for name in commands if name not in failures]
            for name in draw.sample(names, len(names)):
                try:
                    wall = self.measure(commands[name]).wall
                except Failed as error:
                    failures[name] = str(error)
                    continue
                if number:
                    walls[name].append(wall)
        return {name: walls[name] for name in commands if name not in failures}, failures


class MemoryWatch:
    """The peak of the memory of a process and all below it, until it is stopped."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = Memory(0, 0)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> Memory | None:
        """The peak so far; None where the system does not show it."""
        self._stopped.set()
        self._thread.join()
        return self._peak if self._peak.resident else None

    def _watch(self) -> None:
        while not self._stopped.wait(SAMPLING):
            now = tree_memory(self._pid)
            self._peak = Memory(*map(max, zip(self._peak, now, strict=True)))


def tree_memory(pid: int) -> Memory:
    """What a process and all below it hold now, as Linux shows it in /proc."""
    resident = private = 0
    for process in _tree(pid):
        with suppress(OSError):  # it has ended meanwhile
            held = parse_status(Path(f"/proc/{process}/status").read_text("utf-8"))
            resident += held.resident
            private += held.private
    return Memory(resident, private)


def parse_status(status: str) -> Memory:
    """The memory in a `/proc/…/status`.

    >>> parse_status("Name:\\tpython\\nVmRSS:\\t 30 kB\\nRssAnon:\\t 20 kB\\nRssFile:\\t 10 kB\\n")
    Memory(resident=30720, private=20480)
    """
    fields = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    resident, own, shared = (
        int(fields.get(name, "0 kB").split()[0]) << 10 for name in ("VmRSS", "RssAnon", "RssShmem")
    )
    return Memory(resident, own + shared)


def _tree(pid: int) -> list[int]:
    found = [pid]
    for process in found:  # grows while it is walked
        with suppress(OSError):
            for task in Path(f"/proc/{process}/task").iterdir():
                found += map(int, (task / "children").read_text("ascii").split())
    return found


def _end(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
