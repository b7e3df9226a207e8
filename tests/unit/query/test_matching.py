"""Places that are asked for: what is marked in a passage that matches."""

import pytest

from searchtool.analysis.analyzer import Analyzer
from searchtool.query.matching import near_positions
from searchtool.query.parser import parse_query
from searchtool.search.highlighting import Highlighter

ANALYZER = Analyzer()
TEXT = "Глава государства открыл саммит, главы государств спорили о климате"


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("саммит", "саммит"),
        ("государство", "государства государств"),
        ('"глава государства"', "Глава государства главы государств"),
        ('"государства саммит"~0', ""),
        ('"глава саммит"~1', "саммит главы"),
        ("=глава", "Глава"),
        ("клима* -война", "климате"),
        ('саммит -title:"глава государства"', "саммит"),
        ("саммит -(date:2019 | date:2020)", "саммит"),
        ("саммит date:2019", "саммит"),
        ("война | саммит", "саммит"),
        ("-война", ""),
    ],
)
def test_marked(query: str, marked: str) -> None:
    terms = ANALYZER.terms(TEXT)
    tree = parse_query(query, ANALYZER).tree
    keys, forms = (" ".join(t.key for t in terms), " ".join(t.form for t in terms))
    places = sorted(Highlighter(tree).positions(keys, forms))
    assert " ".join(TEXT[terms[p].start : terms[p].end] for p in places) == marked


@pytest.mark.parametrize(
    ("places", "width", "found"),
    [
        ([{0}, {3}], 4, {0, 3}),
        ([{0}, {3}], 3, set()),
        ([{3}, {0}], 4, {0, 3}),
        ([{1}, {1}], 5, set()),
        ([{1, 2}, {1, 2}], 5, {1, 2}),
        ([{0, 9}, {2, 5}], 4, {0, 2}),
    ],
)
def test_near(places: list[set[int]], width: int, found: set[int]) -> None:
    assert near_positions(places, width) == found
