"""Reads Russian word forms: the readings of a form by the dictionary, or guesses if it is unknown.

The readings, their order and their probabilities are those of pymorphy3. Its
`MorphAnalyzer.parse` makes a tag, a lemma and a history for every reading; here every cell of a
paradigm is made once, and the lemma is cut out of the form.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from searchtool.analysis.morphology.dictionary import (
    PARADIGM_PREFIXES,
    PROBABILITY_UNIT,
    MorphDictionary,
    shared_dictionary,
)
from searchtool.analysis.morphology.readings import ParadigmCell, Reading, Tag, distinct
from searchtool.core.memo import Memo

MAX_ENDINGS = 20_000
"""Endings of unknown words whose predictions are kept."""

# How pymorphy3 guesses: after a prefix it knows, after any short one, by the ending. With how much
# each guess is discounted, and how many characters are looked at. A test compares them.
_PREFIXES = """
    авиа авто аква анти анти- антропо архи арт арт- астро аудио аэро без бес био вело взаимо
    вне внутри видео вице- вперед впереди гекто гелио гео гетеро гига гигро гипер гипо гомо
    дву двух де дез дека деци дис до евро за зоо интер инфра квази квази- кило кино контр
    контр- космо космо- крипто лейб- лже лже- макро макси макси- мало меж медиа медиа- мега
    мета мета- метео метро микро милли мини мини- моно мото много мульти нано нарко не небез
    недо нейро нео низко обер- обще одно около орто палео пан пара пента пере пиро поли полу
    после пост пост- порно пра пра- пред пресс- противо противо- прото псевдо псевдо- радио
    разно ре ретро ретро- само санти сверх сверх- спец суб супер супер- супра теле тетра
    топ- транс транс- ультра унтер- штаб- экзо эко эндо эконом- экс экс- экстра экстра-
    электро энерго этно
