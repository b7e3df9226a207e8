"""Takes the names of people apart: surname, what stands before it, the gender the surname shows.

Words are compared by what is left without the endings of cases: no dictionary has most surnames.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from searchtool.analysis.morphology.lexicon import shared_lexicon
from searchtool.analysis.morphology.readings import Reading
from searchtool.quotes.grammar.person_names import PARTICLES, is_common_word

MIN_COMMON_CHARS = 3
"""Shorter words before another capitalized word may be surnames, whatever else they mean."""
MAX_SYLLABLE_CHARS = 4
"""Three or more words so short are a name of syllables, not words of a sentence."""
MAX_WORDS = 50_000
"""Words whose stems and readings are kept."""

_NAME = re.compile(r"[^\W\d_]+(?:[-’'. ]+[^\W\d_]+)*\.?")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*\.?")
_LAST_RUN = re.compile(r"(?:[^\W\d_a-zа-яё][\w.’'-]*(?: |$))+$")
_CASE_ENDINGS = frozenset(
    "ого ому ыми ими ая яя ую юю ой ей ою ый ий ом ем ым им а е и о у ы ю я й ь".split()
)
_MAX_ENDING_CHARS = 3
_MIN_STEM_CHARS = 2
_DOUBLED = re.compile(r"(.)\1")
_PATRONYMIC = re.compile("...(?:вич|вн[аеуы]|вной|вич[аеу]|вичем|ичн[аеуы]|ичной)$|.[ьмк]ич$")
_MASCULINE = ("ов", "ев", "ёв", "ин", "ын", "ский", "цкий", "ской", "цкой")
_MASCULINE_OBLIQUE = ("овым", "евым", "ёвым", "иным", "ыным")
_FEMININE = ("ова", "ева", "ёва", "ина", "ына", "ская", "цкая")
_SLAVIC = (*_MASCULINE, *_FEMININE, "енко", "чук", "шук", "дзе", "швили", "ян")
_BEFORE_NAMES = frozenset({"Но", "Да"})
"""Words that begin a sentence and that names are found with; in three syllables «Но» is a name."""

BOTH_GENDERS = frozenset(
    "александр валентин валер викентор виктор евген юл паул мартин марин каролин кристин павл "
    "антон августин даниэл габриэл".split()
)
"""Stems of first names that men and women have: «Евгения» need not be a form of «Евгений»."""


Gender = Literal["masc", "femn", ""]


class PersonName(NamedTuple):
    """A person's name taken apart: the stems of first names and patronymics, or initials, and that
    of the surname. `words` are those of the name in their usual order, in lower case."""

    text: str
    shown: str
    given: tuple[str, ...]
    surname: str
    words: tuple[str, ...]
    gender: Gender

    @property
    def last(self) -> str:
        """The surname as it is written, in lower case."""
        return self.words[-1]

    @property
    def is_full(self) -> bool:
        """Whether it has a first name, more than its initial."""
        return any(map(_is_whole, self.given))

    @property
    def fullness(self) -> tuple[int, int]:
        """Of two names the one with more of it tells more."""
        return sum(map(_is_whole, self.given)), len(self.given)


def _gender(words: tuple[str, ...]) -> Gender:
    """The gender that a name shows. The genitive of a man's surname looks feminine; the first name
    tells them apart."""
    first, last = words[0] if len(words) > 1 else "", words[-1]
    if stem(first) in BOTH_GENDERS and not last.endswith((*_MASCULINE, *_FEMININE)):
        return "femn" if _has_reading(first, "femn", "nomn") else "masc"
    if last.endswith((*_MASCULINE, *_MASCULINE_OBLIQUE)):
        return "masc"
    is_feminine = last.endswith(_FEMININE) and not _is_masculine_genitive(first)
    return "femn" if is_feminine else ""


def _is_masculine_genitive(first: str) -> bool:
    """Whether a first name looks like the genitive of a man's: «Вячеслава», not «Анна»."""
    return stem(first) not in BOTH_GENDERS and _has_reading(first, "masc", "gent")


