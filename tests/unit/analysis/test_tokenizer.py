"""Tokens and their forms: however a word was typed, it has one form."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchtool.analysis.tokenizer import TOKEN, normalize


def forms(text: str) -> list[str]:
    return [normalize(token) for token in TOKEN.findall(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Кибербезопасность, саммит.", ["кибербезопасность", "саммит"]),
        ("премьер-министр", ["премьер", "министр"]),
        ("Су-57 и 90-е", ["су", "57", "и", "90", "е"]),
        ("«Ъ» №5 IT-компания COVID-19", ["ъ", "5", "it", "компания", "covid", "19"]),
        ("C++, C#, C и c+++", ["c++", "c#", "c", "и", "c"]),
        ("XXI век", ["xxi", "век"]),
        ("Ёлка елка", ["елка", "елка"]),
        ("Росси\u0438\u0306ский", ["российский"]),
        ("за\u0301мок замо\u0301к", ["замок", "замок"]),
        ("кибер\u00adбезопасность", ["кибербезопасность"]),
        ("ми\u200bр", ["мир"]),
        ("**жирный**", ["жирный"]),
        ("snake_case", ["snake", "case"]),
        ("Café cafe\u0301", ["cafe", "cafe"]),
        ("Erdoğan Åland Straße Łódź", ["erdogan", "aland", "strasse", "lodz"]),
        ("İstanbul Nguyễn Ilham Əliyev", ["istanbul", "nguyen", "ilham", "aliyev"]),
        ("Їжак қала", ["їжак", "қала"]),
        ("", []),
        ("— …", []),
    ],
)
def test_tokens_and_forms(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize(
    ("spelt", "meant"),
    [("Poccия", "Россия"), ("СOVID", "covid"), ("Cобака", "собака"), ("MOCКBA", "москва")],
)
def test_lookalike_letters_are_repaired(spelt: str, meant: str) -> None:
    assert normalize(spelt) == normalize(meant)


@pytest.mark.parametrize("token", ["60к", "Wi", "DVDшник", "abcдэ"])
def test_what_is_no_lookalike_stays(token: str) -> None:
    assert normalize(token) == token.casefold()


@given(st.text("иИеЕёЁйПhHbBwW\u0300\u0301\u0306\u0308\u00ad\u200dßİ", min_size=1, max_size=6))
@example("и\u0301\u0306")
def test_a_form_is_its_own_form(token: str) -> None:
    """A token that has a key is taken for a form, whatever was read before it."""
    assert normalize(normalize(token)) == normalize(token)
