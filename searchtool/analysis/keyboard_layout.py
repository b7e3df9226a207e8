"""Reads what was typed in the wrong keyboard layout."""

import re

_LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>"
_RUSSIAN_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ"
_TO_RUSSIAN = str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS)
_TO_LATIN = str.maketrans(_RUSSIAN_KEYS, _LATIN_KEYS)
_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)


def other_layout(text: str) -> str:
    """The text as the same keys type it in the other layout: Russian for Latin letters, and back.

    >>> other_layout("rb,th,tpjgfcyjcnm"), other_layout("пщщпду")
    ('кибербезопасность', 'google')
    """
    return text.translate(_TO_LATIN if _RUSSIAN.search(text) else _TO_RUSSIAN)
