"""The same paragraph from several documents, or nearly the same, is one hit."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import Run, hits

FIRST = "Паром через Лебяжий пролив снова ходит каждый час, сообщила дирекция пристани"
"""The paragraph that others reprint."""


@pytest.fixture
def write(tmp_path: Path, run: Run) -> Any:
    """Writes documents named by their days, each of one paragraph, and indexes them."""

    def write_and_index(**texts: str) -> None:
        folder = tmp_path / "docs_in"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name[1:].replace('_', '-')}.txt").write_text(f"{text}.\n", "utf-8")
        run("index")

    return write_and_index


def search(run: Run, *args: str) -> list[dict[str, Any]]:
    return hits(run(*args, "--jsonl"))


@pytest.mark.parametrize(
    "reprint",
    [
        FIRST,
        FIRST.upper(),
        f"⚡️ {FIRST} 👍",
        FIRST.replace("снова", "опять"),
        FIRST.replace("сообщила", "заявила"),
        FIRST.replace(", сообщила дирекция", ", как сообщила дирекция"),
        f"{FIRST} в четырнадцать",
        f"Лента. {FIRST}",
    ],
)
def test_reprints_are_one_hit_of_the_earliest_document(write: Any, run: Run, reprint: str) -> None:
    write(d2021_03_02=reprint, d2021_03_01=FIRST, d2021_03_04="Пролив замёрз у самой пристани")
    found = search(run, "паром")
    assert [(hit["copies"], hit["date"]) for hit in found] == [(2, "2021-03-01")]
    assert len(search(run, "паром", "--all")) == 2
    assert {hit["copies"] for hit in search(run, "паром", "--all")} == {1}
    answer = json.loads(run("паром", "--json").out)
    assert (answer["total"], answer["complete"]) == (2, 2)
    assert run("паром", "--count").out.strip() == "2"
    assert len(run("паром", "--files").out.splitlines()) == 2


@pytest.mark.parametrize(
    "other",
    [
        FIRST.replace("каждый час", "каждые 20 минут"),
        FIRST.replace("снова ходит", "снова не ходит"),
        FIRST.replace("Лебяжий", "Журавлиный"),
        FIRST.replace("снова", "с марта"),
        FIRST.replace("пристани", "Ferryline"),
        "Дирекция пристани сообщила: каждый час снова ходит через Лебяжий пролив паром",
        "Паром через Лебяжий пролив утонул, экипаж спасён, сообщила дирекция пристани",
    ],
)
def test_what_says_something_else_is_another_hit(write: Any, run: Run, other: str) -> None:
    write(d2021_03_02=other, d2021_03_01=FIRST)
    assert [hit["copies"] for hit in search(run, "паром")] == [1, 1]


def test_headings_are_not_copies(write: Any, run: Run) -> None:
    write(d2021_03_01="О пароме", d2021_03_02="О пароме")
    assert [hit["copies"] for hit in search(run, "паром")] == [1, 1]


def test_the_earliest_that_holds_the_words_is_shown(write: Any, run: Run) -> None:
    write(d2021_03_01=FIRST, d2021_03_02=FIRST.replace("снова", "исправно"))
    (hit,) = search(run, "исправно паром")
    assert (hit["copies"], hit["date"]) == (2, "2021-03-02")
    (newest,) = search(run, "паром", "--sort", "date")
    assert (newest["copies"], newest["date"]) == (2, "2021-03-02")


def test_people_see_how_many_there_are(write: Any, run: Run) -> None:
    write(d2021_03_01=FIRST, d2021_03_02=FIRST, d2021_03_03=FIRST)
    assert "and 2 more sources" in run("паром", "--color", "always").out


def test_pages_fit_together_and_copies_leave_room(write: Any, run: Run) -> None:
    towns = "Омск Томск Псков Ржев Орёл Тула Уфа Пермь Чита Сочи Клин Тверь".split()
    texts = [f"В городе {town} открыли музей старых паромов и лодок" for town in towns]
    days = [f"d2021_{month:02}_0{day}" for day in (1, 2) for month in range(1, 13)]
    write(**dict(zip(days, texts * 2, strict=True)))
    whole = search(run, "музей паромов", "-n", "30")
    assert [hit["copies"] for hit in whole] == [2] * 12
    pages = [search(run, "музей паромов", "-n", "5", "--offset", str(n)) for n in (0, 5, 10)]
    assert [(hit["id"], hit["copies"]) for page in pages for hit in page] == [
        (hit["id"], hit["copies"]) for hit in whole
    ]
    totals = {json.loads(run("музей паромов", "--json", "-n", n).out)["total"] for n in "159"}
    assert totals == {24}