def _has_reading(word: str, gender: str, case: str) -> bool:
    return any((r.tag.gender, r.tag.case) == (gender, case) for r in name_readings(word))


def _is_whole(part: str) -> bool:
    return not is_initial(part)


def is_initial(part: str) -> bool:
    """Whether a part of a name is an initial: «в», «дж»."""
    return len(part) == 1 or part == "дж"


@lru_cache(maxsize=MAX_WORDS)
def stem(word: str) -> str:
    """What all forms and spellings of a name share.

    >>> [stem(word) for word in ("байденом", "сергея", "сергей", "филиппа", "дж.")]
    ['байден', 'серг', 'серг', 'филип', 'дж']
    """
    plain = word.rstrip(".")
    if len(plain) == 1:
        return plain
    found = _without_case_ending(plain)
    if found != plain and len(found) > _MIN_STEM_CHARS and found[-1] in "еий":
        found = found[:-1]
    return _DOUBLED.sub(r"\1", found)


def _without_case_ending(word: str) -> str:
    for size in range(_MAX_ENDING_CHARS, 0, -1):
        if len(word) - size >= _MIN_STEM_CHARS and word[-size:] in _CASE_ENDINGS:
            return word[:-size]
    return word


@lru_cache(maxsize=MAX_WORDS)
def name_readings(word: str) -> tuple[Reading, ...]:
    """The readings of a word as a first name in the singular, if the dictionary has it as one."""
    lexicon = shared_lexicon()
    found = lexicon.readings(word) if lexicon.may_name_person(word) else ()
    return tuple(
        r for r in found if r.is_known and r.tag.name_type == "Name" and r.tag.number == "sing"
    )


def is_first_name(word: str) -> bool:
    """Whether the dictionary has a word, in lower case, as a first name in the nominative."""
    return any(reading.tag.case == "nomn" for reading in name_readings(word))


def parse_name(text: str, *, may_be_common: bool = False) -> PersonName | None:
    """The name of a person taken apart; None if it is no name of one. It is none if it begins with
    a common word, except where it `may_be_common`: «Заяц» is a surname, too.

    >>> parse_name("Путин Владимир Владимирович").words
    ('владимир', 'владимирович', 'путин')
    >>> parse_name("Путин В.В.").given, parse_name("МИД России")
    (('в', 'в'), None)
    """
    if not _NAME.fullmatch(text):
        return None
    found = _WORD.findall(text)
    words = [
        w for at, w in enumerate(found) if w.lower() not in PARTICLES or (not at and w[0].isupper())
    ]
    if not words or not all(map(_may_be_in_name, words)):
        return None
    rest = words[_count_remains(words) :]
    if _is_common(rest[0]) and not _may_be_first(rest) and not may_be_common:
        return None
    ordered = _in_usual_order(rest)
    return _taken_apart(text, text if ordered == words else " ".join(ordered), ordered)


def parse_speaker(text: str) -> PersonName | None:
    """The name of a person taken apart, also behind a role: «мэр Юрий Лужков», but not «сын Юрия
    Лужкова»."""
    if found := parse_name(text):
        return found
    run = _LAST_RUN.search(text)
    words = run[0].split() if run else []
    while words and _is_common(words[0]):
        del words[0]
    parsed = parse_name(" ".join(words)) if words else None
    if parsed is None or not _is_nominative(parsed) or not _is_role(text.split()[0]):
        return None
    return parsed._replace(text=text)


def _is_nominative(name: PersonName) -> bool:
    """Whether it is surely in the nominative."""
    if not name.given:
        return name.last.endswith(_MASCULINE)
    cases = {reading.tag.case for reading in name_readings(name.words[0])}
    return "nomn" in cases and "gent" not in cases


