"""Finds the Russian alphabet where a font has it in its order in another place, or in that of the
keys of a keyboard."""

from collections import Counter
from collections.abc import Iterator

from searchtool.documents.charset_model import count_pairs, mean_cross_entropy
from searchtool.documents.pdf.fonts.namings import UNNAMED, Reading, decoded

MIN_LETTERS, MIN_WESTERN_LETTERS = 60, 150
"""Letters by which the alphabet is known; among Western letters, which may be what they say, more:
fewer may read like Russian by chance."""

MAX_ENTROPY, MAX_WESTERN_ENTROPY = 3.4, 3.2
"""Nats for a pair of letters. Of 600 Russian pieces of 80 characters the highest had 3.4, of 200
characters 3.0; English pieces, moved to where they come nearest to Russian, had 3.5 and more."""

_ALPHABET = "".join(map(chr, range(0x410, 0x450)))
_ALPHABET_IN_CP1251 = 0xC0
_END_OF_WESTERN = 0x180
_FREQUENT = "оеаинтОЕАИНТ"
MIN_FREQUENT = 0.35
"""Their share of the letters is 0.47 in Russian texts."""

MIN_DISTINCT_LETTERS = 15
"""A page of Russian has nearly all."""

_LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?@#$^&"
_RUSSIAN_KEYS = 'ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"№;:?'
_BY_KEYS = {ord(a): b for a, b in zip(_LATIN_KEYS, _RUSSIAN_KEYS, strict=True)}
"""Some fonts have each Russian letter in the place of the Latin one on its key. English, Latin and
transliterated texts, read so, have 4.9 nats for a pair of letters and more."""

_GLYPHS = {
    UNNAMED + glyph: bytes((glyph + (29 if glyph < 98 else 30),)).decode("mac_roman")
    for glyph in range(3, 188)
}
"""TrueType fonts mostly begin with the glyphs of the Macintosh, in the order of their codes
(https://developer.apple.com/fonts/TrueType-Reference-Manual/RM06/Chap6post.html)."""

_AROUND = {-15: "Ё", -14: "Ё", 64: "ё", 65: "ё"}
"""The distance of «Ё» and «ё» from «А» in glyphs: by Unicode, and by the list of Windows glyphs
WGL4, which lacks Ѐ and ѐ."""


def find_alphabet(text: str) -> Reading | None:
    """The reading of a font that has the alphabet in its order in another place, or by keys."""
    if _is_by_keys(text):
        return _BY_KEYS
    times = Counter(map(ord, text.replace(" ", "")))
    entropies = {
        first: _entropy_of_alphabet(text, first)
        for first in _possible_alphabets(times)
        if first != ord(_ALPHABET[0])
    }
    best = min(entropies, key=entropies.__getitem__, default=0)
    limit = MAX_WESTERN_ENTROPY if best < _END_OF_WESTERN else MAX_ENTROPY
    if not best or entropies[best] > limit:
        return None
    return _reading_of_alphabet(best, is_glyph_order=max(times) > UNNAMED + 0xFF)


def _is_by_keys(text: str) -> bool:
    if sum("A" <= c.upper() <= "Z" for c in text) < MIN_LETTERS:
        return False
    content = text.translate(_BY_KEYS).encode("cp1251", "replace")
    return mean_cross_entropy(count_pairs(content), "cp1251") <= MAX_ENTROPY


def _possible_alphabets(times: Counter[int]) -> Iterator[int]:
    """Where the alphabet may begin that the letters of a Russian text would be as frequent."""
    common = [code for code, _ in times.most_common(3)]
    for first in {code - _ALPHABET.index(c) for code in common for c in _FREQUENT}:
        inside = sum(n for code, n in times.items() if first <= code < first + len(_ALPHABET))
        frequent = sum(times[first + _ALPHABET.index(c)] for c in _FREQUENT)
        distinct = sum(first <= code < first + len(_ALPHABET) for code in times)
        enough = MIN_WESTERN_LETTERS if first < _END_OF_WESTERN else MIN_LETTERS
        is_most = inside >= max(enough, 0.5 * times.total())
        if is_most and distinct >= MIN_DISTINCT_LETTERS and frequent >= MIN_FREQUENT * inside:
            yield first


def _entropy_of_alphabet(text: str, first: int) -> float:
    letters = {first + n: letter for n, letter in enumerate(_ALPHABET)}
    content = "".join(letters.get(ord(c), " ") for c in text).encode("cp1251")
    return mean_cross_entropy(count_pairs(content), "cp1251")


def _reading_of_alphabet(first: int, *, is_glyph_order: bool) -> Reading:
    """The alphabet, and outside of the Western letters also the characters around it."""
    letters = {first + n: letter for n, letter in enumerate(_ALPHABET)}
    if first < _END_OF_WESTERN:
        return letters
    if is_glyph_order:
        return {**_GLYPHS, **{first + n: letter for n, letter in _AROUND.items()}, **letters}
    start = first - _ALPHABET_IN_CP1251
    return {start + code: c for code, c in decoded("cp1251") if c.isprintable()}
