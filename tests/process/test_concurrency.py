"""While one process writes an index, another writer waits and queries are answered."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.command import COMMAND, Finished, Run, counts
from tests.process.background import Indexing, end, has_ended, start
from tests.process.conftest import FILES

pytestmark = pytest.mark.slow

PAUSE_SECONDS = 0.02
"""Between two queries, so that they do not take the time of the run they look at."""


def test_queries_before_the_first_commit_do_not_fail(run: Run, crowd: Path, tmp_path: Path) -> None:
    indexing = Indexing(tmp_path, crowd)
    indexing.wait_until(indexing.has_begun)
    finished = run("зонт", "--count")
    indexing.kill()
    assert (finished.code, finished.out) == (1, "0\n"), finished.err
    assert "is being updated" in finished.err
    assert "incomplete" not in finished.err
    assert "incomplete" in run("зонт", "--count").err


def test_the_second_writer_waits_and_queries_go_on(run: Run, crowd: Path, indexed: Path) -> None:
    first = Indexing(indexed, crowd)
    first.wait_until(first.has_lock)
    second = start(indexed, "index")
    answers = []
    while not has_ended(second, PAUSE_SECONDS):
        answers.append(run("дождь", "--count", "-q"))
    done, waited = end(first.process), end(second)
    assert len(answers) > 3
    assert set(answers) == {Finished(0, "2\n", "")}
    assert (done.code, counts(done)) == (0, (FILES, 0, 0, 0, 0))
    assert f"waiting: process {first.process.pid}" in waited.err
    assert (waited.code, counts(waited)) == (0, (0, 0, 0, FILES + 2, 0))


def test_queries_go_on_while_the_index_is_swapped(run: Run, indexed: Path) -> None:
    before = build(indexed)
    rebuilding = subprocess.Popen(
        ["bash", "-c", f'for i in 1 2 3 4 5; do "{COMMAND}" index --rebuild -q; done'],
        cwd=indexed,
        encoding="utf-8",
    )
    answers, builds = set(), {before}
    while not has_ended(rebuilding, 0.001):
        answers.add(run("дождь", "--count"))
        builds.add(build(indexed))
    assert answers == {Finished(0, "2\n", "")}
    assert len(builds) > 3


def build(folder: Path) -> str:
    """The build that answers."""
    manifest = json.loads((folder / "index" / "manifest.json").read_text("utf-8"))
    return str(manifest["build"])
