"""The ranking formula: one for all engines, over the candidates they find.

With w the weight of a query word (0 for a stop word beside other words, less than its idf for one
that says little), and W the sum of w:

    passage    = sum of w * (saturate(tf) + same_form * [it occurs in the form of the query]
                             + expansion * [only an expansion occurs: японский for Япония])
    context    = the same over the passage together with the other candidates of its document at
                 most `context_reach` passages away; a longer document saturates more slowly
    adjacency  = sum of min(w, w') over neighbours in the query that are neighbours in the passage
    score      = passage + context_weight * context + adjacency_weight * adjacency
                 + W * (coverage * (share of W found in the context) ** 4
                        + all_words * [the passage holds every word that tells]
                               or all_derived, if it holds some of them only as an expansion
                        + phrase * [it holds the whole query as a phrase]
                        + position / (1 + ordinal) + length * ln(tokens))

and for a brief query, whose words many passages hold,

                 + W * (beginning * ln(101 / (1 + words before the first one of the query))
                        + number * [a number is asked for, and it has one]
                        + substance * [more is in it than the words of the query]
                        + topic * how much it is about what the first passages are about)

`saturate` and idf are those of BM25 (Robertson and Zaragoza, "The Probabilistic Relevance
Framework", 2009) without its length normalization, which only hurts among paragraphs. A boosted
tree over the same features orders no better, so the formula is at their ceiling.
"""

import math
import re
from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from operator import attrgetter
from typing import NamedTuple

from searchtool.engines.base import Candidate, static_order
from searchtool.query.parser import QueryToken
from searchtool.query.tree import TermNode, WordNode, match_key
from searchtool.search.ranking.features import FeatureExtractor, TermFeatures, context_features
from searchtool.search.ranking.light_words import asks_for_number, lightness
from searchtool.search.ranking.topic import MIN_PASSAGES, IdfsOf, Topic, find_topic


class Parameters(NamedTuple):
    """The parameters of the formula; `verb` and `capitalized` are factors of a word's weight.

    Tuned by `make tune` on questions and headlines together, the last four on brief queries;
    docs/ranking.md has the figures. The plateau is wide: of the others only the expansions and the
    context matter clearly.
    """

    k1: float = 0.3
    same_form: float = 0.2
    expansion: float = 0.8
    alternative: float = 0.7
    adjacency_weight: float = 0.2
    context_weight: float = 1.0
    context_k1: float = 0.8
    context_b: float = 0.2
    context_same_form: float = 0.2
    context_expansion: float = 0.7
    coverage: float = 0.5
    context_reach: int = 10
    all_words: float = 1.0
    all_derived: float = 0.5
    phrase: float = 1.0
    position: float = 0.16
    length: float = 0.04
    verb: float = 0.7
    capitalized: float = 1.2
    beginning: float = 0.15
    number: float = 0.25
    substance: float = 0.25
    topic: float = 1.0


PARAMETERS = Parameters()

TYPICAL_DOCUMENT_TOKENS = 70
"""The length of a middling document. A constant, so that no file shifts all the scores; four times
as much or as little costs 0.8 points of hit@1 at most."""

MAX_DOCUMENT_TOKENS = 8 * TYPICAL_DOCUMENT_TOKENS
"""A longer document saturates no more slowly than this one."""

MAX_PASSAGE_TOKENS = 100
"""A longer passage is no better than this one."""

MAX_BRIEF_QUERY_WORDS = 3
"""A query of more words says enough itself: of 47 headlines of four words two lose their place."""

FEW_TOKENS_BEFORE = 3
"""Words of a passage before the first one of the query: fewer are no better."""

MAX_ON_TOPIC = 30
"""Passages, the first ones, of which is told how much they are on the topic."""

MIN_OTHER_TOKENS = 3
"""A passage with fewer words beside those of the query is a caption, a heading or a tag."""

_DIGIT = re.compile(r"\d")
_LOG_TOKENS = [0.0, *map(math.log, range(1, MAX_PASSAGE_TOKENS + 1))]
_BEGINNINGS = [
    math.log((1 + MAX_PASSAGE_TOKENS) / (1 + max(before, FEW_TOKENS_BEFORE)))
    for before in range(MAX_PASSAGE_TOKENS + 1)
]
"""What a passage gains by the number of its words before the first one of the query."""

# Only verbs keep the ending of the infinitive in their key.
_INFINITIVE_ENDINGS = ("ть", "ти", "чь", "ться", "тись", "чься")


class QueryWord(NamedTuple):
    """A word of the query with what the index knows of it: the number of passages that hold it
    (`frequency`; 0 for a stop word beside other words) and the keys it expands to."""

    token: QueryToken
    frequency: int = 0
    expansions: frozenset[str] = frozenset()


