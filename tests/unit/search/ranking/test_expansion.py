"""Words of the index that share the root of a query word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.search.ranking.expansion import find_expansions, shares_root


@pytest.mark.parametrize(
    ("key", "other"), [("япони", "японск"), ("росси", "российск"), ("москв", "московск")]
)
def test_words_of_one_root(key: str, other: str) -> None:
    assert shares_root(key, other)
    assert shares_root(other, key)


@pytest.mark.parametrize(("key", "other"), [("дом", "дым"), ("мир", "мир"), ("стол", "столиц")])
def test_words_of_different_roots(key: str, other: str) -> None:
    assert not shares_root(key, other)


RELATED = st.text("аск", min_size=4, max_size=16)


@given(RELATED, st.lists(RELATED, max_size=30))
def test_no_expansion_is_missed(key: str, others: list[str]) -> None:
    """A long key asks the index for a longer prefix than a short one."""
    found = find_expansions(key, lambda prefix: [o for o in others if o.startswith(prefix)])
    assert found == {other for other in others if shares_root(key, other)}


def test_an_expansion_that_shares_just_enough() -> None:
    """Six of fourteen letters and of six are just 60 % of both."""
    key, other = "коммунистическ", "коммун"
    found = find_expansions(key, lambda prefix: [other] if other.startswith(prefix) else [])
    assert found == {other}


@pytest.mark.parametrize("key", ["мир", "90-е", "с++"])
def test_short_keys_and_numbers_have_no_expansions(key: str) -> None:
    assert find_expansions(key, lambda prefix: ["мировой", "90-х", "с++11"]) == frozenset()
