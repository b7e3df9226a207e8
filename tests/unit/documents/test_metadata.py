"""Values of metadata in one form; days are tested in test_dates."""

import pytest

from searchtool.documents.metadata import as_language, as_text, windows_language


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("", None),
        (" \n", None),
        (" Мост \n открыт ", "Мост открыт"),
        (["Анна Берг", "", {"name": "Олег Ли"}, None], "Анна Берг, Олег Ли"),
        ([], None),
        ({"name": "Анна"}, "Анна"),
        ({"id": 1}, None),
        (5, "5"),
        ("\ud83d", "\ufffd"),
    ],
)
def test_one_line_of_text(value: object, text: str | None) -> None:
    assert as_text(value) == text


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        ("ru", "ru"),
        (" RU ", "ru"),
        ("ru-RU", "ru-RU"),
        ("ru_RU", "ru-RU"),
        ("rus", "ru"),
        ("sr-Cyrl-RS", "sr-Cyrl-RS"),
        ("русский", None),
        ("russian", None),
        ("", None),
        (None, None),
    ],
)
def test_language_tags(value: str | None, tag: str | None) -> None:
    assert as_language(value) == tag


@pytest.mark.parametrize(("number", "tag"), [(1049, "ru"), (25, "ru"), (1058, "uk"), (0, None)])
def test_languages_of_windows(number: int, tag: str | None) -> None:
    assert windows_language(number) == tag
