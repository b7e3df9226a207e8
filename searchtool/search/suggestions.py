"""Suggests another wording for a query without results ("did you mean").

Each word that the index does not know is corrected, in the likeliest of these ways that leads to a
known word: the other keyboard layout, Russian in Latin letters, a missing space, a typo. Only
letters are changed: digits, hyphens and the signs of the query language stay as they are, and so do
phrases, exact words and filters.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from searchtool.analysis.keyboard_layout import other_layout
from searchtool.analysis.romanization import first_letters, romanize, skeleton
from searchtool.core.model import Reason, Suggestion
from searchtool.query.filters import FIELD_NAMES
from searchtool.query.lexer import MAX_CHARS, MAX_LEXEMES, NOT_SIGNS, OPERATORS, split_pieces

MIN_MISSPELT_CHARS = {1: 4, 2: 8}
"""The shortest word that is taken for a typo, by the number of edits."""

FIRST_LETTER_RATIO = 3
"""A word with another first letter is suggested if it is this many times as frequent as the best
word with the same one. Of 150 words misspelt in the first letter 89 % are corrected so in a large
collection, 80 % where the first letter always decides; of 250 misspelt anywhere 94 % both ways."""

MIN_LETTERS = 2
"""Of a query: one letter has no meaning that could be told, «C++» is not «с»."""

MIN_PART_CHARS = 3
MAX_CORRECTED_WORDS = 5
MAX_WORD_CHARS = 50
"""A longer piece of text is no typo."""


class IndexVocabulary:
    """The words of an index."""

    def __init__(
        self,
        count: Callable[[str], int],
        count_anywhere: Callable[[str], int],
        near: Callable[[str, int], Iterable[str]],
        starting: Callable[[str], Iterable[str]],
    ) -> None:
        """`count(text)` gives the number of passages that hold all words of a text, in any form,
        `count_anywhere(text)` also those that the query does not look at,
        `near(word, max_edits)` the forms that are that close to a word, `starting(prefix)` the
        forms that begin so."""
        self.count = count
        self.count_anywhere = count_anywhere
        self.near = near
        self._starting = starting
        self._skeletons: dict[str, tuple[Sequence[str], str]] = {}

    def transliterated(self, letter: str, wanted: str) -> Iterator[str]:
        """The forms that begin with a letter and have the skeleton `wanted`."""
        if letter not in self._skeletons:
            self._skeletons[letter] = self._read_skeletons(letter)
        forms, skeletons = self._skeletons[letter]
        at = skeletons.find(f"\n{wanted}\n")
        while at >= 0:
            yield forms[skeletons.count("\n", 0, at)]
            at = skeletons.find(f"\n{wanted}\n", at + 1)

    def _read_skeletons(self, letter: str) -> tuple[Sequence[str], str]:
        """All forms that begin with a letter, and their skeletons, one per line: for 20,000 forms
        this takes 26 ms, one by one 73."""
        forms = list(self._starting(letter))
        return forms, skeleton(romanize("\n".join(["", *forms, ""])))


_SYNTAX = re.compile(r"^[-−=]|[*~]")
_FIELD = re.compile(r"(\w+):")
_WORD = re.compile(r"([^\W\d_](?:[^\W\d_]|[\u0300-\u036f]|['’](?=[^\W\d_]))*)")
_WORD_IN_PUNCTUATION = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
_PLAIN_TEXT = re.compile(r"\w[\w'’-]*[.,;!?]*")


def suggest(text: str, vocabulary: IndexVocabulary) -> Suggestion | None:
    """The query with its unknown words corrected, or None if none of them can be; the reason is
    that of the first."""
    if sum(map(str.isalpha, text)) < MIN_LETTERS:
        return None
    pieces = list(islice(split_pieces(text[:MAX_CHARS]), 2 * MAX_LEXEMES))
    wording = [piece for _, piece in pieces]
    unknown = [n for n in _wanted(pieces) if _is_unknown(wording[n], vocabulary)]
    reasons: list[Reason] = []
    for number in unknown[:MAX_CORRECTED_WORDS]:
        if found := _correct(wording[number], vocabulary):
            wording[number], reason = found
            reasons.append(reason)
    rest = text[sum(len(piece) for _, piece in pieces) :]
    return Suggestion("".join(wording) + rest, reasons[0]) if reasons else None


def _wanted(pieces: Sequence[tuple[str, str]]) -> Iterator[int]:
    """Which pieces of a query are text outside of quotation marks that passages should hold. For an
    excluded word it does not matter whether it is known, nor for words in excluded brackets."""
    has_operators = any(piece != piece.upper() for _, piece in pieces)  # else НЕ is a word
    depth, excluded_depth, excludes = 0, None, False
    for number, (kind, piece) in enumerate(pieces):
        if kind == "space":
            continue
        if piece == "(":
            depth += 1
            if excludes and excluded_depth is None:
                excluded_depth = depth
        elif piece == ")":
            if depth == excluded_depth:
                excluded_depth = None
            depth = max(depth - 1, 0)
        elif kind == "text" and not excludes and excluded_depth is None:
            yield number
        excludes = piece in ("-", "−") or (has_operators and piece in NOT_SIGNS)


def _is_unknown(piece: str, vocabulary: IndexVocabulary) -> bool:
    """Whether a piece of a query is plain words, some of which no passage holds."""
    if len(piece) > MAX_WORD_CHARS or piece in OPERATORS:
        return False
    field = _FIELD.match(piece)
    if _SYNTAX.search(piece) or (field and field[1].lower() in FIELD_NAMES):
        return False
    words = _WORD.findall(piece)
    return any(not vocabulary.count_anywhere(word) for word in words) and not (
        vocabulary.count_anywhere(piece)
    )


def _correct(piece: str, vocabulary: IndexVocabulary) -> tuple[str, Reason] | None:
    before, core, after = _WORD_IN_PUNCTUATION.fullmatch(piece).groups()  # type: ignore[union-attr]
    for typed in (piece, core):  # punctuation is letters in the other layout
        other = other_layout(typed)
        if _PLAIN_TEXT.fullmatch(other) and vocabulary.count(other):
            return other, "layout"
    if found := _correct_words(core, vocabulary):
        text, reason = found
        return f"{before}{text}{after}", reason
    if meant := _respell(other_layout(core), vocabulary, max_edits=1):
        return f"{before}{meant}{after}", "layout"
    return None


def _correct_words(text: str, vocabulary: IndexVocabulary) -> tuple[str, Reason] | None:
    """A text without spaces with each of its unknown words corrected, and what stands between them
    as it is; None unless some passage holds the whole."""
    parts = _WORD.split(text)
    reasons: list[Reason] = []
    for at in range(1, len(parts), 2):
        if vocabulary.count_anywhere(parts[at]):
            continue
        if (found := _correct_word(parts[at], vocabulary)) is None:
            return None
        parts[at], reason = found
        reasons.append(reason)
    meant = "".join(parts)
    return (meant, reasons[0]) if reasons and vocabulary.count(meant) else None


def _correct_word(word: str, vocabulary: IndexVocabulary) -> tuple[str, Reason] | None:
    """What is meant by a word, unless it is one of the dictionary: «олово» is no typo for «слово»
    only because the collection does not have it."""
    plain = word.casefold().replace("ё", "е")
    if _is_spelt(plain):
        return None
    corrections: tuple[tuple[Reason, Callable[[str, IndexVocabulary], str | None]], ...] = (
        ("transliteration", _to_cyrillic),
        ("spelling", lambda word, vocabulary: _respell(word, vocabulary, max_edits=1)),
        ("spacing", _split),
        ("spelling", lambda word, vocabulary: _respell(word, vocabulary, max_edits=2)),
        ("layout", lambda word, vocabulary: _respell(other_layout(word), vocabulary, max_edits=1)),
    )
    for reason, correct in corrections:
        if found := correct(plain, vocabulary):
            return found, reason
    return None


def _is_spelt(word: str) -> bool:
    if word.isascii():
        return False
    from searchtool.analysis.morphology.lexicon import is_known  # Latin words do not need it

    return is_known(word)


def _to_cyrillic(word: str, vocabulary: IndexVocabulary) -> str | None:
    """The most frequent word that is written so in Latin letters."""
    if not word.isascii() or not word[:1].isalpha():
        return None
    wanted = skeleton(word)
    found = (
        form
        for letter in first_letters(word[0])
        for form in vocabulary.transliterated(letter, wanted)
        if form.isalpha()
    )
    return _most_frequent(found, vocabulary)


def _split(word: str, vocabulary: IndexVocabulary) -> str | None:
    """Two known words that were run together: «премьерминистр»."""
    if not word.isalpha():
        return None
    positions = range(MIN_PART_CHARS, len(word) - MIN_PART_CHARS + 1)
    return _most_frequent((f"{word[:at]} {word[at:]}" for at in positions), vocabulary)


def _respell(word: str, vocabulary: IndexVocabulary, max_edits: int) -> str | None:
    """The most frequent word at most `max_edits` away; one with another first letter must be much
    more frequent than those with the same."""
    if len(word) < MIN_MISSPELT_CHARS[max_edits] or not word.isalpha():
        return None
    found = [form for form in vocabulary.near(word, max_edits) if form.isalpha()]
    same_start = _most_frequent((form for form in found if form[0] == word[0]), vocabulary)
    other_start = _most_frequent((form for form in found if form[0] != word[0]), vocabulary)
    if same_start is None or other_start is None:
        return same_start or other_start
    is_likelier = vocabulary.count(other_start) > FIRST_LETTER_RATIO * vocabulary.count(same_start)
    return other_start if is_likelier else same_start


def _most_frequent(texts: Iterable[str], vocabulary: IndexVocabulary) -> str | None:
    count, text = max(((vocabulary.count(text), text) for text in texts), default=(0, ""))
    return text if count else None
