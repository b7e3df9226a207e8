"""The lexicon reads forms as pymorphy3 does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtool.lexicon import Lexicon
from searchtool.morphology import Morphology, dictionary

LEXICON = Lexicon(dictionary())
FORMS = """
    берег все елка люди шла лучше получше наилучший стали данный главное есть токаева токаеву
    бутявка бутявкам кибербезопасность небезынтересный экстрасенсорика псевдокошка переиндексировать
    наркоугрозе байткод премьерминистра рынка вечером сидя гугл гуглить ковидный щыъ кря
    ааааа зеленые
"""


def read_by_pymorphy(form: str) -> list[tuple[str, str, float]]:
    return [
        (parse.normal_form.replace("ё", "е"), str(parse.tag), parse.score)
        for parse in dictionary().parse(form)
    ]


def check(form: str) -> None:
    expected = read_by_pymorphy(form)
    found = [(r.lemma, r.place.tag.written, r.share) for r in LEXICON.readings(form)]
    if len(expected) == 1:  # then the share says nothing
        expected, found = ([(x[0], x[1], 1.0) for x in them] for them in (expected, found))
    assert found == expected


@pytest.mark.parametrize("form", FORMS.split())
def test_readings_are_those_of_pymorphy(form: str) -> None:
    check(form)


@given(st.text("абвгдежзийклмнопрстуфхцчшщъыьэюя", min_size=2, max_size=12))
@settings(deadline=None)
def test_so_are_those_of_any_letters(form: str) -> None:
    check(form)


@given(st.sampled_from(FORMS.split()), st.text("авеийлноптья", max_size=3))
@settings(deadline=None)
def test_so_are_those_of_words_with_other_endings(form: str, ending: str) -> None:
    check(form[: 6 - len(form)] + ending if len(form) > 6 else form + ending)


@given(st.lists(st.sampled_from(FORMS.split()), min_size=1, max_size=6))
@settings(deadline=None)
def test_keys_do_not_depend_on_what_was_asked_before(forms: list[str]) -> None:
    asked = Morphology()
    assert [asked.key(form) for form in forms] == [Morphology().key(form) for form in forms]
