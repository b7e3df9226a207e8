"""Other ways to write a word, a number or an abbreviation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.analysis.analyzer import Analyzer
from searchtool.query.alternatives import written
from searchtool.query.parser import parse_query
from searchtool.query.spelling_variants import spelling_variants

ANALYZER = Analyzer()


def variants(text: str) -> list[str]:
    return [written(one) for one in spelling_variants(text, ANALYZER.terms(text), ANALYZER)]


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Ту-154", ["ту154", "ty 154", "ty154", "tu 154", "tu154"]),
        ("ту154", ["ту 154", "ty 154", "ty154", "tu 154", "tu154"]),
        ("SARS2", ["sars 2"]),
        ("SARS-2", ["sars2"]),
        ("20-летие", ["20летие"]),
        ("вице-мэр", ["вицемэр"]),
        ("В.М.Ф.", ["вмф"]),
        ("ВМФ", ["в м ф"]),
        ("вмф", []),
        ("А.К.", []),
        ("5 400 000", ["5400000"]),
        ("5,400,000", ["5400000"]),
        ("5400000", ["5 400 000"]),
        ("1984", []),
        ("200-14-15", []),
        ("8,1", []),
        ("слово", []),
    ],
)
def test_variants(text: str, others: list[str]) -> None:
    assert sorted(variants(text)) == sorted(others)


def test_a_number_has_all_endings_of_its_paradigm() -> None:
    assert {"80 х", "80х", "80 м"} <= {*variants("80-е")}
    assert {"3 го", "3й"} <= {*variants("3-й")}
    assert "3 х" not in variants("3-й")


def test_exact_words_and_phrases_are_written_as_they_are() -> None:
    for text in ("=Ту-154", '"Ту-154"', '="ВМФ"'):
        assert not parse_query(text, ANALYZER).alternatives.nodes


@given(st.text("аТb5 .-,09х", min_size=1, max_size=12))
def test_what_is_typed_is_no_variant(text: str) -> None:
    terms = ANALYZER.terms(text)
    if terms:
        typed = " ".join(term.form for term in terms)
        assert typed not in [written(one) for one in spelling_variants(text, terms, ANALYZER)]
