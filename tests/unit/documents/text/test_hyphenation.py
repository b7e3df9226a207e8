"""Words that are hyphenated at line ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.documents.text.hyphenation import (
    LINE_END_HYPHEN,
    WordCounts,
    add_initial,
    dehyphenate,
)

RUSSIAN = st.text("абвгдежзиклмнопрстуя -", min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("сказал про-", "курор города", "сказал прокурор города"),
        ("сказал про\u00ad", "курор города", "сказал прокурор города"),
        ("сказал про\u2010", "курор города", "сказал прокурор города"),
        ("сказал про¬", "курор города", "сказал прокурор города"),
        (f"сказал про{LINE_END_HYPHEN}", "курор города", "сказал прокурор города"),
        ("МИНИ-", "СТЕРСТВО", "МИНИСТЕРСТВО"),
        ("в Нью-", "Йорке", "в Нью-Йорке"),
        ("премьер-", "министр", "премьер-министр"),
        ("пресс-секре-", "тарь", "пресс-секретарь"),
        ("точь-", "в-точь", "точь-в-точь"),
        ("кто-", "то пришёл", "кто-то пришёл"),
        ("из-", "за угла", "из-за угла"),
        ("по-", "чеховски", "по-чеховски"),
        ("самолёт Су-", "57", "самолёт Су-57"),
        ("40-", "летний юбилей", "40-летний юбилей"),
        ("ТВ-", "канал", "ТВ-канал"),
        ("web-", "страница", "web-страница"),
        ("онлайн-", "конференция", "онлайн-конференция"),
        ("торгово-", "промышленная", "торгово-промышленная"),
        ("так-", "же", "также"),
        ("Касым-Жомарт Тока-", "ев", "Касым-Жомарт Токаев"),
        ("он ушёл —", "и вернулся", "он ушёл — и вернулся"),
        ("слово", "другое", "слово другое"),
        (f"оборвано на сло{LINE_END_HYPHEN}", "(стр. 2)", "оборвано на сло- (стр. 2)"),
    ],
)
def test_the_hyphen_at_a_line_end(first: str, second: str, whole: str) -> None:
    assert WordCounts([]).join([first, second]) == whole


def test_a_word_over_three_lines() -> None:
    assert WordCounts([]).join(["госу-", "дар-", "ство"]) == "государство"


def test_the_document_knows_better_than_the_dictionary() -> None:
    broken, known = ["компания «Вело-", "сити» строит"], ["в «Велосити» говорят"]
    assert WordCounts([*broken, *known]).join(broken) == "компания «Велосити» строит"
    hyphenated = ["в теле-", "грам пишут"]
    assert WordCounts(["теле-грам, теле-грам"]).join(hyphenated) == "в теле-грам пишут"


def test_parts_at_line_ends_are_no_words() -> None:
    lines = ["ратифика-", "торы и ратифика-", "торы"]
    assert WordCounts(lines).join(lines) == "ратификаторы и ратификаторы"


@given(st.lists(RUSSIAN, min_size=1, max_size=5))
def test_only_hyphens_and_spaces_change(lines: list[str]) -> None:
    def letters(text: str) -> str:
        return text.replace("-", "").replace(" ", "")

    assert letters(WordCounts(lines).join(lines)) == letters("".join(lines))


def test_a_wrapped_text_keeps_its_lines() -> None:
    text = (
        "    Утром у пере-\n"
        "езда остановился грузо-\n"
        "вик. Из ка-\n"
        "бины вышел води-\n"
        "тель.\n"
        "\n"
        "    Он ждал премьер-\n"
        "министра.\n"
    )
    assert dehyphenate(text) == (
        "    Утром у переезда\n"
        "остановился грузовик.\n"
        "Из кабины\n"
        "вышел водитель.\n"
        "\n"
        "\n"
        "    Он ждал премьер-министра.\n"
        "\n"
    )


@given(st.lists(RUSSIAN, max_size=12).map("\n".join))
def test_mending_keeps_the_number_of_lines(text: str) -> None:
    assert dehyphenate(text).count("\n") == text.count("\n")


def test_a_text_that_is_not_hyphenated_stays() -> None:
    text = "Он сказал: «Я не зна-\nю».\n" + "Строка без переносов.\n" * 200
    assert dehyphenate(text) == text


def test_a_large_letter_before_its_word() -> None:
    assert add_initial("Н", "аступила зима") == "Наступила зима"
    assert add_initial("В", "саду тихо") == "В саду тихо"
    assert add_initial("О", "н молчал") == "Он молчал"
    assert add_initial("К", "» молчал") == "К» молчал"
