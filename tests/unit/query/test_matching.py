"""Places that are asked for: what is marked in a passage that matches."""

import pytest

from searchtool.analysis.analyzer import Analyzer
from searchtool.query.matching import max_edits, near_positions, phrase_positions
from searchtool.query.parser import parse_query
from searchtool.query.tree import Fuzzy
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
    places = sorted(Highlighter(tree).places(keys, forms))
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


@pytest.mark.parametrize(
    ("word", "edits"),
    [(Fuzzy("мир"), 1), (Fuzzy("безопасность"), 2), (Fuzzy("безопасность", 1), 1)],
)
def test_edits_are_those_of_the_word_or_of_its_length(word: Fuzzy, edits: int) -> None:
    assert max_edits(word) == edits


@pytest.mark.parametrize(
    ("positions", "slop", "found"),
    [
        ([{0, 4}, {1, 7}], None, {0, 1}),
        ([{1}, {0}], None, set()),
        ([{1}, {0}], 0, {0, 1}),
        ([{0}, {3}], 2, {0, 3}),
        ([{0}, {3}], 1, set()),
    ],
)
def test_phrases(positions: list[set[int]], slop: int | None, found: set[int]) -> None:
    assert phrase_positions(positions, slop) == found
