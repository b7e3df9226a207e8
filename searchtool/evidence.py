"""Candidates and query words in, what each candidate holds of each word out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from searchtool.engines.base import Candidate
from searchtool.matching import accepts_form
from searchtool.query import SomeWord, Word


class Evidence(NamedTuple):
    """Of the words of the query, by number: at which positions a candidate holds them, which of
    them in the very form asked for, and of which it holds a derived word."""

    places: Mapping[int, Sequence[int]]
    same_form: AbstractSet[int]
    derived: AbstractSet[int]


class Surroundings(NamedTuple):
    """The same of a stretch of a document, with counts in place of positions."""

    counts: Mapping[int, int]
    same_form: AbstractSet[int]
    derived: AbstractSet[int]


class Gatherer:
    """Looks for the words of one query; `families` are the keys derived from each word."""

    def __init__(self, words: Sequence[SomeWord], families: Sequence[AbstractSet[str]]) -> None:
        self._words = words
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_form: list[int] = []
        self._relatives: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(words):
            if isinstance(word, Word) and not word.exact:
                self._by_key[word.key].append(number)
            else:
                self._by_form.append(number)
            for key in families[number]:
                self._relatives[key].append(number)
        self._keys = self._by_key.keys() | self._relatives.keys()

    def gather(self, candidate: Candidate) -> Evidence:
        """What one candidate holds."""
        places: dict[int, Sequence[int]] = {}
        same_form: set[int] = set()
        derived: set[int] = set()
        for key in self._keys.intersection(candidate.keys):
            if key in self._by_key:
                here = [place for place, other in enumerate(candidate.keys) if other == key]
                places.update(dict.fromkeys(self._by_key[key], here))
            derived.update(self._relatives.get(key, ()))
        if places:
            # A form has one key, so wherever it stands its key does.
            padded = f" {candidate.forms} "
            same_form.update(n for n in places if f" {self._words[n].form} " in padded)
        if self._by_form:
            forms = candidate.forms.split()
            for number in self._by_form:
                here = [p for p, f in enumerate(forms) if accepts_form(self._words[number], f)]
                if here:
                    places[number] = here
                    same_form.add(number)
        return Evidence(places, same_form, derived)


def around(
    candidates: Sequence[Candidate], own: Sequence[Evidence], reach: int
) -> list[Surroundings]:
    """What each candidate holds together with its document's other candidates at most `reach`
    passages before and after it."""
    documents: dict[str, list[int]] = defaultdict(list)
    for number, candidate in enumerate(candidates):
        documents[candidate.passage.document_id].append(number)
    near = [_alone(evidence) for evidence in own]
    alone = near.copy()
    for members in documents.values():
        for number in members if len(members) > 1 else ():
            place = candidates[number].passage.ordinal
            near[number] = _together(
                [alone[m] for m in members if abs(candidates[m].passage.ordinal - place) <= reach]
            )
    return near


def _alone(evidence: Evidence) -> Surroundings:
    counts = {number: len(places) for number, places in evidence.places.items()}
    return Surroundings(counts, evidence.same_form, evidence.derived)


def _together(group: Sequence[Surroundings]) -> Surroundings:
    if len(group) == 1:
        return group[0]
    counts: dict[int, int] = defaultdict(int)
    for one in group:
        for number, count in one.counts.items():
            counts[number] += count
    return Surroundings(
        counts,
        set().union(*[one.same_form for one in group]),
        set().union(*[one.derived for one in group]),
    )


def stand_adjacent(evidence: Evidence, first: int, second: int) -> bool:
    """Whether one word stands right before another somewhere."""
    following = evidence.places.get(second)
    if following is None:
        return False
    return any(place + 1 in following for place in evidence.places.get(first, ()))


def stand_in_a_row(evidence: Evidence, sequence: Sequence[int]) -> bool:
    """Whether the words stand one after the other somewhere."""
    places = [evidence.places.get(number) for number in sequence]
    if None in places:
        return False
    return any(
        all(start + i in (place or ()) for i, place in enumerate(places))
        for start in places[0] or ()
    )
