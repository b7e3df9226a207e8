"""A thousand real articles through the installed command."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.command import COMMAND, LOCALE
from tests.conftest import SHARED


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the articles, indexed."""
    if not SHARED.is_dir():
        pytest.skip("the shared data is not beside the project")
    folder = tmp_path_factory.mktemp("news")
    shutil.copytree(SHARED / "news", folder / "docs_in", copy_function=shutil.copy)
    assert "added 1167, changed 0, removed 0, unchanged 0, failed 0" in index(folder)
    return folder


def index(folder: Path) -> str:
    finished = subprocess.run(
        [COMMAND, "index"], cwd=folder, capture_output=True, text=True, check=True
    )
    return finished.stderr


def shell(folder: Path, pipeline: str) -> str:
    """The standard output of a shell pipeline in which `search` is ours; nothing may fail."""
    finished = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", pipeline],
        cwd=folder,
        env={**os.environ, **LOCALE, "PATH": f"{COMMAND.parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "search: " not in finished.stderr
    return finished.stdout


def test_a_second_run_reads_nothing(news: Path) -> None:
    assert "added 0, changed 0, removed 0, unchanged 1167, failed 0 files; 0 passages" in index(
        news
    )


def test_json_is_json(news: Path) -> None:
    answer = json.loads(shell(news, 'search "президент россии" --json | python3 -m json.tool'))
    assert answer["total"] > 100
    assert len(answer["hits"]) == 10


def test_a_closed_pipe_ends_cleanly(news: Path) -> None:
    line = shell(news, 'search "президент россии" -n 5000 --jsonl | head -1')
    assert "резидент" in json.loads(line)["text"]


def test_status_counts_agree_with_what_is_found(news: Path) -> None:
    status = json.loads(shell(news, "search status --json"))
    assert (status["files"], status["documents"], status["failed"]) == (1167, 1167, [])
    everything = json.loads(shell(news, 'search "-слова-которого-нет" --json -n 1'))
    assert everything["total"] == status["passages"]


def test_exactly_what_changed_is_read(news: Path) -> None:
    texts = news / "docs_in"
    first, second, *_ = sorted(texts.iterdir())
    first.write_text(f"{first.read_text('utf-8')}\n\nСинхрофазотрон.", "utf-8")
    second.unlink()
    (texts / "novoe.txt").write_text("Новая статья о синхрофазотронах.", "utf-8")
    assert "added 1, changed 1, removed 1, unchanged 1165, failed 0" in index(news)
    assert json.loads(shell(news, "search синхрофазотрон --json"))["total"] == 2
