"""A surname that is written like another word, in all its forms, on every engine."""

from pathlib import Path

import pytest

from searchtool.engines import ENGINES
from tests.command import Run, hits

PARAGRAPHS = {
    "name": "Следователь Зубов вернул дело.",
    "name_in_capitals": "Следователь ЗУБОВ молчит.",
    "instrumental": "Протокол подписан Зубовым и понятыми.",
    "teeth": "Зубы болят третий день.",
    "of_teeth": "У старика не осталось зубов.",
    "heading": "ЛЕЧЕНИЕ ЗУБОВ",
}
NAMES = {"name", "name_in_capitals", "instrumental"}
TEETH = {"teeth", "of_teeth", "heading"}


@pytest.fixture(params=sorted(ENGINES))
def indexed(request: pytest.FixtureRequest, run: Run, tmp_path: Path) -> Run:
    folder = tmp_path / "docs_in"
    folder.mkdir()
    for name, text in PARAGRAPHS.items():
        (folder / f"{name}.txt").write_text(text + "\n", "utf-8")
    assert run("index", folder, "--engine", request.param).code == 0
    return run


def names(run: Run, query: str, *options: str) -> list[str]:
    return [Path(hit["path"]).stem for hit in hits(run(query, "--jsonl", *options))]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Зубову", NAMES),
        ("зубовым", NAMES),
        ("зуб", TEETH),
        ("зубами", TEETH),
        ("Зубов", NAMES | TEETH),
        ("зубов", NAMES | TEETH),
        ("ЗУБОВ", NAMES | TEETH),
        ('"следователь зубов"', {"name", "name_in_capitals"}),
        ('"лечение Зубов"', {"heading"}),
        ('"зубов следователь"~0', {"name", "name_in_capitals"}),
        ("=зубов", {"name", "name_in_capitals", "of_teeth", "heading"}),
        ('="зубов вернул"', {"name"}),
        ("следователь -зубов", set()),
    ],
)
def test_a_surname_and_a_noun_are_found_in_all_forms(
    indexed: Run, query: str, found: set[str]
) -> None:
    assert set(names(indexed, query)) == found


def test_who_types_a_capital_letter_gets_people_first(indexed: Run) -> None:
    assert set(names(indexed, "Зубов")[:3]) == NAMES


@pytest.mark.parametrize(
    ("query", "marked"), [("Зубову", ["Зубовым"]), ("зуб", []), ("зубов", ["Зубовым"])]
)
def test_the_right_words_are_highlighted(indexed: Run, query: str, marked: list[str]) -> None:
    found = hits(indexed(query, "--jsonl", "--path", "instrumental"))
    text = PARAGRAPHS["instrumental"]
    assert [text[start:end] for hit in found for start, end in hit["highlights"]] == marked


@pytest.mark.parametrize("name", ["Зубов", "зубов", "Зубова", "ЗУБОВ"])
def test_a_speaker_is_found_by_any_form_of_the_name(run: Run, tmp_path: Path, name: str) -> None:
    text = "«Дело вернули вчера вечером», — сказал следователь Иван Зубов.\n"
    (tmp_path / "docs_in").mkdir()
    (tmp_path / "docs_in" / "a.txt").write_text(text, "utf-8")
    assert [hit["speaker"] for hit in hits(run("--speaker", name, "--jsonl"))] == ["Иван Зубов"]


@pytest.mark.parametrize("title", ["Зубов", "зубов", "зубы"])
def test_a_title_is_found_by_each_of_its_words(run: Run, tmp_path: Path, title: str) -> None:
    (tmp_path / "docs_in").mkdir()
    page = "<html><title>Лечение зубов</title><body><p>Бормашина гудит.</p></body></html>"
    (tmp_path / "docs_in" / "a.html").write_text(page, "utf-8")
    assert len(hits(run("бормашина", "--title", title, "--jsonl"))) == 1