def _is_role(word: str) -> bool:
    """Whether a word in the nominative says what somebody is."""
    found = shared_lexicon().readings(word.lower())
    return any(
        r.tag.pos == "NOUN" and r.tag.is_animate and (r.tag.case, r.tag.number) == ("nomn", "sing")
        for r in found
    )


def _may_be_in_name(word: str) -> bool:
    """Whether it begins with a capital and is no abbreviation."""
    plain = word.rstrip(".")
    if len(plain) == 1 or plain != word:
        return plain[0].isupper() and len(plain) < 3  # «Дж.», but not «Газета.Ru»
    return word[0].isupper() and not word.isupper()


def _is_common(word: str) -> bool:
    """Whether a capitalized word is no name: «Москвы», «Пресс-служба»."""
    last = word.rpartition("-")[2]
    return is_common_word(word) or (last != word and last.islower() and is_common_word(last))


def _count_remains(words: list[str]) -> int:
    """How many words before a name are of the sentence: «Но Берг», «Нидерландов Рютте»."""
    if len(words) < 2 or _is_syllabic(words):
        return 0
    return int(words[0] in _BEFORE_NAMES or _is_oblique_place(words[0]))


def _is_oblique_place(word: str) -> bool:
    """Whether a word is surely a place in an oblique case: «Нидерландов», but not «Рима»."""
    lexicon, form = shared_lexicon(), word.lower()
    if name_readings(form) or not lexicon.is_known(form):
        return False
    return all(r.tag.name_type == "Geox" and r.tag.case != "nomn" for r in lexicon.readings(form))


def _may_be_first(words: list[str]) -> bool:
    """Whether a common word before other ones can be a part of a name: «Си Цзиньпин»."""
    return len(words) > 1 and (len(words[0]) < MIN_COMMON_CHARS or _is_syllabic(words))


def _is_syllabic(words: list[str]) -> bool:
    """Whether it is a name of syllables that may mean something in Russian: «Пан Ги Мун»."""
    return len(words) > 2 and all(len(word) <= MAX_SYLLABLE_CHARS for word in words)


def _taken_apart(text: str, shown: str, ordered: list[str]) -> PersonName | None:
    words = tuple(word.lower().replace("ё", "е") for word in ordered)
    if is_initial(words[-1].rstrip(".")):
        return None
    given = tuple(stem(part) for word in words[:-1] for part in word.split("-"))
    return PersonName(text, shown, given, stem(words[-1]), words, _gender(words))


def _in_usual_order(words: list[str]) -> list[str]:
    """The words with the surname last: not «Токаев К.» or «Токаев Касым Кемелевич»."""
    first, *rest = words
    if not rest or is_initial(first.rstrip(".").lower()):
        return words
    if all(is_initial(word.rstrip(".").lower()) for word in rest):
        return [*rest, first]
    surname, name = first.lower(), rest[0].lower()
    is_turned = len(rest) == 1 or (len(rest) == 2 and _PATRONYMIC.search(rest[1].lower()))
    looks_turned = surname.endswith(_SLAVIC) and is_first_name(name) and not is_first_name(surname)
    return [*rest, first] if is_turned and looks_turned else words


def may_be_same(one: PersonName, other: PersonName) -> bool:
    """Whether two names can be those of one person: nothing in them speaks against it."""
    if one.surname != other.surname or {one.gender, other.gender} == {"masc", "femn"}:
        return False
    return agree(one.given, other.given)


def agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the words before the surname agree: those that both have, in their order."""
    if len(one) > len(other):
        one, other = other, one
    if not one or _is_within(one, other):
        return True
    if not _is_alike(one[0], other[0]):
        return False
    return len(one) == 1 or _is_within(one[1:], other[1:])


def _is_within(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    rest = iter(other)
    return all(any(_is_alike(part, word) for word in rest) for part in one)


def _is_alike(one: str, other: str) -> bool:
    if is_initial(one) or is_initial(other):
        return one.startswith(other) or other.startswith(one)
    return one == other
