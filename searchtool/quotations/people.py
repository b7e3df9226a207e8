"""The words of a document in, the people it names out: each with the fullest form of the name, the
places where it stands and the roles it is given."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from math import prod

from searchtool.quotations.grammar import CASES, Grammar, like, surname_stem
from searchtool.quotations.names import (
    MASCULINE_OR_FEMININE,
    PARTICLES,
    PERSONAL,
    is_beside,
    name_in_cases,
)
from searchtool.quotations.phrases import phrase_at
from searchtool.quotations.words import Word

_DOUBLED = re.compile(r"(.)\1")
LONGEST_ROLE = 14

_BESIDE = ' \u00a0\n«»"“”'
_INSIDE_ROLES = frozenset({"по", "с", "со", "и", "в", "от", "при"})
"""Small words that stand inside the name of an office."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a name stands, words[start:end], and the cases it can be in there."""

    words: Sequence[Word]
    start: int
    end: int
    genders_by_case: Mapping[str, frozenset[str]]

    @property
    def cases(self) -> frozenset[str]:
        """The cases it can be in."""
        return frozenset(self.genders_by_case)

    @property
    def genders(self) -> frozenset[str]:
        """The genders it can have in one case or another."""
        return frozenset().union(*self.genders_by_case.values())

    @property
    def position(self) -> int:
        """Where it begins in the document's text."""
        return self.words[self.start].start

    @property
    def parts(self) -> Sequence[Word]:
        """The words of the name."""
        return self.words[self.start : self.end]


@dataclass(frozen=True, slots=True)
class RoleName:
    """What somebody is called besides the name: the head noun, and the lemmas of all its words."""

    head: str
    lemmas: frozenset[str]


@dataclass(eq=False, slots=True)
class Person:
    """Somebody the document names."""

    mentions: list[Mention] = field(default_factory=list)
    roles: set[RoleName] = field(default_factory=set)
    name: str = ""
    genders: frozenset[str] = MASCULINE_OR_FEMININE

    def narrow_genders(self) -> None:
        """Each mention may tell more of whether it is a man or a woman."""
        for mention in self.mentions:
            self.genders = (self.genders & mention.genders) or self.genders

    def last_before(self, position: int) -> int | None:
        """Where the person is last named before a place; None if nowhere."""
        number = bisect_left(self.mentions, position, key=lambda mention: mention.position)
        return self.mentions[number - 1].position if number else None

    @property
    def longest(self) -> Mention:
        """The mention that says most of the name."""
        return max(self.mentions, key=_fullness)


def _fullness(mention: Mention) -> tuple[bool, int, int]:
    """A surname tells more than a patronymic, a first name more than an initial."""
    parts = mention.parts
    has_surname = len(parts) > 1 and "Patr" not in parts[-1].name_sorts
    return has_surname, sum(not word.is_initial for word in parts), len(parts)


