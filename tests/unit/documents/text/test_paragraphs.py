"""Paragraphs of plain text by blank lines, indents and the width of lines."""

import textwrap
from pathlib import Path

import pytest

from searchtool.core.model import Role
from searchtool.documents.encoding import decode
from tests.corpus import ARTICLE
from tests.unit.documents.prose import LONG, PROSE, roles, split, texts


def test_the_article() -> None:
    assert [(p.role, p.line, p.text[:12]) for p in split(ARTICLE)] == [
        ("heading", 1, "Саммит в Каз"),
        ("caption", 3, "Фото: пресс-"),
        ("text", 5, "Глава госуда"),
        ("text", 7, "«Кибербезопа"),
        ("text", 9, "Премьер-мини"),
        ("text", 11, "Су-57 пролет"),
    ]


class TestLayout:
    @pytest.mark.parametrize("separator", ["\n", "\n\n", "\n \t\n\n"])
    @pytest.mark.parametrize("indent", ["", "    "])
    def test_a_paragraph_a_line(self, separator: str, indent: str) -> None:
        assert texts(separator.join(indent + p for p in PROSE)) == PROSE

    @pytest.mark.parametrize("width", [60, 78, 100])
    @pytest.mark.parametrize(
        ("separator", "indent"), [("\n\n", ""), ("\n", "    "), ("\n\n", "    ")]
    )
    def test_hard_wrapped(self, width: int, separator: str, indent: str) -> None:
        wrapped = [textwrap.fill(p, width, initial_indent=indent) for p in PROSE]
        assert texts(separator.join(wrapped)) == PROSE

    def test_hard_wrapped_inside_a_margin(self) -> None:
        wrapped = [
            textwrap.fill(p, 78, initial_indent=" " * 8, subsequent_indent="  ") for p in PROSE
        ]
        assert [" ".join(text.split()) for text in texts("\n".join(wrapped))] == PROSE

    def test_a_heading_in_a_wrapped_text_stands_alone(self) -> None:
        wrapped = [textwrap.fill(p, 78) for p in PROSE]
        assert texts("\n\n".join(["Глава первая", *wrapped])) == ["Глава первая", *PROSE]

    def test_dialogue_in_a_wrapped_text_is_not_joined(self) -> None:
        speech = ["— Дождь будет? — спросил отец.", "— Будет.", "— Тогда берём два зонта."]
        wrapped = [textwrap.fill(p, 78, initial_indent="    ") for p in [*PROSE, *speech, *PROSE]]
        assert texts("\n".join(wrapped)) == [*PROSE, *speech, *PROSE]

    @pytest.mark.parametrize("line_end", ["\r\n", "\r"])
    def test_line_ends_of_other_systems(self, line_end: str) -> None:
        text, _ = decode(line_end.join(["Саммит", "", *PROSE]).encode(), "a.txt")
        assert texts(text) == ["Саммит", *PROSE]

    def test_a_headline_and_captions_are_not_joined_to_the_lead(self) -> None:
        """Three short lines before a long one are not a text wrapped at their width."""
        lines = [
            "Умер князь Верещагин, знаток старинных рукописей",
            "Собор на набережной Казани",
            "Интерьер собора на набережной в Казани",
            LONG + " «Вестника».",
        ]
        assert texts("\n".join(lines) + "\n\n" + "\n\n".join(PROSE)) == [*lines, *PROSE]


class TestBrokenLines:
    def test_a_line_end_inside_a_sentence_of_a_long_line_is_joined(self) -> None:
        lines = ["Фото с сайта vestnik.example", LONG, "Vestnik.example.", *PROSE]
        passages = split("\n".join(lines))
        assert [p.text for p in passages] == [lines[0], f"{LONG} Vestnik.example.", *PROSE]
        assert [p.line for p in passages] == [1, 2, 4, 5, 6, 7]

    def test_a_comma_before_a_small_letter_is_no_end(self) -> None:
        text = "Саммит\n\nОн сказал,\nчто согласен.\nИ ушёл."
        assert texts(text) == ["Саммит", "Он сказал, что согласен.", "И ушёл."]

    @pytest.mark.parametrize(
        "ending",
        [
            ".",
            "!",
            "?",
            "…",
            ":",
            ";",
            ".»",
            "».",
            '."',
            '".',
            ".)",
            ".*",
            ".”",
            ".“",
            ".''",
            ".[5]",
        ],
    )
    def test_a_long_finished_line_is_not_joined(self, ending: str) -> None:
        lines = [LONG + ending, "Так сообщает «Вестник»."]
        assert texts("\n".join(lines)) == lines

    def test_a_blank_line_always_ends_a_paragraph(self) -> None:
        assert texts(f"{LONG}\n\nВестника.") == [LONG, "Вестника."]


class TestRoles:
    @pytest.mark.parametrize(
        "first",
        [
            "Саммит в Казани",
            "Что дальше?",
            "Вот это дождь!",
            "Верещагин: «Мы ждём решений»",
            'Умер создатель "Вестника"',
            "# Саммит",
        ],
    )
    def test_the_first_line_is_a_headline(self, first: str) -> None:
        assert roles(f"{first}\n\n" + "\n\n".join(PROSE)) == ["heading", *["text"] * 4]

    @pytest.mark.parametrize("first", ["Саммит открылся.", LONG, "Он сказал:"])
    def test_a_first_line_that_is_text(self, first: str) -> None:
        assert roles(f"{first}\n\n" + "\n\n".join(PROSE))[0] == "text"

    @pytest.mark.parametrize(
        ("line", "role"),
        [
            ("Что дальше", "heading"),
            ("## Что дальше?", "heading"),
            ("Что дальше?", "text"),
            ("«Мы ждём решений»", "text"),
            ("Премьер добавила:", "text"),
            ("Фото: пресс-служба", "caption"),
            ("Фото с сайта vestnik.example", "caption"),
            ("Иллюстрация Лидии Корсаковой", "caption"),
            ("Photo by A. Smith", "caption"),
            ("Фото показали всем участникам саммита.", "text"),
            ("Фотографы не согласились", "heading"),
        ],
    )
    def test_a_line_among_paragraphs(self, line: str, role: Role) -> None:
        assert roles(f"Заголовок\n\n{PROSE[0]}\n\n{line}\n\n{PROSE[1]}")[2] == role

    def test_a_last_line_is_no_heading(self) -> None:
        assert roles(f"{PROSE[0]}\n\nЛидия Корсакова")[-1] == "text"


def test_the_seed_article(shared: Path) -> None:
    (path,) = (shared / "seed").glob("*.txt")
    passages = split(path.read_text("utf-8"))
    assert [p.role for p in passages] == ["caption", *["text"] * 7]
    assert "передает корреспондент Kazpravda.kz." in passages[1].text


def test_news_paragraphs_are_not_joined(shared: Path) -> None:
    """A paragraph a line: hardly any line of the news goes on in the next."""
    files = sorted((shared / "news").glob("*.txt"))
    joined = [
        path.name
        for path in files
        if any("\n" in p.span.of(text) for text in [path.read_text("utf-8")] for p in split(text))
    ]
    assert len(joined) <= len(files) // 200, joined
