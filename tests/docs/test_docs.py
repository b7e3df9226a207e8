"""What the documentation names is there: commands, files, links, versions."""

import re
from pathlib import Path

import pytest

from searchtool.cli.commands.table import COMMANDS
from tests.command import RUSSIAN, Run
from tests.docs.examples import README_RU, ROOT, TEXTS


def test_every_command_has_help_in_two_languages_and_is_documented(run: Run) -> None:
    documented = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert run("--help").out.strip() in documented
    for name in COMMANDS:
        english, russian = run(name, "--help").out, run(name, "--help", env=RUSSIAN).out
        assert english.strip() in documented
        assert not re.search(r"Usage|Options|Examples|default|Show", russian)
        assert max(map(len, [*english.split("\n"), *russian.split("\n")])) <= 80


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
