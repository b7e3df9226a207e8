"""ripgrep, which has no index and reads every file for every query."""

import shutil
import subprocess

NAME = "ripgrep"
TARGET = "nothing"
DOES = (
    "`rg -i` over the same files, without an index: the lines with this form of one word, in the "
    "order of the files. No other forms, ranking, paragraphs"
)


def is_installed() -> bool:
    return shutil.which("rg") is not None


def version() -> str:
    said = subprocess.run(["rg", "--version"], capture_output=True, text=True, check=False)
    return said.stdout.split("\n")[0]


def index_command(folder: str, passages: str, where: str) -> None:
    """Nothing to do."""


def query_command(folder: str, where: str, text: str) -> list[str] | None:
    """For one word only."""
    return None if " " in text else ["rg", "-i", text, folder]


def many_command(where: str) -> None:
    """Only its cold queries are measured."""


def refresh_command(where: str) -> None:
    """It has no index."""


def count_command(where: str, kind: str, text: str) -> None:
    """It counts lines."""
