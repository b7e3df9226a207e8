"""A Russian word in, its grammatical readings out; the same phrase in the nominative."""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import pymorphy3

from searchtool.dictionary import FOLDER
from searchtool.remembered import Remembered

Case = str
"""A case as pymorphy3 names it: nomn, gent, datv, accs, ablt, loct."""

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")

_CASES = {"gen1": "gent", "gen2": "gent", "loc1": "loct", "loc2": "loct", "acc2": "accs"}
_NAME_PARTS = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Abbr"})
_INITIAL = re.compile(r"[А-ЯЁA-Z]\.?")
_NOUNS = ("NOUN", "NPRO")
_ATTRIBUTES = ("ADJF", "PRTF")
_NUMERALS = ("NUMB", "ROMN", "LATN", "UNKN", "PNCT")

_FULL = {"и.о.": "врио", "и. о.": "врио", "в.о.": "врио"}

LEAST_SCORE = 0.02
"""Readings of a known word less probable than this are not meant in news."""


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


class Facts(NamedTuple):
    """What the readings of a form come to: `nouns` and `attributes` are the likeliest reading as a
    noun or pronoun and the first as an adjective or participle in each case."""

    readings: tuple[Reading, ...]
    lemmas: frozenset[str]
    by_case: Mapping[str, tuple[Reading, ...]]
    nouns: Mapping[str, Reading]
    attributes: Mapping[str, Reading]
    name_sorts: frozenset[str]
    is_known: bool
    first_part: str


class Form:
    """A word as it is written. The dictionary is asked only when `facts` are."""

    __slots__ = ("_ask", "facts", "is_capitalized", "is_initial", "is_latin", "lower", "text")

    facts: Facts
    """The readings of the form and what they have in common."""

    def __init__(self, text: str, ask: Callable[[str], Facts]) -> None:
        self.text = text
        lower = text.lower().replace("ё", "е")
        self.lower = text if lower == text else lower  # of tens of thousands kept
        self.is_capitalized = text[:1].isupper()
        self.is_latin = text.isascii() and text[:1].isalpha()
        self.is_initial = len(text) < 3 and bool(_INITIAL.fullmatch(text))
        self._ask = ask

    @classmethod
    def of_title(cls, text: str) -> "Form":
        """What stands in quotation marks: a word without readings, whatever it is written like."""
        form = cls(text, lambda _: _NO_FACTS)
        form.is_capitalized = form.is_initial = False
        return form

    def __getattr__(self, name: str) -> Facts:
        # Python comes here while the slot is empty: afterwards `facts` cost as much as `text`.
        if name != "facts":
            raise AttributeError(name)
        self.facts = self._ask(self.text)
        return self.facts


def _facts(readings: tuple[Reading, ...]) -> Facts:
    by_case: dict[str, tuple[Reading, ...]] = {}
    nouns: dict[str, Reading] = {}
    attributes: dict[str, Reading] = {}
    for reading in readings:
        case = reading.case
        by_case[case] = (*by_case.get(case, ()), reading)
        if reading.part in _NOUNS:
            if case not in nouns or reading.score > nouns[case].score:
                nouns[case] = reading
        elif reading.part in _ATTRIBUTES:
            attributes.setdefault(case, reading)
    return Facts(
        readings,
        frozenset([reading.lemma for reading in readings]),
        by_case,
        nouns,
        attributes,
        frozenset([reading.sort for reading in readings if reading.sort]),
        any([reading.known for reading in readings]),
        readings[0].part if readings else "",
    )


_NO_FACTS = _facts(())

MOST_REMEMBERED = 40_000
"""Words as they are written that are kept with their readings, 1.8 KB each. Five million words of
novels are read 990,000 times with so many, 830,000 times with 60,000."""

MOST_READ = 20_000
"""Readings that are kept for other spellings of the same word."""

MOST_INFLECTED = 10_000
"""Inflected forms that are kept."""


class Grammar:
    """The dictionary, with all that is found out about a form remembered. `forms` are those of any
    text, `own` those of a document's capitalized words, which may be surnames in it."""

    def __init__(self) -> None:
        self.forms = self.own = Remembered(self._make_form, MOST_REMEMBERED)
        self._tables = shared_tables()
        self._facts = Remembered(self._read, MOST_READ)

    def _make_form(self, text: str) -> Form:
        return Form(_FULL.get(text, text), self.facts)

    def facts(self, text: str) -> Facts:
        """What the readings of a word come to, the likeliest first.

        >>> facts = Grammar().facts("главе")
        >>> sorted({(r.lemma, r.case) for r in facts.readings})
        [('глава', 'datv'), ('глава', 'loct')]
        """
        return self._facts[text.lower()]

    def _read(self, form: str) -> Facts:
        return _facts(tuple(self._tables.read(form)))

    def with_surnames(self, find: Callable[[], Mapping[str, bool]]) -> "Grammar":
        """The same dictionary for a document in which some words are surnames, whatever they mean
        otherwise: «Форсайт», «Волк». They are found when a capitalized word is first asked for,
        in most documents never; True for those that stand there in the nominative."""
        return _WithSurnames(self, find)


