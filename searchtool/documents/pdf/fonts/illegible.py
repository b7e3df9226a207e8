"""Tells the texts that cannot be read because each character stands for another one."""

import re

from searchtool.documents.charset_model import count_pairs, mean_cross_entropy

MIN_SCRAMBLED_LETTERS, MIN_FEW_SCRAMBLED_LETTERS = 80, 15
MIN_SCRAMBLED_ENTROPY, MIN_FEW_SCRAMBLED_ENTROPY = 5.3, 5.8
"""Nats for a pair of letters, most of them small, from which Russian letters stand for others: with
its letters exchanged at random a Russian text has 5.7 to 6.7. Bulgarian, Chechen, Erzya and others
that have no other letters have up to 4.7. Of fewer letters only words are judged, and by more: of
3,000 Russian pieces of 15 letters the highest had 4.1, of those with exchanged letters half have
6.1."""

MIN_MARKED_CHARS = 100
MIN_MARKS, MIN_MARKS_SHARE, MAX_WORDS_SHARE = 15, 0.3, 0.05
"""The different marks (not letters or digits) of a font whose letters go by the names of others in
the order in which they first appear, from the first code on, and the shares of marks and of letters
in words: `!"#$%&'()*+",'-.)`. Programs and tables have fewer marks or more words."""

_SMALL_LETTERS = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
_CYRILLIC_LETTER = re.compile("[\u0400-\u052f]")
_CYRILLIC_WORD = re.compile("[\u0400-\u052f]{4,}")
_LETTERS = re.compile(r"[^\W\d_]{3,}")


def has_marks_for_letters(text: str) -> bool:
    """Whether most characters are marks, of many kinds, and few make words."""
    characters = text.replace(" ", "")
    marks = [c for c in characters if c < "\x7f" and not c.isalnum()]
    in_words = sum(map(len, _LETTERS.findall(characters)))
    return (
        len(characters) >= MIN_MARKED_CHARS
        and len(set(marks)) >= MIN_MARKS
        and len(marks) > MIN_MARKS_SHARE * len(characters)
        and in_words < MAX_WORDS_SHARE * len(characters)
    )


def is_scrambled(text: str) -> bool:
    """Whether the letters are Russian ones, but stand for others."""
    letters = _CYRILLIC_LETTER.findall(text)
    least, limit = MIN_SCRAMBLED_LETTERS, MIN_SCRAMBLED_ENTROPY
    if len(letters) < least:
        text = " ".join(_CYRILLIC_WORD.findall(text))
        letters = _CYRILLIC_LETTER.findall(text)
        least, limit = MIN_FEW_SCRAMBLED_LETTERS, MIN_FEW_SCRAMBLED_ENTROPY
    small = sum(letter in _SMALL_LETTERS for letter in letters)
    others = sum(letter.lower() not in _SMALL_LETTERS for letter in letters)
    if len(letters) < least or 2 * small < len(letters) or 30 * others > small:
        return False
    pairs = count_pairs(text.encode("cp1251", "replace"))
    return mean_cross_entropy(pairs, "cp1251") > limit
