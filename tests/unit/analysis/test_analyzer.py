"""Text in, terms out: spans, forms and keys."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.analysis.analyzer import Analyzer
from searchtool.analysis.tokenizer import token_spans

ANALYZER = Analyzer()
TEXT = st.text(
    st.one_of(
        st.sampled_from("абвгёЁйИ\u0306\u0301\u00ad\u200bABСcо -—«»\"'.,!?№5\n_"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


def keys(text: str) -> list[str]:
    return [term.key for term in ANALYZER.terms(text)]


@pytest.mark.parametrize(
    "same",
    [
        "кибербезопасность кибербезопасности кибербезопасностью Кибербезопасность",
        "рынок рынка рынку рынком рынке рынки рынков",
        "день дня дню днём дни дней",
        "отец отца отцу отцом отцы",
        "вышел вышла выйдет выйти",
        "идти шёл шла идёт",
        "человек людей люди людьми",
        "ребёнок дети детям",
        "Токаев Токаева Токаеву Токаевым Токаеве",
        "Путин Путина Путину Путиным",
        "саммит саммита саммиты саммитов",
        "климат климата климатом",
        "зелёный зеленых зелёной",
        "Киев Киева Киеве",
        "Нур Султан Султана".removeprefix("Нур "),
        "наркоугроза наркоугрозе наркоугрозы",
        "summit summits",
    ],
)
def test_forms_of_a_word_share_a_key(same: str) -> None:
    assert len(set(keys(same))) == 1


@pytest.mark.parametrize("different", ["мир война", "глава голова", "не ни", "Ъ Ь", "5 6"])
def test_different_words_do_not(different: str) -> None:
    assert len(set(keys(different))) == 2


@given(TEXT)
def test_spans_are_ordered_disjoint_and_hold_the_letters(text: str) -> None:
    terms = ANALYZER.terms(text)
    ends = [0, *(term.end for term in terms)]
    starts = [term.start for term in terms]
    assert all(start >= end for start, end in zip(starts, ends, strict=False))
    covered = {i for term in terms for i in range(term.start, term.end)}
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())
    assert all(term.form and term.key for term in terms)


@given(TEXT)
def test_a_token_is_found_by_its_number(text: str) -> None:
    terms = ANALYZER.terms(text)
    for places in (set(range(len(terms))), set(range(0, len(terms), 3))):
        spans = tuple((terms[p].start, terms[p].end) for p in sorted(places))
        assert token_spans(text, places) == spans
    words = ANALYZER.words(text)
    assert words.forms.split() == [term.form for term in terms]
    assert words.keys.split() == [term.key for term in terms]
    assert words.tokens == len(terms)


@given(st.text(st.sampled_from("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАЁЙЯ"), min_size=1, max_size=12))
def test_composed_and_decomposed_are_the_same(word: str) -> None:
    decomposed = unicodedata.normalize("NFD", word)
    assert keys(decomposed) == keys(word) == keys(word.upper())
