"""What is asked when too few passages contain all the words."""

import pytest

from searchtool.analysis.analyzer import Analyzer
from searchtool.query.describe import describe
from searchtool.query.parser import parse_query
from searchtool.query.relaxation import relaxations
from searchtool.query.tree import TermNode

ANALYZER = Analyzer()
EXPANSIONS = [TermNode("мирный", "мирный"), TermNode("мирно", "мирно")]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("мир", []),
        ('"мир труд"', []),
        ("мир | труд", []),
        ("мир =труд", []),
        ("мир труд", ["(мир | труд)"]),
        ("мир труд -май", ["((мир | труд) & !май)"]),
        ("мир труд =май", ["((мир | труд) & =май)"]),
        ("мир мира", []),
        ("премьер-министр России", ["(премьер | министр | россии)"]),
        ("мир труд date:2019", ["((мир | труд) & date:2019-01-01..2019-12-31)"]),
        ("мир~ тру*", ["(мир~ | тру*)"]),
        ("А.С. Мир", ["мир"]),
        ("А.С. Мир труд", ["(мир | труд)"]),
        ('А.С. Мир "и июнь"', ['(мир & "и июнь")', "(мир | июнь)"]),
        ("на-к по-на", ["(на | к | по)"]),
        ('мир труд "май июнь"', ['((мир | труд) & "май июнь")', "(мир | труд | май | июнь)"]),
        ('мир "май июнь"', ["(мир | май | июнь)"]),
        ("«май июнь»", []),
        ("мир труд «май июнь»", ["(мир | труд | май | июнь)"]),
        ("мир труд «май июнь»~3", ['((мир | труд) & "май июнь"~3)', "(мир | труд | май | июнь)"]),
    ],
)
def test_relaxations_from_strict_to_loose(text: str, steps: list[str]) -> None:
    assert [describe(step) for step in relaxations(parse_query(text, ANALYZER).tree)] == steps


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("мир", ["(мир | мирный | мирно)"]),
        ("=мир", []),
        ("мир -война", ["((мир | мирный | мирно) & !война)"]),
        ("мир date:2019", ["((мир | мирный | мирно) & date:2019-01-01..2019-12-31)"]),
        ("=мир date:2019", []),
        ("мир труд", ["(мир | труд | мирный | мирно)"]),
        (
            'мир "май июнь"',
            [
                '((мир | мирный | мирно) & "май июнь")',
                "(мир | май | июнь | мирный | мирно)",
            ],
        ),
        (
            'мир труд "май июнь" -война',
            [
                '((мир | труд | мирный | мирно) & "май июнь" & !война)',
                "((мир | труд | май | июнь | мирный | мирно) & !война)",
            ],
        ),
    ],
)
def test_expansions_are_alternatives_to_the_words(text: str, steps: list[str]) -> None:
    tree = parse_query(text, ANALYZER).tree
    assert [describe(step) for step in relaxations(tree, EXPANSIONS)] == steps


def test_an_alternative_of_words_is_kept_whole() -> None:
    tree = parse_query("мир труд (=май | июнь)", ANALYZER).tree
    (step,) = relaxations(tree)
    assert describe(step) == "((мир | труд) & (=май | июнь))"
