"""Lifts the passages that are on the topic of the first ones (pseudo-relevance feedback).

A query of few words says little: of «зеленский переговоры» it is the words around them in the best
passages that tell talks on peace from a visit. The words that several of the first passages share
are the topic. With f the number of these passages that hold a word:

    topic = sum of f * idf / (sqrt(sum of f ** 2 * idf over all of the topic) * sqrt(tokens))

over the words that a passage holds. Its own vote does not count. Passages that begin alike have one
vote: the reprints of one would outvote the others.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, islice
from typing import NamedTuple

from searchtool.analysis.stopwords import STOPWORDS
from searchtool.engines.base import Candidate

MIN_PASSAGES = 20
"""Of fewer passages the first ones are not yet most, and the best of them may be all that is right:
with a topic among these MRR@10 is 0.943, without 0.970."""

MAX_VOTERS = 10
"""The first passages, which tell the topic. From 7 to 15 all is the same within 0.003."""

MIN_VOTES = 2
MIN_IDF = 2.5
"""A word of the topic is in at least two of the voters, and in no more than about every tenth
passage of the index."""

MIN_CHARS = 3
"""Of a word of the topic."""

MIN_TOKENS = 8
"""A shorter passage is no more on the topic for its one word."""

ALIKE_CHARS = 80
"""Passages whose keys begin with the same letters, so many of them, have one vote."""

PRECISION = 100
"""Weights are whole numbers, so that their sum does not depend on the order of a set."""


IdfsOf = Callable[[Sequence[str]], Sequence[float]]


class Topic(NamedTuple):
    """What some passages, the voters, are about: words with their weights, and what each vote adds
    to these."""

    weights: Mapping[str, int]
    votes: Mapping[str, int]
    norm: float
    voters: frozenset[str]

    def score(self, passage: Candidate) -> float:
        """How much a passage is about it, from 0 to about 1."""
        keys = passage.keys.split(" ")
        shared = self.weights.keys() & keys
        if not shared:
            return 0.0
        found = sum(map(self.weights.__getitem__, shared))
        if passage.id in self.voters:
            found -= sum(map(self.votes.__getitem__, shared))
        return found / (self.norm * math.sqrt(max(len(keys), MIN_TOKENS)))


def find_topic(
    passages: Iterable[Candidate], asked: AbstractSet[str], idfs_of: IdfsOf
) -> Topic | None:
    """What the first of some passages are about, best first, beside the keys that were asked for;
    None where they share no words. `idfs_of` gives the idf of each of some keys."""
    voters = list(islice(_distinct(passages), MAX_VOTERS))
    counts = Counter(chain.from_iterable(frozenset(voter.keys.split(" ")) for voter in voters))
    shared = [k for k, n in counts.items() if n >= MIN_VOTES and _may_tell(k) and k not in asked]
    idfs = zip(shared, idfs_of(shared), strict=True)
    votes = {key: round(PRECISION * weight) for key, weight in idfs if weight >= MIN_IDF}
    if not votes:
        return None
    weights = {key: counts[key] * vote for key, vote in votes.items()}
    norm = math.sqrt(PRECISION * sum(counts[key] * weight for key, weight in weights.items()))
    return Topic(weights, votes, norm, frozenset(voter.id for voter in voters))


def _may_tell(key: str) -> bool:
    return len(key) >= MIN_CHARS and key.isalpha() and key not in STOPWORDS


def _distinct(passages: Iterable[Candidate]) -> Iterator[Candidate]:
    """The passages without those that begin like an earlier one."""
    seen: set[str] = set()
    for passage in passages:
        beginning = passage.keys[:ALIKE_CHARS]
        if beginning not in seen:
            seen.add(beginning)
            yield passage
