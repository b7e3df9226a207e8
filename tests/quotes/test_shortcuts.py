"""What is told without reading every word is what reading every word tells."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchtool.analysis.morphology.readings import LEAST_SCORE, inflect, parser, shared_tables
from searchtool.core.model import Span
from searchtool.quotes.grammar.cues import may_report, shared_reporting
from searchtool.quotes.grammar.forms import shared_grammar
from searchtool.quotes.grammar.person_names import is_common, is_name_word
from searchtool.quotes.grammar.tokens import WORD, Word, split_words
from searchtool.quotes.speakers.mentions import Namings, names_among

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.txt"))
FORMS = sorted({form for path in GOLDEN for form in WORD.findall(path.read_text("utf-8"))})
RARE = "фрязинский бутявка кто-то премьер-министр по-западному уведомленье XIX 2020 ё сказавшая"

PIECES = [
    "Иван", "Петров", "Владимира", "Путина", "И.", "А.", "и.о.", "в. о.", "министр", "Министр",
    "фон", "де", "да", "Да", "Би-би-си", "Мак-Магон", "О’Нил", "д'Артаньян", "NEWSru.com",
    "Foo_Bar", "_Иван", "Си", "Цзиньпин", "МВД", "Éluard", "Қазақ", "қала", "Й", "И\u0306", "X5",
    "2Иван", "(", ")", "()", "(?)", "(Москва)", "«", "»", ".", ",", " — ", "-", "\n", "\u00a0",
    "Но", "сказал",
]  # fmt: skip
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
    st.lists(st.sampled_from([*PIECES, " ", " "]), max_size=40).map("".join),
)


@given(texts)
@example("(Иван Петров) пришёл")
@example("Иван (Москва) Петров")
@example("(Иван (?) Петров)")
@settings(max_examples=500, deadline=None)
def test_names_are_those_among_all_words(text: str) -> None:
    grammar = shared_grammar()
    namings = Namings(text, [Span(0, len(text))])
    words = split_words(text, 0, len(text), (), grammar)
    expected = [(place, [f.text for f in name.forms]) for place, name in names_among(words)]
    found = namings.mentions(grammar)
    assert [(m.position, [f.text for f in m.name.forms]) for m in found] == expected
    surnames = grammar.with_surnames(namings.surnames)
    words = split_words(text, 0, len(text), (), surnames)
    expected = [(place, [f.text for f in name.forms]) for place, name in names_among(words)]
    found = namings.mentions(surnames)
    assert [(m.position, [f.text for f in m.name.forms]) for m in found] == expected


@pytest.mark.parametrize("text", [*FORMS, *RARE.split()])
def test_the_tables_say_what_the_dictionary_does(text: str) -> None:
    form = text.lower()
    parses = [
        (rank, parse)
        for rank, parse in enumerate(parser().parse(form))
        if not parse.is_known or parse.score >= LEAST_SCORE or "Name" in parse.tag
    ]
    readings = shared_tables().read(form)
    assert [(r.lemma, r.score, r.known, r.rank) for r in readings] == [
        (p.normal_form.replace("ё", "е"), p.score, p.is_known, rank) for rank, p in parses
    ]
    for reading, (_, parse) in zip(readings, parses, strict=True):
        assert re.match(reading.part or "", str(parse.tag))
        assert reading.gender in (parse.tag.gender or "", "ms-f")
        assert reading.number == (parse.tag.number or "")
        inflected = parse.inflect({"nomn", "sing"})
        assert inflect(reading, "nomn", "sing") == (inflected.word if inflected else None)


@pytest.mark.parametrize("text", [*FORMS, *RARE.split()])
def test_reporting_words_and_names_are_told_by_sight(text: str) -> None:
    word = Word(shared_grammar().forms[text], 0, len(text), "")
    assert shared_reporting()[text] or not may_report(word)
    assert not (is_common(text) and is_name_word(word))