""".split()
KNOWN_PREFIXES = tuple(sorted(_PREFIXES, key=len, reverse=True))
_MEANINGFUL_PREFIXES = (*KNOWN_PREFIXES, *filter(None, PARADIGM_PREFIXES))
_KNOWN_PREFIX_DISCOUNT, _ANY_PREFIX_DISCOUNT, _ENDING_DISCOUNT = 0.75, 0.5, 0.5
_MAX_PREFIX_CHARS, _MIN_REST_CHARS = 5, 3
MAX_ENDING_CHARS, _MIN_WORD_CHARS = 5, 4
_PLAIN = re.compile("[а-яё]+")
_UNKNOWN = Tag.parse("UNKN")


class _Prediction(NamedTuple):
    """A cell that words with an ending often stand in: the ending with its ё, the discounted share
    of such words, and the cell."""

    ending: str
    probability: float
    cell: ParadigmCell


Places = tuple[tuple[int, int], ...]


class Lexicon:
    """Reads forms in lower case; «е» in them may stand for «ё»."""

    def __init__(self, dictionary: MorphDictionary) -> None:
        self._dictionary = dictionary
        self._words = dictionary.words
        self._substitutes = dictionary.substitutes
        self._cells = dictionary.cells
        self._predictions = Memo(self._predict, MAX_ENDINGS)
        self._is_name = Memo(self._is_name_of_person, MAX_ENDINGS)

    def is_known(self, form: str) -> bool:
        """Whether the dictionary has the form.

        >>> lexicon = shared_lexicon()
        >>> lexicon.is_known("министра"), lexicon.is_known("премьерминистра")
        (True, False)
        """
        return bool(self._words.similar_keys(form, self._substitutes))

    def readings(self, form: str) -> list[Reading]:
        """All ways to read a form, by the dictionary or else guessed. They are in the order of
        their probabilities if a corpus tells them."""
        places = self._find(form)
        if not places:
            return self._weigh(form, self._guess(form))
        counted = self._count(form, [cell.tag for _, cell in places])
        found = _make_readings(form, places, counted or [1.0 / len(places)] * len(places))
        return sorted(found, key=_probability, reverse=True) if counted else found

    def may_name_person(self, form: str) -> bool:
        """Whether the dictionary has the form as a first name, surname or patronymic."""
        found = self._words.similar_item_values(form, self._substitutes)
        return any(self._is_name[paradigm] for places in found for paradigm, _ in places)

    def forms_of(self, lemma: str) -> Iterator[tuple[str, Tag]]:
        """All forms of the words with this lemma, without ё, each with its tag."""
        for word, places in self._words.similar_items(lemma, self._substitutes):
            for paradigm, index in places:
                if index == 0:
                    stem = self._cells[paradigm, 0].stem(word)
                    for cell in self._dictionary.paradigm(paradigm):
                        form = cell.prefix + stem + cell.ending
                        yield form.replace("ё", "е"), cell.tag

    def places(self, form: str) -> Places:
        """The paradigms and the indexes in them where the dictionary has a form; empty if it does
        not."""
        return tuple(chain.from_iterable(self._words.similar_item_values(form, self._substitutes)))

    def cells(self, places: Places) -> list[ParadigmCell]:
        """The cells at these places."""
        return [self._cells[place] for place in places]

    def is_counted(self, form: str) -> bool:
        """Whether a corpus tells how probable the readings of a form are."""
        return bool(self._dictionary.probabilities.has_keys_with_prefix(f"{form}:"))

    def guessed_ending(self, form: str) -> str | None:
        """The ending by which the readings of an unknown form of the letters а-я are guessed: they
        are alike for all such forms with this ending. None where it cannot be told quickly."""
        if len(form) < MAX_ENDING_CHARS or form.startswith(_MEANINGFUL_PREFIXES):
            return None
        rests = (form[size:] for size in _prefix_sizes(form))
        return None if any(map(self.is_known, rests)) else form[-MAX_ENDING_CHARS:]

    def _find(self, form: str) -> list[tuple[str, ParadigmCell]]:
        """Where the dictionary has a form, and how it is spelled there."""
        found = self._words.similar_items(form, self._substitutes)
        return [(word, self._cells[place]) for word, places in found for place in places]

    def _count(self, form: str, tags: list[Tag]) -> list[float]:
        """The probabilities of these tags in a corpus; empty if it has none of them."""
        counted = dict(self._dictionary.probabilities.items(f"{form}:"))
        if not counted:
            return []
        found = [counted.get(f"{form}:{tag.text}", 0) / PROBABILITY_UNIT for tag in tags]
        return found if any(found) else []

    def _weigh(self, form: str, guesses: list[Reading]) -> list[Reading]:
        """Guesses with their probabilities in a corpus, or with such that add up to 1."""
        if counted := self._count(form, [reading.tag for reading in guesses]):
            weighed = map(_with_probability, guesses, counted)
            return sorted(weighed, key=_probability, reverse=True)
        k = 1.0 / sum(map(_probability, guesses))
        return [_with_probability(reading, reading.probability * k) for reading in guesses]

    def _guess(self, form: str) -> list[Reading]:
        if not _PLAIN.fullmatch(form):
            # Loaded when first needed: the keys of words are looked up for plain ones only.
            from searchtool.analysis.morphology.compounds import read_hyphenated, read_nonword

            found = read_nonword(form) or read_hyphenated(form, self.readings, KNOWN_PREFIXES)
            if found:
                return found
        if form.startswith(KNOWN_PREFIXES) and (
            found := distinct(self._after_known_prefixes(form))
        ):
            return found
        found = distinct(self._after_any_prefixes(form))
        predicted = distinct(self._by_ending(form), {reading.identity for reading in found})
        found += sorted(predicted, key=_probability, reverse=True)
        return found or [Reading.uninflected(form, _UNKNOWN)]

    def _after_known_prefixes(self, form: str) -> Iterator[Reading]:
        for prefix in filter(form.startswith, KNOWN_PREFIXES):
            rest = form[len(prefix) :]
            if len(rest) >= _MIN_REST_CHARS:
                for reading in self.readings(rest):
                    if reading.tag.is_productive:
                        yield reading.affixed(prefix, "", _KNOWN_PREFIX_DISCOUNT)

    def _after_any_prefixes(self, form: str) -> Iterator[Reading]:
        for size in _prefix_sizes(form):
            places = self._find(form[size:])
            for reading in _make_readings(form[size:], places, [1.0] * len(places)):
                if reading.tag.is_productive:
                    yield reading.affixed(form[:size], "", _ANY_PREFIX_DISCOUNT)

    def _by_ending(self, form: str) -> Iterator[Reading]:
        if len(form) < _MIN_WORD_CHARS:
            return
        plain = form.replace("ё", "е")
        for prefix, predictions in self._predictions[form[-MAX_ENDING_CHARS:]]:
            if form.startswith(prefix):
                for ending, probability, cell in predictions:
                    word = form[: -len(ending)] + ending
                    yield Reading(cell.lemma(plain), cell.tag, probability, word, False, cell)

    def _predict(self, ending: str) -> list[tuple[str, list[_Prediction]]]:
        """The cells that words with an ending often stand in, by the prefix of their paradigm."""
        found = [
            (prefix, self._most_alike(words, ending))
            for prefix, words in self._dictionary.predictions
        ]
        return [(prefix, predictions) for prefix, predictions in found if predictions]

    def _most_alike(self, words: Any, ending: str) -> list[_Prediction]:
        """The predictions by the words that share most of an ending."""
        for size in range(MAX_ENDING_CHARS, 0, -1):
            found = [
                (spelled, count, self._cells[paradigm, index])
                for spelled, values in words.similar_items(ending[-size:], self._substitutes)
                for count, paradigm, index in values
                if self._cells[paradigm, index].tag.is_productive
            ]
            if found:
                total = 1 + sum(count for _, count, _ in found)  # smoothed as pymorphy3 does
                return [
                    _Prediction(x, count / total * _ENDING_DISCOUNT, c) for x, count, c in found
                ]
        return []

    def _is_name_of_person(self, paradigm: int) -> bool:
        return self._cells[paradigm, 0].tag.name_type in ("Name", "Surn", "Patr")


@cache
def shared_lexicon() -> Lexicon:
    """The lexicon of the process."""
    return Lexicon(shared_dictionary())


def is_known(form: str) -> bool:
    """Whether the dictionary has this form, in lower case; ё may be written as е.

    >>> is_known("министра"), is_known("премьерминистра"), is_known("премьер-министра")
    (True, False, True)
    """
    return shared_lexicon().is_known(form)


def _prefix_sizes(form: str) -> range:
    """How long a prefix of an unknown word may be, in characters."""
    return range(1, 1 + min(_MAX_PREFIX_CHARS, len(form) - _MIN_REST_CHARS))


def _make_readings(
    form: str, places: Iterable[tuple[str, ParadigmCell]], probabilities: Iterable[float]
) -> list[Reading]:
    plain = form.replace("ё", "е")
    lemmas: dict[str, str] = {}  # one object for all readings with the same lemma
    found = []
    for (word, cell), probability in zip(places, probabilities, strict=True):
        lemma = cell.lemma(plain)
        lemma = lemmas.setdefault(lemma, lemma)
        found.append(Reading(lemma, cell.tag, probability, word, True, cell))
    return found


def _probability(reading: Reading) -> float:
    return reading.probability


def _with_probability(reading: Reading, probability: float) -> Reading:
    return Reading._make((*reading[:2], probability, *reading[3:]))  # faster than `_replace`
