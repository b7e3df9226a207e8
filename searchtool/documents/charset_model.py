"""Measures how unlike Russian bytes are in a single-byte encoding: a bigram model of characters.

`charset_model.txt` holds the surprisal of a character after another: minus the logarithm of its
probability there, counted by `tests/evaluation/charset_model.py`. Small and capital letters are one
symbol, and being a capital has a surprisal of its own: a text in capitals is still Russian, one
with the cases exchanged (koi8-r taken for cp1251) is not.
"""

import re
import string
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise

LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
BYTES = bytes(range(256))

_KIN = "іїєґўәғқңөұүһ"
_FRAMES = set(map(chr, range(0x2500, 0x2580)))
_ACCENTED = {c for c in map(chr, range(0xC0, 0x180)) if c.isalpha()} - set("ðþýšž")
_CLASSES = {
    "space": " \t",
    "end": "\n\r\f\v",
    "digit": string.digits,
    "latin": string.ascii_letters,
    "stop": ".!?",
    "comma": ",;:",
    "hyphen": "-",
    "straight": "\"'",
    "open": "([{<",
    "close": ")]}>",
    "ascii": "#$%&*+/=@\\^_`|~",
    "«": "«",
    "»": "»",
    "„": "„‚‹",
    "“": "“‘",
    "”": "”’›",
    "–": "–",
    "—": "—",
    "…": "…",
    "№": "№",
    "nbsp": "\xa0\xad",
    "bullet": "•·∙■",
    "sign": "§°©®™€£±×÷¶†‡‰¤¬¦µ²",
    "line": "─═",
    "wall": "│║",
    "fill": "▀▄█▌▐░▒▓",
    "corner": _FRAMES - set("─═│║"),
    "accented": _ACCENTED,  # in Western texts, not in Turkish or Czech ones taken for them
    "rare": "",
}
SYMBOLS = (*LETTERS, "kin", "foreign", *_CLASSES)
"""The columns of the table: Russian letters; letters of Ukrainian, Belarusian and Kazakh (`kin`);
other Cyrillic ones (`foreign`); and classes of all other characters."""

CYRILLIC_SYMBOLS = len(LETTERS) + 2
"""The number of symbols that have small and capital letters; they come first."""

OPENING, INSIDE = 256, 257
"""The first of a pair whose second is a character between spaces: where a sentence may begin, and
where not. The neighbours of such a character tell little: «С » opens a sentence as « — » continues
one, and the two bytes differ in nothing else between cp1251 and MacCyrillic."""

CASED_SYMBOLS = len(SYMBOLS) + CYRILLIC_SYMBOLS
"""The number of symbols, those of capital letters counted too: after all others."""

Pairs = Mapping[tuple[int, int], int]
"""How often two bytes are neighbours."""

_IN_CAPITALS = (50, 4)
"""The surprisal of a small and of a capital letter in a text all in capitals, after whatever.
Without it DOS texts in capitals were read in MacCyrillic, «Ё» as «р»; it is 4 and not 0 because
such texts are rare."""

_NUMBERS = {
    **{letter: number for number, letter in enumerate(LETTERS)},
    **dict.fromkeys(_KIN, len(LETTERS)),
    **{c: SYMBOLS.index(name) for name, members in _CLASSES.items() for c in members},
}
_ALONE = re.compile(rb"(?<![\w\x80-\xff])[\x80-\xff](?![\w\x80-\xff])")
_SENTENCE = re.compile(rb"[\n.!?\"(-] *$")


def symbol_of(character: str) -> int:
    """The number of the symbol of a character; for a capital Cyrillic letter plus `len(SYMBOLS)`.

    >>> SYMBOLS[symbol_of("ж")], SYMBOLS[symbol_of("Ж") - len(SYMBOLS)], SYMBOLS[symbol_of("7")]
    ('ж', 'ж', 'digit')
    """
    small = character.lower()
    number = _NUMBERS.get(small)
    if number is None:
        is_cyrillic = "\u0400" <= character <= "\u052f"
        number = SYMBOLS.index("foreign" if is_cyrillic else "rare")
    return number + len(SYMBOLS) * (number < CYRILLIC_SYMBOLS and small != character)


def count_pairs(text: bytes) -> Counter[tuple[int, int]]:
    """How often each two bytes are neighbours; a byte beyond ASCII between spaces or marks follows
    OPENING or INSIDE instead."""
    text = b"\n" + text + b"\n"
    pairs = Counter(pairwise(text))
    for match in _ALONE.finditer(text):
        place = match.start()
        alone = text[place]
        pairs[text[place - 1], alone] -= 1
        pairs[alone, text[place + 1]] -= 1
        begins = _SENTENCE.search(text, max(0, place - 8), place)
        pairs[OPENING if begins else INSIDE, alone] += 1
    return pairs


def is_single_byte(encoding: str) -> bool:
    """Whether each byte is a character in this encoding."""
    return len(BYTES.decode(encoding, "replace")) == len(BYTES)


def mean_cross_entropy(pairs: Pairs, encoding: str) -> float:
    """The mean surprisal of a pair with a byte beyond ASCII, in nats, if the text is in this
    encoding: 2 to 3 where it is and the text is Russian, 4 and more where not."""
    page = _symbols_of_bytes(encoding)
    found = [(page[a], page[b], times) for (a, b), times in pairs.items() if a > 0x7F or b > 0x7F]
    number = sum(times for _, _, times in found)
    totals = [sum(times * table[a][b] for a, b, times in found) for table in _surprisals()]
    return min(totals) / (10 * number) if number else 0.0


@cache
def _symbols_of_bytes(encoding: str) -> list[int]:
    """The symbols of the 256 bytes; then the rows of OPENING and INSIDE, after those of symbols."""
    return [*map(symbol_of, BYTES.decode(encoding, "replace")), CASED_SYMBOLS, CASED_SYMBOLS + 1]


@cache
def _surprisals() -> tuple[list[list[int]], list[list[int]]]:
    """The surprisal of a symbol after a symbol, in tenths of a nat: in any text, and in one all in
    capitals."""
    text = files(__package__).joinpath("charset_model.txt").read_text(encoding="utf-8")
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    rows = [list(map(int, numbers)) for _, *numbers in lines]
    return [_by_case(*row) for row in rows], [_by_case(*_IN_CAPITALS, *row[2:]) for row in rows]


def _by_case(small: int, capital: int, *symbols: int) -> list[int]:
    letters, others = symbols[:CYRILLIC_SYMBOLS], symbols[CYRILLIC_SYMBOLS:]
    return [*(x + small for x in letters), *others, *(x + capital for x in letters)]
