"""Tells which speakers are neither people nor organisations: pronouns, roles and things.

«Губернатор» or «эксперты» are somebody else in each document, and «взгляд» is nobody at all.
"""

import re
from functools import cache, lru_cache

from searchtool.analysis.morphology.lexicon import shared_lexicon
from searchtool.analysis.morphology.readings import Reading
from searchtool.quotes.grammar.cues import cue_words

MAX_WORDS = 20_000
"""Words whose readings are kept."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SMALL = frozenset({"NPRO", "PREP", "CONJ", "PRCL", "NUMR", "ADVB", "PRED", "INTJ"})
_ONE_OF = re.compile("(?i:один|одна|одно) из ")
_ASKING = frozenset("который какой каковой чей кой".split())
_ATTRIBUTES = frozenset({"ADJF", "PRTF"})
_ORGANISATIONS = frozenset(
    """
    сми пресса разведка сервис канцелярия салон сообщество учреждение альянс флот аппарат дом биржа
    бригада вуз делегация миссия издательство инстанция оргкомитет орден бюро регулятор таможня
    телевидение управа фабрика заведение блок ресурс конгресс сенат кнессет бундестаг меджлис
    синод трибунал лаборатория обсерватория клиника ресторан магазин отель аэропорт вокзал студия
    отряд дивизия полк батальон корпус гвардия милиция охрана экипаж государство страна республика
    область город район сила паблик агрегатор коалиция крыло станция площадка оператор поддержка
    """.split()
)
"""Nouns for those who speak together, besides those that quotations know."""
_SHORTENED = re.compile("^(?:мин|деп|гос|обл|рос|рай|глав)?(?:здрав|транс|юст|обр|пром|фин|торг)$")
_TITLES = frozenset({"коммерсант"})
"""Newspapers that are called like people."""
_TITLE_WORDS = frozenset(
    """
    правда жизнь известие известия ведомость ведомости новость новости весть вести голос эхо вечер
    звезда мир время взгляд факт неделя край заря знамя коммуна вестник спутник маяк огонек
    """.split()
)
"""First nouns in the titles of newspapers and stations: «Тверская жизнь»."""
_MIN_ENDING = 5
"""How long a noun must be to be known at the end of a longer one: «авиакомпания»."""


def is_nobody(name: str, *, is_common: bool = False) -> bool:
    """Whether a name tells of no person and no organisation. `is_common` says that it is also
    written with a small letter, so that a capital is only that of a sentence.

    >>> nobodies = ("который", "какое оно", "одно из них", "взгляд Сони", "губернатор", "врачи")
    >>> [is_nobody(name) for name in nobodies]
    [True, True, True, True, True, True]
    >>> [is_nobody(name) for name in ("МЧС", "пресс-служба МВД", "Тверская жизнь", "авиакомпания")]
    [False, False, False, False]
    """
    words = _WORD.findall(name)
    if not words or (name.islower() and name.isascii()):
        return True
    if len(words) == 1 and len(words[0]) == 1:
        return bool(words[0].islower())
    if _is_pronoun(words[0]) or all(map(_is_small, words)) or _ONE_OF.match(name):
        return True
    return _is_unnamed(words, is_common or words[0].islower())


def _is_pronoun(word: str) -> bool:
    if word.isupper():
        return False
    return any(r.tag.pos == "NPRO" or r.lemma in _ASKING for r in _readings(word.lower()))


def _is_small(word: str) -> bool:
    readings = () if word.isupper() else _readings(word.lower())
    return bool(readings) and all(
        r.tag.pos in _SMALL or "Apro" in r.tag.grammemes for r in readings
    )


def _is_unnamed(words: list[str], is_common: bool) -> bool:
    """Whether the first noun is a common one that does not stand for an organisation."""
    for at, word in enumerate(words):
        if word.isupper() or (at and word[0].isupper()):
            return False
        readings = _readings(word.lower())
        is_attribute = at + 1 < len(words) and any(r.tag.pos in _ATTRIBUTES for r in readings)
        nouns = [r for r in readings if r.tag.pos == "NOUN" and r.tag.case == "nomn"]
        if nouns and not is_attribute:
            return _is_role_or_thing(nouns, is_common, len(words) > 1)
        if not any(r.is_known for r in readings):
            return False
    return is_common


def _is_role_or_thing(nouns: list[Reading], is_common: bool, has_several: bool) -> bool:
    lemmas = {reading.lemma for reading in nouns}
    if any(map(_is_organisation, nouns)):
        return False
    if is_common:
        return any(r.is_known or r.tag.is_animate for r in nouns)
    if not nouns[0].is_known or nouns[0].tag.name_type or lemmas & _TITLES:
        return False
    if nouns[0].tag.is_animate or not lemmas.isdisjoint(_texts_and_sources()):
        return True
    return has_several and lemmas.isdisjoint(_TITLE_WORDS)


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
    names = cue_words("organisations") | _ORGANISATIONS
    return names, tuple(name for name in names if len(name) >= _MIN_ENDING)


@cache
def _texts_and_sources() -> frozenset[str]:
    """Nouns for what is said or written, and for people whom nobody names."""
    groups = ("documents", "words", "according", "sources")
    return frozenset().union(*map(cue_words, groups)) - cue_words("organisations")


@lru_cache(maxsize=MAX_WORDS)
def _readings(form: str) -> tuple[Reading, ...]:
    return tuple(shared_lexicon().readings(form))
