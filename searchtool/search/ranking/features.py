"""Ranking features: how often a passage, alone or with its context, holds each query word."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import NamedTuple, TypeGuard

from searchtool.core.memo import Memo
from searchtool.engines.base import Candidate
from searchtool.query.matching import matches_form
from searchtool.query.tree import Alternative, Fuzzy, Prefix, TermNode, WordNode

MAX_COMPARED_FORMS = 100_000
"""Forms of which it is remembered whether they are near a fuzzy word."""

PREFIX_CHARS = 4
"""Characters of each key that `_key_finder` puts into its pattern."""


class TermFeatures(NamedTuple):
    """What a passage, alone or with its context, holds of the query words, each known by its number
    in the query.

    counts      how often it holds a word or, as a share, an alternative; what it lacks is left out
    same_form   the words that it holds in the form in which they are in the query
    expansions  the words of which it holds an expansion
    before      how many words stand before the first of all these
    """

    counts: Mapping[int, float]
    same_form: AbstractSet[int]
    expansions: AbstractSet[int]
    before: int = 0


class FeatureExtractor:
    """Looks for the words of one query; `expansions` are the keys that each of them expands to,
    `also` their alternatives, an occurrence of which counts as `share` of one of the word."""

    def __init__(
        self,
        words: Sequence[WordNode],
        expansions: Sequence[AbstractSet[str]],
        also: Sequence[Sequence[Alternative]] = (),
        share: float = 1.0,
    ) -> None:
        self._words = words
        self._share = share
        self._compared: dict[Fuzzy, Memo[str, bool]] = {}
        self._alternatives = [
            (number, *_alternative_text(one)) for number, every in enumerate(also) for one in every
        ]
        self._padded_forms = [f" {word.form} " for word in words]
        self._matched_by_form = [n for n, word in enumerate(words) if not _is_matched_by_key(word)]
        by_key: dict[str, list[int]] = defaultdict(list)
        by_expansion: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(words):
            if _is_matched_by_key(word):
                by_key[word.key].append(number)
                # Who types «Зубов» means a person: teeth come after.
                others = by_expansion if word.key == word.form else by_key
                for key in word.other_keys:
                    others[key].append(number)
            for key in expansions[number]:
                by_expansion[key].append(number)
        # The words that have a key, and the words that expand to it.
        self._words_of_key = {
            key: (by_key.get(key, ()), by_expansion.get(key, ()))
            for key in {*by_key, *by_expansion}
        }
        self._phrases: dict[tuple[int, ...], str | None] = {}
        self._find_keys = _key_finder(self._words_of_key.keys())

    def extract(self, candidate: Candidate) -> TermFeatures:
        """The features of one passage."""
        counts: dict[int, float] = {}
        expansions: set[int] = set()
        words_of_key = self._words_of_key
        keys = f" {candidate.keys} "
        start = len(keys)
        for key in self._find_keys(keys):
            if key in words_of_key:
                same, expanded = words_of_key[key]
                if not (counts or expansions):
                    start = keys.find(f" {key} ")
                for number in same:
                    counts[number] = counts.get(number, 0) + 1
                expansions.update(expanded)
        same_form = set[int]()
        if counts:
            # A word has all keys of its form, so a passage with the form is one with such a key.
            forms = f" {candidate.forms} "
            same_form.update([n for n in counts if self._padded_forms[n] in forms])
        for number in self._matched_by_form:
            if positions := self._positions(candidate, self._words[number]):
                counts[number] = len(positions)
                same_form.add(number)
        before = keys.count(" ", 1, start + 1)
        if self._alternatives:
            others, first = self._find_alternatives(candidate)
            counts = {**others, **counts}
            before = min(before, first)
        return TermFeatures(counts, same_form, expansions, before)

    def holds_phrase(self, candidate: Candidate, numbers: tuple[int, ...]) -> bool:
        """Whether a passage holds the words with these numbers one right after another."""
        if numbers not in self._phrases:
            self._phrases[numbers] = self._phrase_text(numbers)
        text = self._phrases[numbers]
        if text is not None:
            return text in candidate.keys and f" {text} " in f" {candidate.keys} "
        words = [self._words[number] for number in numbers]
        first, *others = (self._positions(candidate, word) for word in words)
        return any(
            all(start + n in positions for n, positions in enumerate(others, start=1))
            for start in first
        )

    def _find_alternatives(self, candidate: Candidate) -> tuple[dict[int, float], int]:
        """How often each word is there as an alternative, and how many words stand before the
        first of these."""
        counts: dict[int, float] = {}
        before = candidate.tokens
        for number, is_form, text in self._alternatives:
            words = candidate.forms if is_form else candidate.keys
            if text in words and (found := f" {words} ".count(f" {text} ")):
                counts[number] = counts.get(number, 0) + self._share * found
                before = min(before, words.count(" ", 0, f" {words} ".find(f" {text} ")))
        return counts, before

    def _positions(self, candidate: Candidate, word: WordNode) -> Sequence[int]:
        if _is_matched_by_key(word):
            return [n for n, key in enumerate(candidate.keys.split()) if key in word.keys]
        forms = candidate.forms.split()
        if isinstance(word, Fuzzy):
            near = self._near(word)
            return [n for n, form in enumerate(forms) if near[form]]
        if isinstance(word, Prefix):
            return [n for n, form in enumerate(forms) if form.startswith(word.form)]
        return [n for n, form in enumerate(forms) if form == word.form]

    def _near(self, word: Fuzzy) -> Mapping[str, bool]:
        """Which forms a fuzzy word stands for; each is compared once."""
        if word not in self._compared:
            self._compared[word] = Memo(partial(matches_form, word), MAX_COMPARED_FORMS)
        return self._compared[word]

    def _phrase_text(self, numbers: tuple[int, ...]) -> str | None:
        """The keys of some words, if a passage that holds these words has just these keys."""
        words = [self._words[number] for number in numbers]
        keys = [word.key for word in words if _is_matched_by_key(word)]
        if len(keys) < len(words) or any(map(_has_other_keys, words)):
            return None
        return " ".join(keys)


def context_features(
    candidates: Sequence[Candidate], features: Sequence[TermFeatures], reach: int
) -> list[TermFeatures]:
    """The features of each candidate together with the other candidates of its document at most
    `reach` passages before or after it."""
    documents: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, candidate in enumerate(candidates):
        documents[candidate.document_id].append((candidate.ordinal, number))
    found = list(features)
    for members in documents.values():
        if len(members) > 1:
            members.sort()
            first = last = 0
            for ordinal, number in members:
                while members[first][0] < ordinal - reach:
                    first += 1
                while last < len(members) and members[last][0] <= ordinal + reach:
                    last += 1
                found[number] = _merge([features[n] for _, n in members[first:last]])
    return found


def _merge(group: Sequence[TermFeatures]) -> TermFeatures:
    if len(group) == 1:
        return group[0]
    counts: dict[int, float] = defaultdict(float)
    for one in group:
        for number, count in one.counts.items():
            counts[number] += count
    return TermFeatures(
        counts,
        set().union(*[one.same_form for one in group]),
        set().union(*[one.expansions for one in group]),
    )


def _alternative_text(alternative: Alternative) -> tuple[bool, str]:
    """Whether an alternative is looked for among the forms, and what is looked for."""
    if isinstance(alternative, TermNode):
        return alternative.exact, alternative.form if alternative.exact else alternative.key
    return False, " ".join(word.key for word in alternative.words if isinstance(word, TermNode))


def _is_matched_by_key(word: WordNode) -> TypeGuard[TermNode]:
    return isinstance(word, TermNode) and not word.exact


def _has_other_keys(word: WordNode) -> bool:
    return isinstance(word, TermNode) and bool(word.other_keys)


def _key_finder(keys: AbstractSet[str]) -> Callable[[str], list[str]]:
    """A function that finds the keys in a string of keys separated by spaces, in order, along with
    some others that begin alike.

    Derived words begin alike, so forty keys make ten branches. One passage takes 9 to 13 µs;
    splitting the string and looking up each part takes 22. Compiling the pattern takes 0.4 ms, one
    of whole keys 0.9.
    """
    branches = {
        re.escape(key[:PREFIX_CHARS]) + "[^ ]*" if len(key) >= PREFIX_CHARS else re.escape(key)
        for key in keys
    }
    if not branches:
        return lambda text: []
    return re.compile(f" ({'|'.join(sorted(branches))})(?= )").findall
