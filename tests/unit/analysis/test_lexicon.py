"""The lexicon reads forms as pymorphy3 does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymorphy3.lang.ru import KNOWN_PREFIXES

from searchtool.analysis.morphology import lexicon
from searchtool.analysis.morphology.dictionary import PARADIGM_PREFIXES, dictionary
from searchtool.analysis.morphology.lemmatizer import Lemmatizer
from searchtool.analysis.morphology.lexicon import Lexicon
from searchtool.analysis.morphology.readings import parser

LEXICON = Lexicon(dictionary())
FORMS = """
    берег все елка люди шла лучше получше наилучший стали данный главное есть токаева токаеву
    бутявка бутявкам кибербезопасность небезынтересный экстрасенсорика псевдокошка переиндексировать
    наркоугрозе байткод премьерминистра рынка вечером сидя гугл гуглить ковидный щыъ кря
    ааааа зеленые
"""


def test_what_is_written_in_is_what_pymorphy_says() -> None:
    tags = parser().dictionary.gramtab
    assert sorted(lexicon._PREFIXES) == sorted(KNOWN_PREFIXES)
    assert list(PARADIGM_PREFIXES) == parser().dictionary.paradigm_prefixes
    assert [str(tag) for tag in tags] == dictionary().tags
    for tag in tags:
        taken = lexicon._take_apart(str(tag))
        assert (taken.part, taken.grammemes) == (tag.POS, tag.grammemes)
        assert taken.is_productive == tag.is_productive()


def read_by_pymorphy(form: str) -> list[tuple[str, str, float]]:
    return [
        (parse.normal_form.replace("ё", "е"), str(parse.tag), parse.score)
        for parse in parser().parse(form)
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
    asked = Lemmatizer()
    assert [asked.key(form) for form in forms] == [Lemmatizer().key(form) for form in forms]
