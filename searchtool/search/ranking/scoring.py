"""Query words and candidates in, hits in final order out; one formula for all engines.

With w the weight of a query word, none for a stop word among others, and W the sum of w:

    passage    = sum of w * (saturate(tf) + same_form * [in this very form]
                             + derived * [only a derived word: японский for Япония])
    context    = the same over the passage together with the other candidates of its document at
                 most `context_reach` passages away, saturating the slower the longer the document
    adjacency  = sum of min(w, w') over neighbours in the query that are neighbours in the passage
    score      = passage + context_weight * context + adjacency_weight * adjacency
                 + W * (coverage * (share of W found in the context) ** 4
                        + all_words * [every word is in the passage]
                        + phrase * [... and the query stands there in a row]
                        + position / (1 + ordinal) + length * ln(tokens))

`saturate` and idf are those of BM25 (Robertson and Zaragoza, "The Probabilistic Relevance
Framework", 2009) without its length normalization, which only hurts among paragraphs. A boosted
tree over the same features orders no better, so the formula is at their ceiling.
"""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from searchtool.engines.base import Candidate, static_order
from searchtool.query.parser import QueryToken
from searchtool.query.tree import TermNode, match_key
from searchtool.search.ranking.features import FeatureExtractor, TermFeatures, context_features


class Parameters(NamedTuple):
    """Tuned by `make tune` on questions and headlines together; docs/ranking.md has the figures.

    The plateau is wide: only derived words and the context matter clearly.
    """

    k1: float = 0.6
    same_form: float = 0.2
    derived: float = 0.8
    adjacency_weight: float = 0.2
    context_weight: float = 1.0
    context_k1: float = 0.8
    context_b: float = 0.2
    context_same_form: float = 0.2
    context_derived: float = 0.7
    coverage: float = 0.5
    context_reach: int = 10
    all_words: float = 1.0
    phrase: float = 1.0
    position: float = 0.08
    length: float = 0.04
    verb: float = 0.7
    capitalized: float = 1.2


PARAMETERS = Parameters()

USUAL_DOCUMENT = 70
"""Tokens in a document of middling length. A constant, so that no file shifts all the scores; four
times as much or as little costs 0.8 points of hit@1 at most."""

LONGEST_DOCUMENT = 8 * USUAL_DOCUMENT
"""A longer document proves no less than this one."""

LONGEST_PASSAGE = 100
"""Tokens from which on a longer passage is no better."""

_LOGARITHMS = [0.0, *map(math.log, range(1, LONGEST_PASSAGE + 1))]
"""Of numbers of tokens; a passage without any counts as one of one."""

_INFINITIVE = ("ть", "ти", "чь", "ться", "тись", "чься")


class QueryWord(NamedTuple):
    """A word of the query: in how many passages it is (`frequency`, not asked for stop words among
    others), and the keys of the index derived from the same root."""

    asked: QueryToken
    frequency: int = 0
    derived: frozenset[str] = frozenset()


SCORE_PARTS = (
    "passage", "context", "adjacency", "coverage", "all words", "phrase", "position", "length",
)  # fmt: skip
"""What a score is made of."""


class Ranked(NamedTuple):
    """A candidate, its score, and how much each of `SCORE_PARTS` adds to it."""

    candidate: Candidate
    score: float
    parts: tuple[float, ...] = ()

    def explain(self) -> dict[str, float]:
        """The parts by name; nothing for what was not ranked."""
        return dict(zip(SCORE_PARTS, self.parts, strict=False))


def idf(frequency: int, passages: int) -> float:
    """Inverse document frequency as BM25 has it, never negative."""
    return math.log1p((max(passages - frequency, 0) + 0.5) / (frequency + 0.5))


def rank(
    words: Sequence[QueryWord],
    candidates: Sequence[Candidate],
    passages: int,
    parameters: Parameters = PARAMETERS,
) -> list[Ranked]:
    """The candidates by score, best first; `passages` is how many there are in the scope."""
    formula = Scorer(words, passages, parameters)
    own = [formula.gatherer.gather(candidate) for candidate in candidates]
    contexts = context_features(candidates, own, parameters.context_reach)
    ranked = [
        formula.score(candidate, features, context)
        for candidate, features, context in zip(candidates, own, contexts, strict=True)
    ]
    return sorted(
        ranked, key=lambda r: (-r.score, static_order(r.candidate.id, r.candidate.ordinal))
    )


