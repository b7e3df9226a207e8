"""Gives each speaker one name over all documents, and finds what they said by any of their names.

«Токаев», «К. Токаев» and «Касым-Жомарт Токаев» are one speaker if nothing speaks against it; people
who share a surname stay apart. The user's `speakers.toml` overrides this; docs/quotes.md describes
it. Names are read surname by surname when they are first needed: a query asks for one of them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from searchtool.analysis.analyzer import Analyzer
from searchtool.query.filters import keyword_filter
from searchtool.query.tree import Filter, Not, Or, Query, all_of
from searchtool.search.speakers.described import DescribedPerson
from searchtool.search.speakers.labels import spelling_label
from searchtool.search.speakers.names import PersonName, parse_name, parse_speaker
from searchtool.search.speakers.nobody import is_nobody
from searchtool.search.speakers.people import (
    Documents,
    Person,
    choose_person,
    group_names,
    shown_name,
)


class NameUse(Protocol):
    """Which names there are for speakers, and in which documents."""

    @property
    def names(self) -> Sequence[str]:
        """All names."""

    def documents(self, name: str) -> Documents:
        """How often a name speaks in each document."""

    def names_with(self, beginning: str) -> Iterable[str]:
        """The names with a word that begins so, in any capitals."""


class Directory:
    """Who is who among the speakers of an index, and by the user's description."""

    def __init__(
        self, use: NameUse, described: Sequence[DescribedPerson], analyzer: Analyzer
    ) -> None:
        self.use = use
        self._described = described
        self._analyzer = analyzer
        self._known = {alias: one for one in described for alias in (*one.aliases, one.name)}
        self._known |= {one.name: one for one in described}
        self._people: dict[str, list[Person]] = {}
        self._surnames: dict[str, Mapping[str, Sequence[PersonName]]] = {}
        self._parsed: dict[str, PersonName | None] = {}
        self._canonical: dict[str, str | None] = {}

    def canonical_name(self, name: str, date: str | None = None) -> str | None:
        """The one name of a speaker whom a document of that date calls `name`; None if that is
        nobody."""
        for one in self._described:
            if date is not None and any(office.is_held(name, date) for office in one.offices):
                return one.name
        if name not in self._canonical:
            self._canonical[name] = self._find_name(name)
        return self._canonical[name]

    def query(self, name: str) -> Query | None:
        """What the speaker said whom the user calls `name`, whatever the documents call them; None
        if it has no words. Where several people can be meant, the words are searched."""
        by_words = keyword_filter("speaker", name, self._analyzer)
        if by_words is None:
            return None
        person = self._meant(name)
        one = self._known.get(name) or self._description(person)
        if one is not None:
            return Or((*self._by_names(self._names_of(one)), *self._by_offices(one)))
        if person is not None:
            return Or(tuple(self._by_names(name.text for name in person.names)))
        alike = self._spellings.get(spelling_label(name), ())
        if len(alike) > 1:
            return Or((by_words, *self._by_names(alike)))
        return all_of([by_words, *map(Not, self._by_names(self._not_abbreviated(name)))])

    def surnames(self, beginning: str) -> dict[str, list[str]]:
        """The surnames, and other names of one word, of those in whose names, in any document, a
        word begins so; each with the whole names. Both are in the order of the alphabet."""
        found: dict[str, set[str]] = defaultdict(set)
        for one in filter(None, map(self.canonical_name, self.use.names_with(beginning))):
            surname = one.rpartition(" ")[2] if self._parse(one) else one
            if " " not in surname:
                found[surname].add(one)
        return {surname: sorted(found[surname]) for surname in sorted(found)}

    def _find_name(self, name: str) -> str | None:
        if one := self._known.get(name):
            return one.name
        if parsed := self._parse(name):
            person = self._person(parsed)
            one = self._description(person)
            found = one.name if one else shown_name(person)
            others = (other.text for other in person.names)
            self._canonical |= {other: found for other in others if other not in self._known}
            return found
        spellings = self._spellings.get(spelling_label(name), [name])
        is_common = any(one[:1].islower() for one in spellings)
        return None if is_nobody(name, is_common=is_common) else self._most_frequent(spellings)

    def _most_frequent(self, spellings: Sequence[str]) -> str:
        """The most frequent spelling of what is not a person: «полиция», not «Полиция»."""
        if len(spellings) == 1:
            return spellings[0]
        return max(spellings, key=lambda one: (self.use.documents(one).total(), -len(one), one))

    @cached_property
    def _spellings(self) -> Mapping[str, Sequence[str]]:
        found = defaultdict(list)
        for name in self.use.names:
            found[spelling_label(name)].append(name)
        return found

    def _not_abbreviated(self, name: str) -> list[str]:
        """Where some names have an abbreviation in capitals, those in which only another word has
        its key: «Сан-Сан Йи» for «САНА»."""
        if not (name.isalpha() and name.isupper()):
            return []
        words = {one: _WORD.findall(one) for one in self.use.names}
        if not any(name in found for found in words.values()):
            return []
        key, beginning = self._analyzer.key(name.lower()), name[0].casefold()
        return [
            one
            for one, found in words.items()
            if name not in found
            and key in (self._analyzer.key(w.lower()) for w in found if w[0].lower() == beginning)
        ]

    def _meant(self, name: str) -> Person | None:
        """The person whom a user calls so, if only one can be meant."""
        for wanted in self._readings(name):
            if found := self._candidates(wanted):
                return choose_person(found, frozenset())
        return None

    def _readings(self, name: str) -> Iterable[PersonName]:
        """The names that a user may mean, in any capitals and order."""
        words = name.split()
        if not any(word[0].isupper() and word[1:].islower() for word in words):
            if any(
                self._parse(one) is None for one in self._spellings.get(spelling_label(name), ())
            ):
                return  # «МИД» is no surname
            words = [word.title() for word in words]
        for text in (" ".join(words), " ".join([*words[1:], words[0]])):
            if parsed := parse_name(text):
                yield parsed

    def _candidates(self, wanted: PersonName) -> list[Person]:
        people = self._people_called(wanted.surname)
        found = [person for person in people if person.may_have(wanted)]
        if not found and wanted.gender != "masc":  # «Лапина» may be a form of «Лапин»
            found = [person for person in people if person.agrees_with(wanted)]
        if not wanted.given:
            return [] if len(found) > 1 and any(not one.has_given for one in found) else found
        return [person for person in found if person.has_given] or found

    def _person(self, name: PersonName) -> Person:
        people = self._people_called(name.surname)
        return next((one for one in people if name in one.names), Person({name: Counter()}))

    def _people_called(self, surname: str) -> list[Person]:
        if surname not in self._people:
            names = self._alike(surname).get(surname, ())
            self._people[surname] = group_names(names, self.use.documents)
        return self._people[surname]

    def _alike(self, surname: str) -> Mapping[str, Sequence[PersonName]]:
        """By surnames, the names of people with surnames that begin like this one."""
        beginning = _beginning(surname)
        if beginning not in self._surnames:
            found: dict[str, list[PersonName]] = defaultdict(list)
            for name in filter(None, map(self._parse, self._by_beginning.get(beginning, ()))):
                found[name.surname].append(name)
            self._surnames[beginning] = found
        return self._surnames[beginning]

    @cached_property
    def _by_beginning(self) -> Mapping[str, Sequence[str]]:
        """The names by the beginnings of their words, any of which may be the surname."""
        found = defaultdict(list)
        for name in {*self.use.names, *self._known}:
            for beginning in {_beginning(word) for word in re.split("[ .]+", name.lower())}:
                found[beginning].append(name)
        return found

    def _parse(self, name: str) -> PersonName | None:
        if name not in self._parsed:
            self._parsed[name] = parse_speaker(name) or self._as_surname(name)
        return self._parsed[name]

    def _as_surname(self, word: str) -> PersonName | None:
        """A common word as a surname: «Заяц» where a Пётр Заяц speaks."""
        found = parse_name(word, may_be_common=True) if word.isalpha() else None
        if found is None:
            return None
        ending = f" {word}"
        full = self._by_beginning.get(_beginning(found.surname), ())
        return found if any(n.endswith(ending) and self._parse(n) for n in full) else None

    def _description(self, person: Person | None) -> DescribedPerson | None:
        names = person.names if person else ()
        return next((one for name in names if (one := self._known.get(name.text))), None)

    def _names_of(self, one: DescribedPerson) -> set[str]:
        found = {one.name, *one.aliases}
        for parsed in filter(None, map(self._parse, (one.name, *one.aliases))):
            found |= {name.text for name in self._person(parsed).names}
        return {name for name in found if self._known.get(name, one) is one}

    def _by_offices(self, one: DescribedPerson) -> Iterable[Query]:
        for office in one.offices:
            if query := keyword_filter("speaker", office.title, self._analyzer):
                yield all_of([query, Filter("date", office.since, office.until)])

    @staticmethod
    def _by_names(names: Iterable[str]) -> Iterable[Query]:
        return (Filter("who", name, name) for name in sorted(names))


_WORD = re.compile(r"\w+")


def _beginning(word: str) -> str:
    """What all forms of a surname begin with, and its stem, which has no doubled letters."""
    plain = word.replace("ё", "е")
    return plain[:1] + plain.lstrip(plain[:1])[:1]
