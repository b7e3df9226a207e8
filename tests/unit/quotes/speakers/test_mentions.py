"""Mentions of people are found without reading every word."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchtool.core.model import Span
from searchtool.quotes.grammar.forms import shared_form_cache
from searchtool.quotes.grammar.tokens import split_words
from searchtool.quotes.speakers.mentions import MentionFinder, names_among

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
    form_cache = shared_form_cache()
    finder = MentionFinder(text, [Span(0, len(text))])
    words = split_words(text, 0, len(text), (), form_cache)
    expected = [(place, [f.text for f in name.forms]) for place, name in names_among(words)]
    found = finder.mentions(form_cache)
    assert [(m.position, [f.text for f in m.name.forms]) for m in found] == expected
    surnames = form_cache.with_surnames(finder.surnames)
    words = split_words(text, 0, len(text), (), surnames)
    expected = [(place, [f.text for f in name.forms]) for place, name in names_among(words)]
    found = finder.mentions(surnames)
    assert [(m.position, [f.text for f in m.name.forms]) for m in found] == expected
