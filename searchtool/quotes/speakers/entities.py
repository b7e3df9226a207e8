"""Clusters the mentions in a document to the people it names, with their full names and roles."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from math import prod
from types import MappingProxyType

from searchtool.analysis.morphology.inflection import inflect
from searchtool.quotes.grammar.forms import (
    WordForm,
    match_case,
    nominative_of_man,
    surname_stem,
)
from searchtool.quotes.grammar.person_names import PARTICLES, PERSONAL, GendersByCase
from searchtool.quotes.speakers.mentions import Mention, Name
from searchtool.quotes.speakers.name_matching import may_be_same, name_keys, name_readings
from searchtool.quotes.speakers.roles import RoleFinder, RoleName


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks: a person the document names, or a speaker without a name.

    Of the latter, `name` is what they are called, `head` and `lemmas` are its words. `is_named`
    says that it is a person's name, even if the document has it nowhere else, `is_thing` that it is
    a place, an organisation or a text.
    """

    name: str
    genders: frozenset[str]
    number: str = "sing"
    person: "PersonEntity | None" = None
    lemmas: frozenset[str] = frozenset()
    head: str = ""
    is_named: bool = False
    is_thing: bool = False

    def fits(self, genders: frozenset[str], number: str) -> bool:
        """Whether a pronoun or role of these genders and this number can mean the speaker."""
        if "plur" in (number, self.number):
            return number == self.number
        return _may_be(self.genders, genders)

    @property
    def is_organisation(self) -> bool:
        """Whether it is a newspaper, a ministry and the like: neither a person nor a group."""
        return self.is_thing and self.number != "plur"


