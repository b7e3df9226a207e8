"""Pieces of a query text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.query.lexer import MAX_LEXEMES, Lexeme, lexemes


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("мир труд", ["text", "text"]),
        ("  мир\n", ["text"]),
        ("(мир|труд)", ["sign", "text", "sign", "text", "sign"]),
        ('"мир труд"', ["quoted"]),
        ('="мир труд"~12', ["quoted"]),
        ("“мир труд”", ["quoted"]),
        ("„мир труд“", ["quoted"]),
        ("„мир труд”~3", ["quoted"]),
        ('-"мир труд"', ["text", "quoted"]),
        ('title:"мир труд"', ["text", "quoted"]),
        ('"мир', ["text", "text"]),
        ('мир"', ["text", "text"]),
        ("«мир труд»", ["quoted"]),
        ("«мир «труд» май»~2", ["quoted"]),
        ('«мир "труд" май»', ["quoted"]),
        ("ООО«мир труд»", ["text", "quoted"]),
        ("«мир «труд» май", ["text", "text", "quoted", "text"]),
        ("мир» труд", ["text", "text"]),
        ("слово~2 сло*", ["text", "text"]),
        ("", []),
    ],
)
def test_kinds_of_lexemes(text: str, kinds: list[str]) -> None:
    assert [lexeme.kind for lexeme in lexemes(text)] == kinds


def test_it_is_known_what_stands_after_a_space() -> None:
    assert lexemes('мир -"труд" (май)') == [
        Lexeme("text", "мир", after_space=True),
        Lexeme("text", "-", after_space=True),
        Lexeme("quoted", '"труд"', after_space=False),
        Lexeme("sign", "(", after_space=True),
        Lexeme("text", "май", after_space=False),
        Lexeme("sign", ")", after_space=False),
    ]


@given(st.text(st.one_of(st.sampled_from('аб -"“”„«»()|*=~:'), st.characters()), max_size=60))
def test_nothing_but_spaces_is_lost(text: str) -> None:
    pieces = "".join(lexeme.text for lexeme in lexemes(text))
    assert "".join(pieces.split()) == "".join(text.split())


def test_a_long_query_shows_that_it_is_longer() -> None:
    assert len(lexemes("слово " * (2 * MAX_LEXEMES))) == MAX_LEXEMES + 1
