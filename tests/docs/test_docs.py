"""The examples of the README run, and docs/cli.md has the help of every command."""

import re
import shutil
from pathlib import Path

import pytest

from tests.command import RUSSIAN, Run, run_in_process, shell

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample articles and their index, as a newcomer has it."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "docs_in", folder / "docs_in")
    (folder / "words.txt").write_text("бюджет\nкибербезопасность\n", "utf-8")
    assert run_in_process("кибербезопасность", cwd=folder).code == 0  # builds the index
    return folder


def shell_examples() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    lines = "".join(blocks[2:]).replace("|\n", "|").split("\n")
    return [line for line in lines if line.startswith("search ") and "fzf" not in line]


def test_there_are_examples() -> None:
    assert len(shell_examples()) > 10


@pytest.mark.parametrize("example", shell_examples())
def test_example_runs(example: str, project: Path) -> None:
    if "jq" in example and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    command = example.split("#")[0].replace("~/texts", "docs_in")
    finished = shell(command, project)
    assert finished.code == 0, finished.err
    assert "search: " not in finished.err


def test_every_command_has_help_in_two_languages_and_is_documented(run: Run, spawn: Run) -> None:
    documented = (ROOT / "docs" / "cli.md").read_text("utf-8")
    commands = re.findall(r"^  (\w+)  ", run("--help").out.split("Commands:")[1], re.MULTILINE)
    assert {"query", "index", "show", "analyze", "status"} <= set(commands)
    for command in commands:
        english = run(command, "--help").out
        russian = spawn(command, "--help", env=RUSSIAN).out
        assert re.search("[а-я]", russian)
        assert english.strip() in documented


def test_changelog_and_version_agree() -> None:
    from searchtool import __version__

    entries = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert entries[0] == "Unreleased"
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", entry) for entry in entries[1:])
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)
