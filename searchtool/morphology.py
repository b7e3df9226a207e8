"""A Russian word form in, one key for all forms of the word out; the only importer of pymorphy3.

A key is decided out of context, once for each form:

1. The readings of one lemma add up their probabilities, and the best reading is taken.
2. Its lemma is looked up again as a form, so that a form and its lemma meet: «Токаеву» is read as
   «Токаев», and «Токаев» as a form of «токай».
3. A word that is not in the dictionary is mostly a name: readings as a surname and as a noun go
   first, and if its lemma is not in the dictionary either, the Snowball stem stands for it.
4. The ending of the lemma is cut: pymorphy3 guesses it where readings differ («банк» and «банка»,
   «большой» and «больший»), and the passive goes to its verb.

Measured on pairs of forms of one lemma in a treebank (`make quality`): 0.97 of them come together
and 121 pairs of different lemmas share a key; Snowball stems 0.74 and 247, lemmas 0.90 and 44,
stems of lemmas 0.95 and 216.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pymorphy3
import snowballstemmer

_ABBREVIATIONS = {
    "г": "год", "гг": "год", "мин": "минута", "сек": "секунда", "км": "километр", "см": "сантиметр",
    "мм": "миллиметр", "кг": "килограмм", "руб": "рубль", "тыс": "тысяча", "млн": "миллион",
    "млрд": "миллиард", "трлн": "триллион",
}  # fmt: skip
_SUPPLETIVE = {"есть": "быть"}  # pymorphy3 reads the infinitive of «ем» there, nearly never meant

_WORD_CLASS = {
    "ADJS": "ADJF", "COMP": "ADJF",
    "PRTF": "VERB", "PRTS": "VERB", "GRND": "VERB", "INFN": "VERB",
}  # fmt: skip
_PARTICIPLES = {"PRTF", "PRTS"}
_UNINFLECTED = {"ADVB", "PRED", "PRCL", "INTJ", "CONJ", "PREP"}
_INFLECTED = {"NOUN", "ADJF", "VERB"}

_STRETCHED = re.compile(r"(.)\1{2,}")
_ADJECTIVE_ENDING = re.compile("(?<=..)(?:[ыио]й|[оеая]е|[ая]я|[ыи]е)$")
_NOUN_ENDING = re.compile("(?<=..)[аяоеьйыиуюэ]$")
_SURNAME_ENDING = re.compile("(?<=..(?:[ое]в|[иы]н))[аы]$")
_VERB_ENDING = re.compile("(?<=.)[яи]ть(?=(?:ся)?$)")

LEAST_SHARE = 0.05
"""An adverb is not given up for a reading less probable than this."""

MOST_LOOKUPS = 3


@dataclass(eq=False, slots=True)
class _Reading:
    """What pymorphy3 says for one lemma and word class, its probabilities added up."""

    lemma: str
    word_class: str
    share: float = 0.0
    parts: set[str] = field(default_factory=set)
    grammemes: set[str] = field(default_factory=set)


@cache
def dictionary() -> Any:  # pymorphy3 carries no types
    """The dictionary of Russian forms, loaded once: that takes 70-130 ms."""
    return pymorphy3.MorphAnalyzer()


def is_known(form: str) -> bool:
    """Whether the dictionary has this form, in small letters; ё may be written as е.

    >>> is_known("министра"), is_known("премьерминистра"), is_known("премьер-министра")
    (True, False, True)
    """
    return bool(dictionary().word_is_known(form))


MOST_REMEMBERED = 50_000
"""Forms whose best reading is kept, about 1 KB each."""


class Morphology:
    """Works out keys; remembers the readings of forms."""

    def __init__(self) -> None:
        self._dictionary = dictionary()
        self._best: dict[str, _Reading] = {}
        self._stem: Any = snowballstemmer.stemmer("russian").stemWord

    def key(self, form: str) -> str:
        """The key of a normalized form written in Cyrillic letters.

        >>> morphology = Morphology()
        >>> [morphology.key(form) for form in ("рынка", "рынок", "шла", "идти", "люди", "человек")]
        ['рынок', 'рынок', 'идти', 'идти', 'человек', 'человек']
        """
        form = self._spell(form)
        if len(form) == 1:  # «Ъ», initials, the ending of «90-е»
            return form
        if not self._is_known(form):
            form = _SURNAME_ENDING.sub("", self._best_reading(form).lemma)
        if not self._is_known(form):
            form = str(self._stem(form))
        return self._without_ending(self._lemma(form)) if self._is_known(form) else form

    def _spell(self, form: str) -> str:
        form = _ABBREVIATIONS.get(form) or _SUPPLETIVE.get(form) or form
        if _STRETCHED.search(form) and not self._is_known(form):
            return _STRETCHED.sub(r"\1", form)
        return form

    def _is_known(self, form: str) -> bool:
        return bool(self._dictionary.word_is_known(form))

    def _readings(self, form: str) -> list[_Reading]:
        found: dict[tuple[str, str], _Reading] = {}
        for parse in self._dictionary.parse(form):
            part = str(parse.tag.POS)
            word_class = _WORD_CLASS.get(part, part)
            lemma = parse.normal_form.replace("ё", "е")
            reading = found.setdefault((lemma, word_class), _Reading(lemma, word_class))
            reading.share += parse.score
            reading.parts.add(part)
            reading.grammemes |= parse.tag.grammemes
        return list(found.values())

    def _best_reading(self, form: str) -> _Reading:
        """In a known word the likelier of the best class; in a guess above ½, or the shortest."""
        if form not in self._best:
            if len(self._best) >= MOST_REMEMBERED:
                self._best.clear()
            self._best[form] = self._choose(form, self._readings(form))
        return self._best[form]

    def _choose(self, form: str, readings: list[_Reading]) -> _Reading:

        def known(reading: _Reading) -> tuple[float, ...]:
            return _demotion(reading, readings), -round(reading.share, 3)

        def guessed(reading: _Reading) -> tuple[float, ...]:
            return _guess_demotion(reading), -round(reading.share), len(reading.lemma)

        order = known if self._is_known(form) else guessed
        return min(readings, key=lambda reading: (order(reading), reading.lemma))

    def _lemma(self, form: str) -> _Reading:
        """The lemma of a known form, the lemma of that, and so on; never a pronoun or particle."""
        best = self._best_reading(form)
        for _ in range(MOST_LOOKUPS - 1):
            if not self._is_known(best.lemma):
                break
            again = self._best_reading(best.lemma)
            if "Apro" in again.grammemes or again.word_class not in _INFLECTED:
                break
            best = again
        return best

    def _without_ending(self, lemma: _Reading) -> str:
        if lemma.word_class == "ADJF":
            return _ADJECTIVE_ENDING.sub("", lemma.lemma)
        if lemma.word_class == "NOUN":
            return _NOUN_ENDING.sub("", lemma.lemma)
        if lemma.word_class == "VERB":
            # The present tense of verbs in -ять and -ить is the same: «стоит».
            return _VERB_ENDING.sub("ить", self._active(lemma.lemma))
        return lemma.lemma

    def _active(self, verb: str) -> str:
        """«создаваться» → «создавать» where that is a known transitive imperfective verb."""
        active = verb.removesuffix("ся")
        if active != verb:
            for parse in self._dictionary.parse(active):
                if parse.is_known and parse.tag.POS == "INFN" and {"tran", "impf"} in parse.tag:
                    return active
        return verb


def _demotion(reading: _Reading, others: list[_Reading]) -> int:
    """The class of a reading in a known word; what counts is the same choice in each form."""
    if reading.word_class in _UNINFLECTED and any(map(_beats_uninflected, others)):
        return 4
    if reading.word_class == "ADJF" and any(other.parts & _PARTICIPLES for other in others):
        return 3  # «данный» is «дать», as «дана» is
    adjectival = reading.word_class == "NOUN" and _ADJECTIVE_ENDING.search(reading.lemma)
    if adjectival and any(other.word_class == "ADJF" for other in others):
        return 2  # «главное» is «главный»
    return int("Name" in reading.grammemes)  # «азию» is not a man called Азий


def _beats_uninflected(reading: _Reading) -> bool:
    """A short adjective («важно»), a gerund («сидя») and an instrumental («вечером») come first."""
    if reading.share < LEAST_SHARE:
        return False
    if reading.word_class == "ADJF":
        return "ADJS" in reading.parts and "Apro" not in reading.grammemes
    return "GRND" in reading.parts or (reading.word_class == "NOUN" and "ablt" in reading.grammemes)


def _guess_demotion(reading: _Reading) -> int:
    """The class of a reading in a word that is not in the dictionary."""
    if "Surn" in reading.grammemes and reading.share > 2 * LEAST_SHARE:
        return 0
    return 1 if reading.word_class == "NOUN" else 2
