"""Quotations and speakers: `--quotes`, `--speaker`, `search quotes` and `search speakers`."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import RUSSIAN, Run

TOKAEV = "Касым-Жомарт Токаев"
SUMMIT = """\
Саммит в Бишкеке

Президент Марат Сериков открыл встречу. «Климат меняется быстрее нас, и ждать больше нельзя», — \
сказал глава государства.

"Платформа нужна уже в этом году", - добавила министр экологии Дина Ахметова.
"""
REPRINT = """\
«Климат меняется быстрее нас, и ждать больше нельзя», — заявил президент Марат Сериков.

«Смета готова», — сообщил Н. Ахметов.
"""


@pytest.fixture
def said(tmp_path: Path) -> Path:
    texts = tmp_path / "docs_in"
    texts.mkdir()
    front = "---\ntitle: {}\ndate: {}\n---\n\n"
    (texts / "a.md").write_text(front.format("Перепечатка", "2019-06-20") + REPRINT, "utf-8")
    (texts / "b.md").write_text(front.format("Саммит", "2019-06-14") + SUMMIT, "utf-8")
    return texts


def hits(run: Run, *arguments: str) -> list[dict[str, Any]]:
    finished = run(*arguments, "--jsonl", "-q")
    assert finished.err == ""
    return [json.loads(line) for line in finished.out.splitlines()]


def test_a_quotation_is_a_result_with_its_speaker(run: Run, said: Path) -> None:
    (hit,) = hits(run, "платформы", "--quotes")
    assert hit["kind"] == "quote"
    assert hit["text"] == "Платформа нужна уже в этом году"
    assert (hit["speaker_name"], hit["cue"]) == ("Дина Ахметова", "добавила")
    assert hit["id"] == "b.md#p3.q1"
    (start, stop), *_ = hit["highlights"]
    assert hit["text"][start:stop] == "Платформа"


def test_the_same_words_are_one_result_with_the_first_source(run: Run, said: Path) -> None:
    (hit,) = hits(run, "климат", "--quotes")
    assert (hit["copies"], hit["date"], hit["document"]) == (2, "2019-06-14", "b.md")
    assert {h["document"] for h in hits(run, "климат", "--quotes", "--all")} == {"a.md", "b.md"}


@pytest.mark.parametrize(
    "name", ["Сериков", "Серикова", "сериковым", "М. Сериков", "Марат Сериков"]
)
def test_a_speaker_is_found_by_any_form_of_the_name(run: Run, said: Path, name: str) -> None:
    found = hits(run, "--speaker", name, "--all")
    assert {h["speaker_name"] for h in found} == {"Марат Сериков"}
    assert {h["document"] for h in found} == {"a.md", "b.md"}


@pytest.mark.parametrize("name", ["Сериков", "сериковым", '"Марат Сериков"'])
def test_a_speaker_can_be_asked_for_in_the_query(run: Run, said: Path, name: str) -> None:
    found = hits(run, f"speaker:{name}", "--all")
    assert {h["document"] for h in found} == {"a.md", "b.md"}


def test_people_of_one_surname_stay_apart(run: Run, said: Path) -> None:
    assert [h["text"] for h in hits(run, "--speaker", "Дина Ахметова")] == [
        "Платформа нужна уже в этом году"
    ]
    assert [h["text"] for h in hits(run, "--speaker", "Н. Ахметов")] == ["Смета готова"]


def test_a_paragraph_shows_who_speaks_where_the_match_lies(run: Run, said: Path) -> None:
    (hit, *_) = hits(run, "платформа")
    assert hit["kind"] == "paragraph"
    (quote,) = hit["quotes"]
    assert quote["speaker_name"] == "Дина Ахметова"
    words = hit["text"][quote["start"] : quote["stop"]]
    assert words == "Платформа нужна уже в этом году"
    assert "— Дина Ахметова" in run("платформа", "--color", "always").out
    assert "— Дина" not in run("экологии", "--color", "always").out


def test_speakers_are_counted(run: Run, said: Path) -> None:
    run("index")
    answer = json.loads(run("speakers", "--json").out)
    assert answer["speakers"][0] == {
        "name": "Марат Сериков", "quotes": 2, "first": "2019-06-14", "last": "2019-06-20",
        "retold": 0,
    }  # fmt: skip
    assert answer["total"] == 3
    assert run("speakers", "смета").out == "1\tН. Ахметов\t2019-06-20\t2019-06-20\t0\n"
    assert run("speakers", "абракадабра").code == 1


RETOLD = """\
Мост через Ловать откроют весной, сообщил смотритель переправы Прохор Ильменев.