class _WithSurnames(Grammar):
    """Forms of known surnames have no other readings, when they begin with a capital."""

    def __init__(self, grammar: Grammar, find: Callable[[], Mapping[str, bool]]) -> None:
        self.forms = grammar.forms
        self.own = Remembered(self._make_form, MOST_REMEMBERED)
        self._general = grammar
        self._find = find

    @cached_property
    def _surnames(self) -> Mapping[str, bool]:
        return self._find()

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(map(surname_stem, self._surnames))

    def _make_form(self, text: str) -> Form:
        is_surname = surname_stem(text) in self._stems
        return super()._make_form(text) if is_surname else self.forms[text]

    def facts(self, text: str) -> Facts:
        """What the readings as a surname come to, where it is one."""
        return _facts(self._surname(text, self._general.facts(text).readings))

    def _surname(self, form: str, general: tuple[Reading, ...]) -> tuple[Reading, ...]:
        personal = [r for r in general if r.sort in ("Surn", "Name", "Patr") and r.known]
        is_nominative = self._surnames.get(form, False)
        if any(r.case == "nomn" or not is_nominative for r in personal):
            return general
        own = [r._replace(sort="Surn", animate=True) for r in general if r.number == "sing"]
        has_nominative = any(r.case == "nomn" for r in own)
        undeclined = is_nominative or form[-1] in "иоэу"
        if general and not has_nominative and (not own or undeclined):
            own.append(
                general[0]._replace(
                    lemma=form.lower().replace("ё", "е"),
                    part="NOUN",
                    case="nomn",
                    gender="ms-f",
                    number="sing",
                    animate=True,
                    sort="Surn",
                    form="",
                )
            )
        return tuple(own)


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


def inflect(reading: Reading, *grammemes: str) -> str | None:
    """The form of the same word with other grammemes, None where it has none."""
    return _inflected(reading.form, reading.rank, grammemes) if reading.form else None


@lru_cache(maxsize=MOST_INFLECTED)
def _inflected(form: str, rank: int, grammemes: tuple[str, ...]) -> str | None:
    inflected = parser().parse(form)[rank].inflect(set(grammemes))
    return str(inflected.word) if inflected else None


_CASE_ENDING = re.compile(
    "(?<=...)(?:ого|ому|ыми|ими|ая|яя|ую|юю|ой|ей|ою|ый|ий|ом|ем|ым|им|[аеиоуыюяйь])$"
)
_DOUBLED = re.compile(r"(.)\1")


@lru_cache(maxsize=MOST_REMEMBERED)
def surname_stem(form: str) -> str:
    """What all forms of a name share: «Радда» and «Радд», «Филипп» and «Филип».

    >>> surname_stem("Радда"), surname_stem("Радд")
    ('рад', 'рад')
    """
    return _DOUBLED.sub(r"\1", _CASE_ENDING.sub("", form.lower().replace("ё", "е")))


def _sort_rank(sort: str) -> int:
    return ("Name", "Surn", "Patr", "Abbr", "Geox", "Orgn").index(sort)


@lru_cache(maxsize=1)
def parser() -> Any:  # pymorphy3 carries no types
    """pymorphy3 with its dictionary, loaded once: that takes 65 ms, and as much again where it has
    to look through all that is installed for it."""
    return pymorphy3.MorphAnalyzer(path=str(FOLDER), lang="ru")


@lru_cache(maxsize=1)
def shared_tables() -> Tables:
    """Those of the process."""
    return Tables()


@lru_cache(maxsize=1)
def shared_grammar() -> Grammar:
    """The one dictionary of the process; loading it takes 70 ms."""
    return Grammar()


def like(pattern: str, word: str) -> str:
    """`word` with the capitals of `pattern`.

    >>> like("Токаевым", "токаев"), like("МВД", "мвд"), like("Касым-Жомарта", "касым-жомарт")
    ('Токаев', 'МВД', 'Касым-Жомарт')
    """
    if pattern.isupper() and len(pattern) > 1:
        return word.upper()
    parts, words = pattern.split("-"), word.split("-")
    if len(parts) == len(words) > 1:
        return "-".join(like(p, w) for p, w in zip(parts, words, strict=True))
    return word[:1].upper() + word[1:] if pattern[:1].isupper() else word
