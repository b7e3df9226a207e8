"""Filters of a query, as options and in its text: by author, by date."""

import datetime
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.command import RUSSIAN, Run, assert_one_line_error, hits

ROWS = [
    {"id": "1", "author": "Илья Сорокопуд", "text": "Паводок отступил от дамбы."},
    {
        "id": "2",
        "author": "Анна Белых, Роза Липатова",
        "text": "Дамба устояла. «Паводок отступил», — сказал Илья Сорокопуд.",
    },
    {"id": "3", "text": "Паводок размыл дамбу."},
]


def write_rows(folder: Path, rows: Sequence[dict[str, str]]) -> None:
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "docs_in").mkdir()
    (folder / "docs_in" / "news.jsonl").write_text("\n".join(lines), "utf-8")


@pytest.fixture
def by_author(run: Run, tmp_path: Path) -> Run:
    write_rows(tmp_path, ROWS)
    assert run("index").code == 0
    return run


@pytest.mark.parametrize(
    ("query", "authors"),
    [
        (("паводок", "--author", "Сорокопуда"), ["Илья Сорокопуд"]),
        (("паводок", "--author", "роза липатова"), ["Анна Белых, Роза Липатова"]),
        (("паводок автор:Сорокопуд",), ["Илья Сорокопуд"]),
        (("author:«Анна Белых»",), ["Анна Белых, Роза Липатова"]),
        (("--author", "Белых"), ["Анна Белых, Роза Липатова"]),
        (("паводок", "-автор:Белых", "-автор:Сорокопуд"), [None]),
        (("паводок", "--author", "Липатова Илья"), []),
        (("паводок", "--author", "…"), []),
    ],
)
def test_the_author_of_the_document(
    by_author: Run, query: tuple[str, ...], authors: list[str | None]
) -> None:
    found = by_author(*query, "--jsonl")
    assert [hit["author"] for hit in hits(found)] == authors
    assert found.code == (0 if authors else 1)


@pytest.mark.parametrize("query", ["кто:Сорокопуд", "speaker:Сорокопуда"])
def test_who_said_it_is_not_who_wrote_it(by_author: Run, query: str) -> None:
    (hit,) = hits(by_author(query, "--jsonl"))
    assert (hit["speaker_name"], hit["author"]) == ("Илья Сорокопуд", "Анна Белых, Роза Липатова")


@pytest.mark.parametrize(
    ("query", "hinted"),
    [
        (("автор:Мельгунова",), True),
        (("--author", "Пётр Мельгунов", "--quotes"), True),
        (("автор:Мельгунов", "дамба"), True),
        (("автор:Сорокопуд", "дорога"), False),
        (("автор:Неизвестный",), False),
        (("кто:Мельгунов",), False),
    ],
)
def test_who_only_speaks_is_hinted_at(
    run: Run, tmp_path: Path, query: tuple[str, ...], hinted: bool
) -> None:
    text = "Дамба устояла. «Паводок отступил», — сказал Пётр Мельгунов."
    write_rows(tmp_path, [{"id": "1", "author": "Илья Сорокопуд", "text": text}])
    assert run("index").code == 0
    assert ("--speaker NAME" in run(*query, "--no-fix").err) == hinted


def test_quotations_by_the_author_of_the_document(by_author: Run) -> None:
    assert len(hits(by_author("--quotes", "--author", "Белых", "--jsonl"))) == 1
    assert by_author("--quotes", "--author", "Сорокопуд").code == 1


TODAY = datetime.date.today()
"""Tests that run over midnight see other days; nothing below is near a border."""


@pytest.fixture
def by_day(run: Run, tmp_path: Path) -> Run:
    """A document of today, of each tenth day before, down to a year and a half, and one undated."""
    days = [(TODAY - datetime.timedelta(days=n)).isoformat() for n in range(0, 550, 10)]
    rows = [{"id": day, "date": day, "text": "Паводок размыл дамбу."} for day in days]
    write_rows(tmp_path, [*rows, {"id": "undated", "text": "Паводок размыл дамбу."}])
    assert run("index").code == 0
    return run


@pytest.mark.parametrize(
    ("options", "days"),
    [
        (("--since", "today"), range(1)),
        (("--since", "вчера"), range(1)),
        (("--since", "15d"), range(0, 16, 10)),
        (("--since", "неделя"), range(0, 8, 10)),
        (("--since", "25 дней", "--until", "5d"), range(10, 26, 10)),
        (("--until", "100 days ago"), range(100, 550, 10)),
        (("date:15d",), range(0, 16, 10)),
        (('дата:"25 дней..15d"',), range(20, 21)),
        (("date:25d..15d",), range(20, 21)),
        (("-дата:25d",), range(30, 550, 10)),
    ],
)
def test_days_counted_from_today(by_day: Run, options: tuple[str, ...], days: range) -> None:
    found = hits(by_day("паводок", *options, "--jsonl", "-n", "100"))
    wanted = {(TODAY - datetime.timedelta(days=n)).isoformat() for n in days}
    assert {hit["date"] for hit in found} - {None} == wanted


@pytest.mark.parametrize("value", ["утром", "31.02.2019", "3 7d", "2019..2020"])
def test_an_option_that_is_no_day_is_refused(by_day: Run, value: str) -> None:
    assert_one_line_error(by_day("паводок", "--since", value), "--since", value)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        (("паводок", "--since", "30d"), 1),
        (("паводок", "--until", "2000"), 1),
        (("паводок", "date:30d..3d"), 1),
        (("паводок", "-дата:2001"), 0),
        (("паводок | (дамба date:2001)",), 0),
        (("паводок",), 0),
        (("паводок", "--sort", "newest"), 0),
        (("лодка", "--since", "30d"), 0),
        (("--since", "30d"), 1),
        (("--since", "30d", "--path", "docs_in"), 1),
        (("--since", "30d", "--author", "Белых"), 0),
        (("паводак", "--since", "30d"), 1),
    ],
)
def test_what_has_no_date_is_counted(by_day: Run, query: tuple[str, ...], number: int) -> None:
    finished = by_day(*query, "--json")
    assert json.loads(finished.out)["undated"] == number
    note = f"documents without a date are left out: {number} passage"
    assert finished.err.splitlines().count(note) == number
    assert by_day(*query, "-q").err == ""


def test_how_many_quotations_have_no_date(by_author: Run) -> None:
    finished = by_author("паводок", "--quotes", "--since", "2020", env=RUSSIAN)
    assert finished.code == 1
    assert "документы без даты не учтены: 1 цитата" in finished.err.splitlines()
    finished = by_author("паводок", "--since", "2020", "--files")
    assert "documents without a date are left out: 3 passages" in finished.err.splitlines()
    finished = by_author("паводок", "--since", "2020", "--count", env=RUSSIAN)
    assert "документы без даты не учтены: 3 абзаца" in finished.err.splitlines()


def test_what_speakers_said_without_a_date_is_counted(by_author: Run) -> None:
    finished = by_author("speakers", "--since", "2020")
    assert "documents without a date are left out: 1 statement" in finished.err.splitlines()
    finished = by_author("speakers", "паводок", "--quotes", "--until", "2020", env=RUSSIAN)
    assert "документы без даты не учтены: 1 цитата" in finished.err.splitlines()
    assert "without a date" not in by_author("speakers", "--author", "Белых").err
