"""The numbers of an answer: the same in every form, whatever part of it is shown."""

import csv
import io
import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.command import RUSSIAN, Run, assert_one_line_error
from tests.conftest import index_folder


@pytest.fixture(scope="module")
def chapters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """«Паром» in 15 passages of eight files, seven of them also with «лодка»; one file that quotes
    the same words as another."""
    folder = tmp_path_factory.mktemp("chapters")
    (folder / "docs_in").mkdir()
    for number in range(7):
        text = f"Паром отходит в {number} часов.\n\nЛодка {number} обгоняет паром.\n"
        (folder / f"docs_in/{number}.txt").write_text(text, "utf-8")
    (folder / "docs_in/last.txt").write_text("Паром стоит.\n", "utf-8")
    for name in ("one", "two"):
        text = "«Весло лежит на мостках у берега», — сказал Глеб Дымов.\n"
        (folder / f"docs_in/{name}.txt").write_text(text, "utf-8")
    return index_folder(folder)


@pytest.fixture
def search(run: Run, chapters: Path) -> Run:
    return partial(run, cwd=chapters)


def answer(search: Run, *arguments: str) -> dict[str, Any]:
    return dict(json.loads(search("--json", *arguments).out))


@pytest.mark.parametrize(
    ("query", "options", "complete", "total"),
    [
        ("паром", (), 15, 15),
        ("паром лодка", (), 7, 15),
        ("паром абракадабра", (), 0, 15),
        ("парром лодка", (), 0, 15),
        ("парром", (), 0, 15),
        ("весло", ("--quotes",), 2, 2),
        ("", ("--speaker", "Дымов"), 2, 2),
        ("speaker:Дымов", (), 2, 2),
        ("паром", ("--path", "last"), 1, 1),
        ("паром date:2020..2019", (), 0, 0),
        ("абырвалг", (), 0, 0),
        ("лодка", ("--sort", "date"), 7, 7),
    ],
)
def test_every_form_gives_the_same_numbers(
    search: Run, query: str, options: tuple[str, ...], complete: int, total: int
) -> None:
    asked = (*options, query)
    for shown in ((), ("-n", "1"), ("-n", "8", "--offset", "3"), ("-n", "50"), ("--offset", "99")):
        found = answer(search, *asked, *shown)
        assert (found["complete"], found["total"]) == (complete, total)
    counted = search(*asked, "--count")
    assert (counted.out, counted.code) == (f"{complete}\n", 0 if complete else 1)
    files = search(*asked, "--files").out.splitlines()
    assert sum(int(line.rsplit("\t", 1)[1]) for line in files) == complete
    listed = json.loads(search(*asked, "--files", "--json").out)
    assert (listed["complete"], listed["total"]) == (complete, total)
    assert sum(file["passages"] for file in listed["files"]) == complete
    batch = json.loads(search(*options, "--stdin", "--jsonl", stdin=f"{query}\n").out)
    assert (batch["complete"], batch["total"]) == (complete, total)


@pytest.mark.parametrize(
    ("query", "hits"), [(("паром",), 15), (("паром", "лодка"), 15), (("весло", "--quotes"), 1)]
)
@pytest.mark.parametrize("size", [1, 4, 5, 15, 20])
def test_pages_promise_more_until_the_last_one(
    search: Run, query: tuple[str, ...], hits: int, size: int
) -> None:
    ids = []
    for offset in range(0, hits, size):
        shown = ("-n", str(size), "--offset", str(offset))
        found = answer(search, *query, *shown)
        ids += [hit["id"] for hit in found["hits"]]
        is_last = offset + size >= hits
        assert found["more"] == (not is_last)
        assert ("more:" in search(*query, *shown).err) == (not is_last)
    assert len(set(ids)) == hits


def test_the_next_page_is_where_the_note_says(search: Run) -> None:
    assert search("паром", "-n", "1").err == "1 of 15 passages; more: -n 2\n"
    assert search("паром", "-n", "4").err == "1-4 of 15 passages; more: -n 8\n"
    second = search("паром", "-n", "4", "--offset", "4")
    assert second.err == "5-8 of 15 passages; more: --offset 8\n"
    assert search("паром", "-n", "4", env=RUSSIAN).err == "1–4 из 15 абзацев; ещё: -n 8\n"
    assert search("паром", "-n", "1", env=RUSSIAN).err == "1 из 15 абзацев; ещё: -n 2\n"


