"""Terms of Whoosh's table."""

from hypothesis import given
from hypothesis import strategies as st

from searchtool.engines.whoosh.term_codec import (
    FIELDS,
    Field,
    has_positions,
    to_term,
    to_value,
)

VALUES = st.text(st.characters(codec=None, exclude_categories=()), max_size=9)


@given(st.sampled_from(FIELDS), VALUES, VALUES)
def test_terms_keep_values_and_their_beginnings(field: Field, value: str, more: str) -> None:
    assert to_value(to_term(field, value)) == value
    assert to_term(field, value + more).startswith(to_term(field, value))


@given(VALUES, VALUES)
def test_terms_are_ordered_by_field_and_code_point(first: str, second: str) -> None:
    terms = [to_term(field, value) for field in FIELDS for value in sorted({first, second})]
    assert terms == sorted(terms)


def test_keys_alone_have_positions() -> None:
    with_positions = [field for field in FIELDS if has_positions(to_term(field, "слово"))]
    assert with_positions == [("paragraph", "key"), ("quote", "key")]
