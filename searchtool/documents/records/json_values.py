"""Reads JSON as programs spoil it, as a whole."""

import json

_DECODER = json.JSONDecoder(strict=False)
_BETWEEN = " \t\r\n,\ufeff"


def parse_values(text: str) -> list[object]:
    """The values of a text, those of a list that is all of it: also with NaN, with control
    characters in strings, and several after each other. Raises ValueError, RecursionError."""
    values: list[object] = []
    at = _skip_between(text, 0)
    while at < len(text):
        value, at = _DECODER.raw_decode(text, at)
        values.append(value)
        at = _skip_between(text, at)
    return values[0] if len(values) == 1 and isinstance(values[0], list) else values


def _skip_between(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BETWEEN:
        at += 1
    return at
