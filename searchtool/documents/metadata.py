"""A metadata value in, a calendar date or a line of text out."""

import datetime
import re

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_RUSSIAN = re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4})")
_HALF_OF_A_PAIR = re.compile("[\ud800-\udfff]")


def as_date(value: object) -> str | None:
    """The date in ISO form, or None where the value does not begin with one.

    >>> as_date("2024-06-14T10:00:00+03:00"), as_date("14.06.2024"), as_date("вчера")
    ('2024-06-14', '2024-06-14', None)
    """
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if (match := _ISO.match(text := str(value))) is not None:
        year, month, day = match.groups()
    elif (match := _RUSSIAN.match(text)) is not None:
        day, month, year = match.groups()
    else:
        return None
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def as_text(value: object) -> str | None:
    """One line: lists joined by commas, records by their `name`; None where there is nothing.

    >>> as_text([{"name": "Анна Берг"}, "Олег Ли"])
    'Анна Берг, Олег Ли'
    """
    if isinstance(value, list):
        value = ", ".join(text for item in value if (text := as_text(item)))
    elif isinstance(value, dict):
        return as_text(value.get("name"))
    if value is None:
        return None
    return whole_characters(" ".join(str(value).split())) or None


def whole_characters(text: str) -> str:
    """Without halves of surrogate pairs, which a program that cut an emoji in two leaves."""
    return _HALF_OF_A_PAIR.sub("\ufffd", text)
