"""Finds the numbers of the passages of one scope that match a query."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain

from searchtool.analysis.edit_distance import within_distance
from searchtool.core.model import Scope
from searchtool.engines.base import TermField
from searchtool.engines.codec import read_words
from searchtool.engines.phrase_check import PhraseCheck
from searchtool.engines.whoosh.index_reader import IndexReader
from searchtool.engines.whoosh.term_codec import POSITION_BITS
from searchtool.query.matching import max_edits, near_positions, value_test
from searchtool.query.tree import (
    And,
    Filter,
    Fuzzy,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    TermNode,
    WordNode,
)

Numbers = frozenset[int]


class Matcher:
    """Reads the postings of each term once. `size` is the number of postings that are kept."""

    def __init__(self, reader: IndexReader, scope: Scope) -> None:
        self._reader = reader
        self._scope = scope
        self._positions: dict[tuple[str, ...], array[int]] = {}
        self._by_key: dict[tuple[str, ...], Numbers] = {}
        self._by_form: dict[WordNode, Numbers] = {}
        self._by_value: dict[Filter, Numbers] = {}
        self.size = 0

    def match(self, query: Query) -> Numbers:
        """The numbers of the passages that match."""
        match query:
            case TermNode(exact=False):
                return self._with_key(query)
            case TermNode() | Prefix() | Fuzzy():
                return self._with_form(query)
            case Phrase():
                return self._phrase(query)
            case Filter():
                return self._with_value(query)
            case Or(children):
                return frozenset().union(*map(self.match, children))
            case And(children):
                return self._conjunction(children)
            case Not(child):
                return self._all_passages() - self.match(child)

    def _conjunction(self, children: Sequence[Query]) -> Numbers:
        wanted = [self.match(child) for child in children if not isinstance(child, Not)]
        found = _intersection(wanted) if wanted else self._all_passages()
        unwanted = (self.match(child.child) for child in children if isinstance(child, Not))
        return found.difference(*unwanted)

    def _with_key(self, word: TermNode) -> Numbers:
        if word.keys not in self._by_key:
            found = frozenset([position >> POSITION_BITS for position in self._positions_of(word)])
            self._by_key[word.keys] = found
            self.size += len(found)
        return self._by_key[word.keys]

    def _with_form(self, word: WordNode) -> Numbers:
        if word not in self._by_form:
            found = self._by_form[word] = self._read_form(word)
            self.size += len(found)
        return self._by_form[word]

    def _read_form(self, word: WordNode) -> Numbers:
        match word:
            case TermNode(form):
                return self._union("form", [form])
            case Prefix(form):
                return self._reader.numbers((self._scope, "form"), form)
            case Fuzzy(form):
                forms = self._reader.forms(self._scope)
                return self._union("form", within_distance(form, forms, max_edits(word)))

    def _with_value(self, query: Filter) -> Numbers:
        if query not in self._by_value:
            found = self._by_value[query] = self._read_value(query)
            self.size += len(found)
        return self._by_value[query]

    def _read_value(self, query: Filter) -> Numbers:
        if query.pattern is None and query.low == query.high:
            return self._union(query.field, [query.low])
        return self._reader.accepted_numbers((self._scope, query.field), value_test(query))

    def _union(self, field: TermField, values: Iterable[str]) -> Numbers:
        name = (self._scope, field)
        return frozenset().union(*(self._reader.postings(name, value) for value in values))

    def _positions_of(self, word: TermNode) -> "array[int]":
        if word.keys not in self._positions:
            first, *others = (self._reader.postings((self._scope, "key"), k) for k in word.keys)
            found = array(first.typecode, sorted(chain(first, *others))) if others else first
            self._positions[word.keys] = found
            self.size += len(found)
        return self._positions[word.keys]

    def _phrase(self, phrase: Phrase) -> Numbers:
        words = [word for word in phrase.words if isinstance(word, TermNode)]
        if len(words) == len(phrase.words):
            found = self._with_key_phrase(phrase, words)
            if not any(word.exact for word in words):
                return found
        else:
            found = _intersection([self.match(word) for word in phrase.words])
        return frozenset(filter(partial(self._holds, PhraseCheck(phrase)), found))

    def _holds(self, check: PhraseCheck, number: int) -> bool:
        # Forms are indexed without positions, so the passage itself is checked.
        words = read_words(self._reader.record(number))
        return check.holds(words.keys, words.forms)

    def _with_key_phrase(self, phrase: Phrase, words: Sequence[TermNode]) -> Numbers:
        """The passages that contain the keys of the words as the phrase has them."""
        positions = [self._positions_of(word) for word in words]
        if phrase.slop is None:
            return frozenset([position >> POSITION_BITS for position in _phrase_starts(positions)])
        width = len(words) + phrase.slop
        return frozenset(
            number
            for number in _intersection([self._with_key(word) for word in words])
            if near_positions([_positions_in(found, number) for found in positions], width)
        )

    def _all_passages(self) -> Numbers:
        return frozenset(self._reader.entries(self._scope))


def _intersection(sets: Sequence[Numbers]) -> Numbers:
    smallest, *others = sorted(sets, key=len)  # the time depends on the first
    return smallest.intersection(*others)


def _phrase_starts(positions: Sequence["array[int]"]) -> set[int]:
    """The positions at which words, given the positions of each, stand one after the other.

    No passage has as many tokens as POSITION_BITS allow, so no phrase runs over into the next one.
    """
    rarest, *others = sorted(range(len(positions)), key=lambda word: len(positions[word]))
    found = {position - rarest for position in positions[rarest]}
    for word in others:
        found.intersection_update([position - word for position in positions[word]])
    return found


def _positions_in(positions: "array[int]", number: int) -> set[int]:
    """The positions in one passage."""
    first = bisect_left(positions, number << POSITION_BITS)
    last = bisect_left(positions, (number + 1) << POSITION_BITS)
    return set(positions[first:last])
