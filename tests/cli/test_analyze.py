"""`search analyze`: the words of a text as the index has them."""

import json
from pathlib import Path

import pytest

from tests.command import Finished, Run


def test_analyze_shows_surface_form_and_key(run: Run) -> None:
    assert run("analyze", "Ёлки", "Саммиты") == Finished(
        0, "Ёлки\tелки\tелк\nСаммиты\tсаммиты\tсаммит\n", ""
    )


@pytest.mark.parametrize("pair", [("рынок", "рынка"), ("отец", "отцу"), ("день", "дня")])
def test_forms_of_one_word_have_one_key(run: Run, pair: tuple[str, str]) -> None:
    first, second = run("analyze", *pair).out.splitlines()
    assert first.split("\t")[2] == second.split("\t")[2]


def test_analyze_gives_a_line_for_a_line(run: Run) -> None:
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
    finished = run("analyze", "--stdin", "--jsonl", stdin="\n".join(texts) + "\n")
    records = [json.loads(line) for line in finished.out.splitlines()]
    assert (finished.code, finished.err) == (0, "")
    assert [record["text"] for record in records] == texts


def test_spans_cut_the_surface_out(run: Run) -> None:
    text = "смайлик 😀 Ёлки, СУ-57: кибер\u00adбезопасность и замо\u0301к"
    record = json.loads(run("analyze", "--stdin", "--jsonl", stdin=text).out)
    assert list(record) == ["text", "terms"]
    assert {tuple(term) for term in record["terms"]} == {("form", "key", "start", "end")}
    assert [record["text"][term["start"] : term["end"]] for term in record["terms"]] == [
        "смайлик", "Ёлки", "СУ", "57", "кибер\u00adбезопасность", "и", "замо\u0301к",
    ]  # fmt: skip
    assert [term["form"] for term in record["terms"]] == [
        "смайлик", "елки", "су", "57", "кибербезопасность", "и", "замок",
    ]  # fmt: skip


def test_analyze_of_nothing_on_stdin_is_nothing(run: Run) -> None:
    assert run("analyze", "--stdin", "--jsonl", stdin="") == Finished(0, "", "")


@pytest.mark.parametrize("arguments", [(), ("--jsonl",), ("слово", "--stdin")])
def test_analyze_wants_one_source_of_text(run: Run, arguments: tuple[str, ...]) -> None:
    finished = run("analyze", *arguments)
    assert (finished.code, finished.out) == (2, "")
    assert len(finished.err.splitlines()) == 1
    assert "--stdin" in finished.err


def test_analyze_needs_no_index(run: Run, tmp_path: Path) -> None:
    assert run("analyze", "дождь").code == 0
    assert list(tmp_path.iterdir()) == []
