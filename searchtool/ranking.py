"""Candidates in, the same in final order out; one formula for all engines."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from searchtool.analysis import restore_terms
from searchtool.engines.base import Candidate, Candidates, static_order
from searchtool.matching import find_matches
from searchtool.query import Prefix, Query, Word, words

K1 = 0.6
B = 0.1
"""Of BM25. Measured on 612 questions and 869 headlines among 79,000 passages: hit@1 0.89 and 0.88,
against 0.61 and 0.81 with the usual k1=1.2, b=0.75."""

PIVOT_LENGTH = 40
"""Tokens in a passage of middling length; a constant, so that no file shifts all the scores."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate and its score."""

    candidate: Candidate
    score: float


def rank(query: Query, candidates: Candidates, passages: int) -> list[Ranked]:
    """The candidates by score, best first; `passages` is how many there are in the scope.

    BM25 as in Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009).
    """
    asked = words(query)
    idf = [
        math.log1p((passages - frequency + 0.5) / (frequency + 0.5))
        for frequency in candidates.frequencies
    ]
    ranked = [Ranked(c, _score(c, asked, idf)) for c in candidates.items]
    return sorted(ranked, key=lambda r: (-r.score, static_order(r.candidate.passage)))


def _score(candidate: Candidate, asked: Sequence[Word | Prefix], idf: Sequence[float]) -> float:
    norm = K1 * (1 - B + B * len(candidate.keys) / PIVOT_LENGTH)
    score = 0.0
    for word, weight in zip(asked, idf, strict=True):
        if occurrences := _occurrences(word, candidate):
            score += weight * occurrences * (K1 + 1) / (occurrences + norm)
    return round(score, 6)


def _occurrences(word: Word | Prefix, candidate: Candidate) -> int:
    if isinstance(word, Word) and not word.exact:
        return candidate.keys.count(word.key)
    terms = restore_terms(candidate.passage.text, candidate.keys)
    return len(find_matches(word, terms) or ())
