"""Bytes and the name of a single-byte encoding in, how unlike Russian they read in it out.

`charset_model.txt` says what a character costs after another: minus the logarithm of its
probability there. It was counted by `tests/evaluation/charset_model.py`. Small and capital letters
are one symbol, and being a capital is a cost of its own: a text in capitals is still Russian, one
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
"""What has a row and a column in the table: the Russian letters; letters of the neighbours
(Ukrainian, Belarusian, Kazakh); other Cyrillic ones; and classes of all other characters."""

CYRILLIC = len(LETTERS) + 2
"""The first so many symbols have small and capital letters."""

OPENING, INSIDE = 256, 257
"""Stand in a pair for all that precedes a character on its own: where a sentence may begin, and
where not. Its neighbours tell little: «С » opens a sentence as « — » goes through it, and the two
bytes differ in nothing else between cp1251 and MacCyrillic."""

STATES = len(SYMBOLS) + CYRILLIC
"""How many states there are: symbols, then those of them that are capital letters."""

Pairs = Mapping[tuple[int, int], int]
"""How often two bytes stand side by side."""

_IN_CAPITALS = (50, 4)
"""What a small and a capital letter cost more in a text all in capitals, after whatever. Without it
DOS texts in capitals were read in MacCyrillic, «Ё» as «р»; the 4 makes up for such texts' being
rare."""

_NUMBERS = {
    **{letter: number for number, letter in enumerate(LETTERS)},
    **dict.fromkeys(_KIN, len(LETTERS)),
    **{c: SYMBOLS.index(name) for name, members in _CLASSES.items() for c in members},
}
_ALONE = re.compile(rb"(?<![\w\x80-\xff])[\x80-\xff](?![\w\x80-\xff])")
_SENTENCE = re.compile(rb"[\n.!?\"(-] *$")


def state(character: str) -> int:
    """The number of a character's symbol; of a capital Cyrillic letter, with `len(SYMBOLS)` added.

    >>> SYMBOLS[state("ж")], SYMBOLS[state("Ж") - len(SYMBOLS)], SYMBOLS[state("7")]
    ('ж', 'ж', 'digit')
    """
    small = character.lower()
    number = _NUMBERS.get(small)
    if number is None:
        is_cyrillic = "\u0400" <= character <= "\u052f"
        number = SYMBOLS.index("foreign" if is_cyrillic else "rare")
    return number + len(SYMBOLS) * (number < CYRILLIC and small != character)


def count_pairs(text: bytes) -> Counter[tuple[int, int]]:
    """The pairs of neighbours; a byte beyond ASCII on its own follows OPENING or INSIDE instead."""
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
    """Whether each byte is a character in it."""
    return len(BYTES.decode(encoding, "replace")) == len(BYTES)


def mean_cost(pairs: Pairs, encoding: str) -> float:
    """What a pair with a byte beyond ASCII costs on average, in nats, if the text is in this
    encoding: 2 to 3 where that is so and the text is Russian, 4 and more where not."""
    page = _page(encoding)
    telling = [(page[a], page[b], times) for (a, b), times in pairs.items() if a > 0x7F or b > 0x7F]
    number = sum(times for _, _, times in telling)
    totals = [sum(times * costs[a][b] for a, b, times in telling) for costs in _costs()]
    return min(totals) / (10 * number) if number else 0.0


@cache
def _page(encoding: str) -> list[int]:
    """The states of the 256 bytes; then the rows of OPENING and INSIDE, after those of states."""
    return [*map(state, BYTES.decode(encoding, "replace")), STATES, STATES + 1]


@cache
def _costs() -> tuple[list[list[int]], list[list[int]]]:
    """From state to state, in tenths of a nat: in any text, and in one all in capitals."""
    text = files(__package__).joinpath("charset_model.txt").read_text(encoding="utf-8")
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    rows = [list(map(int, numbers)) for _, *numbers in lines]
    return [_by_case(*row) for row in rows], [_by_case(*_IN_CAPITALS, *row[2:]) for row in rows]


def _by_case(small: int, capital: int, *symbols: int) -> list[int]:
    letters, others = symbols[:CYRILLIC], symbols[CYRILLIC:]
    return [*(cost + small for cost in letters), *others, *(cost + capital for cost in letters)]
