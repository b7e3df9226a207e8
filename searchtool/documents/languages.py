"""What a file calls the language it is in, a BCP 47 tag out."""

import re

_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z0-9]{2,8}))?", re.IGNORECASE)
_THREE_LETTERS = {"rus": "ru", "eng": "en", "ukr": "uk", "bel": "be", "kaz": "kk"}
_OF_WINDOWS = {1049: "ru", 1033: "en", 2057: "en", 1058: "uk", 1059: "be", 1087: "kk", 1031: "de"}


def as_language(value: str | None) -> str | None:
    """The tag, or None where the value is none.

    >>> as_language("ru_RU"), as_language("rus"), as_language("русский")
    ('ru-RU', 'ru', None)
    """
    if value is None or (match := _TAG.fullmatch(value.strip())) is None:
        return None
    language, region = match[1].lower(), match[2]
    language = _THREE_LETTERS.get(language, language)
    return f"{language}-{region}" if region else language


def windows_language(number: int) -> str | None:
    """The tag of a language that Windows numbers, as in RTF: 1049 is Russian."""
    return _OF_WINDOWS.get(number)
