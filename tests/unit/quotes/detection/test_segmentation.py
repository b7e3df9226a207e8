"""Paragraphs, sentences and quoted spans of a document."""

import re

import pytest

from searchtool.core.model import Span
from searchtool.quotes.detection.segmentation import (
    Paragraph,
    join_broken_lines,
    quoted_spans,
    segment_paragraphs,
)
from searchtool.quotes.grammar.forms import shared_form_cache


def segment(text: str) -> list[Paragraph]:
    lines = [(Span(*match.span()), False) for match in re.finditer("[^\n]+", text)]
    return segment_paragraphs(text, join_broken_lines(text, lines), shared_form_cache())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Он уехал. Он вернулся в мае.", ["Он уехал.", "Он вернулся в мае."]),
        ("В 2020 г. Иванов уехал.", ["В 2020 г. Иванов уехал."]),
        ("А. С. Пушкин родился. Точка.", ["А. С. Пушкин родился.", "Точка."]),
        ("Он: «Мы ждём. Скоро!» Все молчали.", ["Он: «Мы ждём. Скоро!»", "Все молчали."]),
        ("Мост в г. Москва (т. е. здесь) закрыт.", ["Мост в г. Москва (т. е. здесь) закрыт."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    (paragraph,) = segment(text)
    assert [sentence.of(text).strip() for sentence in paragraph.sentences] == expected


def test_a_quotation_over_several_paragraphs() -> None:
    text = "«Начало.\n\nСередина.\n\nКонец», — сказал он.\n\nДальше."
    paragraphs = segment(text)
    quoted = [[content.of(text) for content in paragraph.quoted] for paragraph in paragraphs]
    assert quoted == [["Начало."], ["Середина."], ["Конец"], []]
    assert [paragraph.continues_quote for paragraph in paragraphs] == [False, True, True, False]
    first, second, third = (next(quoted_spans(paragraph)) for paragraph in paragraphs[:3])
    assert (first.is_open, second.is_open, third.is_open) == (True, True, False)
    assert third.after == ", — сказал он."


def test_a_line_broken_inside_a_sentence_is_joined() -> None:
    text = "строка обрывается\nна середине фразы.\nДругая строка."
    assert [paragraph.own_text for paragraph in segment(text)] == [
        "строка обрывается\nна середине фразы.",
        "Другая строка.",
    ]


def test_the_sentence_around_a_quotation() -> None:
    (paragraph,) = segment("Он пришёл. Министр сказал: «Мы ждём», и все ушли. Стемнело.")
    (span,) = quoted_spans(paragraph)
    assert (span.before, span.text, span.after) == (
        "Министр сказал: ",
        "Мы ждём",
        ", и все ушли. ",
    )
    assert [word.text for word in span.left_words] == ["Министр", "сказал"]
