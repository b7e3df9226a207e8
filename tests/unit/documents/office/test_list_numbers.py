"""The numbers of list items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.documents.office.list_numbers import write_number

_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@pytest.mark.parametrize(
    ("number", "one", "written"),
    [
        (9, "01", "09"), (10, "01", "10"), (26, "a", "z"), (27, "A", "AA"), (28, "а", "я"),
        (29, "а", "аа"), (10, "а", "к"), (1994, "I", "MCMXCIV"), (0, "i", "0"), (0, "a", "0"),
        (4000, "i", "4000"), (10**9, "a", "1000000000"), (7, "*", "7"),
    ],
)  # fmt: skip
def test_styles(number: int, one: str, written: str) -> None:
    assert write_number(number, one) == written


@given(st.integers(1, 3999))
def test_roman_numbers_add_up(number: int) -> None:
    digits = [_VALUES[letter] for letter in write_number(number, "i")]
    signed = (-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))
    assert sum(signed) == number
