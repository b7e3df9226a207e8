"""Runs the installed command in the background, up to a moment that a test waits for."""

import json
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.command import COMMAND, TIMEOUT, Finished

POLL_SECONDS = 0.01


def start(folder: Path, *arguments: str | Path) -> subprocess.Popen[str]:
    """The command, running in the background."""
    return subprocess.Popen(
        [COMMAND, *arguments],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def end(process: subprocess.Popen[str]) -> Finished:
    """What a command has written when it ends."""
    out, err = process.communicate(timeout=TIMEOUT)
    return Finished(process.returncode, out, err)


def has_ended(process: subprocess.Popen[str], seconds: float = 0.0) -> bool:
    """Whether a process has ended, or ends within some seconds."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    return process.poll() is not None


class Indexing:
    """A run of `search index` in the background, and how far it has come."""

    def __init__(self, folder: Path, *arguments: str | Path) -> None:
        self._index = folder / "index"
        self._old_records = self._records()
        self._old_commits = self._commits()
        self.process = start(folder, "index", *arguments)

    def has_lock(self) -> bool:
        """Whether it is the one that writes: Ctrl-C may stop it anywhere."""
        with suppress(OSError, ValueError):
            holder = json.loads((self._index / "writer.json").read_text("utf-8"))
            return bool(holder["pid"] == self.process.pid)
        return False

    def has_begun(self) -> bool:
        """Whether it is about to read files: Ctrl-C stops it between two documents."""
        return bool(self._records() - self._old_records)

    def has_written(self, size: int) -> bool:
        """Whether it has written so many bytes of records, or committed."""
        return self.has_committed() or size <= sum(
            path.stat().st_size for path in self._records() - self._old_records
        )

    def has_committed(self) -> bool:
        """Whether it has committed what it read first."""
        return self._commits() > self._old_commits

    def wait_until(self, happened: Callable[[], bool]) -> None:
        """Wait for one of these moments; a run that has come to its end has passed it."""
        ends = time.monotonic() + TIMEOUT
        while not happened() and not has_ended(self.process, POLL_SECONDS):
            assert time.monotonic() < ends, f"never came to {happened.__name__}"

    def interrupt(self) -> Finished:
        """What it has written when Ctrl-C has ended it."""
        self.process.send_signal(signal.SIGINT)
        return end(self.process)

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()
        end(self.process)

    def _records(self) -> set[Path]:
        return set(self._index.glob("build-*/*.records"))

    def _commits(self) -> int:
        total = 0
        for path in self._index.glob("build-*/segments.json"):
            with suppress(OSError):  # a build is swept at the end of a run
                total += json.loads(path.read_text("utf-8"))["generation"]
        return total
