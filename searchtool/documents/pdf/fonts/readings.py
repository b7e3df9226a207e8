"""Finds out what the characters of a font mean where it gives them wrong names or none.

A Cyrillic font of the old kind says that it draws Western letters («Ðåçîëþöèÿ») or says nothing at
all, and only the codes of its characters show what they mean. A page may have few words in such a
font, so those of all pages are judged together: the reading is taken that is most like Russian.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from searchtool.documents.charset_model import count_pairs, mean_cross_entropy
from searchtool.documents.encoding import detect_single_byte
from searchtool.documents.pdf.fonts.alphabets import find_alphabet
from searchtool.documents.pdf.fonts.illegible import has_marks_for_letters, is_scrambled
from searchtool.documents.pdf.fonts.namings import (
    CYRILLIC,
    Reading,
    codes_by,
    reading_by,
)

MAX_SAMPLE_CHARS = 4_000
"""Of a font, in words that look wrong, and as many in others."""

_OF_FONTS = ("cp1252", "mac_roman", "latin-1", "standard")
"""The character sets by which a font may name its codes; a font with Cyrillic letters by those that
have them. In others frames and bullets would pass for letters."""
_OF_STRINGS = ("cp1252", "pdfdoc", "latin-1")
"""The same for the strings in which a PDF has titles."""

MAX_OTHERS = 0.05
"""The share of characters that such a set may lack."""

MIN_LETTERS_RENAMED = 40
"""Cyrillic letters from which a font is doubted that has names for them: abbreviations in capitals
are less like Russian than the same in another encoding."""

MAX_NAMED_ENTROPY = 3.5
"""Nats for a pair of Cyrillic letters, up to which no other reading is tried."""

RENAMED_MARGIN = 1.5
"""Nats for a pair of letters by which Cyrillic letters must be more like Russian under other names:
Serbian is by 0.8 in the wrong encoding, Russian by 3 in the right one."""

MAX_ENTROPY = 5.0
"""Nats for a pair of letters. Single Russian words have up to 4.1; German and Danish words, and
those of a formula, read as Russian more than 7."""

FEW_LETTERS = 4
"""Over the number of characters it is what `MAX_ENTROPY` is less by: few may fit by chance."""

MIN_DISTINCT_LETTERS = 3
"""In what is read as Russian: rules and rows of bullets are one character again and again."""

MAX_FEW_CHARS = 40
"""Of words that look wrong, up to which a font may be judged by the others."""

_UNNAMED = re.compile("[\U00100000-\U0010ffff]")
_IS_CODE = re.compile("[\uf000-\uf0ff\U00100000-\U0010ffff]")
_CODED = re.compile(r"[^\x00-\x7f]{2}")
_RUSSIAN = re.compile("[а-яё]{3,}", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+")
_ACCENTED = re.compile("[À-ÖØ-öø-ÿ]{2}")
_ASCII_LETTER = re.compile("[A-Za-z]")
_HIGH = re.compile(r"[^\x00-\x7f]")
_TOKEN = re.compile("[^ \n]+")
_CYRILLIC_LETTER = re.compile("[\u0400-\u052f]")

_Found = tuple[float, str, str]
"""A mean cross entropy, a naming and an encoding."""

_ILLEGIBLE: Reading = dict.fromkeys([*range(0x21, 0x7F), *range(0x400, 0x530)], "\ufffd")


class FontId(NamedTuple):
    """What tells the fonts of a document apart: name, flags, and the size of its file in bytes."""

    name: bytes
    flags: int
    size: int


NO_FONT = FontId(b"", 0, 0)
"""Of characters that PDFium has added."""


@dataclass(slots=True)
class FontSample:
    """Words in one font, from all pages: those with characters side by side that are not ASCII,
    and others."""

    coded: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    _chars: Counter[bool] = field(default_factory=Counter)

    def add(self, word: str) -> None:
        """Take the word into the sample, unless that is large enough."""
        is_coded = _CODED.search(word) is not None
        if self._chars[is_coded] < MAX_SAMPLE_CHARS:
            (self.coded if is_coded else self.others).append(word)
            self._chars[is_coded] += len(word) + 1


class FontUse(NamedTuple):
    """Words in a font with Cyrillic letters, or those without: two fonts may pass for one."""

    font: FontId
    is_cyrillic: bool


@dataclass(slots=True)
class Fonts:
    """The fonts of a document: words in each, and the readings of those that are judged."""

    samples: defaultdict[FontUse, FontSample] = field(
        default_factory=lambda: defaultdict(FontSample)
    )
    readings: dict[FontUse, Reading] = field(default_factory=dict)

    def add(self, font: FontId, word: str) -> FontUse:
        """Take the word into the sample of its font."""
        use = FontUse(font, _is_cyrillic(word))
        self.samples[use].add(word)
        return use

    def judge(self) -> None:
        """Find the readings. Fonts with a word or two, one for each heading, are judged together,
        with the other fonts of the document."""
        for use, sample in self.samples.items():
            if reading := find_reading(sample):
                self.readings[use] = reading
        coded = {use: sample.coded for use, sample in self.samples.items() if not use.is_cyrillic}
        few = [
            use
            for use, words in coded.items()
            if use not in self.readings and 0 < sum(map(len, words)) < MAX_FEW_CHARS
        ]
        together = find_reading(FontSample([word for words in coded.values() for word in words]))
        if together and ord("E") in together:
            together = None
        is_russian = bool(self.readings) or any(use.is_cyrillic for use in self.samples)
        for use in few if is_russian else ():
            if reading := together or _usual_reading(self.samples[use]):
                self.readings[use] = reading

    def read(self, use: FontUse, word: str) -> str:
        """The word as it is meant; characters that have no name are U+FFFD."""
        if reading := self.readings.get(use):
            word = apply_reading(word, reading)
        return _UNNAMED.sub("\ufffd", word)


def find_reading(sample: FontSample, namings: Sequence[str] = _OF_FONTS) -> Reading | None:
    """What the characters of a font mean; None where they mean what they say, or no reading of
    them is like Russian."""
    text = " ".join(sample.coded)
    if _is_cyrillic(text):
        namings = CYRILLIC
    if best := _best(text, namings):
        entropy, naming, encoding = best
        reading = reading_by(naming, encoding)
        is_named = encoding in ("cp1252", naming) and not _IS_CODE.search(text)
        if is_named and (entropy < MAX_NAMED_ENTROPY or not is_scrambled(text)):
            return None
        if not is_named and encoding != "cp1252" and _has_words(text.translate(reading)):
            return reading if entropy < MAX_ENTROPY - FEW_LETTERS / len(text) else None
    text = " ".join([text, *sample.others])
    has_scrambled = is_scrambled(text)
    if _is_cyrillic(text) and not has_scrambled:
        return None
    is_illegible = has_scrambled or has_marks_for_letters(text)
    return find_alphabet(text) or (_ILLEGIBLE if is_illegible else None)


def _usual_reading(sample: FontSample) -> Reading | None:
    """The usual reading, for words too few to be judged. Words of two or more letters that are all
    accented are of no Western language."""
    text = " ".join([*sample.coded, *sample.others])
    if _ASCII_LETTER.search(text) or not _ACCENTED.search(text):
        return None
    reading = reading_by("cp1252", "cp1251")
    words = _WORDS.findall(text.translate(reading))
    return reading if all(w.islower() or w.isupper() or w.istitle() for w in words) else None


def apply_reading(text: str, reading: Reading) -> str:
    """The text with its characters as they are meant. A word mostly of ASCII letters («café») means
    what it says: a font may share its name with another.

    >>> apply_reading("Ìýð café", reading_by("cp1252", "cp1251"))
    'Мэр café'
    """

    reads_ascii = ord("E") in reading

    def read(token: re.Match[str]) -> str:
        latin = len(_ASCII_LETTER.findall(token[0]))
        is_latin = latin and latin >= len(_HIGH.findall(token[0]))
        return token[0] if is_latin and not reads_ascii else token[0].translate(reading)

    return _TOKEN.sub(read, text)


def read_strings(texts: Iterable[str]) -> Callable[[str], str]:
    """How to read strings of one origin that may all be named wrong."""
    sample = FontSample()
    for text in texts:
        for word in text.split(" "):
            if not _is_cyrillic(word):
                sample.add(word)
    reading = find_reading(sample, _OF_STRINGS)
    return (lambda text: apply_reading(text, reading)) if reading else (lambda text: text)


def _best(text: str, namings: Sequence[str]) -> _Found | None:
    """The one most like Russian; where others are little more, letters are what they say."""
    found: list[_Found] = []
    for naming in namings:
        if (best := _best_encoding(text, naming)) is None:
            continue
        found.append(best)
        if best[1] == best[2] and best[0] < MAX_NAMED_ENTROPY:
            return best
    if not found:
        return None
    lowest = min(found, key=itemgetter(0))
    as_named = (it for it in found if it[1] == it[2] and it[0] < lowest[0] + RENAMED_MARGIN)
    return next(as_named, lowest)


def _best_encoding(text: str, naming: str) -> _Found | None:
    """The mean cross entropy of the text, if its characters have their codes by the naming, in the
    encoding that reads best; None where none does."""
    codes = codes_by(naming)
    high = [c for c in text if c > "\x7f"]
    if sum(c not in codes for c in high) > MAX_OTHERS * len(high) or not high:
        return None
    content = bytes(codes.get(c, ord("?")) for c in text)
    if content.isascii():
        return None
    declared = naming if _is_cyrillic(text) and naming in CYRILLIC else None
    if declared and len(high) < MIN_LETTERS_RENAMED:
        return None
    if (encoding := detect_single_byte(content, declared)) is None:
        return None
    if encoding == naming and not declared:  # codes without names, whatever the naming
        naming = "latin-1"
    return mean_cross_entropy(count_pairs(content), encoding), naming, encoding


def _has_words(text: str) -> bool:
    """Whether there are three letters in a row, and not only bullets or a rule."""
    words = _RUSSIAN.findall(text)
    return len(set("".join(words).lower())) >= MIN_DISTINCT_LETTERS


def _is_cyrillic(text: str) -> bool:
    return _CYRILLIC_LETTER.search(text) is not None
