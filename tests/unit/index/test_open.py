"""An index is opened as a whole, or one error says what is wrong."""

import shutil
from pathlib import Path

import pytest

from searchtool.core.errors import IndexCorrupted, IndexMissing, IndexOutdated
from searchtool.index.manifest import list_builds, read_manifest, write_manifest
from searchtool.index.open import open_snapshot
from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from tests.conftest import change_manifest

INDEX = Path("index")


@pytest.fixture(params=["tantivy", "whoosh"])
def build(request: pytest.FixtureRequest, texts: Path) -> Path:
    """The build of an index of each engine."""
    update_index(INDEX, Plan([texts], engine=request.param), RunCallbacks())
    return list_builds(INDEX)[0]


def test_a_snapshot_holds_manifest_and_searcher(build: Path) -> None:
    manifest, searcher = open_snapshot(INDEX)
    assert manifest == read_manifest(INDEX)
    assert searcher.count_passages("paragraph") == 3
    searcher.close()


def test_what_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        open_snapshot(tmp_path / "index")


def test_a_build_that_is_gone_is_named(build: Path) -> None:
    shutil.rmtree(build)
    with pytest.raises(IndexCorrupted) as caught:
        open_snapshot(INDEX)
    assert (caught.value.where, caught.value.index_path) == (str(build), str(INDEX))


def test_damaged_files_of_an_engine_are_an_error_of_the_index(build: Path) -> None:
    for path in build.iterdir():
        path.write_bytes(b"garbage")
    with pytest.raises(IndexCorrupted, match="index: its files are damaged"):
        open_snapshot(INDEX)


def test_what_does_not_fit_is_not_opened(build: Path) -> None:
    write_manifest(INDEX, read_manifest(INDEX)._replace(analysis="analysis 0"))
    with pytest.raises(IndexOutdated):
        open_snapshot(INDEX)


def test_an_incomplete_index_answers(build: Path) -> None:
    change_manifest(INDEX, complete=False)
    manifest, searcher = open_snapshot(INDEX)
    assert not manifest.complete
    assert searcher.count_passages("paragraph") == 3
    searcher.close()
