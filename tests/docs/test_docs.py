"""What the documentation names is there: commands, files, links, versions."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.examples import README_RU, ROOT, TEXTS

HELP = """
import json
from contextlib import redirect_stdout, suppress
from io import StringIO
from typer import Exit
from typer.main import get_command
from searchtool.cli.app import app, run

pages = {}
for command in get_command(app).commands:
    with redirect_stdout(StringIO()) as page, suppress(Exit):
        run([command, "--help"])
    pages[command] = page.getvalue()
print(json.dumps(pages))
"""
"""Prints the help of every command: the language is chosen when a process starts."""


def help_pages(locale: str) -> dict[str, str]:
    finished = subprocess.run(
        [sys.executable, "-c", HELP],
        env={**os.environ, "LC_ALL": locale},
        stdout=subprocess.PIPE,
        check=True,
    )
    pages: dict[str, str] = json.loads(finished.stdout)
    return pages


def test_every_command_has_help_in_two_languages_and_is_documented() -> None:
    documented = (ROOT / "docs" / "cli.md").read_text("utf-8")
    english, russian = help_pages("C.UTF-8"), help_pages("ru_RU.UTF-8")
    assert {"query", "index", "show", "analyze", "status"} <= set(english)
    for command, page in english.items():
        assert page.strip() in documented, command
        assert re.search("[а-я]", russian[command]), command


@pytest.mark.parametrize("file", [*TEXTS, README_RU], ids=lambda file: file.name)
def test_files_that_are_named_exist(file: Path) -> None:
    """Modules may be named from the package on: core/model.py."""
    text = file.read_text("utf-8")
    modules = re.findall(r"(?<![\w/<>.-])(?:\w+/)+\w+\.py\b", text)
    missing = [m for m in modules if not any((ROOT / up / m).exists() for up in ("", "searchtool"))]
    for link, heading in re.findall(r"\]\((?!https?:)([^)#]+)#?([^)]*)", text):
        target = file.parent / link
        if not target.exists() or (heading and heading not in headings(target)):
            missing.append(f"{link}#{heading}")
    assert missing == []


def headings(file: Path) -> list[str]:
    """The headings of a Markdown file as GitHub makes links of them."""
    found = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
    return [re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in found]


def test_changelog_and_version_agree() -> None:
    from searchtool import __version__

    entries = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert entries[0] == "Unreleased"
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", entry) for entry in entries[1:])
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)
