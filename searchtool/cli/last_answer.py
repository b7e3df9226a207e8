"""Remembers the last answer of each terminal, so that `search open 3` knows what 3 is.

An answer is remembered if it was printed to a terminal: what goes into a pipe or a file has been
seen by nobody, so scripts change nothing. Another terminal, and another session in this one, has
its own. One without hits leaves the one before, whose numbers are still on the screen.

A file for each terminal in `$XDG_STATE_HOME/searchtool/answers/`, readable by its user only, is
replaced by the next answer and void after a day. Writing it takes 0.3 ms, as it is not flushed.
"""

import json
import os
import time
import zlib
from contextlib import suppress
from typing import Any

from searchtool.core.model import Passage, Results, StrPath

MAX_AGE = 24 * 60 * 60
"""Seconds."""


def remember(index_path: StrPath, results: Results) -> None:
    """Keep an answer that was printed to the terminal of standard output. What cannot be written is
    not worth an error: the answer has been given."""
    if not results.hits or (path := _file_of_terminal(1)) is None:
        return
    hits = [(hit.rank, hit.passage.id, checksum(hit.passage)) for hit in results.hits]
    text = json.dumps([os.path.abspath(index_path), hits])
    with suppress(OSError):
        try:
            _write(path, text)
        except FileNotFoundError:  # the first answer in this terminal
            os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
            _remove_old(os.path.dirname(path))
            _write(path, text, os.O_CREAT | os.O_EXCL)


def read_answer() -> Any:
    """What is remembered of the last answer in this terminal: the path of its index, and the rank,
    id and checksum of each hit; None where there is none, or it is older than a day."""
    paths = (_file_of_terminal(stream) for stream in (0, 1, 2))
    path = next((path for path in paths if path), None)
    if path is None:
        return None
    try:
        with open(path, encoding="utf-8") as file:
            return None if _is_old(os.stat(file.fileno())) else json.load(file)
    except (OSError, ValueError):  # none, or one that was only written in part
        return None


def checksum(passage: Passage) -> int:
    """The checksum of a passage: by its id alone, another one may be found when its file has
    changed."""
    return zlib.crc32(passage.text.encode(errors="surrogatepass"))


def _file_of_terminal(stream: int) -> str | None:
    """Where the answers of a terminal are kept: by its device, and by the session, because a device
    is given to the next one. None where the stream leads to no terminal, or nobody has a home."""
    if not (hasattr(os, "getsid") and os.isatty(stream)):
        return None
    name = f"{os.fstat(stream).st_rdev}-{os.getsid(0)}.json"
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    return os.path.join(state, "searchtool", "answers", name) if os.path.isabs(state) else None


def _write(path: str, text: str, flags: int = 0) -> None:
    file = os.open(path, os.O_WRONLY | os.O_TRUNC | flags, 0o600)
    try:
        os.write(file, text.encode(errors="surrogatepass"))
    finally:
        os.close(file)


def _remove_old(folder: str) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                if entry.name.endswith(".json") and _is_old(entry.stat(follow_symlinks=False)):
                    os.unlink(entry.path)


def _is_old(status: os.stat_result) -> bool:
    return abs(time.time() - status.st_mtime) > MAX_AGE
