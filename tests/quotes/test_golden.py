"""Whole texts: quotations, speakers as written and who they are."""

from pathlib import Path

import pytest

from searchtool.quotes.extraction import find_quotes
from tests.quotes.marked import read_example

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.txt"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    """A marked-up text, `---`, and the name of the speaker of each quotation."""
    marked, names = path.read_text(encoding="utf-8").split("\n---\n")
    example = read_example(marked)
    quotes = find_quotes(example.text)
    assert [quote.text for quote in quotes] == example.quotes
    assert [quote.speaker_name for quote in quotes] == names.strip().split("\n")
    assert {quote.speaker for quote in quotes} - {""} == example.speakers
    assert {quote.cue for quote in quotes} - {""} == example.cues


@pytest.mark.parametrize(
    "text",
    [
        "Он снимался в фильмах «Земляничная поляна», «Лицо», «Час волка».",
        "Газета «Ведомости» сообщила о сделке с компанией «Север».",
        "Победила партия «Единая Россия», а группа «Кино» выступила на концерте.",
        "Так называемый «зелёный» тариф подорожал, заявил министр.",
        "- молоко;\n- хлеб;\n- сыр.",
        "Курс «Основы права» — обязательный для всех.",
        "Время: 12:30",
        "",
    ],
)
def test_titles_and_lists_are_no_quotations(text: str) -> None:
    assert find_quotes(text) == []
