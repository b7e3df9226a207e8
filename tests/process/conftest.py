"""Fixtures: files enough for some seconds of indexing, and commands that Ctrl-C reaches."""

import signal
from pathlib import Path

import pytest

FILES = 55
PASSAGES = 400 * FILES
"""More than are committed at once."""


@pytest.fixture(scope="session")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of files that take some seconds and two commits to index."""
    folder = tmp_path_factory.mktemp("many") / "docs_in"
    folder.mkdir()
    for number in range(FILES):
        text = "\n\n".join(f"Зонт номер {number} {k}." for k in range(PASSAGES // FILES))
        (folder / f"{number:02}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session", autouse=True)
def listen_to_ctrl_c() -> None:
    """In the background of a shell Ctrl-C is ignored, also by all the processes started there."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
