"""What a file calls the language it is in, a BCP 47 tag out."""

import re

_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z0-9]{2,8}))?", re.IGNORECASE)
_THREE_LETTERS = {"rus": "ru", "eng": "en", "ukr": "uk", "bel": "be", "kaz": "kk"}
_OF_WINDOWS = {7: "de", 9: "en", 12: "fr", 25: "ru", 34: "uk", 35: "be", 63: "kk"}


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
    """The tag of a language that Windows numbers, as in RTF: 1049 is Russian, as is 25; the bits
    above the tenth tell the country."""
    return _OF_WINDOWS.get(number & 0x3FF)
