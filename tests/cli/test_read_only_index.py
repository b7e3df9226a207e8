"""An index in a folder where nothing can be written, and one of another user, answers as any."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchtool.engines import ENGINES
from tests.command import Run, assert_one_line_error
from tests.corpus import write_corpus
from tests.unit.permissions import folder_for_all, ordinary_user


@pytest.fixture(params=sorted(ENGINES))
def read_only(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, run: Run
) -> Iterator[Path]:
    """A folder with an index into which the user may look, but not write."""
    with folder_for_all() as folder:
        write_corpus(folder / "docs_in")
        assert run("index", "--engine", request.param, "-q", cwd=folder).code == 0
        paths = [folder, *folder.rglob("*")]
        modes = [path.stat().st_mode for path in paths]
        for path, mode in zip(paths, modes, strict=True):
            path.chmod(mode & ~0o222)
        monkeypatch.chdir(folder)  # that of pytest is closed to others
        with ordinary_user():
            yield folder
        for path, mode in zip(paths, modes, strict=True):
            path.chmod(mode)
        monkeypatch.undo()


def test_queries_and_show_answer(run: Run, read_only: Path) -> None:
    found = run("дождь", "--json", cwd=read_only)
    assert (found.code, found.err) == (0, "")
    hit = json.loads(found.out)["hits"][0]
    assert hit["source"] == "same"
    shown = run("show", hit["id"], "--json", cwd=read_only)
    assert (shown.code, shown.err) == (0, "")
    assert json.loads(shown.out)["text"] == hit["text"]
    assert run("speakers", "--count", cwd=read_only).code == 0


def test_status_answers(run: Run, read_only: Path) -> None:
    status = run("status", "--json", cwd=read_only)
    assert (status.code, status.err) == (0, "")
    assert json.loads(status.out)["complete"]


@pytest.mark.parametrize("arguments", [["index"], ["index", "--rebuild"]])
def test_it_cannot_be_changed(run: Run, read_only: Path, arguments: list[str]) -> None:
    assert_one_line_error(run(*arguments, cwd=read_only), "writer.lock", "Permission denied")
