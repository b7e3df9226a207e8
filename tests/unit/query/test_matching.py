"""Words that stand near each other."""

import pytest

from searchtool.query.matching import max_edits, near_positions, phrase_positions
from searchtool.query.tree import Fuzzy


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
