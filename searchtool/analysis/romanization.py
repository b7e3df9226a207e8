"""Compares Russian words in Latin letters, whichever system of transliteration they follow."""

import re

_ROMANIZED = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z",
        "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
        "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch",
        "ш": "sh", "щ": "shch", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
    }
)  # fmt: skip
# Spellings in which the usual systems of transliteration differ, and one for each; in this order.
_SPELLINGS = (
    ("y", "i"), ("j", "i"), ("w", "v"), ("x", "ks"), ("kh", "h"), ("shch", "sh"), ("sch", "sh"),
    ("tc", "ts"), ("tz", "ts"), ("ch", "C"), ("c", "ts"), ("C", "ch"), ("q", "k"),
    ("ie", "e"), ("io", "e"),
)  # fmt: skip
_NOT_LATIN = re.compile("[^a-z\n]+")
_REPEATED = re.compile(r"(.)\1+")
_FIRST_LETTERS = {
    "a": "а", "b": "б", "v": "в", "w": "в", "g": "г", "d": "д", "e": "еэ", "z": "зж", "i": "иый",
    "j": "йеяюж", "y": "йеяюыи", "k": "кх", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п",
    "r": "р", "s": "сшщ", "t": "тц", "u": "ую", "f": "ф", "h": "х", "c": "цчкс",
    "x": "хкш", "q": "к",
}  # fmt: skip


def skeleton(latin: str) -> str:
    """A word in Latin letters, spelled the same whichever system of transliteration it follows; or
    many words, one per line.

    >>> skeleton("yeltsin") == skeleton("el'cin") == skeleton("jelzin".replace("z", "ts"))
    True
    """
    latin = _NOT_LATIN.sub("", latin)
    for written, common in _SPELLINGS:
        latin = latin.replace(written, common)
    return _REPEATED.sub(r"\1", latin)


def romanize(russian: str) -> str:
    """Russian words in Latin letters, in one of the systems."""
    return russian.translate(_ROMANIZED)


def is_romanized(latin: str, russian: str) -> bool:
    """Whether a Latin word is a Russian one in some system of transliteration."""
    return skeleton(latin) == skeleton(romanize(russian))


def first_letters(latin: str) -> str:
    """The Russian letters that a word may begin with whose first Latin letter this is."""
    return _FIRST_LETTERS[latin]
