"""Mentions clustered to people: one person for all names of it."""

import pytest

from searchtool.core.model import Span
from searchtool.quotes.grammar.forms import shared_form_cache
from searchtool.quotes.speakers.entities import Entities
from searchtool.quotes.speakers.mentions import MentionFinder
from searchtool.quotes.speakers.roles import RoleFinder, RoleName


def people(text: str) -> Entities:
    finder = MentionFinder(text, [Span(0, len(text))])
    forms = shared_form_cache().with_surnames(finder.surnames)
    return Entities(finder.mentions(forms), RoleFinder(text, forms))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Анна Ковалёва пришла. Ковалёвой дали слово.", ["Анна Ковалёва"]),
        ("Речь Владимира Путина. Путин уехал.", ["Владимир Путин"]),
        ("И. Петров и Иван Петров — один человек. Петров молчал.", ["Иван Петров"]),
        ("Нина Оттовна Берг ушла. Нина Оттовна вернулась.", ["Нина Оттовна Берг"]),
        ("Иван Петров и Пётр Петров — братья.", ["Иван Петров", "Пётр Петров"]),
        ("Анна Волк и Иван Волк — супруги.", ["Анна Волк", "Иван Волк"]),
        ("Мост открыли в Москве.", []),
    ],
)
def test_people_and_their_full_names(text: str, names: list[str]) -> None:
    assert [person.name for person in people(text).persons] == names


def test_a_surname_means_the_one_named_last() -> None:
    text = "Иван Петров пришёл. Пётр Петров ушёл. Петров вернулся."
    found = people(text)
    person = found.at(text.rindex("Петров"))
    assert person is not None
    assert person.name == "Пётр Петров"
    assert found.at(text.index("вернулся")) is None


def test_roles_beside_names() -> None:
    text = "Президент Казахстана Касым-Жомарт Токаев прибыл. Анна Ковалёва, мэр города, ждала."
    found = people(text)
    by_head = {
        head: [(person.name, roles) for person, roles in found.with_roles([head])]
        for head in ("президент", "мэр", "министр")
    }
    assert by_head == {
        "президент": [
            ("Касым-Жомарт Токаев", {RoleName("президент", frozenset({"президент", "казахстан"}))})
        ],
        "мэр": [("Анна Ковалёва", {RoleName("мэр", frozenset({"мэр", "город"}))})],
        "министр": [],
    }


def test_a_name_that_no_dictionary_has_loses_its_ending_where_it_stands_without_one() -> None:
    text = "Джо Веллингом довольны все. Джо Веллинг молчит."
    assert [person.name for person in people(text).persons] == ["Джо Веллинг"]
