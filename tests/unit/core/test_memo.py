"""Values are worked out once, and no more of them are kept than was said."""

from hypothesis import given
from hypothesis import strategies as st

from searchtool.core.memo import Memo


@given(st.lists(st.integers(0, 30)), st.integers(2, 40))
def test_values_are_those_of_the_function(arguments: list[int], most: int) -> None:
    squares: Memo[int, int] = Memo(lambda n: n * n, most)
    for number in arguments:
        assert squares[number] == number * number
        assert len(squares) <= most // 2


def test_what_is_asked_for_stays() -> None:
    asked: list[int] = []

    def ask(number: int) -> int:
        asked.append(number)
        return number

    remembered = Memo(ask, 10)
    for number in range(100):
        assert (remembered[0], remembered[number]) == (0, number)
    assert asked == list(range(100))
