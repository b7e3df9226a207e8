"""Stanzas among the lines of plain text."""

import textwrap
from pathlib import Path

import pytest

from tests.unit.documents.prose import LONG, PROSE, roles, split, texts

STANZAS = [
    ["Над Волгой дождь, над Волгой мгла,", "И берег спит сырой,", "А чья-то лодка уплыла",
     "За синею горой."],
    ["Мы ждали лодку до зари,", "Мы жгли костёр в лесу.", "Теперь считаем пузыри", "И пьём росу…"],
]  # fmt: skip


class TestVerse:
    @pytest.mark.parametrize("indent", ["", "     "])
    def test_each_stanza_is_a_passage_of_its_lines(self, indent: str) -> None:
        stanzas = ["\n".join(indent + line for line in stanza) for stanza in STANZAS]
        passages = split("\n\n".join([PROSE[0], *stanzas, PROSE[1]]))
        assert [p.role for p in passages] == ["text", "verse", "verse", "text"]
        assert [p.line for p in passages] == [1, 3, 8, 13]
        lines = [[line.strip() for line in p.text.split("\n")] for p in passages]
        assert lines == [PROSE[:1], *STANZAS, PROSE[1:2]]

    @pytest.mark.parametrize("separator", ["\n", "\n\n"])
    def test_prose_around_it_is_not_drawn_in(self, separator: str) -> None:
        before = ["Отец сел к окну и запел:"]
        after = ["— Хорошо поёшь, — сказала мать.", PROSE[1]]
        text = separator.join([*before, "\n".join(STANZAS[0]), *after])
        assert texts(text) == [*before, "\n".join(STANZAS[0]), *after]

    @pytest.mark.parametrize("width", [72, 78])
    def test_in_a_wrapped_text(self, width: int) -> None:
        wrapped = [textwrap.fill(p, width) for p in PROSE]
        stanza = "\n".join(f"    {line}" for line in STANZAS[0])
        passages = split("\n".join([*wrapped, stanza, *wrapped]))
        assert [p.role for p in passages].count("verse") == 1
        assert [p.text for p in passages if p.role != "verse"] == PROSE * 2

    def test_the_rest_of_a_paragraph_above_is_no_line_of_it(self) -> None:
        text = "\n".join([LONG, "Вестника и запел старую песню.", *STANZAS[0]])
        assert [p.text.split("\n") for p in split(text)][-1] == STANZAS[0]

    @pytest.mark.parametrize(
        "lines",
        [
            ["Саммит открылся", "Рынок зонтов ожил", "Над Волгой прошёл дождь"],
            ["Саммит открылся.", "Рынок ожил, как прежде.", "Над Волгой прошёл дождь."],
            ["— Дождь будет,", "— Будет,", "— Тогда берём зонт."],
            ["- Анна Берг,", "- Лидия Корсакова,", "- Олег Ли."],
            ["1. Анна Берг,", "2. Лидия Корсакова,", "3. Олег Ли."],
            ["купил зонт,", "продал зонт,", "и снова купил."],
            ["Казань,", "Самара."],
            ["С уважением,", "Лидия Корсакова", "Премьер-министр"],
            ["Казань, улица Речная, 5", "Телефон 12-34,", "Анна Берг."],
            [f"{PROSE[0]},", f"{PROSE[1]},", f"{PROSE[2]}."],
        ],
    )
    def test_what_is_no_verse(self, lines: list[str]) -> None:
        assert "verse" not in roles("\n".join(lines))

    def test_the_news_have_none(self, shared: Path) -> None:
        for path in (shared / "news").glob("*.txt"):
            assert "verse" not in roles(path.read_text("utf-8")), path.name
