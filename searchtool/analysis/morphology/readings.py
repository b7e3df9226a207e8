"""A form in, its readings by the dictionary out; another form of the word that is read."""

import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import pymorphy3

from searchtool.analysis.morphology.dictionary import FOLDER

Case = str
"""A case as pymorphy3 names it: nomn, gent, datv, accs, ablt, loct."""

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")

_CASES = {"gen1": "gent", "gen2": "gent", "loc1": "loct", "loc2": "loct", "acc2": "accs"}
_NAME_PARTS = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Abbr"})
_NUMERALS = ("NUMB", "ROMN", "LATN", "UNKN", "PNCT")

LEAST_SCORE = 0.02
"""Readings of a known word less probable than this are not meant in news."""

MOST_INFLECTED = 10_000
"""Inflected forms that are kept."""


class Reading(NamedTuple):
    """One way to read a form. `sort` is Name, Surn, Patr, Geox, Orgn, Abbr or nothing; `form` and
    `rank` tell where the dictionary has it, no form that the word is not declined."""

    lemma: str
    part: str
    case: Case
    gender: str
    number: str
    person: str
    tense: str
    animate: bool
    sort: str
    known: bool
    score: float
    form: str
    rank: int

    @property
    def is_verb(self) -> bool:
        """Whether it is a finite verb."""
        return self.part == "VERB"


class _Grammemes(NamedTuple):
    """What a tag of the dictionary says."""

    text: str
    part: str
    case: Case
    gender: str
    number: str
    person: str
    tense: str
    animate: bool
    sort: str

    @classmethod
    def of(cls, tag: Any) -> "_Grammemes":
        """The same in our words."""
        case = str(tag.case or "")
        return cls(
            str(tag),
            str(tag.POS or next((n for n in _NUMERALS if n in tag.grammemes), "")),
            _CASES.get(case, case),
            "ms-f" if "ms-f" in tag.grammemes else str(tag.gender or ""),
            str(tag.number or ""),
            str(tag.person or ""),
            str(tag.tense or ""),
            tag.animacy == "anim",
            next(iter(sorted(_NAME_PARTS & tag.grammemes, key=_sort_rank)), ""),
        )


_Places = list[tuple[str, list[tuple[int, int]]]]


class Tables:
    """The tables of the dictionary. `parse` of pymorphy3 makes an object of each reading and asks
    it about its tag: 24 µs a form. Known forms, nearly all, are looked up here: 15 µs."""

    def __init__(self) -> None:
        morphology = parser()
        self._parse = morphology.parse
        self._tables = morphology.dictionary
        self._ye_as_yo = morphology.char_substitutes
        self._probability = morphology.prob_estimator.p_t_given_w.prob
        self._tags: dict[int, _Grammemes] = {}
        self._personal: dict[int, bool] = {}
        self._guessed_tags: dict[str, _Grammemes] = {}

    def read(self, form: str) -> list[Reading]:
        """All readings of a form in small letters, the likeliest first."""
        found = self._find(form)
        return self._known(form, found) if found else list(self._guessed(form))

    def has(self, form: str) -> bool:
        """Whether it is a known form, in small letters."""
        return bool(self._find(form))

    def is_personal(self, form: str) -> bool:
        """Whether a known form in small letters can be a name of a person."""
        return any(
            self._is_personal(paradigm) for _, places in self._find(form) for paradigm, _ in places
        )

    def forms_of(self, lemma: str) -> Iterator[str]:
        """All forms of a word, «ё» as «е»."""
        for word, places in self._find(lemma):
            for paradigm, index in places:
                if index == 0:
                    stem = self._tables.build_stem(self._tables.paradigms[paradigm], 0, word)
                    for prefix, _, ending in self._tables.build_paradigm_info(paradigm):
                        yield (prefix + stem + ending).replace("ё", "е")

    def _find(self, form: str) -> _Places:
        """Where a form stands in the tables, by how it is spelt there: paradigm and row."""
        found: _Places = self._tables.words.similar_items(form, self._ye_as_yo)
        return found

    def _is_personal(self, paradigm: int) -> bool:
        found = self._personal.get(paradigm)
        if found is None:
            tag = self._tag(paradigm, 0)
            found = self._personal[paradigm] = tag.sort in ("Name", "Surn", "Patr")
        return found

    def _known(self, form: str, found: _Places) -> list[Reading]:
        places = [(word, *place) for word, places in found for place in places]
        tags = [self._tag(paradigm, index) for _, paradigm, index in places]
        scores = [self._probability(form, tag.text) for tag in tags]
        if sum(scores):
            order = sorted(range(len(places)), key=scores.__getitem__, reverse=True)
        else:
            order, scores = list(range(len(places))), [1.0 / len(places)] * len(places)
        readings = []
        for rank, number in enumerate(order):
            tag, score = tags[number], scores[number]
            if score >= LEAST_SCORE or tag.sort == "Name":
                word, paradigm, index = places[number]
                lemma = self._tables.build_normal_form(paradigm, index, word).replace("ё", "е")
                # Five readings of a form and all forms of a word have the same one.
                readings.append(Reading(sys.intern(lemma), *tag[1:], True, score, form, rank))
        return readings

    def _tag(self, paradigm: int, index: int) -> _Grammemes:
        entries = self._tables.paradigms[paradigm]
        number = entries[len(entries) // 3 + index]
        found = self._tags.get(number)
        if found is None:
            found = self._tags[number] = _Grammemes.of(self._tables.gramtab[number])
        return found

    def _guessed(self, form: str) -> Iterator[Reading]:
        """Those of a form that is not in the dictionary."""
        known: dict[str, bool] = {}
        for rank, (word, tag, lemma, score, _) in enumerate(self._parse(form)):
            text = str(tag)
            grammemes = self._guessed_tags.get(text)
            if grammemes is None:
                grammemes = self._guessed_tags[text] = _Grammemes.of(tag)
            if word not in known:
                known[word] = self.has(word)
            if not known[word] or score >= LEAST_SCORE or grammemes.sort == "Name":
                lemma = lemma.replace("ё", "е")
                yield Reading(lemma, *grammemes[1:], known[word], score, form, rank)


def _sort_rank(sort: str) -> int:
    return ("Name", "Surn", "Patr", "Abbr", "Geox", "Orgn").index(sort)


def inflect(reading: Reading, *grammemes: str) -> str | None:
    """The form of the same word with other grammemes, None where it has none."""
    return _inflected(reading.form, reading.rank, grammemes) if reading.form else None


@lru_cache(maxsize=MOST_INFLECTED)
def _inflected(form: str, rank: int, grammemes: tuple[str, ...]) -> str | None:
    inflected = parser().parse(form)[rank].inflect(set(grammemes))
    return str(inflected.word) if inflected else None


@lru_cache(maxsize=1)
def parser() -> Any:  # pymorphy3 carries no types
    """pymorphy3 with its dictionary, loaded once: that takes 65 ms, and as much again where it has
    to look through all that is installed for it."""
    return pymorphy3.MorphAnalyzer(path=str(FOLDER), lang="ru")


@lru_cache(maxsize=1)
def shared_tables() -> Tables:
    """Those of the process."""
    return Tables()