SCORE_PARTS = (
    "passage", "context", "adjacency", "coverage", "all words", "phrase", "position", "length",
    "beginning", "number", "substance", "topic",
)  # fmt: skip
"""A score is the sum of these; the last four are for brief queries, the last for the first hits."""


class Ranked(NamedTuple):
    """A candidate with its score, and what each of `SCORE_PARTS` adds to it; no parts if it was not
    scored by the formula."""

    candidate: Candidate
    score: float
    parts: tuple[float, ...] = ()

    @property
    def explanation(self) -> dict[str, float]:
        """The parts by name."""
        return dict(zip(SCORE_PARTS, self.parts, strict=False))


def idf(frequency: int, passage_count: int) -> float:
    """Inverse document frequency as BM25 has it, never negative."""
    return math.log1p((max(passage_count - frequency, 0) + 0.5) / (frequency + 0.5))


def word_weight(word: QueryWord, passage_count: int) -> float:
    """The idf of a query word, less of one that says little."""
    return idf(word.frequency, passage_count) * lightness(word.token.word)


def rank(
    words: Sequence[QueryWord],
    candidates: Sequence[Candidate],
    passage_count: int,
    parameters: Parameters = PARAMETERS,
    *,
    idfs_of: IdfsOf | None = None,
    first: Sequence[Ranked] = (),
) -> list[Ranked]:
    """The candidates by score, best first; `passage_count` is that of the whole scope. `idfs_of`
    gives those of keys: without it there is no topic. Those that are to be `first` tell it, too."""
    scorer = Scorer(words, passage_count, parameters)
    features = [scorer.extractor.extract(candidate) for candidate in candidates]
    contexts = context_features(candidates, features, parameters.context_reach)
    ranked = list(map(scorer.score, candidates, features, contexts))
    if scorer.is_brief and idfs_of is not None and len(candidates) >= MIN_PASSAGES:
        ranked.sort(key=attrgetter("score"), reverse=True)
        best = (one.candidate for one in chain(first, ranked))
        topic = find_topic(best, scorer.keys, idfs_of)
        if topic is not None:
            head, rest = ranked[:MAX_ON_TOPIC], ranked[MAX_ON_TOPIC:]
            ranked = [*(scorer.with_topic(one, topic) for one in head), *rest]
    return _by_score(ranked)


def _by_score(ranked: list[Ranked]) -> list[Ranked]:
    """Best first, those of the same score in static order; few have the same."""
    ranked.sort(key=attrgetter("score"), reverse=True)
    ordered: list[Ranked] = []
    for _, same in groupby(ranked, attrgetter("score")):
        ordered += _in_static_order(list(same))
    return ordered


def _in_static_order(ranked: list[Ranked]) -> list[Ranked]:
    if len(ranked) > 1:
        ranked.sort(key=lambda one: static_order(one.candidate.id, one.candidate.ordinal))
    return ranked


def unscored(
    candidates: Iterable[Candidate], weights: Sequence[int], ranked: Sequence[Ranked]
) -> list[Ranked]:
    """The candidates that follow those that were ranked, in the order of their weights: the first
    has the score of the last one ranked, the others less in proportion."""
    return [
        Ranked(candidate, round(ranked[-1].score * weight / max(weights[0], 1), 6))
        for candidate, weight in zip(candidates, weights, strict=False)
    ]


def content_words(words: Sequence[QueryWord]) -> list[QueryWord]:
    """The words that are no stop words, or all of them if there are no others."""
    return [word for word in words if not word.token.is_stop] or list(words)


