"""`search open`: a passage in the program that shows its file; tests/process/test_last_answer.py
opens by rank."""

import shutil
import zipfile
from pathlib import Path

import pytest

from tests.command import RUSSIAN, Finished, Run, assert_one_line_error
from tests.conftest import index_folder

EDITOR = {"EDITOR": "true"}


@pytest.mark.parametrize(
    "place", ["sammit.txt#p4", "docs_in/sammit.txt:7", "./docs_in/sammit.txt:7"]
)
def test_a_place_is_opened_in_the_editor(search: Run, indexed_corpus: Path, place: str) -> None:
    path = indexed_corpus / "docs_in" / "sammit.txt"
    printed = search("open", place, "--print", env={"EDITOR": "env vim"})
    assert printed == Finished(0, f"env vim {path}\n", "")  # only vim is known, env is not
    finished = search("open", place, env=EDITOR)
    assert (finished.code, finished.out) == (0, "")
    assert finished.err.splitlines() == [
        "opening in true: docs_in/sammit.txt:7",
        f"true shows the file from its beginning; the passage: search show {quoted(place)}",
    ]
    assert search("open", place, "-q", env=EDITOR) == Finished(0, "", "")


def quoted(place: str) -> str:
    return f"'{place}'" if "#" in place else place


def test_in_russian(search: Run) -> None:
    finished = search("open", "sammit.txt#p4", env=EDITOR | RUSSIAN)
    assert finished.err.splitlines()[0] == "открываю в программе true: docs_in/sammit.txt:7"


def test_what_is_not_there_is_nothing(search: Run) -> None:
    assert search("open", "sammit.txt#p99") == Finished(1, "", "sammit.txt#p99: no such passage\n")


def test_a_rank_needs_a_terminal(search: Run) -> None:
    assert search("дождь").code == 0
    for command in ("open", "show"):
        assert_one_line_error(search(command, "1"), "no answer in this terminal", "search QUERY")
    error = search("open", "1", env=RUSSIAN).err
    assert error == (
        "search: 1: в этом терминале ответа ещё не было; сначала спросите: search ЗАПРОС\n"
    )


def test_an_editor_that_is_not_there_is_an_error(search: Run) -> None:
    assert_one_line_error(search("open", "sammit.txt#p4", env={"EDITOR": "nowhere"}), "EDITOR")


def test_a_changed_file_is_opened_with_a_word(run: Run, tmp_path: Path) -> None:
    shutil.copytree(docs(tmp_path), tmp_path / "kept")
    index_folder(tmp_path)
    (tmp_path / "docs_in" / "a.txt").write_text("Строка.\n\nДождь над Волгой идёт.\n", "utf-8")
    finished = run("open", "a.txt#p1", env=EDITOR)
    assert finished.code == 0
    assert "the file has changed since it was indexed" in finished.err
    (tmp_path / "docs_in" / "a.txt").unlink()
    assert_one_line_error(run("open", "a.txt#p1", env=EDITOR), "no longer exists", "search show")


def test_a_file_in_an_archive_is_read_here_instead(run: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile(docs(tmp_path) / "all.zip", "w") as archive:
        archive.writestr("дождь.txt", "Дождь над Волгой.")
    index_folder(tmp_path)
    given = "docs_in/all.zip#дождь.txt:1"
    finished = run("open", given, env=EDITOR)
    assert_one_line_error(finished, "docs_in/all.zip: дождь.txt is inside this file")
    command = finished.err.partition("read it here: search ")[2].strip()
    assert command == f"show '{given}'"
    assert "Дождь над Волгой" in run("show", given).out
    assert "Дождь над Волгой" in run("show", given, "--index", "index").out


def docs(folder: Path) -> Path:
    made = folder / "docs_in"
    made.mkdir()
    (made / "a.txt").write_text("Дождь над Волгой.\n", "utf-8")
    return made