def test_past_the_last_page_the_number_of_all_is_told(search: Run) -> None:
    finished = search("паром", "--offset", "15")
    assert (finished.code, finished.out) == (1, "")
    assert finished.err == "past the last hit; 15 passages in all\n"
    alone = search("паром", "--path", "last", "--offset", "1", env=RUSSIAN)
    assert alone.err == "дальше ничего нет; всего 1 абзац\n"


def test_a_page_of_complete_passages_tells_of_the_others(search: Run) -> None:
    assert search("паром", "лодка", "-n", "7").err == (
        "1-7 of 7 passages with all the words, 15 with some of them; more: -n 14\n"
    )
    both = search("паром", "лодка", "-n", "9").err.splitlines()
    assert both[0].startswith("all the words: 7 passages; below, passages with some of them")
    assert both[1] == "1-9 of 15 passages; more: -n 18"


def test_what_is_counted_is_called_by_its_name(search: Run) -> None:
    merged = "in all; the same words are shown once (--all shows each)\n"
    assert search("весло", "--quotes").err == f"2 quotations {merged}"
    assert search("весло", "--said").err == f"2 statements {merged}"
    assert search("--speaker", "Дымов").err == f"2 statements {merged}"
    assert search("speaker:Дымов").err == f"2 statements {merged}"
    assert search("speaker:Дымов", "--quotes").err == f"2 quotations {merged}"
    assert search("весло", "--quotes", "--all", "-n", "1").err.startswith("1 of 2 quotations;")
    russian = search("весло", "--said", "--all", "-n", "1", env=RUSSIAN).err
    assert russian == "1 из 2 высказываний; ещё: -n 2\n"
    relaxed = search("весло", "абракадабра", "--said", env=RUSSIAN).err
    assert relaxed.startswith("высказывания со всеми словами нет;")


# Files


def test_files_are_shown_in_part(search: Run) -> None:
    every = search("паром", "--files").out.splitlines()
    assert len(every) == 8
    page = search("паром", "--files", "-n", "3", "--offset", "2")
    assert (page.code, page.out.splitlines()) == (0, every[2:5])
    assert page.err == "3 of 8 files shown\n"
    assert search("паром", "--files", "--offset", "2").out.splitlines() == every[2:]
    assert search("паром", "--files", "-n", "9").err == ""
    past = search("паром", "--files", "--offset", "8", env=RUSSIAN)
    assert (past.code, past.out, past.err) == (1, "", "показано: 0 из 8 файлов\n")


def test_files_have_the_forms_of_hits(search: Run) -> None:
    query = ("паром", "--files", "-n", "2")
    rows = [line.split("\t") for line in search(*query).out.splitlines()]
    expected = [{"path": path, "passages": int(passages)} for path, passages in rows]
    whole = json.loads(search(*query, "--json").out)
    assert list(whole) == ["format", "query", "total", "complete", "notes", "file_count", "files"]
    assert (whole["query"], whole["file_count"], whole["files"]) == ("паром", 8, expected)
    lines = search(*query, "--jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == expected
    table = list(csv.DictReader(io.StringIO(search(*query, "--csv").out)))
    assert table == [{"path": path, "passages": passages} for path, passages in rows]
    assert search(*query, "--plain").out == search(*query).out


@pytest.mark.parametrize("form", ["--json", "--jsonl", "--csv", "--plain"])
def test_no_files_stay_machine_readable(search: Run, form: str) -> None:
    finished = search("абырвалг", "--files", form)
    assert (finished.code, finished.err) == (1, "nothing found\n")
    if form == "--json":
        assert json.loads(finished.out)["files"] == []
    else:
        assert finished.out == ("path,passages\n" if form == "--csv" else "")


def test_files_of_a_batch_are_refused(search: Run) -> None:
    finished = search("--files", "--stdin", "--jsonl", stdin="паром\n")
    assert_one_line_error(finished, "--files", "--stdin")
