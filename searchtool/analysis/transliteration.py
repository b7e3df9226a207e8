"""Compares Cyrillic and Latin spellings of a name by their sound.

A word is cut into units, each with the usual ways to write its sound in the other alphabet: «гугл»
is found as Google, «атакмс» as ATACMS, «Шольц» as Scholz.
"""

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from searchtool.analysis.prefixes import without_longer

MIN_CYRILLIC_CHARS, MIN_LATIN_CONSONANTS = 4, 3
"""A shorter word sounds like too many others, but for «МТС» and others without a vowel."""

PREFIX_UNITS = 3
"""Units that make the prefixes by which an index is asked: fewer have thousands of words."""

MAX_CHARS = 20
MAX_UNIT_CHARS = 4

_LAST_CHARACTER = chr(sys.maxunicode)

_LATIN_VOWELS = frozenset("aeiouy")
_CYRILLIC_VOWELS = frozenset("аеёиоуыэюя")
_HARD_C = "c(?=[abdfgjlmnopqrstuvwx])"  # compiled on first use, as most queries are Cyrillic
_DOUBLED = r"(?!ee|oo)(\w)\1"
_CAN_DOUBLE = frozenset("бгдзклмнпрстфч")
_LATIN_ENDINGS = frozenset(["", *"aeiouys", "es", "ie", "ia"])
_CYRILLIC_ENDINGS = frozenset(["", *"аеиоуыэюяй"])

_TO_LATIN = {
    "джи": "ji gi gy", "дж": "j dj dg dzh g", "кс": "x ks cs cks", "ау": "au ow ou aw",
    "эй": "ai ay ei ey a", "ей": "ai ay ei ey a ej", "ай": "i y ai ay ei ye igh ie aj",
    "ой": "oy oi eu oj", "уо": "wo uo wa wha", "уэ": "we ue whe", "ья": "ia ya ja",
    "ье": "ie ye je ier", "ью": "ew u iu yu ju ue", "ия": "ia iya ija", "ий": "y ii iy ij i",
    "ый": "y yi yj iy", "юб": "uber ub yub ube", "ер": "er re ar ur or ear yer",
    "ол": "ol al oll all aul", "оу": "o ow ou oe", "цц": "zz cc", "эр": "er ar ir air ear ur",
    "ёр": "er ur or ör ir yor", "нг": "ng n", "ил": "il le ill eel ile eal", "ейн": "ein ain ane",
    "ль": "l ll le", "нь": "n gn ny nh", "ян": "yan ian jan an",
    "а": "a u aa ah", "б": "b bb be", "в": "v w vv wh we ve", "г": "g h gg gh gue", "д": "d dd de",
    "е": "e a ie ye ee ea je", "ж": "j zh g ge", "з": "z s zz se ze", "и": "i e ee ea y ie ey",
    "й": "y i j", "к": "k c ck q ch cc kk qu ke que kh", "л": "l ll le", "м": "m mm me",
    "н": "n nn ne", "о": "o oo oa au ow oh aw", "п": "p pp pe", "р": "r rr re", "с": "s c ss ce se",
    "т": "t tt th te", "у": "u oo ou w", "ф": "f ff ph fe", "х": "h kh ch x j",
    "ц": "ts tz c z tc zz", "ч": "ch tch cz c", "ш": "sh sch s ch sz", "щ": "shch sch",
    "ъ": "_", "ы": "y i", "ь": "_ y", "э": "e a ae he", "ю": "yu u iu ju you", "я": "ya ia ja a",
}  # fmt: skip

_TO_CYRILLIC = {
    "sch": "ш ск сх", "tch": "ч", "shch": "щ", "sh": "ш", "ch": "ч х к ш", "kh": "х к", "wh": "у в",
    "zh": "ж", "ph": "ф", "th": "т с з", "ck": "к", "qu": "кв ку к", "ts": "ц тс", "tz": "ц",
    "gh": "г х", "dj": "дж", "dg": "дж", "dzh": "дж", "cz": "ч", "sz": "ш с", "you": "ю",
    "ea": "и е эа еа", "ee": "и", "oo": "у о", "ou": "у оу о", "ow": "оу ау ов", "au": "о ау",
    "aw": "о ау", "ay": "ей эй ай", "ai": "ай ей эй", "ei": "ей ай эй", "ey": "ей и эй",
    "ew": "ю у", "eu": "ой ё эу еу ю", "ie": "и ие ье е ай", "oi": "ой ои уа", "oy": "ой",
    "ya": "я ья", "yu": "ю", "yo": "ё йо е", "ye": "е", "ia": "ия иа ья я", "io": "ио ё",
    "iu": "ию ю", "ja": "я джа жа ха", "ju": "ю джу жу ху", "je": "е дже хе", "le": "л ле ль",
    "jo": "джо йо жо хо", "iy": "ий", "yi": "ый и", "ua": "уа ва", "ue": "у ью уэ",
    "uber": "убер юбер",
    "ce": "с се це", "ge": "дж ж ге",
    "a": "а э е эй ей", "b": "б", "c": "к с ц", "d": "д", "e": "е э и _", "f": "ф", "g": "г дж ж",
    "h": "х г", "i": "и ай ы", "j": "дж ж й х", "k": "к", "l": "л ль", "m": "м", "n": "н нь",
    "o": "о у оу", "p": "п", "q": "к", "r": "р", "s": "с з", "t": "т", "u": "у а ю", "v": "в",
    "w": "в у", "x": "кс х", "y": "и й ы ай ий", "z": "з ц",
}  # fmt: skip


