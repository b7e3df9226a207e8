"""The state of an index, by its own records."""

from pathlib import Path

import pytest

from searchtool.index.manifest import BUILD_MARK, list_builds
from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.status import read_status
from searchtool.index.update import update_index

INDEX = Path("index")


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_files_and_bytes_are_counted(texts: Path, engine: str) -> None:
    (texts / "d.md").write_text("# Град\n\nИ ветер.", "utf-8")
    (texts / "bad.txt").write_bytes(b"\x7fELF\0\0\0\0" * 100)
    update_index(INDEX, Plan([texts], engine=engine), RunCallbacks())
    found = read_status(INDEX)
    assert (found.files, found.documents, found.passages) == (4, 4, 5)
    assert found.text_bytes == size_of(texts) - (texts / "bad.txt").stat().st_size
    assert found.formats == {".txt": 3, ".md": 1}
    assert found.encodings == {"utf-8": 4}
    assert [record.path for record in found.failed] == [str(texts / "bad.txt")]
    (build,) = list_builds(INDEX)
    assert (found.live_bytes, found.dead_bytes) == (size_of(build), 0)


def test_what_interrupted_runs_left_can_be_reclaimed(texts: Path) -> None:
    update_index(INDEX, Plan([texts]), RunCallbacks())
    left = INDEX / "build-1"
    left.mkdir()
    (left / BUILD_MARK).touch()
    (left / "data").write_bytes(b"x" * 1000)
    assert read_status(INDEX).dead_bytes == 1000
