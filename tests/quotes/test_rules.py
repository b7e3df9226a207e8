"""Every rule is tested by the examples in its docstring."""

import inspect
from collections.abc import Callable, Iterator

import pytest

from searchtool.quotes.detection.paragraph_rules import PARAGRAPH_RULES
from searchtool.quotes.detection.points import points
from searchtool.quotes.detection.rules import RULES
from searchtool.quotes.extraction import find_quotes
from searchtool.quotes.indirect.rules import RULES as INDIRECT_RULES
from tests.quotes.marked import read_example

Rule = Callable[..., object]

ALL_RULES: tuple[Rule, ...] = (*RULES, *PARAGRAPH_RULES, points, *INDIRECT_RULES)


def examples() -> Iterator[tuple[str, str]]:
    for rule in ALL_RULES:
        parts = (inspect.getdoc(rule) or "").split("\n\n")
        for part in parts:
            if "[quote" in part:
                yield rule.__name__, part


@pytest.mark.parametrize(("rule", "marked"), list(examples()))
def test_example(rule: str, marked: str) -> None:
    example = read_example(marked)
    retold = {rule.__name__ for rule in INDIRECT_RULES}
    is_retold = rule in retold
    quotes = [q for q in find_quotes(example.text) if (q.kind == "indirect") == is_retold]
    assert [quote.text for quote in quotes] == example.quotes
    assert rule in {quote.rule for quote in quotes}
    assert {quote.cue for quote in quotes} - {""} == example.cues
    assert {quote.speaker for quote in quotes} - {""} == example.speakers


def test_every_rule_has_an_example() -> None:
    assert {name for name, _ in examples()} == {rule.__name__ for rule in ALL_RULES}


def test_empty_quotation_marks_quote_nothing() -> None:
    assert find_quotes("Лаптев сказал: «»") == []
