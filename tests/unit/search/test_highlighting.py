"""Which words of a passage that matches are highlighted."""

import pytest

from searchtool.analysis.analyzer import Analyzer
from searchtool.query.parser import parse_query
from searchtool.search.highlighting import Highlighter

ANALYZER = Analyzer()
TEXT = "Глава государства открыл саммит, главы государств спорили о климате"


@pytest.mark.parametrize(
    ("query", "highlighted"),
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
def test_words_of_a_match_are_highlighted(query: str, highlighted: str) -> None:
    terms = ANALYZER.terms(TEXT)
    tree = parse_query(query, ANALYZER).tree
    keys, forms = (" ".join(t.key for t in terms), " ".join(t.form for t in terms))
    positions = sorted(Highlighter(tree).positions(keys, forms))
    assert " ".join(TEXT[terms[p].start : terms[p].end] for p in positions) == highlighted
