"""`search index --forget PATH` takes a place out of the index and reads nothing."""

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.command import RUSSIAN, Run, assert_one_line_error


@pytest.fixture
def two_roots(run: Run, tmp_path: Path) -> Path:
    """Two folders in one index, one of them with a folder of old texts."""
    for name in ("газеты/новая.txt", "газеты/старые/первая.txt", "книги/роман.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"Дождь в файле {name}.", "utf-8")
    assert run("index", "-q", "газеты", "книги").code == 0
    return tmp_path


def files(run: Run) -> set[str]:
    return {line.split("\t")[0] for line in run("дождь", "--files").out.splitlines()}


def test_a_root_leaves_the_index(run: Run, two_roots: Path) -> None:
    finished = run("index", "--forget", "газеты")
    assert (finished.code, finished.out) == (0, "")
    assert finished.err == (
        "taken out of the index: 2 files; left: 1; the files themselves are untouched\n"
    )
    assert files(run) == {"книги/роман.txt"}
    assert json.loads(run("status", "--json").out)["roots"] == [str(two_roots / "книги")]
    assert (two_roots / "газеты" / "новая.txt").exists()
    run("index")
    assert files(run) == {"книги/роман.txt"}


def test_it_speaks_russian(run: Run, two_roots: Path) -> None:
    assert run("index", "--forget", "книги", env=RUSSIAN).err == (
        "исключено из индекса: 1 файл; осталось: 2; сами файлы не тронуты\n"
    )


def test_a_folder_below_a_root_stays_out(run: Run, two_roots: Path) -> None:
    finished = run("index", "--forget", "газеты/старые")
    assert "1 file; left: 2" in finished.err
    assert f"to take it back: search index {two_roots}/газеты/старые" in finished.err
    for again in (["index"], ["index", "газеты"], ["index", "--rebuild"]):
        run(*again)
        assert files(run) == {"газеты/новая.txt", "книги/роман.txt"}
    run("index", "газеты/старые")
    assert len(files(run)) == 3


def test_a_part_of_what_is_out_is_not_taken_back(run: Run, two_roots: Path) -> None:
    run("index", "--forget", "газеты/старые")
    finished = run("index", "газеты/старые/первая.txt")
    assert_one_line_error(finished, "taken out", f"name that one: {two_roots}/газеты/старые")


def test_a_single_file_and_several_paths(run: Run, two_roots: Path) -> None:
    run("index", "--forget", "газеты/новая.txt", "--forget", "книги")
    assert files(run) == {"газеты/старые/первая.txt"}


def test_a_folder_that_is_gone_is_forgotten(run: Run, two_roots: Path) -> None:
    shutil.rmtree(two_roots / "газеты")
    assert (run("index").code, run("index", "--rebuild").code) == (2, 2)
    assert run("index", "--forget", "газеты").code == 0
    assert run("index").code == 0
    assert files(run) == {"книги/роман.txt"}


def test_nothing_is_read(run: Run, two_roots: Path) -> None:
    (two_roots / "книги" / "роман.txt").write_text("Снегопад и дождь", "utf-8")
    run("index", "--forget", "газеты")
    assert run("снегопад", "--count").out == "0\n"


def test_the_last_root_leaves_an_empty_index(run: Run, two_roots: Path) -> None:
    finished = run("index", "--forget", two_roots)
    assert "the index is empty now; add one: search index FOLDER" in finished.err
    assert (run("дождь").code, run("status").code) == (1, 0)
    assert_one_line_error(run("index"), "docs_in")
    run("index", "книги")
    assert files(run) == {"книги/роман.txt"}


@pytest.mark.parametrize("path", ["газета", "газеты/нет.txt", "index"])
def test_a_path_that_is_not_in_the_index_is_one_line(run: Run, two_roots: Path, path: str) -> None:
    finished = run("index", "--forget", path)
    assert_one_line_error(finished, f"{path}: not in the index", "search status")
    assert len(files(run)) == 3


def test_the_folder_one_is_in_can_be_forgotten(run: Run, two_roots: Path) -> None:
    assert run("index", "--forget", ".", cwd=two_roots / "книги").code == 0
    assert len(files(run)) == 2


def test_of_several_paths_all_are_in_the_index_or_none_is_forgotten(
    run: Run, two_roots: Path
) -> None:
    assert_one_line_error(run("index", "--forget", "книги", "--forget", "нет"), "нет")
    assert len(files(run)) == 3


@pytest.mark.parametrize("other", [["книги"], ["--rebuild"], ["--check"], ["--engine", "whoosh"]])
def test_it_cannot_be_combined_with_reading(run: Run, two_roots: Path, other: list[str]) -> None:
    finished = run("index", "--forget", "газеты", *other)
    assert_one_line_error(finished, "--forget", "cannot be combined")


def test_without_an_index_there_is_nothing_to_forget(run: Run, corpus: Path) -> None:
    assert_one_line_error(run("index", "--forget", "docs_in"), "no index here")
    assert not Path("index").exists()


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links")
def test_a_link_in_a_folder_is_forgotten_by_its_name(run: Run, two_roots: Path) -> None:
    (two_roots / "книги" / "ссылка.txt").symlink_to(two_roots / "книги" / "роман.txt")
    run("index")
    run("index", "--forget", "книги/ссылка.txt")
    assert "книги/роман.txt" in files(run)
