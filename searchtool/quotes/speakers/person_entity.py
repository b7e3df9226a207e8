"""A person whom a document names, or somebody else who speaks in it."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from math import prod

from searchtool.analysis.morphology.inflection import inflect
from searchtool.quotes.grammar.forms import (
    WordForm,
    match_case,
    nominative_of_man,
    surname_stem,
)
from searchtool.quotes.grammar.person_names import (
    PARTICLES,
    PERSONAL,
    GendersByCase,
    is_undeclined_behind,
)
from searchtool.quotes.speakers.mentions import Mention, Name
from searchtool.quotes.speakers.name_matching import name_readings


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
        """The genders that all names of the person allow, of several the one of most verbs; that of
        all verbs beside the longest name counts more than a surname misspelt elsewhere."""
        beside = frozenset(self.told_genders())
        if len(beside) == 1 and beside <= self.fullest.genders:
            return beside
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
        if self.genders == {"femn"}:
            return best
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
            nominative = " ".join(self._words_in_nominative(name.forms, case))
            fitting = 1.0 if own & self.genders else 0.01
            likely = fitting * prod(_likelihood(form, case) for form in name.significant)
            if case == "nomn" and _is_instrumental(name.significant):
                likely /= 100
            weights[nominative] = weights.get(nominative, 0.0) + likely
        return weights

    def _words_in_nominative(self, forms: Sequence[WordForm], case: str) -> Iterator[str]:
        """The words of a name that is in a case, in the nominative."""
        for before, form in zip((forms[0], *forms), forms, strict=False):
            is_alike = is_undeclined_behind(before, form)
            yield form.text if is_alike else self._nominative_of(form, case)

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
        if form.text in self._in_nominative and not is_known_name(form):
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


def _is_instrumental(forms: Sequence[WordForm]) -> bool:
    """Whether all words of a name end as in the instrumental: «Джейдоном Руззом»."""
    return len(forms) > 1 and all(form.lower.endswith(("ом", "ем")) for form in forms)


def is_known_name(form: WordForm) -> bool:
    """Whether the dictionary has a word as a first name, a patronymic or a surname."""
    return any(r.is_known and r.tag.name_type in PERSONAL for r in form.features.readings)
