"""One name for each speaker, whatever the documents call them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from searchtool.analysis.analyzer import Analyzer
from searchtool.query.filters import keyword_filter
from searchtool.query.tree import Filter, Not, Or, all_of
from searchtool.search.speakers.described import DescribedPerson, Office, read_people
from searchtool.search.speakers.directory import Directory
from searchtool.search.speakers.people import Documents

ANALYZER = Analyzer()


class Spoken:
    """Names and the documents in which they speak, one letter each."""

    def __init__(self, documents: Mapping[str, str]) -> None:
        self.names = sorted(documents)
        self._documents = documents

    def documents(self, name: str) -> Documents:
        return Counter(self._documents.get(name, ""))

    def names_with(self, beginning: str) -> Iterable[str]:
        return [name for name in self.names if beginning in name]


def directory(
    spoken: Mapping[str, str] | Iterable[str], described: Sequence[DescribedPerson] = ()
) -> Directory:
    """The directory of some names, of which each speaks in one document if nothing else is said."""
    if not isinstance(spoken, Mapping):
        spoken = dict(zip(spoken, "абвгдежзик", strict=False))
    return Directory(Spoken(spoken), described, ANALYZER)


def shown(spoken: Mapping[str, str] | Sequence[str]) -> list[str | None]:
    """The names that these names are shown by, in their order."""
    found = directory(spoken)
    return [found.canonical_name(name) for name in spoken]


@pytest.mark.parametrize(
    ("names", "one"),
    [
        (["Токаев", "К. Токаев", "Касым-Жомарт Токаев"], "Касым-Жомарт Токаев"),
        (["Токаев К.", "Касым-Жомарт Токаев"], "Касым-Жомарт Токаев"),
        (["Токаев К.-Ж.", "К. Ж. Токаев", "Касым-Жомарт Токаев"], "Касым-Жомарт Токаев"),
        (["Анна Берг", "Анна Ивановна Берг", "Берг"], "Анна Ивановна Берг"),
        (["А. И. Берг", "Анна Ивановна Берг", "А.И. Берг"], "Анна Ивановна Берг"),
        (["Лапин Егор Ильич", "Егор Лапин", "Лапин Е.И."], "Егор Лапин"),
        (["Джон Хартли", "Дж. Хартли", "Хартли"], "Джон Хартли"),
        (["Дрозденом", "Клаус Дрозден", "Дрозден"], "Клаус Дрозден"),
        (["Артем Лось", "Артём Лось", "Лось"], "Артём Лось"),
        (["мэр Тихвина Егор Лапин", "Егор Лапин"], "Егор Лапин"),
        (["Но Берг", "Анна Берг"], "Анна Берг"),
        (["Нидерландов Берг"], "Берг"),
        (["Рима Берг", "Берг"], "Рима Берг"),
        (["Но Му Хён"], "Но Му Хён"),
        (["МИД России"], "МИД России"),
        (["Полиция", "полиция"], "полиция"),
        (["МИД РФ", "Министерство иностранных дел России", "российский МИД"], "МИД РФ"),
        (["Минспорт Чехии", "министерство спорта Чехии"], "Минспорт Чехии"),
        (["Министерство труда и социальной защиты", "Минтруд"], "Минтруд"),
        (["РИА «Ладога»", "РИА Ладога"], "РИА Ладога"),
    ],
)
def test_forms_of_a_name_are_one_speaker(names: list[str], one: str) -> None:
    assert set(shown(names)) == {one}


@pytest.mark.parametrize(
    "names",
    [
        ["Анна Берг", "Нина Берг"],
        ["Анна Берг", "Н. Берг", "Нина Берг"],
        ["Анна Ивановна Берг", "Анна Петровна Берг"],
        ["МИД России", "МИД Франции"],
        ["Министерство просвещения", "Минпромторг"],
        ["Иван Петров", "Иван Петровский"],
        ["Зарема Лапина", "Лапин"],
        ["А. Лапина", "Александр Лапин"],
        ["Александра Рощенко", "Александр Рощенко"],
        ["Александра Рощина", "Александр Рощин"],
        ["Виктор Шульц", "Виктория Шульц"],
        ["Егор Лапин", "сын Егора Лапина"],
        ["Егор Лапин", "Администрация Егора Лапина"],
        ["Элтон Мартин", "Мартин"],
        ["Канал «Егор Лапин»", "Егор Лапин"],
    ],
)
def test_different_speakers_stay_apart(names: list[str]) -> None:
    assert len(set(shown(names))) == 2


def test_a_surname_of_two_people_is_neither() -> None:
    assert shown(["Берг", "Анна Берг", "Нина Берг"])[0] == "Берг"


def test_a_surname_is_that_of_the_far_more_frequent_person() -> None:
    often, seldom = "абвгдежз", "ик"
    assert shown({"Берг": "л", "Анна Берг": often, "Нина Берг": seldom})[0] == "Анна Берг"
    assert shown({"Берг": "л", "Анна Берг": "абвгд", "Нина Берг": seldom})[0] == "Берг"


def test_another_first_name_in_the_same_document_speaks_against_it() -> None:
    often = "абвгдежзик"
    assert shown({"Берг": "лм", "Анна Берг": often, "Нина Берг": "лм"})[0] == "Берг"


@pytest.mark.parametrize(
    ("spoken", "one"),
    [
        ({"Клаус Дрозден": "а", "Клаус Дрозденом": "бв"}, "Клаус Дрозден"),
        ({"Вячеслав Лапин": "а", "Вячеслава Лапина": "бв"}, "Вячеслав Лапин"),
        ({"Яна Шаля": "аб", "Яна Шали": "вг"}, "Яна Шаля"),
        ({"Яна Шаля": "абвг", "Яна Шалий": "д"}, "Яна Шаля"),
        ({"Лапин": "абвг", "Егор Лапин": "д"}, "Егор Лапин"),
        ({"Егор Лапин": "аб", "Егор Ильич Лапин": "в"}, "Егор Лапин"),
        ({"Совфеда Анна Берг": "абв", "Анна Берг": "г"}, "Анна Берг"),
    ],
)
def test_the_most_frequent_nominative_is_shown(spoken: dict[str, str], one: str) -> None:
    assert set(shown(spoken)) == {one}


NOBODIES = """
который, кто, вы, она, нём, какое оно, одно из них, которая Берг, взгляд Сони, Балтийское море,
variables, сообщение, губернатор, врачи, мужчина, источник в полиции, Источник Reuters,
президент Чехии, Депутаты, эта версия, один из врачей, пострадавшие, ч, газета, Издание, суд,
стороны, обвинение, авиакомпания, UPD2, Вопрос, Хирург-онколог, config.yml, Берг придёт?
"""
SPEAKERS = """
МЧС, Воздушные силы Чехии, пресс-служба МВД, полиция, минздрав, Коммерсант, Ведомости,
Тверская жизнь, телекомпания ТВ1, Россия, Белый дом, власти города, Си Цзиньпин, Ли Куан, Берг,
Пан Ги Мун, Ладога.ру, ladoga-news.com, Тульская епархия, избирком Чехии, Генштаб, местная газета,
Роскомнадзор, следствие, Озёрный вестник, Альфа-банк
"""


def split(names: str) -> list[str]:
    return " ".join(names.split()).split(", ")


@pytest.mark.parametrize("name", split(NOBODIES))
def test_pronouns_roles_and_things_are_nobody(name: str) -> None:
    assert shown([name]) == [None]


@pytest.mark.parametrize("name", split(SPEAKERS))
def test_people_and_organisations_are_somebody(name: str) -> None:
    assert shown([name]) == [name]


def test_a_sentence_is_nobody() -> None:
    assert shown(["Нет" + " и лёд тронулся" * 6]) == [None]


def test_a_capital_of_a_sentence_makes_no_name() -> None:
    assert shown(["Сводка", "сводка"]) == [None, None]


def test_a_common_word_is_a_surname_where_somebody_is_called_so() -> None:
    assert shown(["Богомаз", "Пётр Богомаз"]) == ["Пётр Богомаз"] * 2


def test_a_name_asks_for_nobody_of_the_other_gender() -> None:
    by_words = keyword_filter("speaker", "Олег Ветров", ANALYZER)
    assert directory(["Ветрова"]).query("Олег Ветров") == by_words
    spoken = directory(["Пётр Ветров", "Ветрова"])
    assert spoken.query("ветровым") == spoken.query("Пётр Ветров")


def test_every_spelling_of_an_organisation_asks_for_it() -> None:
    query = directory(["МИД РФ", "МИД России", "МИД Чехии"]).query("мид рф")
    assert isinstance(query, Or)
    by_names = {child.low for child in query.children if isinstance(child, Filter)}
    assert by_names == {"МИД РФ", "МИД России"}


def test_an_abbreviation_in_capitals_asks_for_no_name_with_forms_like_it() -> None:
    found = directory(["агентство РИНА", "Рин Оя", "Рина Берг", "МЧС"])
    by_words = keyword_filter("speaker", "РИНА", ANALYZER)
    assert by_words is not None
    others = [Not(Filter("who", name, name)) for name in ("Рин Оя", "Рина Берг")]
    assert found.query("РИНА") == all_of([by_words, *others])
    assert directory(["Рин Оя", "МЧС"]).query("РИНА") == by_words


def test_surnames_are_offered_by_any_part_of_a_name() -> None:
    spoken = ["Анна Берг", "Нина Берг", "Егор Лапин", "Лапин", "МЧС", "МЧС Чехии", "врачи"]
    assert directory(spoken).surnames("Анн") == {"Берг": ["Анна Берг"]}
    assert directory(spoken).surnames("") == {
        "Берг": ["Анна Берг", "Нина Берг"],
        "Лапин": ["Егор Лапин"],
        "МЧС": ["МЧС"],
    }


def test_the_user_overrides(tmp_path: Path) -> None:
    path = tmp_path / "speakers.toml"
    path.write_text(
        """
        [[speaker]]
        name = "Анна Берг"
        aliases = ["Заозёрная"]
        offices = [{title = "министр", since = "2019-03", until = "2020"}]
        """,
        "utf-8",
    )
    people = read_people(path)
    office = Office("министр", "2019-03-01", "2020-12-31")
    assert people == (DescribedPerson("Анна Берг", ("Заозёрная",), (office,)),)
    found = directory(["Заозёрная", "Министр", "Берг"], people)
    assert found.canonical_name("Заозёрная") == found.canonical_name("Берг") == "Анна Берг"
    assert found.canonical_name("Министр", "2020-05-05") == "Анна Берг"
    assert found.canonical_name("Министр", "2021-01-01") is None
    assert found.canonical_name("Министр") is None
