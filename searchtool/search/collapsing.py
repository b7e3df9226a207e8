"""Shows the same passage from several documents as one hit, and finds its copies."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from searchtool.core.model import Scope
from searchtool.engines.base import Candidate, Searcher
from searchtool.engines.codec import read_passage
from searchtool.query.tree import Or, Phrase, Query, TermNode, all_of
from searchtool.search.near_copies import MIN_LONGEST_WORDS, are_near_copies, longest_words
from searchtool.search.options import SearchOptions
from searchtool.search.ranking.scoring import Ranked

MIN_DISTINCTIVE_TOKENS = 5
"""From this length on, the same words are the same passage, whoever is named as the speaker."""

MAX_COMPARED = 1_000
"""Passages compared with each hit: a short one is also part of many longer ones."""

MAX_ALIKE = 10
"""Groups with which a passage is compared word by word: many texts may be made from one pattern."""


FEW_GROUPS = 50
"""To look for the longest word of each of as many groups in the texts of others takes less time
than to look up the words of the others; for 8,000 groups that took 15 s."""

FEW_ALIKE = 200
"""As many passages mostly are all that may be copies; to be ready for more takes 0.15 ms longer."""


class Group(NamedTuple):
    """Passages that are one hit, by their ids; the best of them, and the longest words of that."""

    best: Ranked
    passages: dict[str, Candidate]
    longest: Sequence[str] = ()


def group_hits(ranked: Sequence[Ranked], options: SearchOptions, limit: int) -> list[Group]:
    """The first hits, at most `limit`.

    Passages of the same words are one hit, and those that are nearly the same as the best of them.
    No group depends on those that follow it, so pages fit together."""
    if not options.collapse:
        return [Group(one, {one.candidate.id: one.candidate}) for one in ranked[:limit]]
    groups: list[Group] = []
    numbers: dict[tuple[str, str], int] = {}
    by_longest_word: dict[str, list[int]] = {}
    for one in ranked:
        if len(groups) == limit:
            break
        identity = _identity(one.candidate)
        number = numbers.get(identity)
        if number is None:
            words = one.candidate.keys.split()
            alike = _groups_alike(words, by_longest_word)
            number = _find_near_copy(one.candidate, groups, alike)
        if number is None:
            number = len(groups)
            groups.append(Group(one, {}, longest_words(words)))
            for word in groups[number].longest:
                by_longest_word.setdefault(word, []).append(number)
        numbers[identity] = number
        groups[number].passages[one.candidate.id] = one.candidate
    return groups


def add_copies(groups: Sequence[Group], others: Iterable[Candidate]) -> None:
    """Adds to each group those of the other passages that are copies of it."""
    best = [group.best.candidate for group in groups]
    numbers = {_identity(candidate): number for number, candidate in enumerate(best)}
    longest = [group.longest for group in groups]
    others = list(others)
    for at, likely in _with_longest_word(best, others):
        keys = others[at].keys
        found = numbers.get(_identity(others[at]))
        if found is None:
            alike = [n for n in likely if longest[n] and all(w in keys for w in longest[n])]
            found = _find_near_copy(others[at], groups, alike)
        if found is not None:
            groups[found].passages[others[at].id] = others[at]


def _with_longest_word(
    best: Sequence[Candidate], others: Sequence[Candidate]
) -> Iterable[tuple[int, Sequence[int]]]:
    """The numbers of those of the other passages that hold the longest word of one of the best
    passages, with the numbers of these. Most hold none."""
    words = [max(candidate.keys.split(), key=len, default="") for candidate in best]
    likely: dict[int, list[int]] = {}
    if len(best) > FEW_GROUPS:
        numbers: dict[str, list[int]] = {}
        for number, word in enumerate(words):
            numbers.setdefault(word, []).append(number)
        for at, other in enumerate(others):
            held = numbers.keys() & other.keys.split()
            if held:
                likely[at] = sorted(n for word in held for n in numbers[word])
        return likely.items()
    every_keys = [f" {other.keys} " for other in others]
    for number, word in enumerate(words):
        for at in [at for at, keys in enumerate(every_keys) if f" {word} " in keys]:
            likely.setdefault(at, []).append(number)
    return likely.items()


def fetch_alike(
    searcher: Searcher,
    query: Query,
    scope: Scope,
    groups: Sequence[Group],
    max_compared: int = MAX_COMPARED,
) -> list[Candidate]:
    """Passages that match the query and may be copies of these, at most `max_compared` for each."""
    alike = all_of([query, Or(tuple(map(_copy_query, groups)))])
    limit = max_compared * len(groups)
    found = searcher.candidates(alike, (), scope, min(limit, FEW_ALIKE))
    if len(found.weights) < min(found.total, limit):
        found = searcher.candidates(alike, (), scope, limit)
    return found.items


def _groups_alike(
    words: Iterable[str], by_longest_word: Mapping[str, Sequence[int]]
) -> Sequence[int]:
    """The numbers of the groups that share enough of their longest words with a passage."""
    shared: dict[int, int] = {}
    for word in by_longest_word.keys() & words:
        for number in by_longest_word[word]:
            shared[number] = shared.get(number, 0) + 1
    return sorted(number for number, count in shared.items() if count >= MIN_LONGEST_WORDS)


def _find_near_copy(
    candidate: Candidate, groups: Sequence[Group], numbers: Iterable[int]
) -> int | None:
    """The first of the groups with these numbers that a passage is nearly the same as."""
    for number in islice(numbers, MAX_ALIKE):
        if are_near_copies(groups[number].best.candidate, candidate):
            return number
    return None


def _copy_query(group: Group) -> Query:
    """What copies of a passage hold: its longest words, or if it is short, all of them in order.
    For ten passages that takes 0.7 ms, with the beginnings as phrases 2.5."""
    if group.longest:
        return all_of([TermNode(key, key) for key in group.longest])
    words = tuple(TermNode(key, key) for key in group.best.candidate.keys.split())
    return Phrase(words) if len(words) > 1 else all_of(words)


def _identity(candidate: Candidate) -> tuple[str, str]:
    """What the same passages have in common: the words, and of a short quotation the speaker. A
    short paragraph is a heading or a greeting, and is the same as no other."""
    if candidate.tokens >= MIN_DISTINCTIVE_TOKENS:
        return candidate.keys, ""
    passage = read_passage(candidate.record)
    is_quote = passage.kind == "quote"
    return candidate.keys, passage.speaker_name or "" if is_quote else passage.id
