"""A Russian word in, its grammatical readings out; the same phrase in the nominative."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from searchtool.morphology import dictionary

Case = str
"""A case as pymorphy3 names it: nomn, gent, datv, accs, ablt, loct."""

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")

_CASES = {"gen1": "gent", "gen2": "gent", "loc1": "loct", "loc2": "loct", "acc2": "accs"}
_NAME_PARTS = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Abbr"})
_INITIAL = re.compile(r"[А-ЯЁA-Z]\.?")
_NUMERALS = ("NUMB", "ROMN", "LATN", "UNKN", "PNCT")

LEAST_SCORE = 0.02
"""Readings of a known word less probable than this are not meant in news."""


class Reading(NamedTuple):
    """One way to read a form. `sort` is Name, Surn, Patr, Geox, Orgn, Abbr or nothing."""

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
    parse: Any

    @property
    def is_verb(self) -> bool:
        """Whether it is a finite verb."""
        return self.part == "VERB"

    @property
    def is_attribute(self) -> bool:
        """Whether it is an adjective or participle that agrees with a noun."""
        return self.part in ("ADJF", "PRTF")


class Facts(NamedTuple):
    """What the readings of a form come to."""

    readings: tuple[Reading, ...]
    lemmas: frozenset[str]
    by_case: dict[str, tuple[Reading, ...]]
    name_sorts: frozenset[str]
    is_known: bool
    first_part: str


class Form:
    """A word as it is written. The dictionary is asked only when `facts` are."""

    __slots__ = ("_facts", "_grammar", "is_capitalized", "is_initial", "is_latin", "lower", "text")

    def __init__(self, text: str, grammar: "Grammar | None") -> None:
        self.text = text
        self.lower = text.lower().replace("ё", "е")
        self.is_capitalized = text[:1].isupper()
        self.is_latin = text.isascii() and text[:1].isalpha()
        self.is_initial = bool(_INITIAL.fullmatch(text))
        self._grammar = grammar
        self._facts: Facts | None = None

    @property
    def facts(self) -> Facts:
        """The readings of the form and what they have in common."""
        if self._facts is None:
            self._facts = _facts(self._grammar.readings(self.text) if self._grammar else ())
        return self._facts


def _facts(readings: tuple[Reading, ...]) -> Facts:
    by_case: dict[str, tuple[Reading, ...]] = {}
    for reading in readings:
        by_case[reading.case] = (*by_case.get(reading.case, ()), reading)
    return Facts(
        readings,
        frozenset(reading.lemma for reading in readings),
        by_case,
        frozenset(reading.sort for reading in readings if reading.sort),
        any(reading.known for reading in readings),
        readings[0].part if readings else "",
    )


MOST_REMEMBERED = 40_000
"""Words as they are written that are kept with their readings, about 2 KB each."""


class Grammar:
    """The dictionary, with all that is found out about a form remembered."""

    def __init__(self) -> None:
        self._dictionary = dictionary()
        self._readings: dict[str, tuple[Reading, ...]] = {}
        self._forms: dict[str, Form] = {}

    def form(self, text: str) -> Form:
        """What is known of a word as it is written."""
        found = self._forms.get(text)
        if found is None:
            if len(self._forms) >= MOST_REMEMBERED:
                self._forms.clear()
                self._readings.clear()
            found = self._forms[text] = Form(text, self)
        return found

    def title(self, text: str) -> Form:
        """The same for what stands in quotation marks: it has no readings."""
        return Form(text, None)

    def readings(self, form: str) -> tuple[Reading, ...]:
        """All readings of a form, the likeliest first.

        >>> grammar = Grammar()
        >>> sorted({(r.lemma, r.case) for r in grammar.readings("главе")})
        [('глава', 'datv'), ('глава', 'loct')]
        """
        form = form.lower()
        found = self._readings.get(form)
        if found is None:
            found = self._readings[form] = tuple(self._read(form))
        return found

    def _read(self, form: str) -> Iterator[Reading]:
        for parse in self._dictionary.parse(form):
            tag = parse.tag
            if parse.is_known and parse.score < LEAST_SCORE and "Name" not in tag:
                continue
            case = str(tag.case or "")
            sort = next(iter(sorted(_NAME_PARTS & tag.grammemes, key=_sort_rank)), "")
            yield Reading(
                parse.normal_form.replace("ё", "е"),
                str(tag.POS or next((n for n in _NUMERALS if n in tag.grammemes), "")),
                _CASES.get(case, case),
                "ms-f" if "ms-f" in tag.grammemes else str(tag.gender or ""),
                str(tag.number or ""),
                str(tag.person or ""),
                str(tag.tense or ""),
                tag.animacy == "anim",
                sort,
                bool(parse.is_known),
                float(parse.score),
                parse,
            )

    def with_surnames(self, surnames: Mapping[str, bool]) -> "Grammar":
        """The same dictionary for a document in which these words are surnames, whatever they
        mean otherwise: «Форсайт», «Волк». True for those that stand there in the nominative."""
        return _WithSurnames(self, surnames)

    def inflect(self, reading: Reading, *grammemes: str) -> str | None:
        """The form of the same word with other grammemes, None where it has none."""
        inflected = reading.parse.inflect(set(grammemes)) if reading.parse else None
        return str(inflected.word) if inflected else None


class _WithSurnames(Grammar):
    """Forms of known surnames have no other readings, when they begin with a capital."""

    def __init__(self, grammar: Grammar, surnames: Mapping[str, bool]) -> None:
        super().__init__()
        self._general = grammar
        self._nominative = {surname for surname, nominative in surnames.items() if nominative}
        self._stems = {surname_stem(surname) for surname in surnames}

    def form(self, text: str) -> Form:
        """What is known of a word; small letters are no surname."""
        found = self._forms.get(text)
        if found is None:
            found = Form(text, self) if text[:1].isupper() else self._general.form(text)
            self._forms[text] = found
        return found

    def readings(self, form: str) -> tuple[Reading, ...]:
        """The readings of a form; those of a surname alone where it is one."""
        general = self._general.readings(form)
        if not form[:1].isupper() or surname_stem(form) not in self._stems:
            return general
        return self._surname(form, general)

    def _surname(self, form: str, general: tuple[Reading, ...]) -> tuple[Reading, ...]:
        personal = [r for r in general if r.sort in ("Surn", "Name", "Patr") and r.known]
        if any(r.case == "nomn" or form not in self._nominative for r in personal):
            return general
        own = [r._replace(sort="Surn", animate=True) for r in general if r.number == "sing"]
        has_nominative = any(r.case == "nomn" for r in own)
        undeclined = form in self._nominative or form[-1] in "иоэу"
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
                    parse=None,
                )
            )
        return tuple(own)


_CASE_ENDING = re.compile(
    "(?<=...)(?:ого|ому|ыми|ими|ая|яя|ую|юю|ой|ей|ою|ый|ий|ом|ем|ым|им|[аеиоуыюяйь])$"
)
_DOUBLED = re.compile(r"(.)\1")


def surname_stem(form: str) -> str:
    """What all forms of a name share: «Радда» and «Радд», «Филипп» and «Филип».

    >>> surname_stem("Радда"), surname_stem("Радд")
    ('рад', 'рад')
    """
    return _DOUBLED.sub(r"\1", _CASE_ENDING.sub("", form.lower().replace("ё", "е")))


def _sort_rank(sort: str) -> int:
    return ("Name", "Surn", "Patr", "Abbr", "Geox", "Orgn").index(sort)


@lru_cache(maxsize=1)
def shared_grammar() -> Grammar:
    """The one dictionary of the process; loading it takes about 70 ms."""
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
