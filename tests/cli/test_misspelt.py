"""What is searched instead of a query that finds nothing, and what is never touched."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.command import RUSSIAN, Run
from tests.conftest import index_folder

TEXT = """\
Вице-премьер Оржицкая открыла шлюз. Пароход Б-12 ждал у причала с 9 мая.

«Коржик любит каждый матрос», — сказал боцман Глеб Дымов.

Дата спуска неизвестна: до 30 июня, а то и до весны. Король Х и буква ю.
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text with one quotation, indexed once."""
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "docs_in").mkdir()
    (folder / "docs_in/shlyuz.txt").write_text(TEXT, "utf-8")
    return index_folder(folder)


@pytest.fixture
def search(run: Run, harbour: Path) -> Run:
    return partial(run, cwd=harbour)


def answer(search: Run, *arguments: str) -> dict[str, Any]:
    return dict(json.loads(search("--json", *arguments).out))


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("вице-примьер", "вице-премьер"),
        ("вицэ-премьер", "вице-премьер"),
        ("вице-премьер шлбз", "вице-премьер шлюз"),
        ("gfhj[jl", "пароход"),
        ("parohod -боцман", "пароход -боцман"),
        ("(пороход ИЛИ шлюз) причал", None),
        ("шлюзз path:shlyuz", "шлюз path:shlyuz"),
    ],
)
def test_only_unknown_words_are_corrected(search: Run, query: str, meant: str | None) -> None:
    found = answer(search, "--", query)
    assert (found["suggestion"], found["corrected"]) == (meant, meant is not None)


@pytest.mark.parametrize(
    "query",
    [
        "вице-губернатор", "экс-премьер", "100-12-16", "Б-13", "Б12", "12б", "Т-9", "30.13",
        "...", "[", "]", ";", "!?", "—", "'", "₽", "2020", "date:2021..2011", "дата:30.02.2021",
        "date:99", "title:шлюзз", "path:шлюзз", "speaker:Дымав", "=шлюзз", "шлюзз*", "-шлюзз",
        '"шлюзз"', '"открыла шлюзз"',
    ],
)  # fmt: skip
def test_what_is_no_misspelt_word_stays_as_it_is(search: Run, query: str) -> None:
    found = answer(search, "--", query)
    assert (found["suggestion"], found["corrected"]) == (None, False)


@pytest.mark.parametrize("where", [("--quotes",), ("--said",), ("--speaker", "Дымов")])
def test_a_word_of_the_paragraphs_is_no_misspelt_word_of_quotations(
    search: Run, where: tuple[str, ...]
) -> None:
    """«Оржик» is near «коржик», the only such word in quotations."""
    assert answer(search, "Оржицкая", *where)["suggestion"] is None
    assert answer(search, "коржек", *where)["suggestion"] == "коржик"


def test_it_is_told_that_only_paragraphs_hold_it(search: Run) -> None:
    finished = search("Оржицкая", "--quotes")
    assert (finished.code, finished.out) == (1, "")
    assert finished.err == "nothing found: 1 passage, no quotations\n"
    assert search("Оржицкая", "--said").err == "nothing found: 1 passage, no statements\n"
    assert search("шлюз", "--speaker", "Дымов").err == "nothing found: 1 passage, no statements\n"
    russian = search("шлюз", "--quotes", env=RUSSIAN).err
    assert russian == "ничего не найдено: 1 абзац, цитат нет\n"
    assert search("абырвалг", "--quotes").err == "nothing found\n"
    assert search("шлюз", "--quotes", "--title", "нет").err == "nothing found\n"


def test_a_corrected_answer_shows_hits_but_is_not_what_was_asked_for(search: Run) -> None:
    finished = search("шлюзз")
    assert finished.code == 1
    assert len(finished.out.splitlines()) == 1
    assert finished.err == "no results for: шлюзз; showing: шлюз (a typo)\n"
    found = answer(search, "шлюзз")
    assert (found["total"], found["complete"], found["corrected"]) == (1, 0, True)


def test_without_correction_nothing_is_found(search: Run) -> None:
    finished = search("шлюзз", "--no-fix")
    assert (finished.code, finished.out, finished.err) == (1, "", "nothing found\n")


@pytest.mark.parametrize(("form", "out"), [("--count", "0\n"), ("--files", "")])
def test_what_is_counted_is_as_typed_and_the_correction_is_named(
    search: Run, form: str, out: str
) -> None:
    finished = search("шлюзз", form)
    assert (finished.code, finished.out) == (1, out)
    assert finished.err == "nothing found; did you mean: шлюз (a typo)\n"
    assert search("шлюзз", form, "--no-fix").err == "nothing found\n"


def test_a_word_of_the_dictionary_is_not_misspelt(search: Run) -> None:
    assert search("шлюзз").err.startswith("no results for: шлюзз; showing: шлюз")
    assert search("шлюп").err == "nothing found\n"  # a ship
    assert search("шлюп", "--count").err == "nothing found\n"


def test_a_batch_is_found_if_one_query_is_as_typed(search: Run) -> None:
    assert search("--stdin", "--jsonl", stdin="шлюзз\nпричалл\n").code == 1
    assert search("--stdin", "--jsonl", stdin="шлюзз\nпричал\n").code == 0


@pytest.mark.parametrize("form", ["--plain", "--json", "--count", "--files"])
@pytest.mark.parametrize(
    ("query", "told"),
    [
        (("шлюз", "date:31.02.2020"), "31.02.2020: no such date"),
        (("дата:2020-13-45",), "2020-13-45: no such date"),
        (('дата:"30 февраля"',), "30 февраля: no such date"),
        (('date:"June 31, 2019"..',), "June 31, 2019..: no such date"),
        (('дата:"1000000 лет"',), "1000000 лет: no such date"),
        (("шлюз", "дата:2020..2010"), "no day is from 2020-01-01 to 2010-12-31"),
        (("шлюз", "date:2019", "date:2021"), "no day is from 2021-01-01 to 2019-12-31"),
        (("шлюз", "--since", "2020", "--until", "2010"), "no day is from 2020-01-01"),
        (("date:2011", "--since", "2020"), "no day is from 2020-01-01 to 2011-12-31"),
        (("шлюз", "(date:2020..2010", "|", "date:2013)"), "no day is from 2020-01-01"),
    ],
)
def test_a_wrong_date_is_told_in_one_line(
    search: Run, form: str, query: tuple[str, ...], told: str
) -> None:
    finished = search(*query, form)
    assert finished.code == 1
    (line,) = [line for line in finished.err.splitlines() if told in line]
    assert "; " in line
    assert "Traceback" not in finished.err


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("date:31.02.2020",), "31.02.2020: no such date; write"),
        (("шлюз", "--since", "2020", "--until", "2010"), "no day is from 2020-01-01"),
    ],
)
def test_a_wrong_date_is_told_of_speakers_too(
    search: Run, asked: tuple[str, ...], told: str
) -> None:
    finished = search("speakers", *asked)
    assert (finished.code, finished.out) == (1, "")
    assert finished.err.startswith(told)


def test_a_right_range_is_not_told(search: Run) -> None:
    finished = search("шлюз", "date:2010..2020", "--since", "2020", "--until", "2020")
    assert "day" not in finished.err
