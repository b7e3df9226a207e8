"""A folder of the index that was moved is noticed: its files are not in the index twice."""

import json
import shutil
from pathlib import Path

import pytest

from tests.command import RUSSIAN, Run, hits


@pytest.fixture
def archive(run: Run, tmp_path: Path) -> Path:
    """A folder with texts in an index that holds another one, too."""
    write(tmp_path / "архив" / "2023" / "март.txt", "Дождь и паводок")
    write(tmp_path / "архив" / "2024" / "май.txt", "Дождь и град")
    write(tmp_path / "книги" / "роман.txt", "Дождь в романе")
    assert run("index", "-q", "книги", "архив").code == 0
    return tmp_path / "архив"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def ids(run: Run) -> set[str]:
    return {hit["id"] for hit in hits(run("дождь", "--jsonl"))}


def roots(run: Run) -> list[str]:
    return [Path(root).name for root in json.loads(run("status", "--json").out)["roots"]]


def test_a_folder_with_a_new_name_takes_the_place_of_the_old(run: Run, archive: Path) -> None:
    before = ids(run)
    archive.rename(archive.with_name("старый архив"))
    finished = run("index", "старый архив")
    assert finished.code == 0
    assert f"moved: {archive}, now {archive.with_name('старый архив')};" in finished.err
    assert "added 2, changed 0, removed 2" in finished.err
    assert (ids(run), roots(run)) == (before, ["книги", "старый архив"])
    assert (run("index").code, run("index", "--rebuild").code) == (0, 0)


def test_it_is_told_in_russian(run: Run, archive: Path) -> None:
    archive.rename(archive.with_name("новый"))
    finished = run("index", "новый", env=RUSSIAN)
    assert f"папка перемещена: {archive}, теперь {archive.with_name('новый')};" in finished.err


def test_a_copy_is_known_by_its_bytes(run: Run, archive: Path) -> None:
    shutil.copytree(archive, archive.with_name("копия"), copy_function=shutil.copyfile)
    shutil.rmtree(archive)
    assert "moved:" in run("index", "копия").err
    assert roots(run) == ["книги", "копия"]


def test_a_folder_moved_into_another_of_the_index_is_noticed_too(run: Run, archive: Path) -> None:
    archive.rename(archive.parent / "книги" / "архив")
    finished = run("index")
    assert (finished.code, roots(run)) == (0, ["книги"])
    assert "moved:" in finished.err
    assert run("дождь", "--count").out == "3\n"


def test_a_folder_named_by_the_one_above_is_noticed_too(run: Run, archive: Path) -> None:
    (archive.parent / "диск").mkdir()
    archive.rename(archive.parent / "диск" / "архив")
    assert "moved:" in run("index", "диск").err
    assert roots(run) == ["книги", "диск"]


def test_what_is_not_there_stays_in_the_index(run: Run, archive: Path) -> None:
    (archive.parent / "новый").mkdir()
    (archive / "2023").rename(archive.parent / "новый" / "2023")
    shutil.rmtree(archive)
    finished = run("index", "новый")
    assert f"moved: 1 file of {archive}, now in {archive.parent}/новый; 1 more" in finished.err
    assert run("дождь", "--count").out == "3\n"
    assert run("град", "--count").out == "1\n"
    assert roots(run) == ["книги", "архив", "новый"]


def test_other_texts_under_the_same_names_are_other_texts(run: Run, archive: Path) -> None:
    shutil.rmtree(archive)
    write(archive.parent / "новый" / "2023" / "март.txt", "Дождь и паводка")
    assert "moved:" not in run("index", "новый").err
    assert run("дождь", "--count").out == "4\n"


def test_a_copy_that_was_indexed_before_is_no_move(run: Run, archive: Path) -> None:
    shutil.copytree(archive, archive.with_name("копия"))
    run("index", "копия")
    shutil.rmtree(archive)
    finished = run("index")
    assert (finished.code, "moved:" in finished.err) == (2, False)
    assert roots(run) == ["книги", "архив", "копия"]


def test_a_folder_that_stays_where_it_is_was_not_moved(run: Run, archive: Path) -> None:
    shutil.copytree(archive, archive.with_name("копия"))
    assert "moved:" not in run("index", "копия").err
    assert roots(run) == ["книги", "архив", "копия"]
