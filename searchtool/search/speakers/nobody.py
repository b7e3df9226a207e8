"""Tells which speakers are neither people nor organisations: pronouns, roles and things.

«Губернатор», «эксперты» or «газета» are somebody else in each document, and «взгляд» is nobody. The
nouns that tell this are in `nobody.txt` and among the cues of quotations.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from searchtool.analysis.morphology.lexicon import shared_lexicon
from searchtool.analysis.morphology.readings import Reading
from searchtool.core.word_lists import read_word_groups
from searchtool.quotes.grammar.cues import cue_words

MAX_WORDS = 20_000
"""Words whose readings are kept."""

MAX_NAME_WORDS = 16
"""What has more words is a sentence; the full name of the МЧС has 14."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SMALL = frozenset({"NPRO", "PREP", "CONJ", "PRCL", "NUMR", "ADVB", "PRED", "INTJ"})
_ONE_OF = re.compile("(?i:один|одна|одно) из ")
_ASKING = frozenset("который какой каковой чей кой".split())
_ATTRIBUTES = frozenset({"ADJF", "PRTF"})
_SHORTENED = re.compile(
    "^(?:мин|деп|гос|обл|рос|рай|глав|гор)?(?:здрав|транс|юст|обр|пром|фин|торг)$"
    "|^мин(?:обр|обор|культ|природ|пром|эконом|сель|энерг|труд|соц|спорт|строй|цифр)"
    "|^(?:ген|центро|нац|гор|обл|рай|гос|евро)(?:штаб|банк|суд|дума|совет|союз)$"
    "|^(?:совбез|совфед|следком|главк|угрозыск)$"
)
_LABEL = re.compile(
    r"(?i:вопрос|ответ|заголовок|содержание|введение|примечание|внимание|важно|фото|видео|ссылка"
    r"|итог|справка|цитата|пример|рецепт|дополнение|обновление|исправление|спойлер|кстати"
    r"|upd(?:ate)?|ps|p\.s|з\.ы|nb|tl;?dr)[ .\d]*"
)
"""What stands before a colon in front of a text, and is nobody who speaks."""
_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?i:ru|su|com|org|net|info|tv|ua|by|kz|рф|ру|ком|орг)")
_MIN_ENDING = 5
"""How long a noun must be to be known at the end of a longer one: «авиакомпания»."""


def is_nobody(name: str, *, is_common: bool = False) -> bool:
    """Whether a name tells of no person and no organisation. `is_common` says that it is also
    written with a small letter, so that a capital is only that of a sentence.

    >>> nobodies = ("который", "какое оно", "одно из них", "взгляд Сони", "губернатор", "газета")
    >>> [is_nobody(name) for name in nobodies]
    [True, True, True, True, True, True]
    >>> [is_nobody(name) for name in ("МЧС", "пресс-служба МВД", "Тверская жизнь", "полиция")]
    [False, False, False, False]
    """
    if _SITE.fullmatch(name):
        return False
    words = _WORD.findall(name)
    if len(words) > MAX_NAME_WORDS or name.endswith("?"):
        return True
    if not words or (name.islower() and name.isascii()) or _LABEL.fullmatch(name):
        return True
    if len(words) == 1 and len(words[0]) == 1:
        return bool(words[0].islower())
    if _is_pronoun(words[0]) or all(map(_is_small, words)) or _ONE_OF.match(name):
        return True
    is_common = is_common or words[0].islower() or _is_common_compound(words[0])
    return _is_unnamed(words, is_common, has_several=len(name.split()) > 1)


def _is_pronoun(word: str) -> bool:
    if word.isupper() or not shared_lexicon().is_known(word.lower()):
        return False
    return any(r.tag.pos == "NPRO" or r.lemma in _ASKING for r in _readings(word.lower()))


def _is_small(word: str) -> bool:
    if word.isupper() or not shared_lexicon().is_known(word.lower()):
        return False
    return all(r.tag.pos in _SMALL or "Apro" in r.tag.grammemes for r in _readings(word.lower()))


def _is_common_compound(word: str) -> bool:
    """Whether only a sentence gives a word its capital: «Психиатр-нарколог», not «Альфа-банк»."""
    halves = word.split("-")
    return halves[-1].islower() and all(
        any(r.is_known and r.tag.is_animate for r in _readings(half.lower())) for half in halves
    )


def _is_unnamed(words: list[str], is_common: bool, has_several: bool) -> bool:
    """Whether the first noun is a common one that does not stand for an organisation."""
    for at, word in enumerate(words):
        if word.isupper() or (at and word[0].isupper()):
            return False
        readings = _readings(word.lower())
        is_attribute = at + 1 < len(words) and any(r.tag.pos in _ATTRIBUTES for r in readings)
        nouns = [r for r in readings if r.tag.pos == "NOUN" and r.tag.case == "nomn"]
        if nouns and not is_attribute:
            return _is_role_or_thing(nouns, is_common, has_several)
        if not any(r.is_known for r in readings):
            return False
    return is_common


def _is_role_or_thing(nouns: list[Reading], is_common: bool, has_several: bool) -> bool:
    lemmas = {reading.lemma for reading in nouns}
    if any(map(_is_organisation, nouns)):
        is_kind = is_common or not lemmas.isdisjoint(_organisations()[0])
        return is_kind and not has_several and not any(map(_is_understood, nouns))
    if is_common:
        return any(r.is_known or r.tag.is_animate for r in nouns)
    if not nouns[0].is_known or nouns[0].tag.name_type or lemmas & _listed("titles"):
        return False
    if has_several and lemmas & _listed("title nouns"):
        return False
    if nouns[0].tag.is_animate or not lemmas.isdisjoint(_texts_and_sources()):
        return True
    return has_several


def _is_understood(reading: Reading) -> bool:
    """Whether one understands without a name who is meant."""
    lemma = reading.lemma
    if "Abbr" in reading.tag.grammemes or _SHORTENED.search(lemma):
        return True
    return lemma in _listed("understood") or lemma.endswith((*_listed("understood at the end"),))


def _is_organisation(reading: Reading) -> bool:
    lemma = reading.lemma.rpartition("-")[2]
    if lemma == "врио":
        return False
    if "Abbr" in reading.tag.grammemes or _SHORTENED.search(lemma):
        return True
    names, endings = _organisations()
    return lemma in names or reading.lemma in names or lemma.endswith(endings)


@cache
def _organisations() -> tuple[frozenset[str], tuple[str, ...]]:
    """Nouns for those who speak together, and those that make longer ones."""
    names = cue_words("organisations") | _listed("organisations")
    return names, tuple(name for name in names if len(name) >= _MIN_ENDING)


@cache
def _texts_and_sources() -> frozenset[str]:
    """Nouns for what is said or written, and for people whom nobody names."""
    groups = ("documents", "words", "according", "sources")
    return frozenset().union(*map(cue_words, groups)) - cue_words("organisations")


@cache
def _groups() -> Mapping[str, frozenset[str]]:
    return read_word_groups(Path(__file__).with_name("nobody.txt"))


def _listed(group: str) -> frozenset[str]:
    return _groups()[group]


@lru_cache(maxsize=MAX_WORDS)
def _readings(form: str) -> tuple[Reading, ...]:
    return tuple(shared_lexicon().readings(form))
