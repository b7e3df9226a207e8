"""Converts the metadata of all formats to one form: a day, a line of text, a language tag."""

import re

from searchtool.documents.dates import as_date

__all__ = ["as_date", "as_text", "replace_surrogates"]

_SURROGATES = re.compile("[\ud800-\udfff]")


def as_text(value: object) -> str | None:
    """A value as one line of text: lists joined by commas, records by their `name`; None where
    there is nothing.

    >>> as_text([{"name": "Анна Берг"}, "Олег Ли"])
    'Анна Берг, Олег Ли'
    """
    if isinstance(value, list):
        value = ", ".join(text for item in value if (text := as_text(item)))
    elif isinstance(value, dict):
        return as_text(value.get("name"))
    if value is None:
        return None
    return replace_surrogates(" ".join(str(value).split())) or None


def replace_surrogates(text: str) -> str:
    """The text with U+FFFD for halves of surrogate pairs, which a cut emoji leaves."""
    return _SURROGATES.sub("\ufffd", text)


_TAG = re.compile(r"([a-z]{2,3})((?:[-_][a-z0-9]{2,8})*)", re.IGNORECASE)
_ISO_639_2 = {"rus": "ru", "eng": "en", "ukr": "uk", "bel": "be", "kaz": "kk"}
_WINDOWS_LANGUAGES = {7: "de", 9: "en", 12: "fr", 25: "ru", 34: "uk", 35: "be", 63: "kk"}


def as_language(value: str | None) -> str | None:
    """A language tag (BCP 47), or None where the value is none.

    >>> as_language("ru_RU"), as_language("rus"), as_language("русский")
    ('ru-RU', 'ru', None)
    """
    if value is None or (match := _TAG.fullmatch(value.strip())) is None:
        return None
    language = match[1].lower()
    return _ISO_639_2.get(language, language) + match[2].replace("_", "-")


def windows_language(number: int) -> str | None:
    """The tag of a language by its number in Windows, as RTF has it: 1049 and 25 are Russian, the
    bits above the tenth are the country."""
    return _WINDOWS_LANGUAGES.get(number & 0x3FF)
