"""Candidates and query words in, what each candidate holds of each word out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from searchtool.engines.base import Candidate
from searchtool.matching import accepts_form
from searchtool.query import SomeWord, Word


class Evidence(NamedTuple):
    """Of the words of the query, by number: how often a candidate, or a stretch of its document,
    holds them, which of them in the very form asked for, and of which a derived word."""

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
        counts: dict[int, int] = {}
        derived: set[int] = set()
        for key in self._keys.intersection(candidate.keys):
            if key in self._by_key:
                counts.update(dict.fromkeys(self._by_key[key], candidate.keys.count(key)))
            derived.update(self._relatives.get(key, ()))
        same_form = set[int]()
        if counts:
            # A form has one key, so wherever it stands its key does.
            padded = f" {candidate.forms} "
            same_form.update(n for n in counts if f" {self._words[n].form} " in padded)
        for number in self._by_form:
            if here := self.places(candidate, number):
                counts[number] = len(here)
                same_form.add(number)
        return Evidence(counts, same_form, derived)

    def places(self, candidate: Candidate, number: int) -> Sequence[int]:
        """The positions of one word in a candidate."""
        word = self._words[number]
        if not isinstance(word, Word) or word.exact:
            forms = enumerate(candidate.forms.split())
            return [place for place, form in forms if accepts_form(word, form)]
        found: list[int] = []
        for _ in range(candidate.keys.count(word.key)):  # passages of novels have hundreds of keys
            found.append(candidate.keys.index(word.key, found[-1] + 1 if found else 0))
        return found


def around(candidates: Sequence[Candidate], own: Sequence[Evidence], reach: int) -> list[Evidence]:
    """What each candidate holds together with its document's other candidates at most `reach`
    passages before and after it."""
    documents: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, candidate in enumerate(candidates):
        passage = candidate.passage
        documents[passage.document_id].append((passage.ordinal, number))
    near = list(own)
    for members in documents.values():
        if len(members) > 1:
            members.sort()
            first = last = 0
            for place, number in members:
                while members[first][0] < place - reach:
                    first += 1
                while last < len(members) and members[last][0] <= place + reach:
                    last += 1
                near[number] = _together([own[m] for _, m in members[first:last]])
    return near


def _together(group: Sequence[Evidence]) -> Evidence:
    if len(group) == 1:
        return group[0]
    counts: dict[int, int] = defaultdict(int)
    for one in group:
        for number, count in one.counts.items():
            counts[number] += count
    return Evidence(
        counts,
        set().union(*[one.same_form for one in group]),
        set().union(*[one.derived for one in group]),
    )


def stand_adjacent(first: Sequence[int], second: Sequence[int]) -> bool:
    """Whether one word stands right before another somewhere."""
    return any(place + 1 in second for place in first)


def stand_in_a_row(places: Sequence[Sequence[int]]) -> bool:
    """Whether the words stand one after the other somewhere."""
    return any(
        all(start + number in place for number, place in enumerate(places)) for start in places[0]
    )
