"""A Russian word form in, one key for all forms of the word out; by the readings of `lexicon`.

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
from collections.abc import Hashable, Sequence
from functools import cache
from typing import Any, NamedTuple

import snowballstemmer

from searchtool.analysis.morphology.dictionary import dictionary
from searchtool.analysis.morphology.lexicon import LONGEST_ENDING, Lexicon, Place, Reading
from searchtool.core.memo import Memo

_SPELT_OUT = {
    "г": "год", "гг": "год", "мин": "минута", "сек": "секунда", "км": "километр", "см": "сантиметр",
    "мм": "миллиметр", "кг": "килограмм", "руб": "рубль", "тыс": "тысяча", "млн": "миллион",
    "млрд": "миллиард", "трлн": "триллион",
    "есть": "быть",  # pymorphy3 reads the infinitive of «ем» there, nearly never meant
}  # fmt: skip

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


class _Word(NamedTuple):
    """What a form is taken for."""

    lemma: str
    word_class: str


class _Choice(NamedTuple):
    """The readings of one lemma and word class, their shares added up; `place` is where the form
    stands in one of them."""

    word: _Word
    place: Place
    share: float
    grammemes: frozenset[str]


@cache
def _lexicon() -> Lexicon:
    return Lexicon(dictionary())


def is_known(form: str) -> bool:
    """Whether the dictionary has this form, in small letters; ё may be written as е.

    >>> is_known("министра"), is_known("премьерминистра"), is_known("премьер-министра")
    (True, False, True)
    """
    return _lexicon().is_known(form)


MOST_WORDS = 100_000
"""Words whose key is kept, and choices that are: 250 bytes each."""


class Lemmatizer:
    """Works out keys; remembers those of lemmas, and how forms with the same endings are read."""

    def __init__(self) -> None:
        self._lexicon = _lexicon()
        self._chosen: dict[Hashable, _Choice | None] = {}
        self._grammemes: dict[frozenset[str], frozenset[str]] = {}
        self._keys = Memo(self._key_of_word, MOST_WORDS)
        self._stem: Any = snowballstemmer.stemmer("russian").stemWord

    def key(self, form: str) -> str:
        """The key of a normalized form written in Cyrillic letters.

        >>> morphology = Lemmatizer()
        >>> [morphology.key(form) for form in ("рынка", "рынок", "шла", "идти", "люди", "человек")]
        ['рынок', 'рынок', 'идти', 'идти', 'человек', 'человек']
        """
        form = self._spell(form)
        if len(form) == 1:  # «Ъ», initials, the ending of «90-е»
            return form
        if not self._lexicon.is_known(form):
            form = _SURNAME_ENDING.sub("", self._best(form).word.lemma)
            if not self._lexicon.is_known(form):
                form = str(self._stem(form))
                if not self._lexicon.is_known(form):
                    return form
        return self._keys[self._best(form).word]

    def _spell(self, form: str) -> str:
        form = _SPELT_OUT.get(form, form)
        if _STRETCHED.search(form) and not self._lexicon.is_known(form):
            return _STRETCHED.sub(r"\1", form)
        return form

    def _best(self, form: str) -> _Choice:
        """In a known word the likelier of the best class; in a guess above ½, or the shortest."""
        alike = self._lexicon.alike(form)
        if alike is None:
            return self._choose(form, self._lexicon.readings(form))
        if alike not in self._chosen:
            if len(self._chosen) >= MOST_WORDS:
                self._chosen.clear()
            self._chosen[alike] = self._choose_alike(form, alike)
        if best := self._chosen[alike]:
            (_, word_class), place, share, grammemes = best
            return _Choice(_Word(place.lemma(form), word_class), place, share, grammemes)
        return self._choose(form, self._lexicon.readings(form))

    def _choose_alike(self, form: str, alike: Hashable) -> _Choice | None:
        """The choice for all forms that are like this one, without its lemma; None where their
        stems have a say."""
        readings = self._lexicon.readings(form)
        if len(readings) > 1 and not _is_stem_common(readings, isinstance(alike, str)):
            return None
        choice = self._choose(form, readings)
        # Of 40,000 choices 2,000 differ in their grammemes, half a kilobyte each.
        grammemes = self._grammemes.setdefault(choice.grammemes, choice.grammemes)
        return choice._replace(word=_Word("", choice.word.word_class), grammemes=grammemes)

    def _choose(self, form: str, readings: Sequence[Reading]) -> _Choice:
        choices = _choices(readings)
        if len(choices) == 1:
            return choices[0]

        def known(choice: _Choice) -> tuple[float, ...]:
            return _demotion(choice, choices), -round(choice.share, 3)

        def guessed(choice: _Choice) -> tuple[float, ...]:
            return _guess_demotion(choice), -round(choice.share), len(choice.word.lemma)

        order = known if self._lexicon.is_known(form) else guessed
        return min(choices, key=lambda choice: (order(choice), choice.word.lemma))

    def _key_of_word(self, word: _Word) -> str:
        """Of the lemma as a form, the lemma of that, and so on; never a pronoun or particle."""
        for _ in range(MOST_LOOKUPS - 1):
            if not self._lexicon.is_known(word.lemma):
                break
            again = self._best(word.lemma)
            if "Apro" in again.grammemes or again.word.word_class not in _INFLECTED:
                break
            word = again.word
        return self._without_ending(word)

    def _without_ending(self, word: _Word) -> str:
        if word.word_class == "ADJF":
            return _ADJECTIVE_ENDING.sub("", word.lemma)
        if word.word_class == "NOUN":
            return _NOUN_ENDING.sub("", word.lemma)
        if word.word_class == "VERB":
            # The present tense of verbs in -ять and -ить is the same: «стоит».
            return _VERB_ENDING.sub("ить", self._active(word.lemma))
        return word.lemma

    def _active(self, verb: str) -> str:
        """«создаваться» → «создавать» where that is a known transitive imperfective verb."""
        active = verb.removesuffix("ся")
        if active != verb and self._lexicon.is_known(active):
            for reading in self._lexicon.readings(active):
                if reading.place.tag.grammemes >= {"INFN", "tran", "impf"}:
                    return active
        return verb


def _choices(readings: Sequence[Reading]) -> list[_Choice]:
    found: dict[_Word, _Choice] = {}
    for lemma, place, share, _ in readings:
        word = _Word(lemma, _WORD_CLASS.get(place.tag.part, place.tag.part))
        grammemes = place.tag.grammemes
        if other := found.get(word):
            share, grammemes = other.share + share, other.grammemes | grammemes
        found[word] = _Choice(word, place, share, grammemes)
    return list(found.values())


def _is_stem_common(readings: Sequence[Reading], is_guess: bool) -> bool:
    """Whether the choice is the same for every stem: none of the lemmas begins in another way, and
    the look of the stem is not asked for, as it is of a noun beside an adjective."""
    places = [reading.place for reading in readings]
    if any(place.start or place.lemma_prefix for place in places):
        return False
    if is_guess:
        return all((place.stop or 0) >= -LONGEST_ENDING for place in places)
    parts = {_WORD_CLASS.get(place.tag.part, place.tag.part) for place in places}
    return not parts >= {"NOUN", "ADJF"}


def _demotion(choice: _Choice, others: Sequence[_Choice]) -> int:
    """The class of a reading in a known word; what counts is the same choice in each form."""
    lemma, word_class = choice.word
    if word_class in _UNINFLECTED and any(map(_beats_uninflected, others)):
        return 4
    if word_class == "ADJF" and any(other.grammemes & _PARTICIPLES for other in others):
        return 3  # «данный» is «дать», as «дана» is
    adjectival = word_class == "NOUN" and _ADJECTIVE_ENDING.search(lemma)
    if adjectival and any(other.word.word_class == "ADJF" for other in others):
        return 2  # «главное» is «главный»
    return int("Name" in choice.grammemes)  # «азию» is not a man called Азий


def _beats_uninflected(choice: _Choice) -> bool:
    """A short adjective («важно»), a gerund («сидя») and an instrumental («вечером») come first."""
    if choice.share < LEAST_SHARE:
        return False
    if choice.word.word_class == "ADJF":
        return "ADJS" in choice.grammemes and "Apro" not in choice.grammemes
    is_instrumental = choice.word.word_class == "NOUN" and "ablt" in choice.grammemes
    return "GRND" in choice.grammemes or is_instrumental


def _guess_demotion(choice: _Choice) -> int:
    """The class of a reading in a word that is not in the dictionary."""
    if "Surn" in choice.grammemes and choice.share > 2 * LEAST_SHARE:
        return 0
    return 1 if choice.word.word_class == "NOUN" else 2