class PersonEntity:
    """A person the document names.

    `cases` tells the cases that words of a mention can have where it stands, whatever else their
    form can be; `spoken` the genders of the verbs whose subjects the person is, by the places where
    they are named; `number` counts the people of the document.
    """

    def __init__(
        self,
        number: int,
        first: Mention,
        cases: Callable[[Mention], AbstractSet[str]],
        spoken: Mapping[int, str],
    ) -> None:
        self.number = number
        self.mentions = [first]
        self.fullest = first.name
        self._positions = [first.position]
        self._cases = cases
        self._spoken = spoken

    def add(self, mention: Mention) -> bool:
        """Add a mention of the person; returns whether it has more of the name."""
        at = bisect_left(self._positions, mention.position)
        self._positions.insert(at, mention.position)
        self.mentions.insert(at, mention)
        says_more = mention.name.fullness > self.fullest.fullness
        if says_more:
            self.fullest = mention.name
        return says_more

    def last_before(self, position: int) -> int | None:
        """Where the person is named last before a place; None if nowhere."""
        number = bisect_left(self._positions, position)
        return self._positions[number - 1] if number else None

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names the person is called by, in the order of the text."""
        return tuple(dict.fromkeys(mention.name for mention in self.mentions))

    @cached_property
    def genders(self) -> frozenset[str]:
        """The genders that all names of the person allow; of several the one of most verbs."""
        genders = self.names[0].genders
        for name in self.names:
            genders = (genders & name.genders) or genders
        if len(genders) == 1:
            return genders
        told = Counter(self.told_genders()) & Counter(dict.fromkeys(genders, len(self.mentions)))
        return frozenset({max(told, key=told.__getitem__)}) if told else genders

    def told_genders(self) -> Iterator[str]:
        """The genders of the verbs beside the longest names that stand with any."""
        told: defaultdict[int, list[str]] = defaultdict(list)
        for mention in self.mentions:
            if gender := self.told_gender(mention):
                told[len(mention.name.forms)].append(gender)
        yield from told[max(told)] if told else ()

    def told_gender(self, mention: Mention) -> str:
        """The gender of the verb beside a mention; empty if there is none."""
        return next(filter(None, (self._spoken.get(at) for at in mention.starts)), "")

    @cached_property
    def as_speaker(self) -> Speaker:
        """The person as a speaker."""
        return Speaker(self.name, self.genders, person=self, is_named=True)

    def fits(self, genders: frozenset[str]) -> bool:
        """Whether a pronoun or role of these genders can mean the person."""
        return _may_be(self.genders, genders)

    def may_be(self, gender: str) -> bool:
        """Whether a verb of this gender can be about the person: of names that no dictionary has
        the gender is only guessed."""
        return gender in self.genders or not any(
            form.features.is_known for form in self.fullest.significant
        )

    @cached_property
    def name(self) -> str:
        """The fullest name in the nominative: the one that most mentions of it can be forms of."""
        votes: defaultdict[str, float] = defaultdict(float)
        weighed: dict[tuple[Name, frozenset[str]], dict[str, float]] = {}
        for mention in self.mentions:
            name = mention.name
            if name.fullness != self.fullest.fullness:
                continue
            cases = frozenset(self._cases(mention))
            if (name, cases) not in weighed:
                weighed[name, cases] = self._nominatives(name, cases)
            for nominative, weight in weighed[name, cases].items():
                votes[nominative] += weight
        best = max(votes, key=lambda nominative: (votes[nominative], -len(nominative)))
        written = {form.text for name in self.names for form in name.forms}
        words = (nominative_of_man(word) for word in best.split(" "))
        pairs = zip(words, best.split(" "), strict=True)
        return " ".join(man if man in written else word for man, word in pairs)  # «Стэна Ли»

    def _nominatives(self, name: Name, cases: AbstractSet[str]) -> dict[str, float]:
        """The possible nominatives of a name that is in one of these cases, with their weights."""
        weights: dict[str, float] = {}
        possible: GendersByCase = name.genders_by_case
        told = {case: own for case, own in possible.items() if case in cases and own & self.genders}
        for case, own in (told or possible).items():
            nominative = " ".join(self._nominative_of(form, case) for form in name.forms)
            fitting = 1.0 if own & self.genders else 0.01
            likely = fitting * prod(_likelihood(form, case) for form in name.significant)
            if case == "nomn" and _is_instrumental(name.significant):
                likely /= 100
            weights[nominative] = weights.get(nominative, 0.0) + likely
        return weights

    @cached_property
    def _in_nominative(self) -> frozenset[str]:
        """The words that are in the nominative where the person speaks or has an office."""
        return frozenset(
            form.text
            for mention in self.mentions
            if self._cases(mention) == {"nomn"}
            for form in mention.name.forms
        )

    def _nominative_of(self, form: WordForm, case: str) -> str:
        if form.is_initial or form.is_latin or form.lower in PARTICLES:
            return form.text
        if case == "nomn":
            return self._without_ending(form)
        readings = [r for r in name_readings(form) if r.tag.case == case and r.tag.number != "plur"]
        readings.sort(key=lambda r: r.tag.gender not in self.genders)
        if form.text in self._in_nominative and not _is_known_name(form):
            return form.text
        inflected = inflect(readings[0], "nomn", "sing") if readings else None
        if inflected and inflected != form.text.lower():  # the same: it has no other forms
            return match_case(inflected, form.text)
        shorter = [
            part.text
            for name in self.names
            if "nomn" in name.genders_by_case
            for part in name.forms
            if surname_stem(part.text) == surname_stem(form.text)
        ]
        if shorter:
            return min(shorter, key=len)
        is_told = any(r.is_known and r.tag.case == case for r in form.features.readings)
        is_mans = self.genders == {"masc"} and not is_told
        return (nominative_of_man(form.text, case) if is_mans else "") or form.text

    def _without_ending(self, form: WordForm) -> str:
        """A form that the dictionary lacks, as it stands elsewhere without an ending: «Веллингом»
        where «Веллинг» is named, too."""
        if form.features.is_known:
            return form.text
        shorter = [
            part.text
            for name in self.names
            for part in name.forms
            if form.text.startswith(part.text)
            and surname_stem(part.text) == surname_stem(form.text)
        ]
        return min(shorter, key=len, default=form.text)


class Entities:
    """The people a document names."""

    def __init__(
        self,
        mentions: Iterable[Mention],
        roles: RoleFinder,
        cases: Mapping[int, str] = MappingProxyType({}),
        spoken: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        """`cases` are those of the words that name speakers, `spoken` the genders of the verbs they
        stand with, each by their places in the text."""
        self._roles = roles
        self._known_cases = cases
        self._spoken = spoken
        self._by_key: dict[str, list[PersonEntity]] = {}
        self._same: dict[Name, list[PersonEntity]] = {}
        self.persons: list[PersonEntity] = []
        mentions = list(mentions)
        self._speaking = frozenset(
            surname_stem(m.name.forms[0].text)
            for m in mentions
            if len(m.name.forms) == 1 and m.position in cases
        )
        # Full names first, so that a surname alone finds its person.
        for mention in sorted(mentions, key=lambda m: (-len(m.name.forms), m.position)):
            self._add(mention)

    @cached_property
    def _by_position(self) -> Mapping[int, PersonEntity]:
        return {
            start: person
            for person in self.persons
            for mention in person.mentions
            for start in mention.starts
        }

    @cached_property
    def _people_by_head(self) -> Mapping[str, Mapping[PersonEntity, set[RoleName]]]:
        """By the head of a role, the people with such roles in the document, and the roles."""
        called: dict[str, dict[PersonEntity, set[RoleName]]] = {}
        for person in self.persons:
            for mention in person.mentions:
                for role in self._roles.of(mention, self._likely_cases(person, mention)):
                    called.setdefault(role.head, {}).setdefault(person, set()).add(role)
        return called

    def _likely_cases(self, person: PersonEntity, mention: Mention) -> AbstractSet[str]:
        """The cases a mention can be in: «представитель Седова» is no office of his."""
        genders = mention.name.genders_by_case
        fitting = {case for case, own in genders.items() if own & person.genders} or set(genders)
        told = {self._known_cases[at] for at in mention.starts if at in self._known_cases}
        return told & fitting or fitting

    def at(self, position: int) -> PersonEntity | None:
        """The person of whose name the word at `position` is a part."""
        return self._by_position.get(position)

    def namesake(self, surname: str, gender: str) -> PersonEntity | None:
        """The one of a gender whose full name ends with a surname: «Ирина Парастаева», where «Олег
        Парастаев» is named, too."""
        found = (p for p in self.persons if p.genders == {gender} and " " in p.name)
        return next((p for p in found if p.name.split(" ")[-1] == surname), None)

    def with_roles(self, heads: Iterable[str]) -> Iterator[tuple[PersonEntity, set[RoleName]]]:
        """The people who have roles with one of these heads, and those roles."""
        found: dict[PersonEntity, set[RoleName]] = {}
        for head in heads:
            for person, roles in self._people_by_head.get(head, {}).items():
                found[person] = found.get(person, set()) | roles
        yield from sorted(found.items(), key=lambda called: called[0].number)

    def has_role(self, person: PersonEntity) -> bool:
        """Whether the document tells a role of a person."""
        return any(person in people for people in self._people_by_head.values())

    def _cases_of(self, mention: Mention) -> AbstractSet[str]:
        """The cases a mention can have where it stands: by the clause of which it is the speaker,
        or by the office beside it; empty if nothing tells."""
        for start in mention.starts:
            if start in self._known_cases:
                return {self._known_cases[start]}
        beside = self._roles.cases_beside(mention)
        begins = mention.position == mention.paragraph.start and _is_known_name(
            mention.name.forms[0]
        )
        return beside or (frozenset({"nomn"}) if begins else beside)

    def _add(self, mention: Mention) -> None:
        name = mention.name
        same = self._same.get(name)
        if same is None:
            same = self._same[name] = [
                person for person in self._candidates(name) if may_be_same(person.fullest, name)
            ]
        if same:
            if len(same) > 1:
                same = [p for p in same if not _speaks_otherwise(p, mention)] or same
                same = [p for p in same if _is_called_so(p, name)] or same
            if _nearest_before(same, mention).add(mention):
                self._same.clear()
        elif len(name.forms) > 1 or self._is_surely_name(name.forms[0]):
            person = PersonEntity(len(self.persons), mention, self._cases_of, self._spoken)
            self.persons.append(person)
            for key in name_keys(name):
                self._by_key.setdefault(key, []).append(person)
            self._same.clear()

    def _is_surely_name(self, form: WordForm) -> bool:
        """Whether a word that never stands with a first name is a person's name: by the dictionary,
        or because somebody called so speaks."""
        known = [r for r in form.features.readings if r.is_known]
        may_be_surname = not known or any(r.tag.name_type == "Surn" for r in known)
        if may_be_surname and surname_stem(form.text) in self._speaking:
            return True
        personal = [r.probability for r in known if r.tag.name_type in PERSONAL]
        others = [r.probability for r in known if r.tag.name_type not in PERSONAL]
        return bool(personal) and sum(personal) >= sum(others)

    def _candidates(self, name: Name) -> list[PersonEntity]:
        """The people known so far whose names are alike in the first or the last word."""
        found = (person for key in name_keys(name) for person in self._by_key.get(key, ()))
        return list(dict.fromkeys(found))


def _may_be(own: frozenset[str], genders: frozenset[str]) -> bool:
    return not own.isdisjoint(genders) or not genders - {""}


def _likelihood(form: WordForm, case: str) -> float:
    """How likely a word is in a case by its readings; an unknown one prefers the nominative."""
    readings = name_readings(form)
    total = sum(r.probability for r in readings)
    share = sum(r.probability for r in readings if r.tag.case == case) / total if total else 0.0
    if form.features.is_known:
        return max(share, 0.01)
    return max(share, 0.6 if case == "nomn" else 0.1)


def _nearest_before(persons: Sequence[PersonEntity], mention: Mention) -> PersonEntity:
    """Of several people with one name the one mentioned last before this mention."""
    if len(persons) == 1:
        return persons[0]

    def last_named(person: PersonEntity) -> int:
        last = person.last_before(mention.position)
        return -1 if last is None else last

    return max(persons, key=last_named)


def _is_called_so(person: PersonEntity, name: Name) -> bool:
    """Whether a surname that can only be a nominative is that of a person, letter by letter: of
    «Захар Дёмин» and «Ульяна Дёмина» the first is «Дёмин»."""
    forms = [form.lower for form in name.significant]
    is_nominative = set(name.genders_by_case) == {"nomn"}
    return is_nominative and forms[-1:] == [f.lower for f in person.fullest.significant[-1:]]


def _speaks_otherwise(person: PersonEntity, mention: Mention) -> bool:
    """Whether the verbs say that a mention is not that of a person: «сказал Седов», «Анна Седова
    сказала»."""
    gender = person.told_gender(mention)
    told = set(person.told_genders()) if gender else set()
    return bool(told) and gender not in told


def _is_instrumental(forms: Sequence[WordForm]) -> bool:
    """Whether all words of a name end as in the instrumental: «Джейдоном Руззом»."""
    return len(forms) > 1 and all(form.lower.endswith(("ом", "ем")) for form in forms)


def _is_known_name(form: WordForm) -> bool:
    return any(r.is_known and r.tag.name_type in PERSONAL for r in form.features.readings)
