"""The smaller commands: `show`, `analyze`, `status`."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from tests.command import Finished, Run
from tests.corpus import ARTICLE, write_corpus

Search = Callable[..., Finished]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus with one unreadable file, and its index."""
    folder = tmp_path_factory.mktemp("small")
    docs = write_corpus(folder / "docs_in")
    (docs / "bad.txt").write_bytes(b"\0\0\0")
    update_index(folder / "index", Plan([docs]), RunCallbacks())
    return folder


@pytest.fixture
def search(run: Run, folder: Path) -> Search:
    return partial(run, cwd=folder)


# show


def test_show_puts_a_passage_among_its_neighbours(search: Search) -> None:
    id = json.loads(search("плакату", "--jsonl").out)["id"]
    finished = search("show", id, "-C", "1")
    assert (finished.code, finished.err) == (0, "")
    text = " ".join(finished.out.split())
    assert "docs_in/sammit.txt:7" in text
    places = [text.index(word) for word in ("Участники обсудили", "по плакату", "о бюджете")]
    assert places == sorted(places)
    assert "пресс-служба" not in text
    assert "Участники" not in search("show", id, "-C", "0").out


def test_show_in_a_pipe_does_not_depend_on_the_width(search: Search) -> None:
    wide, narrow = (
        search("show", "sammit.txt#p4", env={"COLUMNS": columns}).out for columns in ("200", "40")
    )
    assert wide == narrow


def test_show_as_json(search: Search) -> None:
    hit = json.loads(search("show", "sammit.txt#p4", "-C", "1", "--json").out)
    assert hit["id"] == "sammit.txt#p4"
    assert hit["text"] in ARTICLE
    assert len(hit["before"]) == len(hit["after"]) == 1


def test_show_of_an_unknown_id_finds_nothing(search: Search) -> None:
    assert search("show", "sammit.txt#p99") == Finished(1, "", "sammit.txt#p99: no such passage\n")


def test_show_without_an_id_is_an_error(search: Search) -> None:
    finished = search("show")
    assert (finished.code, finished.out) == (2, "")
    assert "ID" in finished.err


# analyze


def test_analyze_shows_surface_form_and_key(search: Search) -> None:
    assert search("analyze", "Ёлки", "Саммиты") == Finished(
        0, "Ёлки\tелки\tелк\nСаммиты\tсаммиты\tсаммит\n", ""
    )


@pytest.mark.parametrize("pair", [("рынок", "рынка"), ("отец", "отцу"), ("день", "дня")])
def test_forms_of_one_word_have_one_key(search: Search, pair: tuple[str, str]) -> None:
    first, second = search("analyze", *pair).out.splitlines()
    assert first.split("\t")[2] == second.split("\t")[2]


def test_analyze_gives_a_line_for_a_line(search: Search) -> None:
    texts = [
        "Ёлки и берёзы",
        "",
        "  два  пробела ",
        "a\u2028b\u0085c\x0bd\x1ee",
        "смайлик 😀 зонт",
        "кибер\u00adбезопасность",
        "таб\tи \x1b[31m",
        "возврат\rкаретки",
    ]
    finished = search("analyze", "--stdin", "--jsonl", stdin="\n".join(texts) + "\n")
    records = [json.loads(line) for line in finished.out.splitlines()]
    assert (finished.code, finished.err) == (0, "")
    assert [record["text"] for record in records] == texts


def test_spans_cut_the_surface_out(search: Search) -> None:
    text = "смайлик 😀 Ёлки, СУ-57: кибер\u00adбезопасность и замо\u0301к"
    record = json.loads(search("analyze", "--stdin", "--jsonl", stdin=text).out)
    assert list(record) == ["text", "terms"]
    assert {tuple(term) for term in record["terms"]} == {("form", "key", "start", "end")}
    assert [record["text"][term["start"] : term["end"]] for term in record["terms"]] == [
        "смайлик", "Ёлки", "СУ", "57", "кибер\u00adбезопасность", "и", "замо\u0301к",
    ]  # fmt: skip
    assert [term["form"] for term in record["terms"]] == [
        "смайлик", "елки", "су", "57", "кибербезопасность", "и", "замок",
    ]  # fmt: skip


def test_analyze_of_nothing_on_stdin_is_nothing(search: Search) -> None:
    assert search("analyze", "--stdin", "--jsonl", stdin="") == Finished(0, "", "")


@pytest.mark.parametrize("arguments", [(), ("--jsonl",), ("слово", "--stdin")])
def test_analyze_wants_one_source_of_text(search: Search, arguments: tuple[str, ...]) -> None:
    finished = search("analyze", *arguments)
    assert (finished.code, finished.out) == (2, "")
    assert len(finished.err.splitlines()) == 1
    assert "--stdin" in finished.err


def test_analyze_needs_no_index(run: Run, tmp_path: Path) -> None:
    assert run("analyze", "дождь").code == 0
    assert list(tmp_path.iterdir()) == []


# status


def test_status_is_a_table_for_people(search: Search) -> None:
    finished = search("status")
    rows = dict(line.split(maxsplit=1) for line in finished.out.splitlines() if "  " in line)
    assert (finished.code, finished.err) == (0, "")
    assert rows["index"] == "index (default)"
    assert rows["files"] == "3 (.txt 3)"
    assert rows["complete"] == "yes"
    assert rows["failed"] == "1"


def test_status_speaks_russian(search: Search) -> None:
    assert "движок" in search("status", env={"LC_ALL": "ru_RU.UTF-8"}).out


def test_status_names_what_failed_and_why(search: Search, folder: Path) -> None:
    expected = f"{folder}/docs_in/bad.txt: not a text file\n"
    assert search("status", "--failed") == Finished(0, expected, "")
    assert expected in search("status").out


def test_status_as_json(search: Search, folder: Path) -> None:
    status = json.loads(search("status", "--json").out)
    assert (status["format"], status["engine"], status["complete"]) == (1, "whoosh", True)
    assert status["roots"] == [str(folder / "docs_in")]
    assert (status["files"], status["documents"], status["formats"]) == (3, 2, {".txt": 3})
    assert status["encodings"] == {"utf-8": 2}
    assert status["live_bytes"] > 0
    assert [Path(file["path"]).name for file in status["failed"]] == ["bad.txt"]
    assert status["settings"] == {"index": "default", "docs": "default", "speakers": "default"}


def test_status_without_an_index_is_an_error(run: Run, corpus: Path) -> None:
    finished = run("status")
    assert (finished.code, finished.out) == (2, "")
    assert "search index" in finished.err
