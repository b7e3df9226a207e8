"""Terms that tantivy accepts."""

from hypothesis import given
from hypothesis import strategies as st

from searchtool.engines.term_codec import (
    MAX_TERM_BYTES,
    to_term,
    to_value,
    truncate_words,
)

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)


@given(ANY_TEXT.filter(lambda text: not any(c >= "\U0010f800" for c in text)))
def test_values_come_back(value: str) -> None:
    assert to_value(to_term(value)) == value


@given(ANY_TEXT)
def test_terms_can_be_encoded_and_stay_as_they_are(value: str) -> None:
    term = to_term(value)
    term.encode()
    assert to_term(term) == term


def test_long_terms_are_cut_and_still_differ() -> None:
    long = "ы" * MAX_TERM_BYTES
    terms = {to_term(long + "а"), to_term(long + "б")}
    assert len(terms) == 2
    for term in terms:
        assert len(term.encode()) <= MAX_TERM_BYTES
        assert to_term(term) == term


def test_long_words_are_cut_among_others() -> None:
    long = "ы" * MAX_TERM_BYTES
    assert truncate_words(f"дом {long} мир") == f"дом {to_term(long)} мир"
    assert truncate_words("дом мир") == "дом мир"
