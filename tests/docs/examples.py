"""The code blocks of the documentation, and a folder to run them in."""

import os
import re
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
README_RU = ROOT / "README.ru.md"
TEXTS = [README, *sorted((ROOT / "docs").glob("*.md"))]

NOT_RUN = ("python3 -m venv", "make ")
"""What blocks begin with that install the program or measure it for an hour."""


class Example(NamedTuple):
    """A code block, and the line of its file it begins in, from 1."""

    file: Path
    line: int
    code: str

    def __str__(self) -> str:
        return f"{self.file.name}:{self.line}"


def examples(file: Path, language: str) -> list[Example]:
    """The code blocks of a Markdown file in one language."""
    text = file.read_text("utf-8")
    found = re.finditer(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [Example(file, text.count("\n", 0, m.start(1)) + 1, m.group(1)) for m in found]


def write_folder(folder: Path) -> Path:
    """The files that the examples name: the sample articles and some others."""
    shutil.copytree(ROOT / "docs_in", folder / "docs_in")
    (folder / "texts").mkdir()
    (folder / "texts" / "note.txt").write_text("Климат на саммите обсудят отдельно.\n", "utf-8")
    (folder / "words.txt").write_text("бюджет\nкибербезопасность\n", "utf-8")
    (speakers,) = examples(ROOT / "docs" / "quotes.md", "toml")
    (folder / "speakers.toml").write_text(speakers.code, "utf-8")
    (folder / "bin").mkdir()
    fzf = folder / "bin" / "fzf"  # nobody is there to choose
    fzf.write_text("#!/bin/sh\ntail -n 1\n")
    fzf.chmod(0o755)
    return folder


def environment(folder: Path) -> dict[str, str]:
    """The variables of a user whose home is that folder, with our command on the path."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("SEARCHTOOL_", "LC_"))}
    path = [str(folder / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]]
    return kept | {
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "PATH": os.pathsep.join(path),
        "XDG_CONFIG_HOME": str(folder / "no-config"),
    }
