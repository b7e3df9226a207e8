"""What was probably meant: corrected word by word, and never a word that is known."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.analysis.analyzer import Analyzer
from searchtool.analysis.edit_distance import within_distance
from searchtool.analysis.romanization import skeleton
from searchtool.core.model import Suggestion
from searchtool.query.parser import parse_query
from searchtool.query.tree import And, Filter, Not, Or, Query
from searchtool.search.suggestions import IndexVocabulary, suggest

KNOWN = {
    "кибербезопасность": 9, "терроризм": 5, "премьер": 4, "министр": 6, "ельцин": 2, "google": 1,
    "снова": 3, "слова": 8, "с": 9, "и": 9, "щука": 1, "хабаровск": 1, "аболоны": 1, "обороны": 5,
}  # fmt: skip


def count(text: str) -> int:
    words = re.findall(r"[\w']+", text.lower())
    return min((KNOWN.get(word, 0) for word in words), default=0)


def starting(prefix: str) -> list[str]:
    return [word for word in KNOWN if word.startswith(prefix)]


VOCABULARY = IndexVocabulary(
    count, count, lambda word, max_edits: within_distance(word, list(KNOWN), max_edits), starting
)


@pytest.mark.parametrize(
    ("text", "meant", "reason"),
    [
        ("rb,th,tpjgfcyjcnm", "кибербезопасность", "layout"),
        ("rb,thtpjgfcyjcnm", "кибербезопасность", "layout"),
        ("NTHHJHBPV", "ТЕРРОРИЗМ", "layout"),
        ("пщщпду", "google", "layout"),
        ("kiberbezopasnost", "кибербезопасность", "transliteration"),
        ("yeltsin", "ельцин", "transliteration"),
        ("El'cin", "ельцин", "transliteration"),
        ("shchuka", "щука", "transliteration"),
        ("khabarovsk", "хабаровск", "transliteration"),
        ("premier-ministr", "премьер-министр", "transliteration"),
        ("премьерминистр", "премьер министр", "spacing"),
        ("кибирбезопасность", "кибербезопасность", "spelling"),
        ("кибрбезопасность", "кибербезопасность", "spelling"),
        ("кибербезопасностть", "кибербезопасность", "spelling"),
        ("тероризим", "терроризм", "spelling"),
        ("министр тероризма терроизм", "министр терроризм терроризм", "spelling"),
        ("терроизм, министр", "терроризм, министр", "spelling"),
        ("сново", "снова", "spelling"),
        ("терроризм", None, None),
        ("абракадабра", None, None),
        ("=терроизм", None, None),
        ("-терроизм", None, None),
        ('"терроизм"', None, None),
        ("title:терроизм", None, None),
        ("(терроизм | министр)", "(терроризм | министр)", "spelling"),
        ("премьер-минестр", "премьер-министр", "spelling"),
        ("вице-премьер", None, None),
        ("слава", None, None),
        ("C++", None, None),
        ("b", None, None),
        ("b nthhjhbpv", "и терроризм", "layout"),
        ("министр щупа", None, None),
        ("прьемер-300", None, None),
        ("19-20-21", None, None),
        ("[", None, None),
        ("терроизм*", None, None),
        ("министр NOT терроизм", None, None),
        ("министр НЕ премьерминистр", None, None),
        (
            "минестр -(терроизм (прьемер)) терроизм",
            "министр -(терроизм (прьемер)) терроризм",
            "spelling",
        ),
        ("МИНИСТР НЕ ТЕРРОИЗМ", "МИНИСТР НЕ терроризм", "spelling"),
        ("терроизм ИЛИ министр", "терроризм ИЛИ министр", "spelling"),
        ("", None, None),
    ],
)
def test_meant(text: str, meant: str | None, reason: str | None) -> None:
    found = suggest(text, VOCABULARY)
    assert found == (Suggestion(meant, reason) if meant else None)  # type: ignore[arg-type]


def shape(query: Query) -> list[str]:
    """What a query excludes and filters by, and where it has alternatives."""
    match query:
        case And(children):
            return [sign for child in children for sign in shape(child)]
        case Or(children):
            return ["or", *(sign for child in children for sign in shape(child))]
        case Not(child):
            return ["not", *shape(child)]
        case Filter():
            return [repr(query)]
        case _:
            return []


PIECES = [
    "терроизм", "министр", "тероризму", "vbybcnh", "ministr", "премьерминистр", "ельцына", "б",
    "т90", "T-90", "12", "2019", "1,5", "-", " -", "−", "=", "*", "~1", '"', "“", "(", ")", "|",
    " ИЛИ ", " НЕ ", "date:", "дата:", "title:", "foo:", " ", " ", ".", ",", "[", "'", "ё", "Ж",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_only_letters_are_changed(text: str) -> None:
    found = suggest(text, VOCABULARY)
    if found is None:
        return
    assert re.findall(r"\d+", found.text) == re.findall(r"\d+", text)
    assert re.search(r"[^\W\d_]", text)
    before, after = (parse_query(query, Analyzer()).tree for query in (text, found.text))
    assert shape(after) == shape(before)


def test_a_word_that_other_passages_hold_is_known() -> None:
    vocabulary = IndexVocabulary(
        count,
        lambda text: count(text) or text == "терроизм",
        lambda word, max_edits: within_distance(word, list(KNOWN), max_edits),
        starting,
    )
    assert suggest("терроизм", vocabulary) is None
    assert suggest("терроизм минестр", vocabulary) == Suggestion("терроизм министр", "spelling")


def test_the_nearer_and_then_the_more_frequent_word_is_taken() -> None:
    assert suggest("сльва", VOCABULARY) == Suggestion("слова", "spelling")


def test_a_much_more_frequent_word_may_begin_with_another_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert suggest("абороны", VOCABULARY) == Suggestion("обороны", "spelling")
    monkeypatch.setitem(KNOWN, "аболоны", 2)
    assert suggest("абороны", VOCABULARY) == Suggestion("аболоны", "spelling")


def test_forms_of_one_skeleton_are_all_found() -> None:
    forms = ["ель", "мел", "мель", "мелко", "умел", "мелл"]
    vocabulary = IndexVocabulary(count, count, lambda word, max_edits: (), lambda letter: forms)
    assert list(vocabulary.transliterated("м", skeleton("mel"))) == ["мел", "мель", "мелл"]
    assert list(vocabulary.transliterated("м", skeleton("el"))) == ["ель"]
    assert list(vocabulary.transliterated("м", skeleton("melk"))) == []
