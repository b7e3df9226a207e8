"""Spellings of a name in the other alphabet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.analysis.transliteration import sounds_of

PAIRS = [
    ("атакмс", "atacms"), ("фейсбук", "facebook"), ("гугл", "google"), ("айфон", "iphone"),
    ("шольц", "scholz"), ("нетфликс", "netflix"), ("майкрософт", "microsoft"),
    ("твиттер", "twitter"),
    ("инстаграм", "instagram"), ("ютуб", "youtube"), ("ватсап", "whatsapp"), ("виндоус", "windows"),
    ("самсунг", "samsung"), ("хуавей", "huawei"), ("мерседес", "mercedes"), ("ролекс", "rolex"),
    ("трамп", "trump"), ("порше", "porsche"), ("скайп", "skype"), ("дискорд", "discord"),
    ("google", "гугл"), ("facebook", "фейсбук"), ("iphone", "айфон"), ("microsoft", "майкрософт"),
    ("sberbank", "сбербанк"), ("mts", "мтс"), ("clone", "клон"), ("cisco", "циско"), ("нтв", "ntv"),
    ("navalny", "навальн"), ("tesla", "тесл"),
]  # fmt: skip
OTHERS = [
    ("айфон", "android"), ("гугл", "goal"), ("фейсбук", "notebook"), ("трамп", "tram"),
    ("python", "питани"), ("wars", "верси"), ("best", "бести"),
    ("chrome", "храм"), ("cannot", "сенат"), ("clones", "слон"), ("story", "старый"),
    ("google", "глагол"), ("facebook", "фасад"), ("самсунг", "summer"), ("скайп", "sky"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "other"), PAIRS)
def test_words_that_sound_alike(word: str, other: str) -> None:
    sounds = sounds_of(word)
    assert sounds is not None
    assert sounds.among([other]) == [other]
    assert other.startswith(tuple(sounds.prefixes()))


@pytest.mark.parametrize(("word", "other"), OTHERS)
def test_words_that_do_not(word: str, other: str) -> None:
    sounds = sounds_of(word)
    assert sounds is not None
    assert not sounds.among([other])


@pytest.mark.parametrize("word", ["", "суд", "it", "90-е", "су57", "а" * 50, "naïve", "кириллиca"])
def test_what_is_too_short_or_in_no_alphabet_has_no_spellings(word: str) -> None:
    assert sounds_of(word) is None


@given(st.text("абвгджзийклмнорстуфхцчшщэюя", min_size=4, max_size=12), st.randoms())
def test_every_spelling_begins_with_one_of_the_prefixes(word: str, draw: object) -> None:
    sounds = sounds_of(word)
    assert sounds is not None
    spelling = "".join(draw.choice(unit) for unit in sounds.units)  # type: ignore[attr-defined]
    assert sounds.among(["", spelling, "ю" * 30, "яя"]) == [spelling]
    assert spelling.startswith(tuple(sounds.prefixes()))
