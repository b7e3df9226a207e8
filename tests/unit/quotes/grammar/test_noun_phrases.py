"""Noun phrases that may name a speaker."""

import pytest

from searchtool.quotes.grammar.forms import shared_form_cache
from searchtool.quotes.grammar.noun_phrases import phrases
from searchtool.quotes.grammar.tokens import split_words


@pytest.mark.parametrize(
    ("text", "phrase", "head", "speaker"),
    [
        (
            "президент Казахстана Касым-Жомарт Токаев заявил",
            "президент Казахстана Касым-Жомарт Токаев",
            "президент",
            "Касым-Жомарт Токаев",
        ),
        ("молодой дипломат сказал", "молодой дипломат", "дипломат", "молодой дипломат"),
        ("глава Минфина Антон Силуанов", "глава Минфина Антон Силуанов", "глава", "Антон Силуанов"),
        ("в школе учитель Иванов", "учитель Иванов", "учитель", "Иванов"),
        ("сказала она", "она", "она", "она"),
        (
            "представитель Росрыболовства",
            "представитель Росрыболовства",
            "представитель",
            "представитель Росрыболовства",
        ),
    ],
)
def test_the_phrase_in_the_nominative(text: str, phrase: str, head: str, speaker: str) -> None:
    words = split_words(text, 0, len(text), (), shared_form_cache())
    (found,) = phrases(words, 0, len(words), "nomn")
    start, end = found.speaker_bounds
    assert " ".join(word.text for word in words[found.start : found.end]) == phrase
    assert found.head_word.text == head
    assert " ".join(word.text for word in words[start:end]) == speaker
    assert found.can_speak


def test_what_a_preposition_governs_is_no_phrase() -> None:
    text = "в сообщении полиции"
    words = split_words(text, 0, len(text), (), shared_form_cache())
    assert list(phrases(words, 0, len(words), "loct")) == []
