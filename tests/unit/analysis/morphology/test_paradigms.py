"""All forms of a surname have one key, and so have all forms of a new adjective."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from searchtool.analysis.analyzer import Analyzer
from searchtool.analysis.morphology import surnames
from searchtool.analysis.morphology.dictionary import shared_dictionary
from searchtool.analysis.morphology.readings import ParadigmCell
from tests.unit.analysis.morphology.paradigms import Together, adjective_forms, surname_forms

ANALYZER = Analyzer()
MIN_TOGETHER = 0.99


def key(word: str) -> str:
    (term,) = ANALYZER.terms(word)
    return term.key


def read_words(name: str) -> list[str]:
    return Path(__file__).with_name(name).read_text("utf-8").split()


def dictionary_surnames() -> Iterator[tuple[str, set[str]]]:
    """The surnames that the dictionary has, each with its forms."""
    dictionary = shared_dictionary()
    for word, (paradigm, index) in dictionary.words.items():
        cells = dictionary.paradigm(paradigm)
        if index == 0 and cells[0].tag.name_type == "Surn" and "-" not in word:
            stem = cells[0].stem(word)
            yield word, {stem + cell.ending for cell in cells if is_usual(cell)}


def is_usual(cell: ParadigmCell) -> bool:
    """Not «Ивановою»."""
    return "V-oy" not in cell.tag.grammemes


def test_forms_of_500_surnames_come_together() -> None:
    together = Together(key)
    for surname in read_words("surnames.txt"):
        together.count(surname, map(str.title, surname_forms(surname)))
    assert together.words >= 500
    assert together.share >= MIN_TOGETHER, together.broken


def test_forms_of_the_surnames_of_the_dictionary_come_together() -> None:
    together = Together(key)
    for surname, forms in dictionary_surnames():
        together.count(surname, map(str.title, forms))
    assert together.words >= 9000
    assert together.share >= MIN_TOGETHER, together.broken


def test_forms_of_100_new_adjectives_come_together() -> None:
    together = Together(key)
    for adjective in read_words("new_adjectives.txt"):
        together.count(adjective, adjective_forms(adjective))
    assert together.words >= 100
    assert together.share >= MIN_TOGETHER, together.broken


@pytest.mark.parametrize(
    ("forms", "name", "name_forms"),
    [
        ("скворец скворцы скворцов скворцам", "Скворцов", "Скворцова Скворцовым Скворцовы"),
        ("зуб зубы зубов зубами", "Зубов", "Зубова Зубовым Зубовой"),
        ("воробей воробьёв воробьями", "Воробьёв", "Воробьёву Воробьевым ВОРОБЬЁВА"),
        ("дятел дятлов", "ДЯТЛОВ, герой дня", "Дятлова Дятловых"),
    ],
)
def test_a_capital_letter_tells_a_surname_from_a_noun(
    forms: str, name: str, name_forms: str
) -> None:
    nouns = {key(form) for form in forms.split()}
    names = {key(form) for form in name_forms.split()} | {ANALYZER.terms(name)[0].key}
    assert len(nouns) == len(names) == 1
    assert nouns != names


def test_in_a_text_written_in_capitals_they_tell_nothing() -> None:
    assert [term.key for term in ANALYZER.terms("ЛЕЧЕНИЕ ЗУБОВ")][1] == key("зуб")


def test_words_and_terms_have_the_same_keys() -> None:
    text = "Зубов не лечил зубов. ЗУБОВ. Воробье\u0308в видел воробьёв и Воробьев"
    assert ANALYZER.words(text).keys.split() == [term.key for term in ANALYZER.terms(text)]


def test_every_ambiguous_surname_is_ambiguous() -> None:
    path = Path(surnames.__file__).with_name("surnames.txt")
    lines = path.read_text("utf-8").splitlines()
    listed = [word for line in lines if not line.startswith("#") for word in line.split()]
    assert listed == sorted(set(listed))
    assert [word for word in listed if key(word) == word] == []
    assert [word for word in listed if key(word.title()) != word] == []
