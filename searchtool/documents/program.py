"""Runs a program of the system that reads a format for us.

The file is its standard input and never an argument, so no name, however hostile, reaches the
program; nothing passes through a shell. Time, processor time and the size of the answer are
limited; the limit of memory of a child process (`ingest/worker.py`) holds for its programs, too.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from contextlib import suppress
from typing import IO, NamedTuple

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.documents.source import Source

MAX_SECONDS = 50.0
"""Less than a reader may take without an answer (`ingest/scheduler.py`)."""

PROCESSOR_SECONDS, PROCESSOR_SECONDS_PER_MB = 3, 1
"""Sound files take a hundredth of that; in one of twelve damaged .doc files catdoc never ends."""

_MAX_ERROR_BYTES = 1000

_TIME_IS_UP = -signal.SIGXCPU if hasattr(signal, "SIGXCPU") else None


class Program(NamedTuple):
    """A program by its name, the package that has it, and how it is called."""

    name: str
    package: str
    arguments: tuple[str, ...] = ()

    @property
    def path(self) -> str | None:
        """Where it is installed, None where it is not."""
        return shutil.which(self.name)


ANTIWORD = Program("antiword", "antiword", ("-x", "db", "-"))
CATDOC = Program("catdoc", "catdoc", ("-w", "-s", "cp1251", "-d", "utf-8"))
DJVUSED = Program("djvused", "djvulibre-bin", ("-u", "/dev/stdin", "-e", "print-pure-txt"))
DDJVU = Program("ddjvu", "djvulibre-bin")
TESSERACT = Program("tesseract", "tesseract-ocr tesseract-ocr-rus")

PROGRAMS = (ANTIWORD, CATDOC, DJVUSED)
"""Those that are used wherever they are installed."""


class ProgramFailed(Exception):
    """The program did not read the file; `cause` says why, for the user."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


def installed_programs() -> list[str]:
    """The names of those programs that are there and read formats."""
    return [program.name for program in PROGRAMS if program.path]


def no_program(source: Source, *programs: Program) -> UnreadableFile:
    """The error for a file that one of these programs would read."""
    names = tr(" or ", " или ").join(program.name for program in programs)
    return source.unreadable(
        tr(f"needs the program {names}", f"нужна программа {names}"),
        f"apt install {programs[0].package}",
    )


def run_program(
    program: Program,
    content: bytes,
    max_bytes: int,
    max_seconds: float = MAX_SECONDS,
    processor_seconds: float | None = None,
) -> bytes:
    """What the program writes when it is given these bytes; without `processor_seconds`, how many
    it may take depends on their number. Raises ProgramFailed."""
    path = program.path
    assert path is not None
    if processor_seconds is None:
        processor_seconds = PROCESSOR_SECONDS + (len(content) >> 20) * PROCESSOR_SECONDS_PER_MB
    # A file and not a pipe, as programs seek in it; it has no name, so that none is left behind.
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as errors:
        given.write(content)
        given.seek(0)
        process = subprocess.Popen(
            [path, *program.arguments],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"},
        )
        with process:
            is_late = threading.Event()
            _limit_processor_time(process.pid, processor_seconds)
            answer = _read(process, max_bytes, max_seconds, is_late)
        if is_late.is_set() or process.returncode == _TIME_IS_UP:
            raise _too_slow(program, max_seconds if is_late.is_set() else processor_seconds)
        if len(answer) > max_bytes:
            raise ProgramFailed(
                tr(f"{program.name} gave too much text", f"{program.name} выдала слишком много")
            )
        if process.returncode:
            raise ProgramFailed(_cause(program, process.returncode, errors))
        return answer


def _read(
    process: subprocess.Popen[bytes], max_bytes: int, max_seconds: float, is_late: threading.Event
) -> bytes:
    """The answer, or a byte more than is allowed. The process is killed at its end or when it takes
    too long."""

    def stop() -> None:
        is_late.set()
        process.kill()

    timer = threading.Timer(max_seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        assert process.stdout is not None
        answer = process.stdout.read(max_bytes + 1)
        if len(answer) > max_bytes:
            process.kill()
        process.wait()
        return answer
    finally:
        timer.cancel()
        if process.poll() is None:
            process.kill()


def _limit_processor_time(pid: int, seconds: float) -> None:
    """A program that goes on when this process was killed ends all the same."""
    try:
        from resource import RLIMIT_CPU, prlimit
    except ImportError:  # not Linux
        return
    with suppress(OSError):  # it has ended
        prlimit(pid, RLIMIT_CPU, (int(seconds), int(seconds) + 1))


def _too_slow(program: Program, seconds: float) -> ProgramFailed:
    return ProgramFailed(
        tr(
            f"{program.name} took more than {seconds:.0f} s",
            f"{program.name} не справилась за {seconds:.0f} с",
        )
    )


def _cause(program: Program, code: int, errors: IO[bytes]) -> str:
    """Why a program failed, in its own words where it has any."""
    errors.seek(0)
    said = errors.read(_MAX_ERROR_BYTES).decode("utf-8", "replace").split("\n")
    first = next((line.strip() for line in said if line.strip()), "")
    if code < 0:
        first = tr(f"crash, signal {-code}", f"сбой, сигнал {-code}")
    return tr(
        f"{program.name} cannot read it ({first or code})",
        f"{program.name} не может это прочитать ({first or code})",
    )
