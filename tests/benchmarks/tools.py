"""The command lines of `search`, and the list of other tools."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from tests.benchmarks.measure import Command
from tests.benchmarks.peers import (
    fts5_script,
    recoll,
    recoll_one_thread,
    ripgrep,
    tantivy_script,
    whoosh_script,
)

SEARCH = "search"
ONE_WORD = "кибербезопасность"
QUESTION = "какие меры принимает правительство для защиты окружающей среды в регионе"
NOTHING_FOUND = frozenset({0, 1})


class Peer(Protocol):
    """What every module of `tests.benchmarks.peers` has."""

    NAME: str
    TARGET: str
    DOES: str

    def is_installed(self) -> bool: ...
    def version(self) -> str: ...
    def index_command(self, folder: str, passages: str, where: str) -> list[str] | None: ...
    def query_command(self, folder: str, where: str, text: str) -> list[str] | None: ...
    def many_command(self, where: str) -> list[str] | None: ...
    def refresh_command(self, where: str) -> list[str] | None: ...
    def count_command(self, where: str, kind: str, text: str) -> list[str] | None: ...


PEERS: Mapping[str, Peer] = {
    peer.NAME: peer
    for peer in (
        tantivy_script,
        fts5_script,
        whoosh_script,
        recoll,
        recoll_one_thread,
        ripgrep,
    )
}


def search(*arguments: str | Path) -> list[str]:
    """The installed command, not a module run by Python: that is what users start."""
    return [str(Path(sys.executable).with_name("search")), *map(str, arguments)]


def index_with_search(folder: Path, index: Path, *options: str) -> Command:
    return Command(search("index", folder, "--index", index, "--quiet", *options))


def refresh(index: Path) -> Command:
    return Command(search("index", "--index", index, "--quiet"))


def ask(index: Path, text: str, *options: str) -> Command:
    return Command(search(text, "--index", index, *options), NOTHING_FOUND)


def ask_many(index: Path, queries: Path, core: int | None) -> Command:
    """One process answers a file of queries, on one core."""
    arguments = search("--stdin", "--jsonl", "--quiet", "--index", index)
    return Command(arguments, NOTHING_FOUND, queries, core, limit=600)


def surroundings(work: Path) -> dict[str, str]:
    """The environment of all commands: nobody's settings, one locale, and the code of this
    checkout, whichever is installed."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SEARCHTOOL_", "LC_", "RECOLL_", "RIPGREP_", "PYTHON"))
    }
    home = str(work / "home")
    checkout = str(Path(__file__).parents[2])
    return {
        **kept,
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "80",
        "HOME": home,
        "XDG_CONFIG_HOME": home,
        "PYTHONPATH": checkout,
    }
