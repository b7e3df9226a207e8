"""Recoll with one thread: what the threads of recollindex bring is told apart from the rest."""

from tests.benchmarks.peers import recoll

NAME = "recoll (one thread)"
TARGET = "files"
DOES = "recollindex with `thrQSizes = -1 -1 -1`, all its stages one after another; only indexing"

is_installed = recoll.is_installed
version = recoll.version


def index_command(folder: str, passages: str, where: str) -> list[str]:
    return recoll.index_command(folder, passages, where, {"thrQSizes": "-1 -1 -1"})


def query_command(folder: str, where: str, text: str) -> None:
    """Its queries are those of recoll."""


def many_command(where: str) -> None:
    """It starts a process for each query."""


def refresh_command(where: str) -> None:
    """That of recoll is measured."""


def count_command(where: str, kind: str, text: str) -> None:
    """It counts files."""
