"""A query that found nothing in, what was probably meant out.

Tried word by word, the surest first: the wrong keyboard layout, Russian in Latin letters, two words
run together, a slip of the keyboard. A word that the index knows is never touched.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from searchtool.core.model import Reason, Suggestion
from searchtool.query.parser import OPERATORS


class IndexVocabulary:
    """What the index knows: `count` gives the number of passages that hold all words of a text, in
    any form, `near` the forms at most so many slips from a word."""

    def __init__(
        self,
        count: Callable[[str], int],
        near: Callable[[str, int], Iterable[str]],
        starting: Callable[[str], Iterable[str]],
    ) -> None:
        """`starting` gives the forms that begin with a prefix."""
        self.count = count
        self.near = near
        self._starting = starting
        self._skeletons: dict[str, tuple[Sequence[str], str]] = {}

    def transliterated(self, letter: str, wanted: str) -> Iterator[str]:
        """The forms that begin with a letter and have this skeleton in Latin letters."""
        if letter not in self._skeletons:
            self._skeletons[letter] = self._bring_together(letter)
        forms, skeletons = self._skeletons[letter]
        at = skeletons.find(f"\n{wanted}\n")
        while at >= 0:
            yield forms[skeletons.count("\n", 0, at)]
            at = skeletons.find(f"\n{wanted}\n", at + 1)

    def _bring_together(self, letter: str) -> tuple[Sequence[str], str]:
        """All forms that begin with a letter, and their skeletons, each on a line: those of 20,000
        take 26 ms, 73 one by one."""
        forms = list(self._starting(letter))
        return forms, skeleton("\n".join(["", *forms, ""]).translate(_TRANSLITERATION))


_LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>"
_RUSSIAN_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ"
_TO_RUSSIAN = str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS)
_TO_LATIN = str.maketrans(_RUSSIAN_KEYS, _LATIN_KEYS)

_TRANSLITERATION = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z",
        "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
        "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch",
        "ш": "sh", "щ": "shch", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
    }
)  # fmt: skip
# What the usual systems of transliteration write in different ways, brought to one, in this order.
_SYSTEMS = (
    ("y", "i"), ("j", "i"), ("w", "v"), ("x", "ks"), ("kh", "h"), ("shch", "sh"), ("sch", "sh"),
    ("tc", "ts"), ("tz", "ts"), ("ch", "C"), ("c", "ts"), ("C", "ch"), ("q", "k"),
    ("ie", "e"), ("io", "e"),
)  # fmt: skip
_NO_SMALL_LATIN = re.compile("[^a-z\n]+")
_REPEATED = re.compile(r"(.)\1+")
_FIRST_LETTERS = {
    "a": "а", "b": "б", "v": "в", "w": "в", "g": "г", "d": "д", "e": "еэ", "z": "зж", "i": "иый",
    "j": "йеяюж", "y": "йеяюыи", "k": "кх", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п",
    "r": "р", "s": "сшщ", "t": "тц", "u": "ую", "f": "ф", "h": "х", "c": "цчкс",
    "x": "хкш", "q": "к",
}  # fmt: skip

_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)
_SIGNS = re.compile(r"[=*~:()|\"]|^-")
_EDGES = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
SHORTEST_MISSPELT = {1: 4, 2: 8}
"""Letters in a word that is given up for another so many slips away."""
SAME_START = 3
"""Times as often as a word with the same first letter another one must be found to be meant. Of 150
words spoilt in the first letter 89 % are put right so in a large collection, 80 % where the first
letter always decides, and of 250 spoilt anywhere 94 % both ways."""

SHORTEST_PART = 3
MOST_REPAIRS = 5
LONGEST = 50
"""Letters: a longer piece of text is no slip."""


def suggest(text: str, vocabulary: IndexVocabulary) -> Suggestion | None:
    """The query with each unknown word replaced, or None if none can be."""
    pieces = re.split(r"(\s+)", text)
    unknown = [n for n, piece in enumerate(pieces) if _is_unknown(piece, vocabulary)]
    reasons: list[Reason] = []
    for place in unknown[:MOST_REPAIRS]:
        if found := _repair(pieces[place], vocabulary):
            pieces[place], reason = found
            reasons.append(reason)
    return Suggestion("".join(pieces), reasons[0]) if reasons else None


def _is_unknown(piece: str, vocabulary: IndexVocabulary) -> bool:
    if not 0 < len(piece.strip()) <= LONGEST or piece in OPERATORS:
        return False
    return not _SIGNS.search(piece[:1] + piece[-1:]) and not vocabulary.count(piece)


def _repair(piece: str, vocabulary: IndexVocabulary) -> tuple[str, Reason] | None:
    before, word, after = _EDGES.fullmatch(piece).groups()  # type: ignore[union-attr]
    for whole in (piece, word):
        if (typed := other_layout(whole)) and vocabulary.count(typed):
            return typed, "layout"
    plain = word.casefold().replace("ё", "е")
    repairs: tuple[tuple[Reason, Callable[[str, IndexVocabulary], str | None]], ...] = (
        ("transliteration", _from_latin),
        ("spelling", lambda word, vocabulary: _respell(word, vocabulary, slips=1)),
        ("spacing", _split),
        ("spelling", lambda word, vocabulary: _respell(word, vocabulary, slips=2)),
        ("layout", lambda word, vocabulary: _respell(other_layout(word), vocabulary, slips=1)),
    )
    for reason, repair in repairs:
        if found := repair(plain, vocabulary):
            return f"{before}{found}{after}", reason
    return None


def other_layout(text: str) -> str:
    """The same keys in the other layout: Russian for Latin letters, Latin for Russian.

    >>> other_layout("rb,th,tpjgfcyjcnm"), other_layout("пщщпду")
    ('кибербезопасность', 'google')
    """
    return text.translate(_TO_LATIN if _RUSSIAN.search(text) else _TO_RUSSIAN)


def skeleton(latin: str) -> str:
    """A word in Latin letters without what systems of transliteration disagree about; or many, each
    on a line.

    >>> skeleton("yeltsin") == skeleton("el'cin") == skeleton("jelzin".replace("z", "ts"))
    True
    """
    latin = _NO_SMALL_LATIN.sub("", latin)
    for written, meant in _SYSTEMS:
        latin = latin.replace(written, meant)
    return _REPEATED.sub(r"\1", latin)


def _from_latin(word: str, vocabulary: IndexVocabulary) -> str | None:
    if not word.isascii() or not word[:1].isalpha():
        return None
    wanted = skeleton(word)
    found = (
        form
        for letter in _FIRST_LETTERS[word[0]]
        for form in vocabulary.transliterated(letter, wanted)
    )
    return _most_frequent(found, vocabulary)


def _split(word: str, vocabulary: IndexVocabulary) -> str | None:
    """Two known words that were run together: «премьерминистр»."""
    places = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    return _most_frequent((f"{word[:place]} {word[place:]}" for place in places), vocabulary)


def _respell(word: str, vocabulary: IndexVocabulary, slips: int) -> str | None:
    """The most frequent word so many slips away; one with another first letter must be much more
    frequent than one with the same."""
    if len(word) < SHORTEST_MISSPELT[slips] or not word.isalpha():
        return None
    found = list(vocabulary.near(word, slips))
    same_start = _most_frequent((form for form in found if form[0] == word[0]), vocabulary)
    other_start = _most_frequent((form for form in found if form[0] != word[0]), vocabulary)
    if same_start is None or other_start is None:
        return same_start or other_start
    is_likelier = vocabulary.count(other_start) > SAME_START * vocabulary.count(same_start)
    return other_start if is_likelier else same_start


def _most_frequent(texts: Iterable[str], vocabulary: IndexVocabulary) -> str | None:
    count, text = max(((vocabulary.count(text), text) for text in texts), default=(0, ""))
    return text if count else None
