"""What `speakers.toml` may say."""

from pathlib import Path

import pytest

from searchtool.core.errors import ConfigError
from searchtool.search.speakers.described import read_people


@pytest.mark.parametrize(
    ("text", "english", "russian"),
    [
        ("[[", "not valid TOML", "ошибка в TOML"),
        ("a = 1\nb = \n", "line 2", "ошибка в TOML, строка 2"),
        (f"speaker = {'[' * 3000}", "nested too deeply", "слишком глубокая вложенность"),
        ("[[speakers]]\n", "unknown setting 'speakers'", "неизвестная настройка 'speakers'"),
        ('[[speaker]]\nname = "А"\nalias = ["Б"]', "unknown 'alias'", "неизвестно 'alias'"),
        ("[[speaker]]\n", "'name' is missing", "не указано 'name'"),
        ("speaker = 5", "not a list of speakers", "это не список людей"),
        (
            '[[speaker]]\nname = "А"\noffices = [{title = "м", since = "утром"}]',
            "not a date: утром",
            "это не дата: утром",
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


def test_a_mark_before_the_text_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "speakers.toml"
    path.write_text('[[speaker]]\nname = "Анна"', "utf-8-sig")
    assert [person.name for person in read_people(path)] == ["Анна"]


def test_no_file_names_nobody(tmp_path: Path) -> None:
    assert read_people(tmp_path / "speakers.toml") == ()
