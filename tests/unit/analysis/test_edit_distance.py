"""Words that are a few edits apart."""

import pytest

from searchtool.analysis.edit_distance import allowed_edits, is_within, within_distance


@pytest.mark.parametrize(("word", "expected"), [("мир", 1), ("снег", 1), ("слово", 2), ("", 1)])
def test_longer_words_may_have_more_edits(word: str, expected: int) -> None:
    assert allowed_edits(word) == expected


@pytest.mark.parametrize(
    ("other", "edits"),
    [
        ("слово", 0),
        ("снова", 2),
        ("слова", 1),  # a wrong letter
        ("слов", 1),  # a missing one
        ("словно", 1),  # one too many
        ("солво", 1),  # two neighbours exchanged
        ("слвоа", 2),
    ],
)
def test_is_within(other: str, edits: int) -> None:
    assert is_within("слово", other, edits)
    assert edits == 0 or not is_within("слово", other, edits - 1)


def test_those_within_a_distance_keep_their_order() -> None:
    assert within_distance("сново", ["совет", "снова", "слово", "сново"], 1) == [
        "снова",
        "слово",
        "сново",
    ]
    assert within_distance("сново", ["снова", "сново"], 0) == ["сново"]
    assert within_distance("сново", [], 2) == []
