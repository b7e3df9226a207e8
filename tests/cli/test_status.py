"""`search status`: what is indexed and what could not be read."""

import json
from functools import partial
from pathlib import Path

import pytest

from tests.command import RUSSIAN, Finished, Run
from tests.conftest import index_folder
from tests.corpus import write_corpus


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus with one unreadable file, and its index."""
    folder = tmp_path_factory.mktemp("small")
    docs = write_corpus(folder / "docs_in")
    (docs / "bad.txt").write_bytes(b"\0\0\0")
    return index_folder(folder)


@pytest.fixture
def search(run: Run, folder: Path) -> Run:
    return partial(run, cwd=folder)


def test_status_is_a_table_for_people(search: Run) -> None:
    finished = search("status")
    rows = dict(line.split(maxsplit=1) for line in finished.out.splitlines() if "  " in line)
    assert (finished.code, finished.err) == (0, "")
    assert rows["index"] == "index (default)"
    assert rows["files"] == "2 (.txt 2)"
    assert rows["complete"] == "yes"
    assert rows["failed"] == "1"


def test_status_speaks_russian(search: Run) -> None:
    assert "движок" in search("status", env=RUSSIAN).out


def test_status_names_what_failed_and_why(search: Run, folder: Path) -> None:
    expected = f"{folder}/docs_in/bad.txt: not a text file\n"
    assert search("status", "--failed") == Finished(0, expected, "")
    assert expected in search("status").out


def test_status_as_json(search: Run, folder: Path) -> None:
    status = json.loads(search("status", "--json").out)
    assert (status["format"], status["engine"], status["complete"]) == (1, "whoosh", True)
    assert status["roots"] == [str(folder / "docs_in")]
    assert (status["files"], status["documents"], status["formats"]) == (2, 2, {".txt": 2})
    assert status["encodings"] == {"utf-8": 2}
    assert status["live_bytes"] > 0
    assert [Path(file["path"]).name for file in status["failed"]] == ["bad.txt"]
    names = ("index", "docs", "speakers", "synonyms")
    assert status["settings"] == {**dict.fromkeys(names, "default"), "collections": []}


def test_status_without_an_index_is_an_error(run: Run, corpus: Path) -> None:
    finished = run("status")
    assert (finished.code, finished.out) == (2, "")
    assert "search index" in finished.err


def test_status_agrees_with_queries(run: Run, indexed: Path) -> None:
    status = json.loads(run("status", "--json").out)
    everything = run("--count", "--", "-абырвалг").out
    assert everything == f"{status['passages']}\n"
    assert status["passages"] == sum(status_of_files(run).values())
    assert status["files"] == status["documents"] == 2
    assert status["text_bytes"] == sum(f.stat().st_size for f in (indexed / "docs_in").iterdir())


def status_of_files(run: Run) -> dict[str, int]:
    """The passages of each file, as `--files` tells them."""
    rows = (line.split("\t") for line in run("--files", "--", "-абырвалг").out.splitlines())
    return {path: int(number) for path, number in rows}
