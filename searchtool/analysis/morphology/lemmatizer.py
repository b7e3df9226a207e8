"""Gives all forms of a Russian word one key, by the readings of `lexicon.py`.

A key is decided without context, once for each form:

1. The readings of one lemma add up their probabilities, and the best reading is taken.
2. Its lemma is looked up again as a form, so that a form and its lemma meet: «рабочая» is read as
   «рабочий», and that as an adjective or a noun. Not so surnames in -ов: «Скворцову» is read as
   «Скворцов», which `surnames.py` tells from «скворцов», the birds.
3. A word that is not in the dictionary is cut by its ending where that tells a surname or an
   adjective, and a form of a verb (`new_verbs.py`) has its infinitive. Else it is mostly a name:
   readings as a surname and as a noun come first, and if its lemma is not in the dictionary
   either, the Snowball stem takes its place.
4. The ending of the lemma is cut off: pymorphy3 guesses it where readings differ («банк» and
   «банка», «большой» and «больший»). A passive verb gets the key of the active one.

Measured on pairs of forms of one lemma in a treebank (`make quality`): 0.98 of them come together
and 111 pairs of different lemmas share a key; Snowball stems 0.74 and 247, lemmas 0.90 and 44,
stems of lemmas 0.95 and 216.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import snowballstemmer

from searchtool.analysis.morphology.lexicon import MAX_ENDING_CHARS, Places, shared_lexicon
from searchtool.analysis.morphology.new_verbs import new_verb
from searchtool.analysis.morphology.readings import ParadigmCell, Reading, Tag
from searchtool.core.memo import Memo

_ABBREVIATED = {
    "г": "год", "гг": "год", "мес": "месяц", "мин": "минута", "сек": "секунда",
    "км": "километр", "см": "сантиметр", "мм": "миллиметр", "кг": "килограмм", "шт": "штука",
    "руб": "рубль", "тыс": "тысяча", "млн": "миллион", "млрд": "миллиард", "трлн": "триллион",
    "зп": "зарплата", "обл": "область", "чел": "человек",
    "пн": "понедельник", "вт": "вторник", "чт": "четверг", "пт": "пятница",
    "есть": "быть",  # pymorphy3 reads the infinitive of «ем» there, nearly never meant
}  # fmt: skip

# Endings of forms that the dictionary lacks, and of those it has instead: «собиралися», «плакает»,
# short adjectives.
_RESPELLED = (
    ("ася", "ась"), ("ося", "ось"), ("ися", "ись"), ("ает", "ать"),
    ("ен", "ный"), ("ен", "ний"), ("ок", "кий"),
)  # fmt: skip

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
_SURNAME_ENDING = re.compile("(?<=..[иы]н)[аы]$")
_OV = ("ов", "ев")
# What is made of a noun in -ов is inflected alike, surname or adjective: «Ситниковым», «лофтовым».
_MADE_IN_OV = re.compile("([а-я]{2,}[ое]в)(?:[ауеыо]|ы[йхм]|ыми|о[йме]|ою|ого|ому|ая|ую|ые)?")
_ADJECTIVE = re.compile(
    "([а-я]{2,}(?:[бвгджзклмнпрстфхцчшщь]н|[сц]к|[ео]ньк|нут|[уюая]щ|вш))"
    "(?:[ыи][йхме]|[ыи]ми|[ое][йме]|[ое]ю|[ое]го|[ое]му|ая|яя|ую|юю)"
)
# What looks like a case ending may be none: «телеграм» is no form of «телегра», nor «юзом» of «юз».
_CASE_ENDING = re.compile("(?<=[а-я]{4})(?:[аяое]м|[ая]х)$")
_FLEETING_VOWEL = re.compile("(?<=[а-я]{2}[бвгджзклмнпрстфхцчшщ])[ое](?=[кц]$)|ь(?=ц$)")
_VERB_ENDING = re.compile("(?<=.)[яи]ть(?=(?:ся)?$)")

_TIE_ORDER = {"ADJF": 1, "VERB": 2, "NOUN": 3, "PRED": 4}
"""Of readings that are equally probable that of another class («куда») is taken, then the first of
these, then the shortest lemma."""

MIN_PROBABILITY, MIN_SHORT_PROBABILITY = 0.05, 0.02
"""An adverb does not give way to a reading, or a short adjective, less probable than this."""

MAX_LOOKUPS = 3


class _Word(NamedTuple):
    """The word that a form is taken for."""

    lemma: str
    word_class: str


class _Choice(NamedTuple):
    """The readings of one lemma and word class, with the sum of their probabilities; `cell` is that
    of one of them."""

    word: _Word
    cell: ParadigmCell
    probability: float
    grammemes: frozenset[str]

    def of(self, form: str) -> "_Choice":
        """The same with the lemma of a form."""
        (_, word_class), cell, probability, grammemes = self
        return _Choice(_Word(cell.lemma(form), word_class), cell, probability, grammemes)


MAX_WORDS = 100_000
"""Words whose keys are kept, and signatures whose choices are: 250 bytes each."""


class Lemmatizer:
    """Works out keys. Those of lemmas are kept, and the choices for forms that are read alike."""

    def __init__(self) -> None:
        self._lexicon = shared_lexicon()
        self._only_choices: dict[Places, _Choice | None] = {}
        self._choices: dict[Places | str, _Choice | None] = {}
        self._grammemes: dict[frozenset[str], frozenset[str]] = {}
        self._keys = Memo(self._key_of_word, MAX_WORDS)
        self._stem: Any = snowballstemmer.stemmer("russian").stemWord

    def key(self, form: str) -> str:
        """The key of a normalized form written in Cyrillic letters.

        >>> lemmatizer = Lemmatizer()
        >>> [lemmatizer.key(form) for form in ("рынка", "рынок", "шла", "идти", "люди", "человек")]
        ['рынок', 'рынок', 'идти', 'идти', 'человек', 'человек']
        """
        form = _ABBREVIATED.get(form, form)
        if len(form) == 1:  # «Ъ», initials, the ending of «90-е»
            return form
        places = self._lexicon.places(form)
        return self._key_of_known(form, places) if places else self._key_of_new(form)

    def _key_of_known(self, form: str, places: Places) -> str:
        best = self._best_of_known(form, places)
        return form if _is_patronymic(form, best) else self._keys[best.word]

    def _key_of_new(self, form: str) -> str:
        """The key of a form that the dictionary lacks."""
        form = _STRETCHED.sub(r"\1", form)
        for known in (form, *_respelled(form)):
            if places := self._lexicon.places(known):
                return self._key_of_known(known, places)
        if infinitive := new_verb(form):
            return self._key_of_new_verb(infinitive)
        made = _MADE_IN_OV.fullmatch(form)
        return self._key_in_ov(made[1]) if made else self._key_by_ending(form)

    def _key_of_new_verb(self, infinitive: str) -> str:
        """The key of a form of a verb that the dictionary lacks, if perhaps not the verb itself:
        «сокрушились»."""
        if places := self._lexicon.places(infinitive):
            return self._key_of_known(infinitive, places)
        # Forms that are taken for nouns («донатила») have the same stem.
        return self._key_of_stem(self._stem(infinitive))

    def _key_in_ov(self, base: str) -> str:
        """The key of a word made of a noun: if that is new, too, they share it («биткоинов» are
        several), else the word has its own."""
        noun = base[: -len("ов")]
        relatives = (base, base + "ый", base + "ой", noun, noun + "ь", noun + "й")
        return base if any(map(self._lexicon.is_known, relatives)) else self._key_by_ending(noun)

    def _key_by_ending(self, form: str) -> str:
        if adjective := _ADJECTIVE.fullmatch(form):
            return str(self._stem(adjective[1] + "ый"))
        lemma = _SURNAME_ENDING.sub("", self._best_guess(form).word.lemma)
        return self._key_of_stem(lemma if self._lexicon.is_known(lemma) else self._stem(lemma))

    def _key_of_stem(self, stem: str) -> str:
        if places := self._lexicon.places(stem):
            return self._key_of_known(stem, places)
        return _FLEETING_VOWEL.sub("", _CASE_ENDING.sub("", stem))

    def _best_of_known(self, form: str, places: Places) -> _Choice:
        """The choice among the readings of a form that the dictionary has at these places."""
        if places not in self._only_choices:
            if len(self._only_choices) >= MAX_WORDS:
                self._only_choices.clear()
            self._only_choices[places] = self._only_choice(form, places)
        if only := self._only_choices[places]:
            return only.of(form)
        return self._best(form, None if self._lexicon.is_counted(form) else places)

    def _best_guess(self, form: str) -> _Choice:
        """The choice among the readings of a form that the dictionary lacks."""
        return self._best(form, self._lexicon.guessed_ending(form))

    def _best(self, form: str, signature: Places | str | None) -> _Choice:
        """The choice among the readings of a form, shared by all forms with its signature."""
        if signature is None:
            return self._choose(form, self._lexicon.readings(form))
        if signature not in self._choices:
            if len(self._choices) >= MAX_WORDS:
                self._choices.clear()
            self._choices[signature] = self._choose_for_all(form, signature)
        if best := self._choices[signature]:
            return best.of(form)
        return self._choose(form, self._lexicon.readings(form))

    def _only_choice(self, form: str, places: Places) -> _Choice | None:
        """The choice for all forms that stand at these places, without the lemma, if they are forms
        of one word, as eleven of twelve are: then no probability matters."""
        cells = self._lexicon.cells(places)
        words = {_Word(cell.lemma(form), _class_of(cell.tag)) for cell in cells}
        if len(words) > 1:
            return None
        grammemes = frozenset().union(*(cell.tag.grammemes for cell in cells))
        return self._without_lemma(_Choice(words.pop(), cells[0], 1.0, grammemes))

    def _choose_for_all(self, form: str, signature: Places | str) -> _Choice | None:
        """The choice for all forms with this signature, without the lemma; None where it depends on
        the stem."""
        readings = self._lexicon.readings(form)
        if len(readings) > 1 and not _is_stem_irrelevant(readings, isinstance(signature, str)):
            return None
        return self._without_lemma(self._choose(form, readings))

    def _without_lemma(self, choice: _Choice) -> _Choice:
        # Of 40,000 choices 2,000 differ in their grammemes, half a kilobyte each.
        grammemes = self._grammemes.setdefault(choice.grammemes, choice.grammemes)
        return choice._replace(word=_Word("", choice.word.word_class), grammemes=grammemes)

    def _choose(self, form: str, readings: Sequence[Reading]) -> _Choice:
        """In a known word the most probable choice of the first priority; in a guess one above ½,
        or the shortest lemma."""
        choices = _choices(readings)
        if len(choices) == 1:
            return choices[0]

        def known(choice: _Choice) -> tuple[float, ...]:
            lemma, word_class = choice.word
            tie = _TIE_ORDER.get(word_class, 0), len(lemma)
            return _priority(choice, choices), -round(choice.probability, 3), *tie

        def guessed(choice: _Choice) -> tuple[float, ...]:
            return _guess_priority(choice), -round(choice.probability), len(choice.word.lemma)

        order = known if self._lexicon.is_known(form) else guessed
        return min(choices, key=lambda choice: (order(choice), choice.word.lemma))

    def _key_of_word(self, word: _Word) -> str:
        """The lemma of the lemma, and so on, without its ending; never a pronoun or particle."""
        for _ in range(MAX_LOOKUPS - 1):
            is_surname = word.word_class == "NOUN" and word.lemma.endswith(_OV)
            if is_surname or not (places := self._lexicon.places(word.lemma)):
                break
            again = self._best_of_known(word.lemma, places)
            if "Apro" in again.grammemes or again.word.word_class not in _INFLECTED:
                break
            word = again.word
        return self._without_ending(word)

    def _without_ending(self, word: _Word) -> str:
        if word.word_class == "ADJF":
            stem = _ADJECTIVE_ENDING.sub("", word.lemma)
            return word.lemma if self._is_noun(stem) or self._is_noun(stem + "ь") else stem
        if word.lemma.endswith(("кий", "ый")):  # a surname or a place
            return _ADJECTIVE_ENDING.sub("", word.lemma)
        if word.word_class == "NOUN":
            return _NOUN_ENDING.sub("", word.lemma)
        if word.word_class == "VERB":
            # The present tense of verbs in -ять and -ить is the same: «стоит».
            return _VERB_ENDING.sub("ить", self._active(word.lemma))
        return word.lemma

    def _is_noun(self, lemma: str) -> bool:
        """Whether it is taken for a noun itself: «долг» beside «долгий», «част» is not."""
        if lemma.endswith(_OV) or not (places := self._lexicon.places(lemma)):
            return False
        return self._best_of_known(lemma, places).word == (lemma, "NOUN")

    def _active(self, verb: str) -> str:
        """«создаваться» → «создавать» where that is a known transitive imperfective verb."""
        active = verb.removesuffix("ся")
        if active != verb and self._lexicon.is_known(active):
            for reading in self._lexicon.readings(active):
                if reading.tag.grammemes >= {"INFN", "tran", "impf"}:
                    return active
        return verb


def _class_of(tag: Tag) -> str:
    return _WORD_CLASS.get(tag.pos, tag.pos)


def _choices(readings: Sequence[Reading]) -> list[_Choice]:
    found: dict[_Word, _Choice] = {}
    for reading in readings:
        grammemes, probability = reading.tag.grammemes, reading.probability
        word = _Word(reading.lemma, _class_of(reading.tag))
        if other := found.get(word):
            probability += other.probability
            grammemes |= other.grammemes
        found[word] = _Choice(word, reading.cell, probability, grammemes)
    return list(found.values())


def _is_stem_irrelevant(readings: Sequence[Reading], is_guess: bool) -> bool:
    """Whether the choice is the same for every stem: none of the lemmas begins in another way, and
    the stem is not looked at, as it is where a noun and an adjective compete."""
    cells = [reading.cell for reading in readings]
    if any(cell.prefix or cell.lemma_prefix for cell in cells):
        return False
    if is_guess:
        return all(len(cell.ending) <= MAX_ENDING_CHARS for cell in cells)
    classes = {_class_of(cell.tag) for cell in cells}
    return not classes >= {"NOUN", "ADJF"}


def _priority(choice: _Choice, others: Sequence[_Choice]) -> int:
    """The priority of a choice in a known word, 0 is the first; what matters is that it is the same
    in each form."""
    lemma, word_class = choice.word
    is_possessive = word_class == "ADJF" and lemma.endswith(_OV)
    if is_possessive and any(other.word == (lemma, "NOUN") for other in others):
        return 4  # «боброву» is said of Бобров rather than of what a beaver has
    if "Abbr" in choice.grammemes and any(map(_is_plain_nominative, others)):
        return 5  # «пни» are stumps, but «опек» is the cartel
    if word_class in _UNINFLECTED and any(map(_beats_uninflected, others)):
        return 4
    if word_class == "ADJF" and any(other.grammemes & _PARTICIPLES for other in others):
        return 3  # «данный» is «дать», as «дана» is
    adjectival = word_class == "NOUN" and _ADJECTIVE_ENDING.search(lemma)
    if adjectival and any(other.word.word_class == "ADJF" for other in others):
        return 2  # «рабочие» are «рабочий», as «рабочая» is
    # «марта» is «март», not a woman called Марта.
    return int("Name" in choice.grammemes and not lemma.endswith(_OV))


def _is_plain_nominative(choice: _Choice) -> bool:
    is_plain = "nomn" in choice.grammemes and "Abbr" not in choice.grammemes
    return is_plain and choice.word.word_class == "NOUN"


def _is_patronymic(form: str, choice: _Choice) -> bool:
    """Whether a form is read as several people called Идрис, but is the surname Идрисов."""
    if not form.endswith(_OV):
        return False
    grammemes = choice.grammemes
    return grammemes >= {"Name", "plur"} and grammemes.isdisjoint(("sing", "Surn"))


def _respelled(form: str) -> Iterator[str]:
    """How the dictionary may spell a form that it lacks."""
    for ending, other in _RESPELLED:
        if form.endswith(ending):
            yield form.removesuffix(ending) + other


def _beats_uninflected(choice: _Choice) -> bool:
    """A short adjective («важно»), a gerund («сидя») and an instrumental («вечером») come first."""
    if choice.word.word_class == "ADJF" and choice.probability > MIN_SHORT_PROBABILITY:
        return "ADJS" in choice.grammemes and "Apro" not in choice.grammemes
    if choice.probability < MIN_PROBABILITY:
        return False
    is_instrumental = choice.word.word_class == "NOUN" and "ablt" in choice.grammemes
    return "GRND" in choice.grammemes or is_instrumental


def _guess_priority(choice: _Choice) -> int:
    """The priority of a choice in a word that is not in the dictionary."""
    if "Surn" in choice.grammemes and choice.probability > 2 * MIN_PROBABILITY:
        return 0
    return 1 if choice.word.word_class == "NOUN" else 2
