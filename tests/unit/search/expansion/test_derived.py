"""Words of the index that are derived from the root of a query word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.analysis.word_family import are_related
from searchtool.search.expansion.derived import MAX_DERIVED, find_derived

INDEX = [
    "вейп", "женат", "женев", "женить", "жених", "красть", "краска", "московск", "украсть",
    "уволить", "японец", "японск", "стрелить", "застрелить", "стрелк",
]  # fmt: skip


def find(key: str, index: list[str]) -> frozenset[str]:
    return find_derived(
        key, lambda beginnings: [k for k in index if k.startswith(tuple(beginnings))]
    )


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("жен", {"женат", "женить", "жених"}),
        ("вейпер", {"вейп"}),
        ("краж", {"красть", "украсть"}),
        ("увольнени", {"уволить"}),
        ("япони", {"японец", "японск"}),
        ("москв", {"московск"}),
        ("стрельб", {"стрелить", "застрелить", "стрелк"}),
        ("суд", set()),
        ("мир2", set()),
        ("with", set()),
    ],
)
def test_the_family_in_the_index(key: str, found: set[str]) -> None:
    assert find(key, INDEX) == found


@given(
    st.text("акмнорстеч", min_size=3, max_size=8),
    st.lists(st.text("акмнорстеч", min_size=3, max_size=10), max_size=MAX_DERIVED),
)
def test_no_related_word_is_missed(key: str, others: list[str]) -> None:
    assert find(key, others) == {other for other in others if are_related(key, other)}
