"""Names of people, and the cases they can be in."""

import pytest

from searchtool.quotes.grammar.forms import shared_form_cache
from searchtool.quotes.grammar.person_names import begins_name, name_at, name_in_cases
from searchtool.quotes.grammar.tokens import Word, split_words

ALL = {"nomn", "gent", "datv", "accs", "ablt", "loct"}


def words(text: str) -> list[Word]:
    return split_words(text, 0, len(text), (), shared_form_cache())


@pytest.mark.parametrize(
    ("text", "length", "cases"),
    [
        ("Владимира Путина", 2, {"gent", "accs"}),
        ("Бахтадзе", 1, ALL),  # is not declined
        ("Си Цзиньпин прибыл", 2, ALL),
        ("Анджей Дуда", 2, {"nomn"}),
        ("И. Петров", 2, {"nomn"}),
        ("Хиллари Клинтон Лиза Бардек", 2, ALL),  # two names
        ("Иван Петров ушёл", 2, {"nomn"}),
        ("Карл Тиссе", 2, {"nomn"}),  # not declined, whatever its readings
        ("Ефима Рудого", 2, {"gent", "accs"}),
        ("Ефим Рудой", 2, {"nomn"}),  # like an adjective, and like a form of «руда»
    ],
)
def test_a_name_and_its_cases(text: str, length: int, cases: set[str]) -> None:
    found = name_in_cases(words(text), 0)
    assert found is not None
    assert found[0] == length
    assert set(found[1]) == cases


@pytest.mark.parametrize("text", ["министр", "Министр", "МИД", "12", "И.", "Foo", "Но он"])
def test_other_words_are_no_names(text: str) -> None:
    assert name_in_cases(words(text), 0) is None


def test_a_name_in_one_case() -> None:
    name = words("Анны Ковалёвой")
    assert name_at(name, 0, "gent") == (2, frozenset({"femn"}))
    assert name_at(name, 0, "nomn") is None
    assert begins_name(name, 0)
    assert not begins_name(name, 2)


@pytest.mark.parametrize("text", ["Илон Карстен", "Вивек Дорран", "Сундар Маллори"])
def test_first_names_that_the_dictionary_has_not(text: str) -> None:
    found = name_at(words(text), 0, "nomn")
    assert found is not None
    assert found[0] == 2
    assert "masc" in found[1]
