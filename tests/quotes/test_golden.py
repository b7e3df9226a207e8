"""Whole texts: quotations, speakers as written and who they are."""

from pathlib import Path

import pytest

from searchtool.quotes.extraction import find_quotes
from searchtool.quotes.quote import Quote
from tests.quotes.marked import read_example

FOLDER = Path(__file__).parent / "golden"
GOLDEN = sorted(FOLDER.glob("*.txt"))
RETOLD = sorted((FOLDER / "retold").glob("*.txt"))


def find_verbatim(text: str) -> list[Quote]:
    """The quotations that are not retold."""
    return [quote for quote in find_quotes(text) if quote.kind != "indirect"]


def find_retold(text: str) -> list[Quote]:
    """The statements that are retold."""
    return [quote for quote in find_quotes(text) if quote.kind == "indirect"]


@pytest.mark.parametrize("path", [*GOLDEN, *RETOLD], ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    """A marked-up text, `---`, and the name of the speaker of each quotation."""
    marked, names = path.read_text(encoding="utf-8").split("\n---\n")
    example = read_example(marked)
    quotes = find_retold(example.text) if path in RETOLD else find_verbatim(example.text)
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
    assert find_verbatim(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Мост закрыли, как только мэр объявил о проверке опор.",
        "Опоры моста, честно говоря, давно пора проверить.",
        "— Где лодка? — грозно крикнул сторож, выбегая на мост и размахивая фонарём.",
    ],
)
def test_what_nobody_retells(text: str) -> None:
    assert find_retold(text) == []


@pytest.mark.parametrize("source", ["С его слов", "По его словам", "Со слов Жукова"])
def test_by_whose_words(source: str) -> None:
    text = f"Лесник Антон Жуков показал пасеку. {source}, мёда в этом году мало."
    assert [(q.text, q.speaker_name) for q in find_retold(text)] == [
        ("мёда в этом году мало", "Антон Жуков")
    ]


def test_statement_inside_another() -> None:
    text = "Мельник сказал, что рыбаки обещали мэру, что вернут лодки, и ушёл."
    assert [(q.text, q.speaker) for q in find_retold(text)] == [
        ("рыбаки обещали мэру, что вернут лодки", "Мельник"),
        ("вернут лодки", "рыбаки"),
    ]
