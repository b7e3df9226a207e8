"""What was probably meant: corrected word by word, and never a word that is known."""

import pytest

from searchtool.analysis.edit_distance import within_distance
from searchtool.core.model import Suggestion
from searchtool.search.suggestions import IndexVocabulary, other_layout, skeleton, suggest

KNOWN = {
    "кибербезопасность": 9, "терроризм": 5, "премьер": 4, "министр": 6, "ельцин": 2, "google": 1,
    "снова": 3, "слова": 8, "щука": 1, "хабаровск": 1, "аболоны": 1, "обороны": 5,
}  # fmt: skip


def count(text: str) -> int:
    words = text.lower().strip(",.!?").split()
    return min((KNOWN.get(word, 0) for word in words), default=0)


def starting(prefix: str) -> list[str]:
    return [word for word in KNOWN if word.startswith(prefix)]


VOCABULARY = IndexVocabulary(
    count, lambda word, max_edits: within_distance(word, list(KNOWN), max_edits), starting
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
        ("premier-ministr", None, None),
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
        ("терроизм*", None, None),
        ("министр NOT терроизм", "министр NOT терроризм", "spelling"),
        ("терроизм ИЛИ министр", "терроризм ИЛИ министр", "spelling"),
        ("", None, None),
    ],
)
def test_meant(text: str, meant: str | None, reason: str | None) -> None:
    found = suggest(text, VOCABULARY)
    assert found == (Suggestion(meant, reason) if meant else None)  # type: ignore[arg-type]


def test_the_nearer_and_then_the_more_frequent_word_is_taken() -> None:
    assert suggest("сльва", VOCABULARY) == Suggestion("слова", "spelling")


def test_a_much_more_frequent_word_may_begin_with_another_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert suggest("абороны", VOCABULARY) == Suggestion("обороны", "spelling")
    monkeypatch.setitem(KNOWN, "аболоны", 2)
    assert suggest("абороны", VOCABULARY) == Suggestion("аболоны", "spelling")


@pytest.mark.parametrize("text", ["привет", "hello", "Москва", "съешь ещё", "[];'"])
def test_layouts_are_each_other_s_inverse(text: str) -> None:
    assert other_layout(other_layout(text)) == text


def test_systems_of_transliteration_agree() -> None:
    names = ["shcherbakov", "scherbakov", "Shcherbakov".lower()]
    assert len({skeleton(name) for name in names}) == 1
    assert skeleton("yuriy") == skeleton("iurii") == skeleton("jurij")


def test_forms_of_one_skeleton_are_all_found() -> None:
    forms = ["ель", "мел", "мель", "мелко", "умел", "мелл"]
    vocabulary = IndexVocabulary(count, lambda word, max_edits: (), lambda letter: forms)
    assert list(vocabulary.transliterated("м", skeleton("mel"))) == ["мел", "мель", "мелл"]
    assert list(vocabulary.transliterated("м", skeleton("el"))) == ["ель"]
    assert list(vocabulary.transliterated("м", skeleton("melk"))) == []
