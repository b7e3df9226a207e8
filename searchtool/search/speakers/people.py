"""Puts the names of one surname together to people, and chooses the name that a person is shown by.

The fullest names are people first. A shorter name joins the only one it can be, or the one who is
named far more often than all others it can be: «Маск» is Илон Маск, although there is a Джессика.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from searchtool.search.speakers.names import (
    PersonName,
    agree,
    is_first_name,
    is_initial,
    may_be_same,
    name_readings,
)

DOMINANCE = 4
"""How many times more often than all others together somebody must be named to be meant."""

MAX_CONTRADICTED = 4
"""A surname is not that of the dominant person if in one of so many of its documents somebody else
of that surname speaks, and that person does not."""

MIN_SHARE = 3
"""A nominative is believed if its form is not more than so many times rarer than another one."""

Documents = Counter[str]
"""How often a name speaks in each document, by its id."""


class Person(NamedTuple):
    """Somebody with all their names, each with its documents."""

    names: dict[PersonName, Documents]

    @property
    def total(self) -> int:
        """How often they speak."""
        return sum(documents.total() for documents in self.names.values())

    @property
    def documents(self) -> frozenset[str]:
        """Where they speak."""
        return frozenset().union(*self.names.values())

    @property
    def has_given(self) -> bool:
        """Whether some of the names have more than a surname."""
        return any(name.given for name in self.names)

    def agrees_with(self, name: PersonName) -> bool:
        """Whether the words before the surname agree with all the names, whatever the gender."""
        return all(agree(name.given, own.given) for own in self.names)

    def may_have(self, name: PersonName) -> bool:
        """Whether a name can be theirs, by all the names they have."""
        return all(may_be_same(name, own) for own in self.names)


def group_names(
    names: Iterable[PersonName], documents_of: Callable[[str], Documents]
) -> list[Person]:
    """The people whom names of one surname name."""
    names = sorted(names)
    if len(names) == 1:
        return [Person({names[0]: documents_of(names[0].text)})]
    variants: dict[object, dict[PersonName, Documents]] = defaultdict(dict)
    for name in names:
        variants[name.given, name.gender][name] = documents_of(name.text)
    people: list[Person] = []
    for variant in sorted(map(Person, variants.values()), key=_fullest_first):
        if person := _find_person(variant, people):
            person.names.update(variant.names)
        else:
            people.append(variant)
    return people


def _fullest_first(variant: Person) -> tuple[int, int, bool, int]:
    name = next(iter(variant.names))
    whole, parts = name.fullness
    return -whole, -parts, not name.gender, -variant.total


def _find_person(variant: Person, people: Sequence[Person]) -> Person | None:
    """Whose names these are, as far as it can be told."""
    name = next(iter(variant.names))
    if not name.given and is_first_name(name.last):
        return None
    found = [person for person in people if all(map(person.may_have, variant.names))]
    return choose_person(found, variant.documents)


def choose_person(people: Sequence[Person], documents: frozenset[str]) -> Person | None:
    """The only one of these people, or the one who is meant far more often than the others; none
    if `documents` speak against that."""
    if len(people) < 2:
        return people[0] if people else None
    first, *others = sorted(people, key=lambda person: -person.total)
    if first.total < DOMINANCE * sum(other.total for other in others):
        return None
    elsewhere = frozenset().union(*(other.documents for other in others)) - first.documents
    contradicted = len(documents & elsewhere)
    return None if contradicted * MAX_CONTRADICTED > len(documents) else first


def shown_name(person: Person) -> str:
    """The name a person is shown by: with the first name, in the nominative, the most frequent."""
    if len(person.names) == 1:
        return next(iter(person.names)).shown
    counts: Counter[str] = Counter()
    lasts: Counter[str] = Counter()
    for name, documents in person.names.items():
        counts[_spelled(name)] += documents.total()
        lasts[name.last] += documents.total()

    def rank(name: PersonName) -> tuple[object, ...]:
        return (
            not _has_remains(name),
            name.shown == name.text,  # neither a role nor another order
            name.is_full,
            bool(name.given),
            not _is_oblique(name, lasts),
            counts[_spelled(name)],
            name.fullness,
            name.text,
        )

    return max(person.names, key=rank).shown


def _spelled(name: PersonName) -> str:
    return " ".join(name.words)


def _has_remains(name: PersonName) -> bool:
    """Whether words of the sentence stand before the first name: «Совфеда Валентина Матвиенко»."""
    first, *rest = name.words
    return (
        len(rest) > 1
        and not is_initial(first)
        and not name_readings(first)
        and (is_first_name(rest[0]))
    )


def _is_oblique(name: PersonName, lasts: Counter[str]) -> bool:
    """Whether it is not in the nominative, by the first name or beside the other surnames."""
    first = name.words[0]
    readings = name_readings(first) if name.given else ()
    if readings and not is_first_name(first):
        return True
    # A surname that is hardly ever written so may be one that was put in the nominative wrongly.
    known = (last for last in lasts if lasts[last] * MIN_SHARE >= lasts[name.last])
    return any(is_form_of(name.last, last) for last in known)


_ENDINGS = {
    "ый": "ого ому ым ом", "ий": "ого его ому ему им ом ем ия ию ием ии", "ой": "ого ому ым им ом",
    "ая": "ой ую", "а": "ы и е у ой ей", "я": "и е ю ей ой", "ь": "я ю ем е и", "й": "я ю ем е и",
}  # fmt: skip
"""What stands in other cases for an ending of the nominative; the longest one counts."""
_CONSONANT_ENDINGS = "а у ом ем ым е"


def is_form_of(word: str, nominative: str) -> bool:
    """Whether a surname is an oblique form of another one.

    >>> is_form_of("байденом", "байден"), is_form_of("зеленского", "зеленский")
    (True, True)
    >>> is_form_of("байден", "байденом"), is_form_of("толстая", "толстой")
    (False, False)
    """
    for ending, others in _ENDINGS.items():
        if nominative.endswith(ending):
            return word in [nominative.removesuffix(ending) + other for other in others.split()]
    is_declined = nominative[-1] not in "еиоуыэю"
    return is_declined and word in [nominative + other for other in _CONSONANT_ENDINGS.split()]
