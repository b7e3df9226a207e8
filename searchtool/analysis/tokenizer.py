"""Splits text into tokens, and normalizes a token to its form.

Two other modules split text into words by rules of their own: `quotes/grammar/tokens.py`, which
keeps punctuation, and `documents/text/hyphenation.py`.
"""

import re
from collections.abc import Set as AbstractSet
from itertools import islice

from searchtool.core.model import Span

# Combining marks, soft hyphens, zero-width characters and bidi marks do not end a token.
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
TOKEN = re.compile(
    r"[A-Za-z](?:\+\+|\#)(?![\w+#])"  # C++, C#
    rf"|[^\W_]+(?:[{_MARKS}{_INVISIBLE}]+[^\W_]*)*"
)
_PLAIN = re.compile("[А-Яа-яЁё]+")
_DROPPED = rf"[{_INVISIBLE}\u0300\u0301]"  # compiled for few tokens, as what follows
_CYRILLIC = r"[\u0400-\u052f]"
_LATIN = "[A-Za-z]"

# Letters that look alike in both alphabets.
_LATIN_TWINS = "ABCEHKMOPTXYaceopxyk"
_CYRILLIC_TWINS = "АВСЕНКМОРТХУасеорхук"
TO_CYRILLIC = str.maketrans(_LATIN_TWINS, _CYRILLIC_TWINS)
TO_LATIN = str.maketrans(_CYRILLIC_TWINS, _LATIN_TWINS)

# Letters of Latin alphabets with accents; those that no mark makes of a plain one are written out.
_ACCENTED = r"[\u00df-\u024f\u0259\u1e00-\u1eff]|(?<=[a-z])[\u0300-\u036f]+"
_UNMARKED = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h",
    "ı": "i", "ŧ": "t", "ŋ": "n", "ə": "a", "ĸ": "k", "ſ": "s",
}  # fmt: skip


def normalize(token: str) -> str:
    """The form of a token, which does not depend on how it was typed.

    >>> [
    ...     normalize(t)
    ...     for t in ("Ёлка", "замо\u0301к", "кибер\u00adбезопасность", "Poccия", "СOVID", "São")
    ... ]
    ['елка', 'замок', 'кибербезопасность', 'россия', 'covid', 'sao']
    """
    if token.isascii():
        return token.lower()
    if _PLAIN.fullmatch(token):
        return token.lower().replace("ё", "е")
    import unicodedata  # few queries have such a token

    form = re.sub(_DROPPED, "", unicodedata.normalize("NFC", token))
    form = repair_lookalikes(form)
    form = re.sub(_ACCENTED, _without_accent, form.casefold()).replace("ё", "е")
    # One change may bring out another, and a form must be its own form.
    return form if form == token else normalize(form)


def _without_accent(match: re.Match[str]) -> str:
    letter = match.group()
    if letter in _UNMARKED:
        return _UNMARKED[letter]
    import unicodedata

    if unicodedata.combining(letter[0]):
        return ""
    plain = unicodedata.normalize("NFD", letter)[0]
    return plain if plain.isascii() else letter


def repair_lookalikes(token: str) -> str:
    """A token in one alphabet, if letters of the other one look like those it needs.

    >>> repair_lookalikes("СNN") == "CNN", repair_lookalikes("BBC") == "BBC"
    (True, True)
    """
    if not (re.search(_LATIN, token) and re.search(_CYRILLIC, token)):
        return token
    for table in (TO_CYRILLIC, TO_LATIN):
        repaired = token.translate(table)
        if not (re.search(_LATIN, repaired) and re.search(_CYRILLIC, repaired)):
            return repaired
    return token


def token_spans(text: str, positions: AbstractSet[int]) -> tuple[Span, ...]:
    """Where the tokens at these positions stand in a text.

    >>> token_spans("раз, два", {1})
    (Span(start=5, end=8),)
    """
    if not positions:
        return ()
    tokens = list(islice(TOKEN.finditer(text), max(positions) + 1))
    return tuple(Span(*tokens[position].span()) for position in sorted(positions))
