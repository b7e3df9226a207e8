"""What comes from a file never drives the terminal that shows it."""

import json
from pathlib import Path

import pytest

from tests.command import run_in_process
from tests.hostile import NAME, assert_harmless, write_hostile
from tests.process.terminal import PROGRESS, STYLES, in_terminal


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files with hostile names and contents, and their index."""
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile(folder / "docs_in")
    run_in_process("index", cwd=folder)
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ["проверка", "-C", "2"],
        ["проверка", "-C", "2", "--full", "--color", "never"],
        ["status"],
    ],
    ids=" ".join,
)
def test_output_in_a_terminal_is_harmless(folder: Path, arguments: list[str]) -> None:
    _, text = in_terminal(*arguments, cwd=folder)
    assert_harmless(STYLES.sub("", text))


def test_a_report_in_a_terminal_is_harmless(folder: Path) -> None:
    _, text = in_terminal("index", "--rebuild", cwd=folder)
    assert_harmless(PROGRESS.sub("", text))


def test_a_passage_shown_in_a_terminal_is_harmless(folder: Path) -> None:
    hit = json.loads(run_in_process("проверка", "--jsonl", "-n", "1", cwd=folder).out)
    _, text = in_terminal("show", hit["id"], cwd=folder)
    assert_harmless(STYLES.sub("", text))


@pytest.mark.slow
def test_the_progress_bar_is_harmless(tmp_path: Path) -> None:
    docs = tmp_path / "docs_in"
    docs.mkdir()
    text = "\n\n".join(f"Зонт {n} раскрыт под дождём над Волгой в регионе." for n in range(600))
    for number in range(120):
        (docs / f"{number:02}{NAME}.txt").write_text(text, "utf-8")
    _, shown = in_terminal("index", cwd=tmp_path, columns=200)
    assert "of 120 files" in shown, "no progress was shown: the run was too short"
    assert_harmless(PROGRESS.sub("", shown))
