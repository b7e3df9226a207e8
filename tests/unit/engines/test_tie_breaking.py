"""Clauses that reach a weight."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from searchtool.engines.base import Clause
from searchtool.engines.tie_breaking import (
    MAX_CLAUSES,
    MAX_COMBINATIONS,
    combinations_with_sum,
    varying_clauses,
)
from searchtool.query.tree import And, Not, Or, Phrase, Prefix, Query, TermNode

RAIN, SNOW, WIND = (TermNode(form, form) for form in ("дождь", "снег", "ветер"))


def varying(query: Query, *clauses: Query) -> list[Query]:
    found = varying_clauses(query, [Clause(clause, 1) for clause in clauses])
    return [clause.query for clause in found]


def test_what_every_match_holds_does_not_vary() -> None:
    rains = TermNode("дожди", "дождь")
    assert varying(RAIN, rains, SNOW) == [SNOW]
    assert varying(And((RAIN, SNOW)), RAIN, SNOW, WIND) == [WIND]
    assert varying(And((RAIN, And((SNOW, WIND)))), SNOW, WIND) == []
    assert varying(RAIN, Or((WIND, RAIN)), Or((WIND, SNOW))) == [Or((WIND, SNOW))]


def test_what_a_match_may_miss_varies() -> None:
    exact = TermNode("дождь", "дождь", exact=True)
    assert varying(RAIN, exact) == [exact]
    assert varying(Or((RAIN, SNOW)), RAIN, SNOW) == [RAIN, SNOW]
    assert varying(And((RAIN, Not(SNOW))), SNOW) == [SNOW]
    assert varying(Prefix("дож"), RAIN, Prefix("дож")) == [RAIN]
    assert varying(Phrase((RAIN, SNOW)), RAIN) == [RAIN]  # not all that follows is seen


def test_clauses_without_weight_do_not_matter() -> None:
    assert varying_clauses(RAIN, [Clause(SNOW, 0), Clause(WIND, 2)]) == [Clause(WIND, 2)]


@given(st.lists(st.integers(1, 6), max_size=6), st.integers(0, 20))
def test_combinations_are_all_with_that_sum(weights: list[int], wanted: int) -> None:
    every = product([True, False], repeat=len(weights))
    expected = {
        choice
        for choice in every
        if sum(w for w, is_in in zip(weights, choice, strict=True) if is_in) == wanted
    }
    found = combinations_with_sum(weights, wanted)
    assert found is not None
    assert set(found) == expected
    assert len(found) == len(expected)


def test_too_many_combinations_are_none() -> None:
    assert combinations_with_sum([1] * MAX_CLAUSES, 1) is not None
    assert combinations_with_sum([1] * (MAX_CLAUSES + 1), 1) is None
    assert combinations_with_sum([1] * MAX_CLAUSES, MAX_CLAUSES // 2) is None
    assert MAX_COMBINATIONS < 70  # of these 8, 4 at a time
