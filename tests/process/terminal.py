"""Runs the installed command under a pseudo-terminal."""

import contextlib
import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from collections.abc import Sequence
from pathlib import Path

from tests.command import COMMAND, LOCALE, TIMEOUT

STYLES = re.compile(r"\x1b\[[\d;]*m")
PROGRESS = re.compile(r"\x1b\[(?:[\d;]*[mAK]|\?25[lh])|\r")
"""What a progress bar writes: styles, and moves of the cursor. A run of over a second shows it."""


def in_terminal(
    *arguments: str | Path, cwd: Path, columns: int = 80, env: dict[str, str] | None = None
) -> tuple[int, str]:
    """Exit code, and all that the command writes to a terminal of that width."""
    return _in_terminal([COMMAND, *arguments], cwd, columns, env or {})


def shell_in_terminal(
    script: str, *, cwd: Path, columns: int = 80, env: dict[str, str] | None = None
) -> tuple[int, str]:
    """The same of a script of bash, in which `search` is the command: all of it in one terminal."""
    path = {"PATH": f"{COMMAND.parent}:{os.environ['PATH']}"}
    return _in_terminal(["bash", "-c", script], cwd, columns, path | (env or {}))


def _in_terminal(
    command: Sequence[str | Path], cwd: Path, columns: int, env: dict[str, str]
) -> tuple[int, str]:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 25, columns, 0, 0))
    process = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=cwd,
        env={**os.environ, **LOCALE, "TERM": "xterm-256color", **env},
    )
    os.close(theirs)
    written = b""
    with contextlib.suppress(OSError):  # Linux reports EIO when the other side is closed
        while piece := os.read(ours, 65536):
            written += piece
    os.close(ours)
    return process.wait(TIMEOUT), written.decode(errors="surrogateescape").replace("\r\n", "\n")


def plain_lines(text: str) -> list[str]:
    """The lines without their styles."""
    return STYLES.sub("", text).splitlines()
