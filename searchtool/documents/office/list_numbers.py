"""Writes the numbers of list items as word processors do: «4», «iv», «г»."""

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MAX_ROMAN = 3999
_MAX_REPEATS = 10
_ALPHABETS = {"a": "abcdefghijklmnopqrstuvwxyz", "а": "абвгдежзиклмнопрстуфхцчшщэюя"}
"""By the first letter. Russian points are not called ё, й, ъ, ы and ь."""


def write_number(number: int, one: str) -> str:
    """A number in the style in which the first is written `one`; in digits where that has no way to
    write it.

    >>> [write_number(30, one) for one in ("1", "01", "i", "I", "a", "А")]
    ['30', '30', 'xxx', 'XXX', 'dd', 'ББ']
    """
    style = one.lower()
    text = ""
    if style == "i":
        text = _roman(number)
    elif style in _ALPHABETS:
        text = _letters(number, _ALPHABETS[style])
    elif one == "01":
        text = f"{number:02}"
    return (text.upper() if one.isupper() else text) or str(number)


def is_bullet(label: str) -> bool:
    """Whether what stands before a list item is only a sign: it counts nothing and says nothing.
    In the fonts of signs a single letter is one.

    >>> [is_bullet(label) for label in ("•", "->", "o", "1", "а)", "Статья 2.")]
    [True, True, True, False, False, False]
    """
    label = label.strip()
    return not any(map(str.isalnum, label)) or (len(label) == 1 and label.isalpha())


def _roman(number: int) -> str:
    text = ""
    for value, digits in _ROMAN if 0 < number <= _MAX_ROMAN else ():
        text += digits * (number // value)
        number %= value
    return text


def _letters(number: int, alphabet: str) -> str:
    repeats, place = divmod(number - 1, len(alphabet))
    return alphabet[place] * (repeats + 1) if 0 <= repeats < _MAX_REPEATS else ""
