"""What a person sees of a hit, in both languages."""

from typing import Any

import pytest

from searchtool.core.model import Hit, Snippet, Span
from searchtool.render.terminal import (
    PART_NAMES_RU,
    open_console,
    print_hit,
    print_hits,
    print_provenance,
)
from searchtool.search.ranking.scoring import SCORE_PARTS
from tests.unit.render.hits import PASSAGE, TEXT, make_hit, make_quote

ENGLISH, RUSSIAN = "C.UTF-8", "ru_RU.UTF-8"


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")


def printed(capsys: pytest.CaptureFixture[str], *hits: Hit, explain: bool = False) -> list[str]:
    print_hits(open_console("never"), hits, explain=explain)
    return capsys.readouterr().out.splitlines()


def test_a_hit_has_title_date_location_and_text(capsys: pytest.CaptureFixture[str]) -> None:
    hit = make_hit(PASSAGE._replace(section="Глава 1"))
    assert printed(capsys, hit, hit._replace(rank=2)) == [
        "1. Мост · 2 March 2019",
        "most.txt:3 · Глава 1",
        "  Новый мост открыли.",
        "",
        "2. Мост · 2 March 2019",
        "most.txt:3 · Глава 1",
        "  Новый мост открыли.",
    ]


@pytest.mark.parametrize(
    ("locale", "fields", "note"),
    [
        (ENGLISH, {}, ""),
        (ENGLISH, {"duplicates": 2}, " · and 1 more source"),
        (ENGLISH, {"duplicates": 6}, " · and 5 more sources"),
        (RUSSIAN, {"duplicates": 2}, " · и ещё 1 источник"),
        (RUSSIAN, {"duplicates": 4}, " · и ещё 3 источника"),
        (ENGLISH, {"file_state": "changed"}, " · changed after indexing"),
        (RUSSIAN, {"file_state": "changed"}, " · изменён после индексации"),
        (ENGLISH, {"file_state": "missing"}, " · the file no longer exists"),
        (RUSSIAN, {"file_state": "missing"}, " · файла больше нет"),
    ],
)
def test_notes_stand_beside_the_title(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    locale: str,
    fields: dict[str, Any],
    note: str,
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    date = "2 марта 2019" if locale == RUSSIAN else "2 March 2019"
    assert printed(capsys, make_hit(**fields))[0] == f"1. Мост · {date}{note}"


@pytest.mark.parametrize(
    ("locale", "line"),
    [
        (ENGLISH, "  2.50 = 1.23 passage + 1.27 all words"),
        (RUSSIAN, "  2,50 = 1,23 абзац + 1,27 все слова"),
    ],
)
def test_a_score_is_explained_by_its_parts(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, locale: str, line: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    explained = make_hit(explanation={"passage": 1.234, "phrase": 0.0, "all words": 1.266})
    assert printed(capsys, explained, explain=True)[-1] == line
    assert line not in printed(capsys, explained)
    assert len(printed(capsys, make_hit(), explain=True)) == len(printed(capsys, make_hit()))


def test_every_part_of_a_score_has_a_russian_name() -> None:
    assert tuple(PART_NAMES_RU) == SCORE_PARTS


def test_neighbours_are_shown_around_the_hit(capsys: pytest.CaptureFixture[str]) -> None:
    neighbour = PASSAGE._replace(text="Река широка.")
    lines = printed(capsys, make_hit(before=(neighbour,), after=(neighbour,)))
    assert lines[2:] == ["  Река широка.", "", f"> {TEXT}", "", "  Река широка."]


def test_a_paragraph_names_who_says_what_matches(capsys: pytest.CaptureFixture[str]) -> None:
    start = PASSAGE.span.start
    quotes = (
        make_quote("мост", start + 6, "мэр"),
        make_quote("мост", start + 6, "мэр"),
        make_quote("Новый", start, "Лунин"),
        make_quote("мост", start + 6),
    )
    assert printed(capsys, make_hit(quotes=quotes))[3:] == ["  — мэр"]


def test_a_quotation_names_its_speaker(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, make_hit(make_quote("Мост готов", 0, "мэр")))[3:] == ["  — мэр"]
    assert printed(capsys, make_hit(make_quote("Мост готов", 0)))[3:] == []


def test_a_phrase_is_highlighted_whole(capsys: pytest.CaptureFixture[str]) -> None:
    snippet = Snippet("премьер-министр и мэр", (Span(0, 7), Span(8, 15), Span(18, 21)))
    print_hit(open_console("always"), make_hit(snippet=snippet))
    out = capsys.readouterr().out
    assert "\x1b[1;33mпремьер-министр\x1b[0m и \x1b[1;33mмэр\x1b[0m" in out


def test_a_console_without_colour_writes_no_codes(capsys: pytest.CaptureFixture[str]) -> None:
    hit = make_hit()
    print_provenance(open_console("never"), hit)
    assert capsys.readouterr().out == "utf-8 txt\n"
