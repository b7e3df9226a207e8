"""Runs `search` in forks of a process that has loaded all its modules, as a campaign starts it some
thousand times: a command takes a third of the time of a new process, with the same calls on files.
"""

import ctypes
import json
import os
import pkgutil
import select
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import searchtool
from searchtool.cli.main import main
from searchtool.index import refresh
from tests.command import Finished

MAX_SECONDS = 60
"""A command that takes longer hangs."""

NOT_NEEDED = ("live", "mcp", "engines.opensearch")
"""Parts of the program that no campaign starts, and what they import is large."""

PRELOAD = "LD_PRELOAD"


class Forks:
    """One process for each library that is loaded before all others, as that cannot be done by a
    fork. `folder` is for the streams of commands; `commit_every` are passages."""

    def __init__(self, folder: Path, cwd: Path, env: Mapping[str, str], commit_every: int) -> None:
        self._folder = folder
        self._cwd = cwd
        self._env = env
        self._commit_every = commit_every
        self._servers: dict[str, subprocess.Popen[bytes]] = {}
        folder.mkdir()

    def run(
        self,
        arguments: Sequence[str],
        stdin: str,
        env: Mapping[str, str],
        kill_after: float | None = None,
    ) -> Finished:
        """What a command writes and its exit code, that of one that is killed after so many seconds
        is minus the signal."""
        server = self._server(env.get(PRELOAD, ""))
        paths = [self._folder / name for name in ("in", "out", "err")]
        paths[0].write_text(stdin, "utf-8")
        asked = {"arguments": arguments, "env": dict(env), "streams": list(map(str, paths))}
        _write(server, asked)
        process = int(_read(server))
        ends_in_time = _can_read(server, MAX_SECONDS if kill_after is None else kill_after)
        if not ends_in_time:
            with suppress(ProcessLookupError):  # it has just ended
                os.killpg(process, signal.SIGKILL)
        code = int(_read(server))
        out, err = (path.read_text("utf-8", "replace") for path in paths[1:])
        if not ends_in_time and kill_after is None:
            return Finished(-signal.SIGALRM, out, f"{err}(hangs)")
        return Finished(code, out, err)

    def close(self) -> None:
        """End the processes."""
        for server in self._servers.values():
            server.communicate()
        self._servers.clear()

    def _server(self, preload: str) -> subprocess.Popen[bytes]:
        if preload not in self._servers:
            code = f"from {__name__} import serve; serve({self._commit_every})"
            self._servers[preload] = subprocess.Popen(
                [sys.executable, "-P", "-c", code],
                cwd=self._cwd,
                env={**self._env, **({PRELOAD: preload} if preload else {})},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,  # what is in a buffer `select` does not see
            )
        return self._servers[preload]


def _write(server: subprocess.Popen[bytes], asked: Mapping[str, Any]) -> None:
    assert server.stdin
    server.stdin.write(f"{json.dumps(asked)}\n".encode())


def _read(server: subprocess.Popen[bytes]) -> bytes:
    assert server.stdout
    return server.stdout.readline()


def _can_read(server: subprocess.Popen[bytes], seconds: float) -> bool:
    assert server.stdout
    return bool(select.select([server.stdout], [], [], seconds)[0])


def load_program() -> None:
    """Load all modules that a command may need."""
    root = f"{searchtool.__name__}."
    left_out = tuple(f"{root}{one}" for one in NOT_NEEDED)
    for module in pkgutil.walk_packages(searchtool.__path__, root):
        if not module.name.startswith(left_out):
            import_module(module.name)


def serve(commit_every: int) -> None:
    """Fork a process for each line of standard input. Writes the number of the process and, when
    it has ended, its exit code or minus the signal."""
    load_program()
    refresh.refresh.__defaults__ = (commit_every,)
    for line in sys.stdin:
        process = os.fork()
        if not process:
            _run(**json.loads(line))
        os.setpgid(process, process)  # here, too: it may be killed at once
        print(process, flush=True)
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _run(arguments: Sequence[str], env: Mapping[str, str], streams: Sequence[str]) -> NoReturn:
    os.setpgid(0, 0)
    flags = (os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT | os.O_TRUNC] * 2)
    for number, (path, how) in enumerate(zip(streams, flags, strict=True)):
        os.dup2(os.open(path, how), number)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
    os.environ.update(env)
    if env.get(PRELOAD):
        ctypes.CDLL(None).faults_start()
    sys.argv = ["search", *arguments]
    main()
