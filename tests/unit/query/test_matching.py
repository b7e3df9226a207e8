"""Words that stand near each other."""

import pytest

from searchtool.query.matching import near_positions


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
