"""The shell and Python blocks of README.md and docs/*.md run as they stand there."""

import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.docs.examples import (
    NOT_RUN,
    README,
    README_RU,
    ROOT,
    TEXTS,
    Example,
    environment,
    examples,
    write_folder,
)

SHELL = [
    example
    for file in TEXTS
    for example in examples(file, "sh")
    if not example.code.startswith(NOT_RUN)
]
PYTHON = {file.name: found for file in TEXTS if (found := examples(file, "python"))}


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample articles, indexed by a first query, for all blocks one by one."""
    folder = write_folder(tmp_path_factory.mktemp("newcomer"))
    first = subprocess.run(
        ["search", "-q", "кибербезопасность"],
        cwd=folder,
        env=environment(folder),
        stdout=subprocess.DEVNULL,
    )
    assert first.returncode == 0
    return folder


def test_there_are_examples() -> None:
    assert sum(example.code.count("search ") for example in SHELL) > 20


@pytest.mark.parametrize("example", SHELL, ids=str)
def test_shell_example_runs(example: Example, newcomer: Path) -> None:
    """Each command of the block finds something: the first that ends with another code ends it,
    and the trace of the shell shows which one that was."""
    if "jq" in example.code and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    if "search report" in example.code and not find_spec("jinja2"):
        pytest.skip("the extra `report` is not installed")
    finished = subprocess.run(
        ["bash", "-euxo", "pipefail", "-c", example.code],
        cwd=newcomer,
        env=environment(newcomer),
        capture_output=True,
        text=True,
    )
    assert finished.returncode == 0, finished.stderr
    assert "search: " not in finished.stderr


@pytest.mark.parametrize("found", PYTHON.values(), ids=PYTHON)
def test_python_examples_run(
    found: list[Example], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The blocks of one file, one after the other, in a folder of their own."""
    monkeypatch.setenv("HOME", str(write_folder(tmp_path)))
    names = {"__name__": "__main__"}
    for example in found:
        code = "\n" * (example.line - 1) + example.code  # a traceback names the line of the file
        exec(compile(code, str(example.file), "exec"), names)


def test_both_readmes_have_the_same_examples() -> None:
    assert commands(README_RU) == commands(README)


def commands(file: Path) -> list[str]:
    """The lines of the shell blocks without comments; operators as they are in English."""
    lines = "".join(example.code for example in examples(file, "sh")).split("\n")
    bare = (re.sub(r"(^|\s+)#.*", "", line) for line in lines)
    return [line.replace(" И ", " AND ") for line in bare if line]


def test_make_has_the_targets_that_are_named() -> None:
    texts = "".join(file.read_text("utf-8") for file in [*TEXTS, README_RU])
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", texts, re.MULTILINE))
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert named
    assert named <= set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
