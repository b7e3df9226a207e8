"""What makes a passage a candidate, and how many candidates are scored."""

import pytest

from searchtool.query.parser import QueryToken
from searchtool.query.tree import Or, Phrase, Prefix, TermNode, WordNode
from searchtool.search.ranking.candidates import (
    MAX_PHRASE_WORDS,
    RerankWindow,
    candidate_clauses,
    rerank_depth,
)
from searchtool.search.ranking.scoring import QueryWord

BRIDGE = TermNode("моста", "мост")


def query_word(
    word: WordNode,
    frequency: int = 0,
    expansions: frozenset[str] = frozenset(),
    *,
    is_stop: bool = False,
) -> QueryWord:
    return QueryWord(QueryToken(word, is_stop), frequency, expansions)


def test_a_word_counts_in_its_form_as_an_expansion_and_as_itself() -> None:
    word = query_word(BRIDGE, 3, frozenset({"мостов"}))
    itself, expanded, same_form = candidate_clauses([word], 100)
    assert (itself.query, expanded.query) == (BRIDGE, Or((BRIDGE, TermNode("мостов", "мостов"))))
    assert same_form.query == TermNode("моста", "мост", exact=True)
    assert itself.weight == expanded.weight > same_form.weight > 0


def test_a_rare_word_weighs_more() -> None:
    rare, frequent = (candidate_clauses([query_word(BRIDGE, n)], 100) for n in (1, 50))
    assert rare[0].weight > frequent[0].weight


def test_a_pattern_has_no_form_of_its_own() -> None:
    assert len(candidate_clauses([query_word(Prefix("мост"))], 100)) == 2


def test_stop_words_are_left_out_if_there_are_others() -> None:
    stop = query_word(TermNode("и", "и"), is_stop=True)
    with_stop = candidate_clauses([stop, query_word(BRIDGE)], 100)
    assert with_stop[:-1] == candidate_clauses([query_word(BRIDGE)], 100)
    assert with_stop[-1].query == Phrase((TermNode("и", "и"), BRIDGE))
    assert candidate_clauses([stop], 100)


@pytest.mark.parametrize(
    ("words", "has_phrase"), [(1, False), (2, True), (MAX_PHRASE_WORDS, True), (7, False)]
)
def test_a_short_query_is_also_looked_for_as_a_phrase(words: int, has_phrase: bool) -> None:
    clauses = candidate_clauses([query_word(BRIDGE)] * words, 100)
    assert any(isinstance(clause.query, Phrase) for clause in clauses) == has_phrase


@pytest.mark.parametrize(
    ("weights", "depth"),
    [([], 0), ([9], 1), ([9, 1, 1], 2), ([9, 8, 7, 1], 3), ([9, 8, 7, 6, 5, 4], 4)],
)
def test_the_heavy_ones_are_scored_within_the_window(weights: list[int], depth: int) -> None:
    assert rerank_depth(weights, RerankWindow(2, 0.5, 4)) == depth
