"""Finds passages like one of the index: about the same by the words that tell, its reprints first.

A word tells as much as it is rare. With idf as in the ranking of a query, f how often the passage
holds a word, and c 1.3 where it is written with a capital letter, as names are, else 1:

    weight = (idf * c * (1 + ln(f) / 2)) ** 2

The words of the neighbouring paragraphs weigh 0.6 of that: they say what the passage is about where
it does not say so itself. Another passage has

    score = (sum of its shared words / tokens ** 0.25 + half the sum of those of its context)
            / the same of a passage that holds all the words in as many tokens as this one

Measured by tests/evaluation/similar.py; docs/ranking.md has the figures.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import NamedTuple

from searchtool.analysis.analyzer import Analyzer
from searchtool.analysis.stopwords import STOPWORDS
from searchtool.core.model import Passage, Scope, WordCount
from searchtool.engines.base import Candidate, Clause, Searcher
from searchtool.engines.codec import index_passage, read_candidate
from searchtool.query.tree import Or, Query, TermNode, all_of
from searchtool.search.collapsing import Group, add_copies, fetch_alike, group_hits
from searchtool.search.near_copies import are_near_copies
from searchtool.search.options import SearchOptions
from searchtool.search.ranking.scoring import Ranked

MAX_WORDS = 40
"""Of a passage, and of its neighbours: the rarest."""

MAX_SHOWN_WORDS = 12
"""Words that tell most of those that others hold, too, which are marked in the hits."""

MAX_COMPARED = 200
"""Passages that share the heaviest words. One of the other half of an article is among them in 98
of 100 cases."""

REACH = 3
"""Neighbouring paragraphs, on either side."""

CAPITALIZED, REPEATED, NEARBY, CONTEXT, LENGTH = 1.3, 0.5, 0.6, 0.5, 0.25
"""The parameters of the formula."""

MIN_TOKENS = 8
"""A shorter passage is no more alike for its one word."""

MIN_SCORE = 0.08
"""With less a passage is about something else."""

CONTEXT_REACH = 10
"""Passages of a document so near to each other are one context; those near to the passage itself
are nothing new."""


IdfsOf = Callable[[Sequence[str]], Sequence[float]]
"""Gives the idf of each of some keys."""


class Similar(NamedTuple):
    """What is like a passage: the `groups` of passages that are one hit, from the first on, and the
    ids of those that are nearly the same as it, its `reprints`; how many passages in all; in how
    many documents reprints are; the words that tell most, by their keys, and the query for any of
    them."""

    groups: Sequence[Group]
    reprints: AbstractSet[str]
    total: int
    reprinted: int
    words: Mapping[str, str]
    query: Query

    def word_counts(self, searcher: Searcher, scope: Scope) -> tuple[WordCount, ...]:
        """The words that tell most, each with the number of passages that hold it."""
        searcher.prepare(scope, words=_terms(self.words))
        return tuple(
            WordCount(form, searcher.count(TermNode(key, key), scope))
            for key, form in self.words.items()
        )


def find_similar(
    searcher: Searcher,
    analyzer: Analyzer,
    idfs_of: IdfsOf,
    passage: Passage,
    filters: Sequence[Query],
    options: SearchOptions,
) -> Similar:
    """What is like a passage and passes the filters; groups for one hit more than is asked for."""
    own = _weights(analyzer, idfs_of, [passage.text])
    nearby = _weights(analyzer, idfs_of, _neighbours(searcher, passage))
    weights = _together(own, nearby)
    query = all_of([Or(_terms(own)), *filters])
    clauses = [Clause(term, weights[term.key]) for term in _terms(weights)]
    found = searcher.candidates(query, clauses, options.scope, MAX_COMPARED).items
    this = read_candidate(index_passage(passage, analyzer.words(passage.text)).record)
    ranked = _ranked(this, [one for one in found if not _are_near(one, this)], weights)
    reprints = [one for one in ranked if _is_reprint(one.candidate, this)]
    same = {one.candidate.id for one in reprints}
    others = [one for one in ranked if one.candidate.id not in same]
    groups = group_hits([*reprints, *others], options, options.end + 1)
    if options.collapse and (shown := groups[options.offset : options.end]):
        alike = fetch_alike(searcher, query, options.scope, shown)
        add_copies(shown, (one for one in alike if not _are_near(one, this)))
    keys = _telling(own, others or reprints)
    forms = {term.key: term.form for term in analyzer.terms(passage.text)}
    return Similar(
        groups,
        same,
        total=len(ranked),
        reprinted=len({one.candidate.document_id for one in reprints}),
        words={key: forms[key] for key in keys},
        query=Or(_terms(keys)),
    )


def _weights(analyzer: Analyzer, idfs_of: IdfsOf, texts: Iterable[str]) -> dict[str, int]:
    """The words of some texts that tell most, by their keys, in the order of these. Weights are
    whole numbers, so that every engine adds them up to the same sum."""
    counts: Counter[str] = Counter()
    names: set[str] = set()
    for text in texts:
        for term in analyzer.terms(text):
            counts[term.key] += 1
            if text[term.start].isupper():
                names.add(term.key)
    keys = [key for key in counts if len(key) > 1 and key not in STOPWORDS]
    weights = {
        key: round(10 * _weight(idf, counts[key], key in names))
        for key, idf in zip(keys, idfs_of(keys), strict=True)
    }
    return {key: weights[key] for key in _heaviest(weights, MAX_WORDS)}


def _heaviest(weights: Mapping[str, int], count: int) -> list[str]:
    return sorted(weights, key=lambda key: (-weights[key], key))[:count]


def _weight(idf: float, count: int, is_capitalized: bool) -> float:
    factor = CAPITALIZED if is_capitalized else 1.0
    return float((idf * factor * (1 + REPEATED * math.log(count))) ** 2)


def _neighbours(searcher: Searcher, passage: Passage) -> Iterator[str]:
    """The texts of the paragraphs around a passage; of a quotation, its paragraph too."""
    ordinals = range(passage.ordinal - REACH, passage.ordinal + REACH + 1)
    ids = [f"{passage.document_id}#p{ordinal}" for ordinal in ordinals]
    searcher.prepare("paragraph", passages=ids)
    for other in map(searcher.passage, ids):
        if other is not None and other.id != passage.id:
            yield other.text


def _terms(keys: Iterable[str]) -> tuple[TermNode, ...]:
    return tuple(TermNode(key, key) for key in keys)


def _together(own: Mapping[str, int], nearby: Mapping[str, int]) -> dict[str, int]:
    """The weights of the words of a passage and of its neighbours."""
    weights = {key: round(NEARBY * weight) for key, weight in nearby.items()}
    return weights | {key: max(weight, weights.get(key, 0)) for key, weight in own.items()}


def _telling(own: Mapping[str, int], found: Iterable[Ranked]) -> list[str]:
    """Those of the words of a passage that tell most of what others hold, too."""
    held = own.keys() & chain.from_iterable(one.candidate.keys.split(" ") for one in found)
    return _heaviest({key: own[key] for key in held}, MAX_SHOWN_WORDS)


def _are_near(one: Candidate, other: Candidate) -> bool:
    """Whether two passages of a document stand in one context."""
    is_same = one.document_id == other.document_id
    return is_same and abs(one.ordinal - other.ordinal) <= CONTEXT_REACH


def _is_reprint(one: Candidate, this: Candidate) -> bool:
    if one.document_id == this.document_id:
        return False
    return one.keys == this.keys or are_near_copies(this, one)


def _ranked(
    this: Candidate, others: Sequence[Candidate], weights: Mapping[str, int]
) -> list[Ranked]:
    """Those of the others that share enough, the most alike first."""
    shared = {one.id: weights.keys() & one.keys.split(" ") for one in others}
    by_document: defaultdict[str, list[Candidate]] = defaultdict(list)
    for one in others:
        by_document[one.document_id].append(one)
    best = sum(weights.values()) * (_by_length(this) + CONTEXT)
    ranked = []
    for one in others:
        near = (shared[two.id] for two in by_document[one.document_id] if _are_near(one, two))
        passage, context = _sum(weights, shared[one.id]), _sum(weights, set().union(*near))
        score = (passage * _by_length(one) + CONTEXT * context) / best
        if score >= MIN_SCORE:
            ranked.append(Ranked(one, round(score, 6)))
    return sorted(ranked, key=lambda one: (-one.score, one.candidate.id))


def _sum(weights: Mapping[str, int], keys: Iterable[str]) -> int:
    return sum(map(weights.__getitem__, keys))


def _by_length(one: Candidate) -> float:
    return float(max(one.tokens, MIN_TOKENS) ** -LENGTH)
