"""Clusters the mentions in a document to the people it names, with their full names and roles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from types import MappingProxyType

from searchtool.quotes.grammar.forms import (
    WordForm,
    surname_stem,
)
from searchtool.quotes.grammar.person_names import PERSONAL
from searchtool.quotes.speakers.mentions import Mention, Name
from searchtool.quotes.speakers.name_matching import may_be_same, name_keys
from searchtool.quotes.speakers.person_entity import PersonEntity, is_known_name
from searchtool.quotes.speakers.roles import RoleFinder, RoleName


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

    def cases_of(self, mention: Mention) -> AbstractSet[str]:
        """The cases a mention can have where it stands: by the clause of which it is the speaker,
        or by the office beside it; empty if nothing tells."""
        for start in mention.starts:
            if start in self._known_cases:
                return {self._known_cases[start]}
        beside = self._roles.cases_beside(mention)
        begins = mention.position == mention.paragraph.start and is_known_name(
            mention.name.forms[0]
        )
        return beside or (frozenset({"nomn"}) if begins else beside)

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

    def roles_of(self, person: PersonEntity) -> set[RoleName]:
        """The roles of a person that the document tells."""
        return {role for people in self._people_by_head.values() for role in people.get(person, ())}

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
            person = PersonEntity(len(self.persons), mention, self.cases_of, self._spoken)
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
