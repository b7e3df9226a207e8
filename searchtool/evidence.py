"""Candidates and query words in, what each candidate holds of each word out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from searchtool.engines.base import Candidate
from searchtool.matching import accepts_form
from searchtool.query import SomeWord, Word


@dataclass(frozen=True, slots=True)
class Evidence:
    """For each word of the query by its number: how often a candidate holds it, whether in the
    very form asked for, whether it holds a derived word, and at which positions the word stands."""

    counts: list[int]
    same_form: list[bool]
    derived: list[bool]
    places: Mapping[int, list[int]]


def gather(
    candidates: Sequence[Candidate],
    words: Sequence[SomeWord],
    families: Sequence[AbstractSet[str]],
) -> list[Evidence]:
    """The evidence of each candidate; `families` are the keys derived from each word."""
    by_key: dict[str, list[int]] = defaultdict(list)
    by_form: list[int] = []
    relatives: dict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        if isinstance(word, Word) and not word.exact:
            by_key[word.key].append(number)
        else:
            by_form.append(number)
        for key in families[number]:
            relatives[key].append(number)
    return [_read(candidate, words, by_key, by_form, relatives) for candidate in candidates]


def _read(
    candidate: Candidate,
    words: Sequence[SomeWord],
    by_key: Mapping[str, list[int]],
    by_form: Sequence[int],
    relatives: Mapping[str, list[int]],
) -> Evidence:
    found = Evidence([0] * len(words), [False] * len(words), [False] * len(words), {})
    places: dict[int, list[int]] = defaultdict(list)
    forms = candidate.forms
    for place, key in enumerate(candidate.keys):
        if key in by_key:
            for number in by_key[key]:
                places[number].append(place)
                if not found.same_form[number]:
                    found.same_form[number] = forms[place] == words[number].form
        if key in relatives:
            for number in relatives[key]:
                found.derived[number] = True
    for number in by_form:
        here = [p for p in range(len(candidate.keys)) if accepts_form(words[number], forms[p])]
        if here:
            places[number] = here
            found.same_form[number] = True
    for number, here in places.items():
        found.counts[number] = len(here)
    return Evidence(found.counts, found.same_form, found.derived, places)


def around(candidates: Sequence[Candidate], own: Sequence[Evidence], reach: int) -> list[Evidence]:
    """The evidence of each candidate together with that of its document's other candidates at most
    `reach` passages before and after it."""
    documents: dict[str, list[int]] = defaultdict(list)
    for number, candidate in enumerate(candidates):
        documents[candidate.passage.document_id].append(number)
    near = list(own)
    for members in documents.values():
        for number in members if len(members) > 1 else ():
            place = candidates[number].passage.ordinal
            near[number] = _together(
                [own[m] for m in members if abs(candidates[m].passage.ordinal - place) <= reach]
            )
    return near


def _together(evidence: Sequence[Evidence]) -> Evidence:
    return Evidence(
        [sum(column) for column in zip(*(e.counts for e in evidence), strict=True)],
        [any(column) for column in zip(*(e.same_form for e in evidence), strict=True)],
        [any(column) for column in zip(*(e.derived for e in evidence), strict=True)],
        {},
    )


def stand_adjacent(evidence: Evidence, first: int, second: int) -> bool:
    """Whether one word stands right before another somewhere."""
    following = evidence.places.get(second, ())
    return any(place + 1 in following for place in evidence.places.get(first, ()))


def stand_in_a_row(evidence: Evidence, sequence: Sequence[int]) -> bool:
    """Whether the words stand one after the other somewhere."""
    places = [evidence.places.get(number) for number in sequence]
    if any(place is None for place in places):
        return False
    return any(
        all(start + i in (place or ()) for i, place in enumerate(places))
        for start in places[0] or ()
    )
