"""`search status`: what is indexed and what could not be read."""

import json
import os
import shutil
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


def test_the_state_of_each_root_is_told(run: Run, tmp_path: Path) -> None:
    for name in ("газеты", "книги"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("Дождь", "utf-8")
    (tmp_path / "книги" / "черновик.txt").write_text("Дождь", "utf-8")
    run("index", "газеты", "книги")
    run("index", "--forget", "книги/черновик.txt")
    shutil.rmtree(tmp_path / "газеты")
    status = json.loads(run("status", "--json").out)
    updated = status["updated"]
    first, second = status["root_states"]
    assert first == {
        "path": f"{tmp_path}/газеты", "files": 1, "walked": first["walked"], "is_missing": True,
        "unlisted": 0,
    }  # fmt: skip
    assert (second["files"], second["is_missing"]) == (1, False)
    assert first["walked"] <= updated
    assert status["forgotten"] == [f"{tmp_path}/книги/черновик.txt"]
    lines = [line.split(maxsplit=1)[-1] for line in run("status").out.splitlines()]
    assert f"{tmp_path}/газеты (missing, 1 file, looked at {first['walked']})" in lines
    assert f"{tmp_path}/книги (1 file, looked at {second['walked']})" in run("status").out
    assert "taken out" in run("status").out
    assert "(нет на диске, 1 файл, проверена " in run("status", env=RUSSIAN).out


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_cannot_be_listed_is_counted(run: Run, corpus: Path) -> None:
    (corpus / "closed").mkdir(mode=0)
    run("index")
    assert json.loads(run("status", "--json").out)["root_states"][0]["unlisted"] == 1
    assert "not looked at: 1" in run("status").out
