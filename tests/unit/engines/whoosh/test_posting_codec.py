"""Posting lists as bytes."""

from array import array

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchtool.engines.whoosh.posting_codec import decode, encode

NUMBERS = st.sets(st.integers(0, 2**63), min_size=1, max_size=200).map(sorted)


@given(NUMBERS, st.integers(0, 2**32))
@example([0], 0)
@example([0, 1, 2], 1)
@example([255, 256, 2**16, 2**32, 2**62], 0)
@example(list(range(5_000)), 7)
def test_numbers_come_back(numbers: list[int], base: int) -> None:
    encoded = encode(array("Q", numbers))
    assert list(decode(encoded)) == numbers
    assert list(decode(encoded, base)) == [number + base for number in numbers]


@pytest.mark.parametrize(
    ("numbers", "size"),
    [([7], 2), ([7, 200], 3), ([7, 300], 5), ([7, 2**20], 9), ([7, 2**40], 17)],
)
def test_gaps_take_the_narrowest_array(numbers: list[int], size: int) -> None:
    assert len(encode(array("Q", numbers))) == size


def test_long_lists_are_deflated_where_that_helps() -> None:
    assert len(encode(array("Q", range(10_000)))) < 100
    assert len(encode(array("Q", range(48)))) == 49
