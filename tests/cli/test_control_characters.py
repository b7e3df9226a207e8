"""What comes from a file never drives the terminal; scripts still get the true characters."""

import csv
import io
import json
import os
from functools import partial
from pathlib import Path

import pytest

from tests.command import Finished, Run, counts, hits, run_in_process
from tests.hostile import C1, CONTROL, HOSTILE, NAME, TEXT, TITLE, assert_harmless, write_hostile


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile(folder / "docs_in")
    return folder


@pytest.fixture(scope="module", autouse=True)
def indexing(folder: Path) -> Finished:
    """What is reported while the files are indexed."""
    return run_in_process("index", cwd=folder)


@pytest.fixture
def search(run: Run, folder: Path) -> Run:
    return partial(run, cwd=folder)


def test_the_report_of_unreadable_files_is_harmless(indexing: Finished) -> None:
    assert indexing.code == 2
    assert "плохой.txt: not a text file" in indexing.err
    assert "no text field" in indexing.err
    # Two failures and the summary, whatever the names hold.
    assert len(indexing.err.splitlines()) == 3
    assert_harmless(indexing.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["проверка"],
        ["проверка", "-C", "1", "--csv"],
        ["проверка", "--files"],
        ["status"],
        ["status", "--failed"],
        ["status", "--json"],
        ["analyze", TEXT],
        ["analyze", TEXT, "--jsonl"],
        ["проверка", "--json", "-C", "2"],
        ["проверка", "--jsonl"],
    ],
    ids=" ".join,
)
def test_output_in_a_pipe_is_harmless(search: Run, arguments: list[str]) -> None:
    finished = search(*arguments)
    assert finished.code == 0
    assert_harmless(finished.out)


def test_a_shown_passage_is_harmless(search: Run) -> None:
    id = json.loads(search("проверка", "--jsonl", "-n", "1").out)["id"]
    assert CONTROL.search(id)
    for more in ([], ["--json"]):
        shown = search("show", id, *more)
        assert shown.code == 0
        assert_harmless(shown.out)


@pytest.mark.parametrize(
    "arguments",
    [
        ["index", f"нет{HOSTILE}"],
        ["проверка", "--color", HOSTILE],
        ["проверка", f"--{HOSTILE}"],
        ["проверка", "-n", HOSTILE],
        ["проверка", "--index", f"нет{HOSTILE}"],
        ["show", f"нет{HOSTILE}"],
        ["index", "--engine", HOSTILE],
        ["index", "--field", HOSTILE],
        [f'абырвалг{C1}" {HOSTILE}*а'],
    ],
    ids=lambda arguments: " ".join(arguments[:2]).partition("\x1b")[0],
)
def test_messages_about_hostile_arguments_are_harmless(search: Run, arguments: list[str]) -> None:
    finished = search(*arguments)
    assert finished.code in (0, 1, 2)
    assert_harmless(finished.out + finished.err)


def test_json_has_the_true_characters(search: Run, folder: Path) -> None:
    found = hits(search("проверка", "--jsonl", "--full", "--all"))
    assert {hit["path"] for hit in found} == {f"docs_in/{NAME}.txt", f"docs_in/{NAME}.jsonl"}
    assert {hit["text"] for hit in found} == {TEXT}
    assert {hit["title"] for hit in found} == {TITLE}
    assert {hit["author"] for hit in found} == {HOSTILE, None}
    for hit in found:
        assert Path(folder, hit["path"]).is_file()


def test_csv_has_a_row_a_hit(search: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(search("проверка", "--csv", "--all").out)))
    assert len(rows) == 2
    assert all(row["text"].startswith("Проверка ␛]52;c;") for row in rows)


def test_a_name_that_is_not_utf_8_is_indexed_and_found(run: Run, tmp_path: Path) -> None:
    docs = tmp_path / "docs_in"
    docs.mkdir()
    name = os.fsdecode(b"\xed\xe5 \xf3\xf2\xf4.txt")
    (docs / name).write_text("Дождь идёт\n", "utf-8")
    (docs / "usual.txt").write_text("Дождь прошёл\n", "utf-8")
    assert counts(run("index")) == (2, 0, 0, 0, 0)
    found = hits(run("дождь", "--jsonl"))
    assert {hit["path"] for hit in found} == {f"docs_in/{name}", "docs_in/usual.txt"}
    for form in ("--plain", "--csv", "--files"):
        finished = run("дождь", form)
        assert finished.code == 0
        assert_harmless(finished.out)
    assert counts(run("index")) == (0, 0, 0, 2, 0)
    (docs / name).unlink()
    assert counts(run("index")) == (0, 0, 1, 1, 0)


def test_a_folder_that_is_not_utf_8_can_be_indexed(run: Run, tmp_path: Path) -> None:
    docs = tmp_path / os.fsdecode(b"\xef\xe0\xef\xea\xe0")
    docs.mkdir()
    (docs / "a.txt").write_text("Дождь идёт\n", "utf-8")
    assert counts(run("index", docs)) == (1, 0, 0, 0, 0)
    assert run("дождь", "--count").out == "1\n"
    assert_harmless(run("status").out)


def test_a_newline_in_a_name_breaks_no_line(run: Run, tmp_path: Path) -> None:
    docs = tmp_path / "docs_in"
    docs.mkdir()
    (docs / "два\nстроки.txt").write_text("Дождь идёт\n", "utf-8")
    run("index")
    for form in ("--plain", "--files", "--jsonl"):
        assert len(run("дождь", form).out.splitlines()) == 1
    assert hits(run("дождь", "--jsonl"))[0]["path"] == "docs_in/два\nстроки.txt"
