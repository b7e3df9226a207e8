"""First stage of the ranking: what makes a passage a candidate, and how many are scored."""

from collections.abc import Sequence
from typing import NamedTuple

from searchtool.engines.base import Clause
from searchtool.query.tree import Or, Phrase, Query, TermNode
from searchtool.search.phrase_limits import MAX_CHECKED, needs_check
from searchtool.search.ranking.scoring import QueryWord, content_words, word_weight

MAX_PHRASE_WORDS = 6


class RerankWindow(NamedTuple):
    """How many candidates are scored: those that weigh at least `min_weight_ratio` of the heaviest,
    but no fewer than `min_size` and no more than `max_size`.

    More bring nothing: docs/ranking.md has the figures, `make tune` prints new ones.
    """

    min_size: int = 30
    min_weight_ratio: float = 0.4
    max_size: int = 100


RERANK_WINDOW = RerankWindow()


def candidate_clauses(words: Sequence[QueryWord], passage_count: int) -> list[Clause]:
    """What adds to the weight of a passage: the idf of each word that it holds, less for one that
    says little; half of it for an expansion, and a little for a word in the form of the query and
    for the query as a phrase.

    Measured on 612 questions: the answer is among the 200 heaviest in 99.0 % of cases, without
    expansions in 98.5 %, by BM25 with its usual parameters in 93.6 %.
    """
    clauses = []
    for word in content_words(words):
        weight = round(50 * word_weight(word, passage_count))
        query = word.token.word
        named: Query = Or((query, *word.token.also)) if word.token.also else query
        expanded = Or((named, *(TermNode(key, key) for key in sorted(word.expansions))))
        clauses += [Clause(named, weight), Clause(expanded, weight)]
        if word.token.also:  # the word as typed weighs more
            clauses[-2:-1] = [Clause(query, weight // 4), Clause(named, weight - weight // 4)]
        if isinstance(query, TermNode):
            clauses.append(Clause(TermNode(query.form, query.key, exact=True), weight // 10))
    phrase = Phrase(tuple(word.token.word for word in words))
    if 1 < len(words) <= MAX_PHRASE_WORDS and not _is_slow(phrase, words):
        clauses.append(Clause(phrase, 100))
    return clauses


def _is_slow(phrase: Phrase, words: Sequence[QueryWord]) -> bool:
    """Whether too many passages would have to be read to find the words next to each other."""
    frequencies = [word.frequency for word in content_words(words)]
    return needs_check(phrase) and min(frequencies, default=0) > MAX_CHECKED


def rerank_depth(weights: Sequence[int], window: RerankWindow = RERANK_WINDOW) -> int:
    """How many candidates are scored, by the weights of all in descending order.

    >>> rerank_depth([90] * 80 + [30] * 50), rerank_depth([90] * 10 + [30] * 90)
    (80, 30)
    """
    heavy = sum(
        weight >= window.min_weight_ratio * weights[0] for weight in weights[: window.max_size]
    )
    return min(max(heavy, window.min_size), len(weights))
