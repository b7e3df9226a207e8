"""One name for each speaker, whatever the documents call them."""

from pathlib import Path

import pytest

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.errors import ConfigError
from searchtool.search.speaker_directory import Office, Person, make_directory, read_people

ANALYZER = Analyzer()


@pytest.mark.parametrize(
    ("names", "one"),
    [
        (["Токаев", "К. Токаев", "Касым-Жомарт Токаев"], "Касым-Жомарт Токаев"),
        (["Токаев К.", "Касым-Жомарт Токаев"], "Касым-Жомарт Токаев"),
        (["Анна Берг", "Анна Ивановна Берг", "Берг"], "Анна Ивановна Берг"),
        (["А. И. Берг", "Анна Ивановна Берг"], "Анна Ивановна Берг"),
        (["МИД России"], "МИД России"),
    ],
)
def test_forms_of_a_name_are_one_speaker(names: list[str], one: str) -> None:
    directory = make_directory(names, (), ANALYZER)
    assert {directory.canonical_name(name) for name in names} == {one}


@pytest.mark.parametrize(
    "names",
    [
        ["Анна Берг", "Нина Берг"],
        ["Анна Берг", "Н. Берг", "Нина Берг"],
        ["МИД России", "МИД Франции"],
        ["Иван Петров", "Иван Петровский"],
    ],
)
def test_different_people_stay_apart(names: list[str]) -> None:
    directory = make_directory(names, (), ANALYZER)
    assert len({directory.canonical_name(name) for name in names}) == min(len(names), 2)


def test_a_surname_of_two_people_is_neither() -> None:
    directory = make_directory(["Берг", "Анна Берг", "Нина Берг"], (), ANALYZER)
    assert directory.canonical_name("Берг") == "Берг"


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
    assert people == (Person("Анна Берг", ("Заозёрная",), (office,)),)
    directory = make_directory(["Заозёрная", "Министр", "Берг"], people, ANALYZER)
    assert directory.canonical_name("Заозёрная") == directory.canonical_name("Берг") == "Анна Берг"
    assert directory.canonical_name("Министр", "2020-05-05") == "Анна Берг"
    assert directory.canonical_name("Министр", "2021-01-01") == "Министр"
    assert directory.canonical_name("Министр") == "Министр"


@pytest.mark.parametrize(
    ("text", "english", "russian"),
    [
        ("[[", "not valid TOML", "ошибка в TOML"),
        ("a = 1\nb = \n", "line 2", "ошибка в TOML, строка 2"),
        ("[[speaker]]\n", "'name' is missing", "не указано 'name'"),
        ("speaker = 5", "not a list of speakers", "это не список людей"),
        (
            '[[speaker]]\nname = "А"\noffices = [{title = "м", since = "вчера"}]',
            "not a date: вчера",
            "это не дата: вчера",
        ),
    ],
)
def test_a_bad_file_is_refused_with_the_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, english: str, russian: str
) -> None:
    path = tmp_path / "speakers.toml"
    path.write_text(text, "utf-8")
    for locale, cause in (("C", english), ("ru_RU.UTF-8", russian)):
        monkeypatch.setenv("LC_ALL", locale)
        with pytest.raises(ConfigError, match=r"speakers\.toml") as error:
            read_people(path)
        assert cause in error.value.cause


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "speakers.toml"
    path.write_bytes('name = "Анна"'.encode("cp1251"))
    with pytest.raises(ConfigError, match="cannot be read"):
        read_people(path)


def test_no_file_names_nobody(tmp_path: Path) -> None:
    assert read_people(tmp_path / "speakers.toml") == ()
