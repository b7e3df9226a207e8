"""Runs the command `search` for tests: in this process, or as the installed command."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from searchtool.cli import main
from searchtool.cli.messages import ExitCode

COMMAND = Path(sys.executable).with_name("search")
LOCALE = {"LC_ALL": "C.UTF-8"}
RUSSIAN = {"LC_ALL": "ru_RU.UTF-8"}
TIMEOUT = 120.0
"""Seconds that a command may take."""


@dataclass(frozen=True)
class Finished:
    """The exit code of a command and what it wrote; bytes that are not UTF-8 are surrogates."""

    code: int
    out: str
    err: str


Run = Callable[..., Finished]
"""`run(*arguments, stdin=None, env=None, cwd=None)`."""


def run_in_process(
    *arguments: str | Path,
    stdin: str | None = None,
    env: dict[str, str] | None = None,
    cwd: Path,
) -> Finished:
    """Run a command line as `search` does, with its streams, environment and folder.

    An unexpected error is raised. Help is worded when it is imported: it is English here.
    """
    typed = (stdin or "").encode("utf-8", "surrogateescape")
    source, out, err = (
        io.TextIOWrapper(io.BytesIO(content), newline="\n") for content in (typed, b"", b"")
    )
    with pytest.MonkeyPatch.context() as patch:
        for name, stream in (("stdin", source), ("stdout", out), ("stderr", err)):
            patch.setattr(sys, name, stream)
        for name, value in {**LOCALE, "SEARCHTOOL_DEBUG": "1", **(env or {})}.items():
            patch.setenv(name, value)
        patch.chdir(cwd)
        code = int(main.run([*map(str, arguments)]))
    if code == ExitCode.INTERRUPTED:
        raise KeyboardInterrupt  # by the one who runs the tests
    return Finished(code, _written(out), _written(err))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8", "surrogateescape")


def run_installed(
    *arguments: str | Path,
    stdin: str | None = None,
    env: dict[str, str] | None = None,
    cwd: Path,
) -> Finished:
    """Run the installed command in a process of its own."""
    finished = subprocess.run(
        [COMMAND, *arguments],
        input=(stdin or "").encode("utf-8", "surrogateescape"),
        capture_output=True,
        env={**os.environ, **LOCALE, **(env or {})},
        cwd=cwd,
        timeout=TIMEOUT,
    )
    out, err = (x.decode("utf-8", "surrogateescape") for x in (finished.stdout, finished.stderr))
    return Finished(finished.returncode, out, err)


def shell(line: str, cwd: Path) -> Finished:
    """Run a line of bash in which `search` is the installed command; the exit code is 0 when all
    of a pipeline ended with 0."""
    finished = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, **LOCALE, "PATH": f"{COMMAND.parent}:{os.environ['PATH']}"},
        cwd=cwd,
        timeout=TIMEOUT,
    )
    return Finished(finished.returncode, finished.stdout.decode(), finished.stderr.decode())


def assert_one_line_error(finished: Finished, *parts: str) -> None:
    """The command failed with one line on standard error that holds `parts`."""
    assert (finished.code, finished.out) == (2, "")
    assert re.fullmatch(r"search: .+\n", finished.err), finished.err
    assert "our fault" not in finished.err
    for part in parts:
        assert part in finished.err


def hits(finished: Finished) -> list[dict[str, Any]]:
    """The records of an answer in JSON Lines."""
    return [json.loads(line) for line in finished.out.splitlines()]


def ids(finished: Finished) -> list[str]:
    """The ids of the hits of an answer in JSON Lines."""
    return [hit["id"] for hit in hits(finished)]


COUNTS = re.compile(
    r"added (\d+), changed (\d+), removed (\d+), unchanged (\d+), failed (\d+) files; "
    r"(\d+) passages? read in [\d.]+ s(?:; files read in part: \d+)?"
)


def counts(finished: Finished) -> tuple[int, ...]:
    """Files added, changed, removed, unchanged and failed, as `search index` reports at its end."""
    match = COUNTS.fullmatch(finished.err.splitlines()[-1])
    assert match, finished.err
    assert finished.out == ""
    return tuple(map(int, match.groups()))[:5]
