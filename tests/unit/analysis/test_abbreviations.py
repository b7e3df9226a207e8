"""Abbreviations that a text explains."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.analysis.abbreviations import SEPARATOR, find_abbreviations
from searchtool.analysis.analyzer import Analyzer

ANALYZER = Analyzer()


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Закрыт Заозёрный молочный завод (ЗМЗ).", {"змз", "заозерный молочный завод"}),
        ("ЗМЗ (Заозёрный молочный завод) закрыт.", {"змз", "заозерный молочный завод"}),
        ("Это ЗМЗ, или Заозёрный молочный завод.", {"змз", "заозерный молочный завод"}),
        ("Закрыт Заозёрный молочный завод (далее — ЗМЗ).", {"змз", "заозерный молочный завод"}),
        ("Заозёрный молочный завод (далее также - «ЗМЗ»)", {"змз", "заозерный молочный завод"}),
        ("Заозёрный молочный завод (сокр. ЗМЗ)", {"змз", "заозерный молочный завод"}),
        ("Заозёрный молочный завод (далее — стройка)", set()),
        (
            "Союз по охране рек и озёр (СОРО) и совет.",
            {"соро", "союз по охране рек и озер"},
        ),
        ("Завод Заозёрья молочный (ЗМЗ).", set()),
        ("Заозёрный молочный завод (закрыт).", set()),
        ("Заозёрный молочный завод (ЗМ).", set()),
        ("ЗМЗ (завод).", set()),
        ("(ЗМЗ)", set()),
    ],
)
def test_what_is_explained(text: str, forms: set[str]) -> None:
    found = find_abbreviations(text, ANALYZER)
    assert {value.split(SEPARATOR)[2] for value in found} == forms


@given(st.text(st.sampled_from("АБВабв (),или\n"), max_size=60))
def test_each_pair_is_in_both_orders(text: str) -> None:
    found = [value.split(SEPARATOR) for value in find_abbreviations(text, ANALYZER)]
    asked = {(one, other) for one, other, _ in found}
    assert asked == {(other, one) for one, other in asked}