«Лёд рабочим только помогал», — сказал Ильменев. По его словам, сваи забивали всю зиму.
"""


@pytest.fixture
def retold(run: Run, tmp_path: Path) -> None:
    """A text with one quotation and two statements that are retold."""
    (tmp_path / "docs_in").mkdir()
    (tmp_path / "docs_in/a.txt").write_text(RETOLD, "utf-8")
    run("index")


def texts_of(run: Run, *arguments: str) -> list[str]:
    return [hit["text"] for hit in hits(run, *arguments)]


def test_retold_statements_are_results_but_no_quotations(run: Run, retold: None) -> None:
    assert texts_of(run, "сваи", "--quotes") == []
    (hit,) = hits(run, "сваи", "--said")
    assert hit["text"] == "сваи забивали всю зиму"
    assert (hit["manner"], hit["speaker_name"]) == ("indirect", "Прохор Ильменев")
    anything = "лёд ИЛИ сваи ИЛИ мост"
    assert len(texts_of(run, anything, "--said")) == 3
    assert texts_of(run, anything, "--quotes") == ["Лёд рабочим только помогал"]


def test_files_are_asked_for_quotations_alone_or_for_all_that_is_said(
    run: Run, retold: None
) -> None:
    every = run("quotes", "docs_in/a.txt").out
    assert run("quotes", "docs_in/a.txt", "--said").out == every
    assert "docs_in/a.txt:1\tПрохор Ильменев (retold)\tМост через Ловать откроют весной" in every
    verbatim = run("quotes", "docs_in/a.txt", "--quotes").out
    assert verbatim == "docs_in/a.txt:3\tПрохор Ильменев\tЛёд рабочим только помогал\n"
    lines = run("quotes", "docs_in/a.txt", "--jsonl").out.splitlines()
    records = [json.loads(line) for line in lines]
    assert [record["manner"] for record in records] == ["indirect", "direct", "indirect"]
    assert all(RETOLD[r["start"] : r["stop"]] == r["text"] for r in records)


def test_a_speaker_s_words_are_all_that_they_said(run: Run, retold: None) -> None:
    assert len(texts_of(run, "", "--speaker", "Ильменев")) == 3
    assert len(texts_of(run, "speaker:Ильменев")) == 3
    assert len(texts_of(run, "", "--speaker", "Ильменев", "--quotes")) == 1
    assert run("--count", "--speaker", "Ильменев").out == "3\n"
    assert run("--count", "--quotes", "лёд").out == "1\n"
    assert run("--count", "--said", "мост").out == "1\n"


def test_retold_statements_are_marked_for_people(run: Run, retold: None) -> None:
    assert run("мост", "--said", "--plain").out.endswith("\tПрохор Ильменев (retold)\n")
    plain = run("мост", "--said", "--plain", env=RUSSIAN).out
    assert plain.endswith("\tПрохор Ильменев (пересказ)\n")
    assert (
        "Прохор Ильменев (пересказ)" in run("мост", "--said", "--color", "always", env=RUSSIAN).out
    )
    assert run("speakers").out == "1\tПрохор Ильменев\t\t\t2\n"


def test_a_paragraph_names_the_manner_of_what_is_said_in_it(run: Run, retold: None) -> None:
    (hit,) = hits(run, "лёд")
    assert [quote["manner"] for quote in hit["quotes"]] == ["direct", "indirect"]


def test_the_user_says_who_is_who(run: Run, said: Path, tmp_path: Path) -> None:
    run("index")
    (tmp_path / "speakers.toml").write_text(
        '[[speaker]]\nname = "Нурлан Ахметов"\naliases = ["Н. Ахметов"]\n', "utf-8"
    )
    assert "Нурлан Ахметов" in run("speakers").out
    assert [h["text"] for h in hits(run, "--speaker", "Нурлан Ахметов")] == ["Смета готова"]
    (tmp_path / "speakers.toml").write_text("[[", "utf-8")
    finished = run("speakers")
    assert (finished.code, finished.out) == (2, "")
    assert finished.err.startswith("search: speakers.toml: ")


def test_quotes_of_files_need_no_index(run: Run, said: Path, tmp_path: Path) -> None:
    finished = run("quotes", said / "b.md", "--jsonl")
    first, second = map(json.loads, finished.out.splitlines())
    assert (
        list(first)
        == (
            "path text start stop end line speaker speaker_name cue manner kind rule confidence "
            "page document"
        ).split()
    )
    assert first["speaker"] == "глава государства"
    assert first["speaker_name"] == "Марат Сериков"
    assert (second["path"], second["line"], second["kind"]) == ("docs_in/b.md", 10, "direct")
    assert (second["manner"], second["stop"]) == (second["kind"], second["end"])
    assert not (tmp_path / "index").exists()
    assert run("quotes", "nothing").code == 2


def test_the_article_the_project_started_from(run: Run, shared: Path) -> None:
    finished = run("quotes", shared / "seed", "--jsonl")
    found = [json.loads(line) for line in finished.out.splitlines()]
    text = next((shared / "seed").glob("*.txt")).read_text("utf-8")
    verbatim = [q for q in found if q["manner"] != "indirect"]
    assert [(q["cue"], q["speaker"], q["speaker_name"]) for q in verbatim] == [
        ("сказал", TOKAEV, TOKAEV),
        ("отметил", "Президент Казахстана", TOKAEV),
        ("предложил", "Глава государства", TOKAEV),
    ]
    assert all(text[q["start"] : q["end"]] == q["text"] for q in found)
    assert '"зеленых" технологий' in verbatim[2]["text"]
    retold = {q["cue"]: q for q in found if q["manner"] == "indirect"}
    according = retold["по словам"]
    assert according["speaker_name"] == TOKAEV
    assert according["text"].startswith("сыграет представленный Казахстаном")
    run("index", shared / "seed")
    (hit,) = json.loads(run("кибербезопасность", "--quotes", "--json").out)["hits"]
    assert hit["speaker_name"] == TOKAEV
    assert json.loads(run("платформа", "--speaker", "Токаева", "--json").out)["total"] == 2
