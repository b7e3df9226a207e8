"""Recoll, the desktop search over Xapian: recollindex and recollq."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from types import MappingProxyType

NAME = "recoll"
TARGET = "files"
DOES = (
    "recollindex over the same files, recollq: whole files with positions, expansion by Snowball "
    "stems at query time; prints the first ten files, without extracts. No paragraphs, lemmas, "
    "quotations"
)


def is_installed() -> bool:
    return shutil.which("recollindex") is not None and shutil.which("recollq") is not None


def version() -> str:
    said = subprocess.run(["recollindex", "-h"], capture_output=True, text=True, check=False)
    lines = (said.stdout + said.stderr).splitlines()
    return next((line.partition(": ")[2] for line in lines if line.startswith("Recoll v")), "?")


def index_command(
    folder: str, passages: str, where: str, more: Mapping[str, str] = MappingProxyType({})
) -> list[str]:
    """Writes its settings first. Threads are as recollindex chooses them for the machine. Without
    the spelling dictionary, which no other one builds."""
    os.makedirs(where)
    settings = {
        "topdirs": folder,
        "indexstemminglanguages": "russian",
        "defaultcharset": "utf-8",
        "noaspell": "1",
        "loglevel": "1",
        **more,
    }
    with open(os.path.join(where, "recoll.conf"), "w", encoding="utf-8") as file:
        file.writelines(f"{name} = {value}\n" for name, value in settings.items())
    return ["recollindex", "-c", where]


def query_command(folder: str, where: str, text: str) -> list[str]:
    # With -o, any of the words, as the scripts ask.
    return ["recollq", "-c", where, "-s", "russian", "-n", "10", "-o", text]


def many_command(where: str) -> None:
    """It starts a process for each query."""


def refresh_command(where: str) -> list[str]:
    return ["recollindex", "-c", where]


def count_command(where: str, kind: str, text: str) -> None:
    """It counts files."""
