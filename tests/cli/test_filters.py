"""Filters of a query, as options and in its text: by author, by date."""

import json
from pathlib import Path

import pytest

from tests.command import Run, hits

ROWS = [
    {"id": "1", "author": "Илья Сорокопуд", "text": "Паводок отступил от дамбы."},
    {
        "id": "2",
        "author": "Анна Белых, Роза Липатова",
        "text": "Дамба устояла. «Паводок отступил», — сказал Илья Сорокопуд.",
    },
    {"id": "3", "text": "Паводок размыл дамбу."},
]


@pytest.fixture
def by_author(run: Run, tmp_path: Path) -> Run:
    lines = [json.dumps(row, ensure_ascii=False) for row in ROWS]
    (tmp_path / "docs_in").mkdir()
    (tmp_path / "docs_in" / "news.jsonl").write_text("\n".join(lines), "utf-8")
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


def test_quotations_by_the_author_of_the_document(by_author: Run) -> None:
    assert len(hits(by_author("--quotes", "--author", "Белых", "--jsonl"))) == 1
    assert by_author("--quotes", "--author", "Сорокопуд").code == 1