class Scorer:
    """The formula for one query."""

    def __init__(
        self, words: Sequence[QueryWord], passage_count: int, parameters: Parameters
    ) -> None:
        self._p = parameters
        keys = [match_key(word.token.word) for word in words]
        distinct: dict[WordNode, QueryWord] = {}
        for key, word in zip(keys, words, strict=True):
            distinct.setdefault(key, word)
        numbers = {key: number for number, key in enumerate(distinct)}
        content = {match_key(word.token.word) for word in content_words(words)}
        self.extractor = FeatureExtractor(
            [word.token.word for word in distinct.values()],
            [word.expansions for word in distinct.values()],
            [word.token.also for word in distinct.values()],
            parameters.alternative,
        )
        self._word_count = len(distinct)
        self._sequence = tuple(numbers[key] for key in keys)
        # Stop words beside other words count only as a part of the phrase.
        self._weights = {
            numbers[key]: self._weight(word, passage_count)
            for key, word in distinct.items()
            if key in content
        }
        self._total = sum(self._weights.values())
        telling = {numbers[key] for key in content if lightness(distinct[key].token.word) == 1.0}
        self._telling = telling or set(self._weights)
        self.is_brief = len(words) <= MAX_BRIEF_QUERY_WORDS
        self.keys = frozenset(
            key for word in keys if isinstance(word, TermNode) for key in word.keys
        )
        self._asks_for_number = self.is_brief and any(map(asks_for_number, keys))
        self._neighbours = [
            (a, b, min(self._weights[a], self._weights[b]))
            for a, b in zip(self._sequence, self._sequence[1:], strict=False)
            if a in self._weights and b in self._weights
        ]

    def score(self, candidate: Candidate, own: TermFeatures, context: TermFeatures) -> Ranked:
        """The score of one candidate by its own features and those of its context."""
        p, total, tokens = self._p, self._total, candidate.tokens
        context_score, covered = self._context(candidate, context)
        parts: tuple[float, ...] = (
            self._passage(own),
            p.context_weight * context_score,
            p.adjacency_weight * self._adjacency(candidate, own),
            p.coverage * total * (covered / total) ** 4 if total else 0.0,
            total * self._holds_all(own),
            p.phrase * total * self._holds_query(candidate, own),
            p.position * total / (1 + candidate.ordinal),
            p.length * total * _LOG_TOKENS[min(tokens, MAX_PASSAGE_TOKENS)],
        )
        if self.is_brief:
            has_substance = tokens - sum(own.counts.values()) >= MIN_OTHER_TOKENS
            has_number = self._asks_for_number and _DIGIT.search(candidate.forms)
            parts += (
                p.beginning * total * _BEGINNINGS[min(own.before, MAX_PASSAGE_TOKENS)],
                p.number * total if has_number else 0.0,
                p.substance * total if has_substance else 0.0,
            )
        return Ranked(candidate, round(sum(parts), 6), parts)

    def with_topic(self, ranked: Ranked, topic: Topic) -> Ranked:
        """A candidate with the topic in its score."""
        part = self._p.topic * self._total * topic.score(ranked.candidate)
        return Ranked(ranked.candidate, round(ranked.score + part, 6), (*ranked.parts, part))

    def _weight(self, word: QueryWord, passage_count: int) -> float:
        weight = word_weight(word, passage_count)
        query = word.token.word
        if isinstance(query, TermNode) and query.key.endswith(_INFINITIVE_ENDINGS):
            weight *= self._p.verb
        return weight * self._p.capitalized if word.token.is_capitalized else weight

    def _passage(self, own: TermFeatures) -> float:
        weights, counts, same_form = self._weights, own.counts, own.same_form
        k1, of_form, score = self._p.k1, self._p.same_form, 0.0
        for n, count in counts.items():
            if n in weights:
                saturated = count * (k1 + 1) / (count + k1)
                score += weights[n] * (saturated + of_form * (n in same_form))
        for n in own.expansions:
            if n in weights and n not in counts:
                score += weights[n] * self._p.expansion
        return score

    def _context(self, candidate: Candidate, context: TermFeatures) -> tuple[float, float]:
        """The score of the context, and the weight of the words that it covers."""
        weights, counts, same_form = self._weights, context.counts, context.same_form
        k1, of_form, score, covered = self._p.context_k1, self._p.context_same_form, 0.0, 0.0
        norm = self._norm(candidate.document_length)
        for n, count in counts.items():
            if n in weights:
                weight = weights[n]
                saturated = count * (k1 + 1) / (count + norm)
                found = saturated if saturated < 1.0 else 1.0
                score += weight * (saturated + of_form * found * (n in same_form))
                covered += weight * found
        for n in context.expansions:
            if n in weights and n not in counts:
                once = (k1 + 1) / (1 + norm)
                score += weights[n] * self._p.context_expansion * once
        return score, covered

    def _norm(self, document_length: int) -> float:
        """How slowly the occurrences in a document of this length saturate."""
        p = self._p
        length = min(document_length, MAX_DOCUMENT_TOKENS) / TYPICAL_DOCUMENT_TOKENS
        return p.context_k1 * (1 - p.context_b + p.context_b * length)

    def _adjacency(self, candidate: Candidate, own: TermFeatures) -> float:
        counts, holds_phrase = own.counts, self.extractor.holds_phrase
        found = 0.0
        for a, b, weight in self._neighbours:
            if a in counts and b in counts and holds_phrase(candidate, (a, b)):
                found += weight
        return found

    def _holds_all(self, own: TermFeatures) -> float:
        if self._telling <= own.counts.keys():
            return self._p.all_words
        holds_families = own.expansions and self._telling <= own.counts.keys() | own.expansions
        return self._p.all_derived if holds_families else 0.0

    def _holds_query(self, candidate: Candidate, own: TermFeatures) -> bool:
        if len(self._sequence) < 2 or len(own.counts) < self._word_count:
            return False
        return self.extractor.holds_phrase(candidate, self._sequence)
