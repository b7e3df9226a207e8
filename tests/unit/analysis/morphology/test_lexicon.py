"""The lexicon reads and inflects forms as pymorphy3 does."""

import re
from collections.abc import Hashable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymorphy3.lang.ru import KNOWN_PREFIXES

from searchtool.analysis.morphology import lexicon
from searchtool.analysis.morphology.dictionary import PARADIGM_PREFIXES, shared_dictionary
from searchtool.analysis.morphology.inflection import inflect
from searchtool.analysis.morphology.lexicon import shared_lexicon
from searchtool.analysis.morphology.readings import CASES, Tag
from tests.unit.analysis.morphology.pymorphy import analyzer

LEXICON = shared_lexicon()
FORMS = """
    берег все елка ёлка люди шла лучше получше наилучший стали данный главное есть токаева токаеву
    бутявка бутявкам кибербезопасность небезынтересный экстрасенсорика псевдокошка переиндексировать
    наркоугрозе байткод премьерминистра рынка вечером сидя гугл гуглить ковидный щыъ кря
    ааааа зеленые фрязинский уведомленье сказавшая ё
""".split()
COMPOUNDS = """
    кто-то смотри-ка премьер-министр экс-премьер-министру вице-премьера человек-гора экстра-почта
    людей-гор команд-участниц интернет-магазине недо-человека-горы по-западному по-щыъ бутявка-с
    суперблогер-хасанщик касым-жомарт астролог-таролог нью-йоркский x-лучи 90-е
""".split()
NONWORDS = "xix 2020 12,5 1e5 newsru.com éluard қала foo_bar x5 ½ 2иван й о’нил".split()
GOLDEN = Path(__file__).parents[3] / "quotes" / "golden"
IN_GOLDENS = sorted(
    {
        form.lower()
        for path in GOLDEN.glob("*.txt")
        for form in re.findall(r"[^\W_]+(?:-[^\W_]+)*", path.read_text("utf-8"))
    }
)
PLAIN = re.compile("[а-я]+")

LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
RARE_CASES = {"gen1": "gent", "gen2": "gent", "loc1": "loct", "loc2": "loct", "acc2": "accs"}


def check(form: str) -> None:
    parses = analyzer().parse(form)
    readings = LEXICON.readings(form)
    assert [(r.lemma, r.tag.text, r.probability, r.word, r.is_known) for r in readings] == [
        (p.normal_form.replace("ё", "е"), str(p.tag), p.score, p.word, p.is_known) for p in parses
    ]
    assert LEXICON.is_known(form) == any(parse.is_known for parse in parses)
    for reading, parse in zip(readings, parses, strict=True):
        for case, number in (("nomn", "sing"), ("nomn", "plur"), ("datv", "sing")):
            inflected = parse.inflect({case, number})
            assert inflect(reading, case, number) == (inflected.word if inflected else None)


@pytest.mark.parametrize("form", [*FORMS, *COMPOUNDS, *NONWORDS, *IN_GOLDENS])
def test_readings_are_those_of_pymorphy(form: str) -> None:
    check(form)


@given(st.text(LETTERS, min_size=2, max_size=12))
@settings(deadline=None)
def test_readings_of_any_letters_are(form: str) -> None:
    check(form)


@given(st.sampled_from(FORMS), st.text("авеийлноптья", max_size=3))
@settings(deadline=None)
def test_readings_of_words_with_other_endings_are(form: str, ending: str) -> None:
    check(form[: 6 - len(form)] + ending if len(form) > 6 else form + ending)


@given(st.lists(st.sampled_from([*FORMS, "экс", "по", "то", "x", "12"]), min_size=2, max_size=3))
@settings(deadline=None)
def test_readings_of_words_with_hyphens_are(forms: list[str]) -> None:
    check("-".join(forms))


def test_prefixes_are_those_of_pymorphy() -> None:
    assert sorted(lexicon.KNOWN_PREFIXES) == sorted(KNOWN_PREFIXES)
    assert list(PARADIGM_PREFIXES) == analyzer().dictionary.paradigm_prefixes


def test_tags_say_what_those_of_pymorphy_say() -> None:
    tags = analyzer().dictionary.gramtab
    assert [str(tag) for tag in tags] == shared_dictionary().tags
    for expected in tags:
        tag = Tag.parse(str(expected))
        assert (tag.pos, tag.grammemes) == (expected.POS, expected.grammemes)
        assert tag.case == RARE_CASES.get(str(expected.case), str(expected.case or ""))
        assert tag.case in {"", "voct", *CASES}
        assert tag.gender in (expected.gender or "", "ms-f")
        assert (tag.number, tag.person, tag.tense) == (
            expected.number or "",
            expected.person or "",
            expected.tense or "",
        )
        assert tag.is_productive == expected.is_productive()


def test_forms_with_equal_signatures_stand_in_the_same_cells() -> None:
    by_signature: dict[Hashable, list[str]] = {}
    for form in filter(
        PLAIN.fullmatch, [*FORMS, *IN_GOLDENS, "зданиями", "заданиями", "синхрофазы"]
    ):
        signature = LEXICON.places(form) or LEXICON.guessed_ending(form)
        if signature and not LEXICON.is_counted(form):
            by_signature.setdefault(signature, []).append(form)
    assert any(len(forms) > 1 for forms in by_signature.values())
    for forms in by_signature.values():
        read = {tuple((r.cell, r.probability) for r in LEXICON.readings(f)) for f in forms}
        assert len(read) == 1


def test_all_forms_of_a_lemma() -> None:
    forms = {form for form, _ in LEXICON.forms_of("министр")}
    assert {"министр", "министра", "министрами"} <= forms
    assert all("министр" in {r.lemma for r in LEXICON.readings(form)} for form in forms)
    assert list(LEXICON.forms_of("министра")) == []


@pytest.mark.parametrize(
    ("form", "expected"),
    [("анна", True), ("ивановым", True), ("мост", False), ("бутявка", False), ("петрович", True)],
)
def test_names_of_people_are_told(form: str, expected: bool) -> None:
    assert LEXICON.may_name_person(form) is expected
