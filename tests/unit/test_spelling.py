"""Words that are a slip away are found without looking at most of the others."""

from hypothesis import example, given
from hypothesis import strategies as st

from searchtool.spelling import Spellings, is_within, prefix_lookup

LETTERS = "абвк"


def with_slips(word: str, slips: list[tuple[str, int, str]]) -> str:
    """A word with letters wrong, missing, too many or exchanged."""
    for kind, place, letter in slips:
        place %= max(1, len(word))
        before, here, after = word[:place], word[place : place + 1], word[place + 1 :]
        if kind == "wrong":
            word = before + letter + after
        elif kind == "missing":
            word = before + after
        elif kind == "too many":
            word = before + letter + here + after
        else:
            word = before + after[:1] + here + after[1:]
    return word


words = st.text(LETTERS, min_size=1, max_size=12)
kinds = st.sampled_from(["wrong", "missing", "too many", "exchanged"])
slips = st.tuples(kinds, st.integers(0, 11), st.sampled_from(LETTERS))


@given(
    st.text(LETTERS, min_size=4, max_size=12),
    st.lists(st.lists(slips, min_size=1, max_size=2), max_size=20),
    st.lists(words, max_size=20),
)
@example("абвкабвк", [[("exchanged", 1, "а"), ("exchanged", 5, "а")]], [])
@example("абвкабвк", [[("exchanged", 1, "а"), ("missing", 7, "а")]], [])
@example("абвкабвк", [[("wrong", 1, "к"), ("wrong", 7, "а")]], ["а"])
def test_nearest_are_all_that_are_near(
    word: str, spoilt: list[list[tuple[str, int, str]]], others: list[str]
) -> None:
    vocabulary = sorted({*others, *(with_slips(word, slips) for slips in spoilt)})
    spellings = Spellings(prefix_lookup(vocabulary))
    for slips in (1, 2) if len(word) >= 6 else (1,):
        found = dict(spellings.nearest(word, slips))
        assert set(found) == {other for other in vocabulary if is_within(word, other, slips)}
        assert all(is_within(word, other, found[other]) for other in found)


def test_starting_is_what_begins_so() -> None:
    spellings = Spellings(prefix_lookup(["а", "аб", "аба", "ба", "я"]))
    assert list(spellings.starting("аб")) == ["аб", "аба"]
    assert list(spellings.starting("")) == ["а", "аб", "аба", "ба", "я"]
    assert not spellings.starting("в")
