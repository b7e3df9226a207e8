"""A metadata value in, a day or a line of text out."""

import re

from searchtool.documents.dates import as_date

__all__ = ["as_date", "as_text", "whole_characters"]

_HALF_OF_A_PAIR = re.compile("[\ud800-\udfff]")


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
