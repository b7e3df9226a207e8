"""System calls that fail: compiles `faults.c` and gives the environment that loads it."""

import errno
import os
import shutil
import struct
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("faults.c")
ERRORS = (
    errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.EACCES,
    errno.ESTALE, errno.EROFS, errno.ENOMEM, errno.EINTR,
)  # fmt: skip
ALL = 0
"""In place of how many calls fail: from then on."""


class NoCompiler(Exception):
    """There is no C compiler, or it cannot make a library to be loaded first."""


@dataclass(frozen=True)
class Fault:
    """Which call fails, with which error, and how many from that one on; or after how many bytes
    the disk is full."""

    at: int = 0
    error: int = errno.EIO
    count: int = 1
    disk_bytes: int = 0

    def __str__(self) -> str:
        if self.disk_bytes:
            return f"disk full after {self.disk_bytes} bytes"
        times = "from then on" if self.count == ALL else "once"
        return f"call {self.at} {errno.errorcode[self.error]} {times}"


NONE = Fault()


@dataclass(frozen=True)
class Call:
    """A system call: which of all it is, from 1, its name, and its file."""

    number: int
    name: str
    path: Path


class Faults:
    """The compiled library, and what it has counted and failed."""

    def __init__(self, folder: Path, under: Sequence[Path]) -> None:
        """`under` are the folders whose files are meant. Raises NoCompiler."""
        self._library = folder / "faults.so"
        self._counter = folder / "calls"
        self._log = folder / "failed"
        self._trace = folder / "trace"
        self._under = ":".join(map(str, under))
        compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
        if compiler is None:
            raise NoCompiler("no C compiler")
        command: list[str | Path] = [
            compiler,
            "-shared",
            "-fPIC",
            "-O1",
            "-w",
            "-o",
            self._library,
            SOURCE,
            "-ldl",
        ]
        made = subprocess.run(command, capture_output=True, text=True)
        if made.returncode:
            raise NoCompiler(made.stderr.strip().split("\n")[0])

    def environment(self, fault: Fault, *, is_traced: bool = False) -> dict[str, str]:
        """The variables of a process in which calls fail; counting starts anew."""
        self._counter.write_bytes(bytes(16))
        self._log.unlink(missing_ok=True)
        self._trace.unlink(missing_ok=True)
        return {
            "FAULT_TRACE": str(self._trace) if is_traced else "",
            "LD_PRELOAD": str(self._library),
            "FAULT_UNDER": self._under,
            "FAULT_COUNTER": str(self._counter),
            "FAULT_LOG": str(self._log),
            "FAULT_AT": str(fault.at),
            "FAULT_COUNT": str(fault.count),
            "FAULT_ERRNO": str(fault.error),
            "FAULT_BYTES": str(fault.disk_bytes),
        }

    def calls(self) -> list[Call]:
        """The calls since `environment` was made for tracing them, in order."""
        calls = []
        for line in self._trace.read_text("utf-8", "replace").splitlines():
            name, number, path = line.split(" ", 2)
            calls.append(Call(int(number), name, Path(path)))
        return sorted(calls, key=lambda call: call.number)

    def written(self) -> int:
        """The bytes written since `environment` was made."""
        _, written = struct.unpack("qq", self._counter.read_bytes())
        return int(written)

    def failed(self) -> list[str]:
        """The calls that failed: each with its error and its file."""
        if not self._log.exists():
            return []
        lines = self._log.read_text("utf-8", "replace").splitlines()
        return [_named(line) for line in lines]


def _named(line: str) -> str:
    call, error, path = line.split(" ", 2)
    return f"{call} {errno.errorcode[int(error)]} {os.path.basename(path)}"