class People:
    """The people a document names. `subjects` are the starts of words that are the subject of a
    reporting verb: they stand in the nominative, whatever else their form could be."""

    def __init__(
        self,
        stretches: Iterable[Sequence[Word]],
        grammar: Grammar,
        subjects: AbstractSet[int] = frozenset(),
    ) -> None:
        self._grammar = grammar
        self._subjects = subjects
        self._bases: dict[str, frozenset[str]] = {}
        self._by_key: dict[str, list[Person]] = {}
        self.persons: list[Person] = []
        mentions = [mention for words in stretches for mention in _mentions(words)]
        # Full names first, so that a surname alone finds its person.
        for mention in sorted(mentions, key=lambda m: (-len(m.parts), m.position)):
            self._add(mention)
        self._by_position: dict[int, Person] = {}
        for person in self.persons:
            person.mentions.sort(key=lambda mention: mention.position)
            person.narrow_genders()
            person.name = self._nominative(person)
            for mention in person.mentions:
                person.roles.update(_roles(mention))
                for word in mention.parts:
                    self._by_position[word.start] = person

    def at(self, position: int) -> Person | None:
        """The person of whose name the word at `position` is a part."""
        return self._by_position.get(position)

    def _add(self, mention: Mention) -> None:
        matching = [p for p in self._candidates(mention) if self._is_same(p.longest, mention)]
        if matching:
            _nearest_before(matching, mention).mentions.append(mention)
        elif len(mention.parts) > 1 or _is_surely_name(mention.parts[0]):
            person = Person([mention])
            self.persons.append(person)
            for key in self._keys(mention):
                self._by_key.setdefault(key, []).append(person)

    def _candidates(self, mention: Mention) -> list[Person]:
        """Those already known of whose names the first or the last word is alike."""
        found = (person for key in self._keys(mention) for person in self._by_key.get(key, ()))
        return list(dict.fromkeys(found))

    def _keys(self, mention: Mention) -> set[str]:
        words = _significant(mention)
        ends = {words[0], words[-1]} if words else set()
        return {key for word in ends for key in (*self._base_forms(word), _stem(word))}

    def _is_same(self, known: Mention, mention: Mention) -> bool:
        """Whether a shorter name can be that of a known person."""
        ours, theirs = _significant(mention), _significant(known)
        if not ours or not theirs or not known.genders & mention.genders:
            return False
        if len(mention.parts) == 1:
            own = ours[0]
            return self._alike(own, theirs[-1]) or (
                "Name" in own.name_sorts and self._alike(own, theirs[0])
            )
        if not self._alike(ours[-1], theirs[-1]):
            return self._is_same_by_patronymic(ours, theirs)
        first, other = mention.parts[0], known.parts[0]
        if first.is_initial or other.is_initial:
            return first.text[0] == other.text[0]
        return len(ours) == 1 or len(theirs) == 1 or self._alike(first, other)

    def _is_same_by_patronymic(self, ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
        """«Нина Оттовна» is Нина Оттовна Берг, or a Нина Берг whose patronymic is not given."""
        if len(ours) != 2 or "Patr" not in ours[-1].name_sorts:
            return False
        patronymics = [word for word in theirs if "Patr" in word.name_sorts]
        fitting = not patronymics or any(self._alike(ours[-1], word) for word in patronymics)
        return fitting and self._alike(ours[0], theirs[0])

    def _alike(self, one: Word, other: Word) -> bool:
        """Whether two words can be forms of one name: «Радд» and «Радда», «Филип» and «Филипп»."""
        if self._base_forms(one) & self._base_forms(other):
            return True
        if one.is_known and other.is_known:
            return False
        return _stem(one) == _stem(other)

    def _base_forms(self, word: Word) -> frozenset[str]:
        found = self._bases.get(word.text)
        if found is None:
            forms = {word.lower, *(reading.lemma for reading in _own_readings(word))}
            single = (_DOUBLED.sub(r"\1", form) for form in forms)
            found = self._bases[word.text] = frozenset(single)
        return found

    def _nominative(self, person: Person) -> str:
        """The fullest name in the nominative; what most of the full mentions can be."""
        fullness = _fullness(person.longest)
        votes: defaultdict[str, float] = defaultdict(float)
        for mention in person.mentions:
            if _fullness(mention) == fullness:
                for name, weight in self._readings(mention, person).items():
                    votes[name] += weight
        return max(votes, key=lambda name: (votes[name], -len(name)))

    def _readings(self, mention: Mention, person: Person) -> dict[str, float]:
        """What the nominative of a mention can be, and how likely each is."""
        weights: dict[str, float] = {}
        genders = person.genders
        cases = mention.genders_by_case
        if "nomn" in cases and any(word.start in self._subjects for word in mention.parts):
            cases = {"nomn": cases["nomn"]}
        for case, own in cases.items():
            name = " ".join(self._part(word, case, person) for word in mention.parts)
            fitting = 1.0 if own & genders else 0.01
            likely = fitting * prod(_likelihood(word, case) for word in _significant(mention))
            weights[name] = weights.get(name, 0.0) + likely
        return weights

    def _part(self, word: Word, case: str, person: Person) -> str:
        if case == "nomn" or word.is_initial or word.is_latin or word.lower in PARTICLES:
            return word.text
        readings = [r for r in _own_readings(word) if r.case == case and r.number != "plur"]
        readings.sort(key=lambda r: r.gender not in person.genders)
        if readings and (form := self._grammar.inflect(readings[0], "nomn", "sing")):
            return like(word.text, form)
        shorter = [
            part.text
            for mention in person.mentions
            for part in mention.parts
            if _stem(part) == _stem(word) and "nomn" in mention.cases
        ]
        return min(shorter, key=len) if shorter else word.text


def _likelihood(word: Word, case: str) -> float:
    """How likely a word is in a case, by the dictionary; one it does not know in the nominative."""
    readings = _own_readings(word)
    total = sum(r.score for r in readings)
    share = sum(r.score for r in readings if r.case == case) / total if total else 0.0
    if word.is_known:
        return max(share, 0.01)
    return max(share, 0.6 if case == "nomn" else 0.1)


def _own_readings(word: Word) -> list:  # type: ignore[type-arg]
    personal = [r for r in word.readings if r.sort in PERSONAL]
    return personal or [r for r in word.readings if r.case]


def find_surnames(stretches: Iterable[Sequence[Word]]) -> dict[str, bool]:
    """The surnames that the text gives together with a first name or initials, as they stand
    there, and whether that can be the nominative."""
    found: dict[str, bool] = {}
    for words in stretches:
        for mention in _mentions(words, at_least=2):
            last = mention.parts[-1]
            is_first_name = "Name" in last.name_sorts and "Name" not in mention.parts[0].name_sorts
            if not is_first_name and "Patr" not in last.name_sorts:
                found[last.text] = found.get(last.text, False) or "nomn" in mention.cases
    return found


def _stem(word: Word) -> str:
    return surname_stem(word.text)


def _significant(mention: Mention) -> list[Word]:
    return [w for w in mention.parts if not w.is_initial and w.lower not in PARTICLES]


def _nearest_before(persons: Sequence[Person], mention: Mention) -> Person:
    """Of several people of one name the one named last."""
    if len(persons) == 1:
        return persons[0]

    def last_named(person: Person) -> int:
        before = [m.position for m in person.mentions if m.position <= mention.position]
        return max(before, default=-1)

    return max(persons, key=last_named)


def _mentions(words: Sequence[Word], at_least: int = 1) -> list[Mention]:
    """The names of so many words."""
    found = []
    at = 0
    while at < len(words):
        may_begin = words[at].is_capitalized and (at_least < 2 or _is_followed(words, at))
        mention = _mention_at(words, at) if may_begin else None
        if mention and len(mention.parts) >= at_least:
            found.append(mention)
        at = mention.end if mention else at + 1
    return found


def _is_followed(words: Sequence[Word], at: int) -> bool:
    """Whether the next word can belong to the name that begins at `at`."""
    if at + 1 >= len(words) or not is_beside(words[at + 1]):
        return False
    return words[at + 1].is_capitalized or words[at + 1].lower in PARTICLES


def _mention_at(words: Sequence[Word], at: int) -> Mention | None:
    found = name_in_cases(words, at)
    if found is None:
        return None
    end, genders_by_case = found
    mention = Mention(words, at, end, genders_by_case)
    return mention if _is_person(mention.parts) else None


def _is_person(parts: Sequence[Word]) -> bool:
    """Whether capitalized words are a person's name rather than a place or a company."""
    if all(word.is_latin for word in parts):
        return False
    if len(parts) == 1:
        word = parts[0]
        return bool(word.name_sorts & PERSONAL) or not word.is_known
    if any(word.is_initial or word.name_sorts & {"Name", "Patr"} for word in parts):
        return True
    return all(not word.is_known or "Surn" in word.name_sorts for word in parts)


def _is_surely_name(word: Word) -> bool:
    """Whether one word alone, never said with a first name, is a person's name."""
    personal = [r for r in word.readings if r.sort in PERSONAL and r.known]
    others = [r for r in word.readings if r.sort not in PERSONAL and r.known]
    return bool(personal) and sum(r.score for r in personal) >= sum(r.score for r in others)


def _roles(mention: Mention) -> list[RoleName]:
    """«президент Казахстана Токаев», «Токаев, президент Казахстана»."""
    found = [_role_before(mention), _role_after(mention)]
    return [role for role in found if role is not None]


def _role_before(mention: Mention) -> RoleName | None:
    words, at = mention.words, mention.start
    head: Word | None = None
    lemmas: set[str] = set()
    if at and words[at].gap.strip(' \u00a0»"”“—–,'):
        return None
    while at > 0 and mention.start - at < LONGEST_ROLE and not words[at].gap.strip(_BESIDE):
        at -= 1
        word = words[at]
        if word.first_part in ("VERB", "NPRO", "ADVB", "GRND", "INFN", "PRCL"):
            break
        if word.first_part in ("PREP", "CONJ") and word.lower not in _INSIDE_ROLES:
            break
        lemmas |= word.lemmas or {word.lower}
        if word.first_part == "NOUN" and any(
            r.animate and r.case in mention.cases for r in word.readings
        ):
            head = word
    return _role(head, lemmas)


def _role_after(mention: Mention) -> RoleName | None:
    words, at = mention.words, mention.end
    if at >= len(words) or words[at].gap.strip() not in (",", "—", "–", "-", "— "):
        return None
    for case in CASES:
        if case in mention.cases:
            phrase = phrase_at(words, at, case)
            if phrase and phrase.is_animate and not phrase.is_name and not phrase.is_pronoun:
                inside = words[phrase.start : phrase.end]
                return _role(phrase.head_word, {x for w in inside for x in w.lemmas or {w.lower}})
    return None


def _role(head: Word | None, lemmas: set[str]) -> RoleName | None:
    if head is None or not head.readings:
        return None
    animate = next((r for r in head.readings if r.animate and r.part == "NOUN"), None)
    return RoleName(animate.lemma, frozenset(lemmas)) if animate else None
