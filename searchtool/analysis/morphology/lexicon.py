"""A Russian form in, its readings by the dictionary out, as pymorphy3 would read it.

`MorphAnalyzer.parse` of pymorphy3 makes a tag, a lemma and a history for every reading. Here each
place of a paradigm is taken apart once, and the lemma is cut out of the form. What is read, in
which order, and how probable it is, stays the same.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from searchtool.analysis.morphology.dictionary import PARADIGM_PREFIXES, SHARE_UNIT, Dictionary
from searchtool.core.memo import Memo

MOST_ENDINGS = 20_000
"""Endings of unknown words of which is kept what they foretell."""

# How pymorphy3 guesses: behind a prefix that it knows, behind any short one, by the ending. What a
# reading is worth then, and how many letters are looked at. A test compares.
_PREFIXES = sorted(
    """
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
    """.split(),
    key=len,
    reverse=True,
)
_UNPRODUCTIVE = frozenset({"NUMR", "NPRO", "PRED", "PREP", "CONJ", "PRCL", "INTJ", "Apro"})
_TELLING = (*_PREFIXES, *filter(None, PARADIGM_PREFIXES))
_BEHIND_KNOWN_PREFIX, _BEHIND_ANY_PREFIX, _BY_ENDING = 0.75, 0.5, 0.5
_LONGEST_PREFIX, _SHORTEST_REST = 5, 3
LONGEST_ENDING, _SHORTEST_WORD = 5, 4


class Tag(NamedTuple):
    """What a reading says of a form: as it is written, the part of speech, all grammemes."""

    written: str
    part: str
    grammemes: frozenset[str]
    is_productive: bool


class Place(NamedTuple):
    """A place in a paradigm: its tag, and how the form that stands there becomes the lemma, which
    is spelt without ё."""

    paradigm: int
    tag: Tag
    start: int = 0
    stop: int | None = None
    lemma_prefix: str = ""
    lemma_ending: str = ""

    def lemma(self, form: str) -> str:
        """The lemma of a form that stands here."""
        return self.lemma_prefix + form[self.start : self.stop] + self.lemma_ending


class Reading(NamedTuple):
    """One way to read a form. In a guess `word` is the form as it may be spelt with ё."""

    lemma: str
    place: Place
    share: float
    word: str

    @property
    def identity(self) -> tuple[str, str, int]:
        """What is guessed only once."""
        return self.word, self.place.tag.written, self.place.paradigm


class _Foretold(NamedTuple):
    """What an ending may be: as it may be spelt, the share of such words, and where they stand."""

    ending: str
    share: float
    place: Place


class Lexicon:
    """Reads forms of small Russian letters without ё."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._words = dictionary.words
        self._spellings = dictionary.spellings
        # Taken apart when first met: all 5,500 of them take 16 ms.
        self._tags = Memo(_take_apart, 2 * len(dictionary.tags))
        self._places = Memo(self._make_place, 2 * dictionary.count_rows())
        self._nowhere = Place(-1, _take_apart("UNKN"))
        self._foretold = Memo(self._foretell, MOST_ENDINGS)

    def is_known(self, form: str) -> bool:
        """Whether the dictionary has the form, perhaps with ё."""
        return bool(self._words.similar_keys(form, self._spellings))

    def readings(self, form: str) -> list[Reading]:
        """All ways to read a form: those of the dictionary, else guesses. The shares of several add
        up to 1."""
        found = [
            Reading(place.lemma(form), place, 1.0, form)
            for spelt in self._words.similar_item_values(form, self._spellings)
            for place in map(self._places.__getitem__, spelt)
        ]
        return found if len(found) == 1 else self._weigh(form, found or self._guess(form))

    def alike(self, form: str) -> Hashable:
        """Forms of which this is the same are read at the same places with the same shares; None
        where that cannot be told quickly. A string if the form is a guess by its ending."""
        if found := self._words.similar_item_values(form, self._spellings):
            places = tuple(chain.from_iterable(found))
            is_counted = len(places) > 1 and self._dictionary.counts.has_keys_with_prefix(
                f"{form}:"
            )
            return None if is_counted else places
        if len(form) < LONGEST_ENDING or form.startswith(_TELLING):
            return None
        rests = (form[size:] for size in range(1, 1 + _longest_prefix(form)))
        return None if any(map(self.is_known, rests)) else form[-LONGEST_ENDING:]

    def _weigh(self, form: str, readings: list[Reading]) -> list[Reading]:
        """By what a corpus says of the form, if it says anything, the likeliest first."""
        if counts := dict(self._dictionary.counts.items(f"{form}:")):
            found = (counts.get(f"{form}:{reading.place.tag.written}", 0) for reading in readings)
            shares = [count / SHARE_UNIT for count in found]
            if sum(shares):
                return sorted(map(_with_share, readings, shares), key=_share, reverse=True)
        k = 1.0 / sum(map(_share, readings))
        return [_with_share(reading, reading.share * k) for reading in readings]

    def _guess(self, form: str) -> list[Reading]:
        if found := _distinct(self._behind_known_prefixes(form)):
            return found
        found = _distinct(self._behind_any_prefixes(form))
        foretold = _distinct(self._by_ending(form), {reading.identity for reading in found})
        found += sorted(foretold, key=_share, reverse=True)
        return found or [Reading(form, self._nowhere, 1.0, form)]

    def _behind_known_prefixes(self, form: str) -> Iterator[Reading]:
        for prefix in filter(form.startswith, _PREFIXES):
            rest = form[len(prefix) :]
            if len(rest) >= _SHORTEST_REST:
                for reading in self._weigh(rest, self._spelt(rest) or self._guess(rest)):
                    yield from _behind(prefix, reading, _BEHIND_KNOWN_PREFIX)

    def _behind_any_prefixes(self, form: str) -> Iterator[Reading]:
        for size in range(1, 1 + _longest_prefix(form)):
            for reading in self._spelt(form[size:]):
                yield from _behind(form[:size], reading, _BEHIND_ANY_PREFIX)

    def _spelt(self, form: str) -> list[Reading]:
        return [
            Reading(place.lemma(form), place, 1.0, word)
            for word, values in self._words.similar_items(form, self._spellings)
            for place in map(self._places.__getitem__, values)
        ]

    def _by_ending(self, form: str) -> Iterator[Reading]:
        if len(form) < _SHORTEST_WORD:
            return
        for prefix, foretold in self._foretold[form[-LONGEST_ENDING:]]:
            if form.startswith(prefix):
                for ending, share, place in foretold:
                    word = form[: -len(ending)] + ending
                    yield Reading(place.lemma(form), place, share, word)

    def _foretell(self, ending: str) -> list[tuple[str, list[_Foretold]]]:
        """What an ending may be, by the prefix of the paradigm."""
        found = [
            (prefix, self._likest(words, ending)) for prefix, words in self._dictionary.foretelling
        ]
        return [(prefix, likest) for prefix, likest in found if likest]

    def _likest(self, words: Any, ending: str) -> list[_Foretold]:
        """Where the words stand that share most of the ending."""
        for size in range(LONGEST_ENDING, 0, -1):
            found = [
                (spelt, count, self._places[paradigm, index])
                for spelt, values in words.similar_items(ending[-size:], self._spellings)
                for count, paradigm, index in values
                if self._places[paradigm, index].tag.is_productive
            ]
            if found:
                total = 1 + sum(count for _, count, _ in found)  # smoothed as pymorphy3 does
                return [_Foretold(x, count / total * _BY_ENDING, at) for x, count, at in found]
        return []

    def _make_place(self, at: tuple[int, int]) -> Place:
        number, index = at
        prefix, ending, tag = self._dictionary.row(number, index)
        if index == 0:
            return Place(number, self._tags[tag])
        lemma_prefix, lemma_ending, _ = self._dictionary.row(number, 0)
        return Place(
            number,
            self._tags[tag],
            len(prefix),
            -len(ending) or None,
            lemma_prefix,
            lemma_ending.replace("ё", "е"),
        )


def _take_apart(tag: str) -> Tag:
    """«NOUN,anim,masc sing,nomn»."""
    grammemes = tag.replace(" ", ",").split(",")
    return Tag(tag, grammemes[0], frozenset(grammemes), _UNPRODUCTIVE.isdisjoint(grammemes))


def _longest_prefix(form: str) -> int:
    return min(_LONGEST_PREFIX, len(form) - _SHORTEST_REST)


def _share(reading: Reading) -> float:
    return reading.share


def _with_share(reading: Reading, share: float) -> Reading:
    return Reading(reading.lemma, reading.place, share, reading.word)


def _behind(prefix: str, rest: Reading, worth: float) -> Iterator[Reading]:
    """The reading of a form by that of its rest, if words are still made so."""
    if rest.place.tag.is_productive:
        yield Reading(prefix + rest.lemma, rest.place, rest.share * worth, prefix + rest.word)


def _distinct(
    readings: Iterable[Reading], others: Collection[tuple[str, str, int]] = ()
) -> list[Reading]:
    """The first of those that are the same, without what is among the others."""
    found: dict[tuple[str, str, int], Reading] = {}
    for reading in readings:
        if reading.identity not in others:
            found.setdefault(reading.identity, reading)
    return list(found.values())