class Sounds(NamedTuple):
    """How a word may be spelled in the other alphabet, unit by unit; `endings` may follow."""

    units: tuple[tuple[str, ...], ...]
    endings: frozenset[str]

    def among(self, spellings: Sequence[str]) -> list[str]:
        """Those of some words in alphabetical order that are spellings of this one."""
        ranges = {"": (0, len(spellings))}  # of the words that begin so
        for unit in self.units:
            longer: dict[str, tuple[int, int]] = {}
            for beginning, (start, end) in ranges.items():
                for sound in unit:
                    if (asked := beginning + sound) not in longer:
                        first = bisect_left(spellings, asked, start, end)
                        if first < end and spellings[first].startswith(asked):
                            last = bisect_left(spellings, asked + _LAST_CHARACTER, first, end)
                            longer[asked] = first, last
            ranges = longer
        found = {
            spelling
            for beginning, (start, end) in ranges.items()
            for spelling in spellings[start:end]
            if spelling[len(beginning) :] in self.endings
        }
        return sorted(found)

    def prefixes(self) -> Iterator[str]:
        """How the spellings begin; none of these begins with another."""
        return without_longer(map("".join, product(*self.units[:PREFIX_UNITS])))


def sounds_of(word: str) -> Sounds | None:
    """The spellings of a word in the other alphabet; None for what is not written in one of the
    two, or is too short or too long. Of a Cyrillic word its key is enough, and forms are found; of
    a Latin one the form is needed, and keys are found.

    >>> pairs = [("атакмс", "atacms"), ("google", "гугл"), ("айфон", "android")]
    >>> [sounds_of(word).among([other]) for word, other in pairs]
    [['atacms'], ['гугл'], []]
    """
    is_cyrillic = "а" <= word[:1] <= "я"
    if len(word) > MAX_CHARS or not is_distinct(word, is_cyrillic=is_cyrillic):
        return None
    single = word if is_cyrillic else re.sub(_HARD_C, "k", re.sub(_DOUBLED, r"\1", word))
    table = _TO_LATIN if is_cyrillic else _TO_CYRILLIC
    if (written := _cut(single, table)) is None:
        return None
    units = [tuple(sound.strip("_") for sound in table[unit].split()) for unit in written]
    if is_cyrillic:
        return Sounds(tuple(units), _LATIN_ENDINGS)
    units = [(*unit, *(s + s[-1] for s in unit if s[-1:] in _CAN_DOUBLE)) for unit in units]
    if written[-1] in "aeiouys":
        units[-1] = (*units[-1], "")
    # «tesl-a» may be inflected in other ways, but «wars» is not «верси-я».
    endings = _CYRILLIC_ENDINGS if single[-1] in _LATIN_VOWELS else frozenset([""])
    return Sounds(tuple(units), endings)


def is_distinct(word: str, *, is_cyrillic: bool) -> bool:
    """Whether a word does not sound like too many others."""
    if is_cyrillic:
        is_spelled = _CYRILLIC_VOWELS.isdisjoint(word)
        return len(word) >= MIN_CYRILLIC_CHARS - is_spelled
    consonants = sum(letter not in _LATIN_VOWELS for letter in word)
    return consonants >= MIN_LATIN_CONSONANTS


def _cut(word: str, table: Mapping[str, str]) -> list[str] | None:
    """The units of a word, each as long as can be; None if some of its letters are in none. To
    compile a pattern for this takes longer than to search ten words."""
    units: list[str] = []
    rest = word
    while rest:
        unit = next((u for n in range(MAX_UNIT_CHARS, 0, -1) if (u := rest[:n]) in table), None)
        if unit is None:
            return None
        units.append(unit)
        rest = rest[len(unit) :]
    return units