def unscored(
    candidates: Iterable[Candidate], weights: Sequence[int], ranked: Sequence[Ranked]
) -> list[Ranked]:
    """The candidates after those that were ranked, in their order: each as much below the last of
    these as it weighs less than the first of them."""
    return [
        Ranked(candidate, round(ranked[-1].score * weight / max(weights[0], 1), 6))
        for candidate, weight in zip(candidates, weights, strict=False)
    ]


def content_words(words: Sequence[QueryWord]) -> list[QueryWord]:
    """The words that are no stop words, or all of them if there are no others."""
    return [w for w in words if not w.asked.is_stop] or list(words)


class Scorer:
    """The formula for one query."""

    def __init__(self, words: Sequence[QueryWord], passages: int, parameters: Parameters) -> None:
        self._p = parameters
        telling = {match_key(w.asked.word) for w in content_words(words)}
        distinct = {match_key(w.asked.word): w for w in reversed(words)}
        self.words = list(reversed(distinct.values()))
        self.gatherer = FeatureExtractor(
            [w.asked.word for w in self.words], [w.derived for w in self.words]
        )
        numbers = {match_key(w.asked.word): n for n, w in enumerate(self.words)}
        self._sequence = [numbers[match_key(w.asked.word)] for w in words]
        # Other stop words count as a part of the phrase alone.
        self._weights = {
            number: self._weight(word, passages)
            for number, word in enumerate(self.words)
            if match_key(word.asked.word) in telling
        }
        self._total = sum(self._weights.values())
        self._pairs = [
            (a, b, min(self._weights[a], self._weights[b]))
            for a, b in zip(self._sequence, self._sequence[1:], strict=False)
            if a in self._weights and b in self._weights
        ]

    def _weight(self, word: QueryWord, passages: int) -> float:
        weight = idf(word.frequency, passages)
        query = word.asked.word
        # Only verbs keep the ending of the infinitive in their key.
        if isinstance(query, TermNode) and query.key.endswith(_INFINITIVE):
            weight *= self._p.verb
        return weight * self._p.capitalized if word.asked.is_capitalized else weight

    def score(self, candidate: Candidate, own: TermFeatures, near: TermFeatures) -> Ranked:
        """The score of one candidate by what it holds and what its document says around it."""
        p, total = self._p, self._total
        context, covered = self._context_score(candidate, near)
        parts = (
            self._passage_score(own),
            p.context_weight * context,
            p.adjacency_weight * self._adjacency(own, candidate),
            p.coverage * total * (covered / total) ** 4 if total else 0.0,
            p.all_words * total * self._holds_all(own),
            p.phrase * total * self._holds_phrase(own, candidate),
            p.position * total / (1 + candidate.ordinal),
            p.length * total * _LOGARITHMS[min(candidate.tokens, LONGEST_PASSAGE)],
        )
        return Ranked(candidate, round(sum(parts), 6), parts)

    def _passage_score(self, own: TermFeatures) -> float:
        p, weights, score = self._p, self._weights, 0.0
        for n, count in own.counts.items():
            if n in weights:
                value = count * (p.k1 + 1) / (count + p.k1)
                score += weights[n] * (value + p.same_form * (n in own.same_form))
        for n in own.derived:
            if n in weights and n not in own.counts:
                score += weights[n] * p.derived
        return score

    def _context_score(self, candidate: Candidate, near: TermFeatures) -> tuple[float, float]:
        p, weights, score, covered = self._p, self._weights, 0.0, 0.0
        relative = min(candidate.document_length, LONGEST_DOCUMENT) / USUAL_DOCUMENT
        norm = p.context_k1 * (1 - p.context_b + p.context_b * relative)
        for n, count in near.counts.items():
            if n in weights:
                value = count * (p.context_k1 + 1) / (count + norm)
                found = min(1.0, value)
                score += weights[n] * (value + p.context_same_form * found * (n in near.same_form))
                covered += weights[n] * found
        once = (p.context_k1 + 1) / (1 + norm)
        for n in near.derived:
            if n in weights and n not in near.counts:
                score += weights[n] * p.context_derived * once
        return score, covered

    def _adjacency(self, own: TermFeatures, candidate: Candidate) -> float:
        counts, stand_in_a_row = own.counts, self.gatherer.stand_in_a_row
        found = 0.0
        for a, b, weight in self._pairs:
            if a in counts and b in counts and stand_in_a_row(candidate, (a, b)):
                found += weight
        return found

    def _holds_all(self, own: TermFeatures) -> bool:
        return self._weights.keys() <= own.counts.keys()

    def _holds_phrase(self, own: TermFeatures, candidate: Candidate) -> bool:
        if len(self._sequence) < 2 or len(own.counts) < len(self.words):
            return False
        return self.gatherer.stand_in_a_row(candidate, self._sequence)
