"""A thousand real articles, from the shared data beside the project."""

import json
import shutil
from functools import partial
from pathlib import Path

import pytest

from tests.command import Run, run_in_process, shell
from tests.conftest import SHARED

pytestmark = pytest.mark.slow

UNCHANGED = "added 0, changed 0, removed 0, unchanged 1167, failed 0 files; 0 passages"


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the articles, indexed."""
    if not SHARED.is_dir():
        pytest.skip("the shared data is not beside the project")
    folder = tmp_path_factory.mktemp("news")
    shutil.copytree(SHARED / "news", folder / "docs_in", copy_function=shutil.copy)
    finished = run_in_process("index", cwd=folder)
    assert "added 1167, changed 0, removed 0, unchanged 0, failed 0" in finished.err
    return folder


@pytest.fixture
def search(run: Run, news: Path) -> Run:
    return partial(run, cwd=news)


def test_a_second_run_reads_nothing(search: Run) -> None:
    assert UNCHANGED in search("index").err


def test_json_is_json(search: Run) -> None:
    answer = json.loads(search("президент россии", "--json").out)
    assert answer["total"] > 100
    assert len(answer["hits"]) == 10


def test_a_closed_pipe_ends_cleanly(news: Path) -> None:
    finished = shell('search "президент россии" -n 5000 --jsonl | head -1', news)
    assert (finished.code, "search: " in finished.err) == (0, False)
    assert "резидент" in json.loads(finished.out)["text"]


def test_status_counts_agree_with_what_is_found(search: Run) -> None:
    status = json.loads(search("status", "--json").out)
    assert (status["files"], status["documents"], status["failed"]) == (1167, 1167, [])
    everything = json.loads(search("-слова-которого-нет", "--json", "-n", "1").out)
    assert everything["total"] == status["passages"]


def test_exactly_what_changed_is_read(search: Run, news: Path) -> None:
    texts = news / "docs_in"
    first, second, *_ = sorted(texts.iterdir())
    first.write_text(f"{first.read_text('utf-8')}\n\nСинхрофазотрон.", "utf-8")
    second.unlink()
    (texts / "novoe.txt").write_text("Новая статья о синхрофазотронах.", "utf-8")
    assert "added 1, changed 1, removed 1, unchanged 1165, failed 0" in search("index").err
    assert json.loads(search("синхрофазотрон", "--json").out)["total"] == 2
