"""Whatever the text, spans are exact and in order, none cross, and nothing raises."""

import time
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtool.quotes.extraction import find_quotes
from searchtool.quotes.quote import Quote

PIECES = [
    "«", "»", "„", "“", "”", '"', "''", " — ", " - ", "– ", "— ", ", ", ". ", "! ", "? ", "… ",
    ": ", "\n", "\n\n", "(", ")", "> ", "Вопрос: ", "Ответ: ", "сказал", "сказала она",
    "заявил министр", "По словам Иванова", "говорится в сообщении полиции", "Иван Петров",
    "Мы ждём решений", "что", "который", "цитирует", "и.о.", "А.",
    "NEWSru.com", "е\u0301", "\u00ad", "🙂", "12", "в",
    "президент Казахстана", "Касым-Жомарт Токаев", "он", "газета", "назвал", "позорным",
    "сообщил", "сообщили в полиции", ", как", "почему", "ли", ", однако", "и добавил, что",
    "по данным агентства", "согласно", "о том, что", ", утверждает Мария", "мост откроют весной",
    "один", "из", "депутатов", "кандидат", "в", "на", "семьи", "старый", "Мария", "фон",
]  # fmt: skip

texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.text(max_size=200),
)


def check(text: str, quotes: list[Quote]) -> None:
    check_nesting([quote for quote in quotes if quote.kind == "indirect"])
    check_order([quote for quote in quotes if quote.kind != "indirect"])
    for quote in quotes:
        assert 0 <= quote.span.start < quote.span.end <= len(text)
        assert text[quote.span.start : quote.span.end] == quote.text
        assert 0.0 <= quote.confidence <= 1.0
        if quote.speaker_span is not None:
            assert quote.speaker_span.of(text) == quote.speaker


def check_nesting(quotes: list[Quote]) -> None:
    """A statement may stand in another, whose speaker has retold it, but none cross."""
    for one, other in combinations((quote.span for quote in quotes), 2):
        assert one.start <= other.start
        assert not one.start < other.start < one.end < other.end


def check_order(quotes: list[Quote]) -> None:
    """A fragment in marks may stand in what is retold; those in marks stand apart."""
    assert all(one.span.end <= other.span.start for one, other in pairwise(quotes))


@given(texts)
@settings(max_examples=400, deadline=None)
def test_any_text(text: str) -> None:
    check(text, find_quotes(text))


def test_a_sentence_that_breaks_off_comes_to_an_end() -> None:
    text = "— Да, — сказал он. Так сказал нам всем один из.\n\n— Нет, — ответил Иван Петров."
    check(text, find_quotes(text))


@pytest.mark.parametrize(
    "part",
    ["Иванов сказал, что мост откроют, ", "Иванов: мост, сказал: ", "по словам Иванова, мост, "],
)
def test_a_sentence_of_thousands_of_clauses_retells_nothing(part: str) -> None:
    assert find_quotes(part * 2000) == []


def test_a_long_text_takes_time_in_proportion() -> None:
    part = "Министр Иван Петров вышел.\n\n«Мы ждём {n}», — сказал он.\n\n— Да, — ответил тот.\n\n"
    short, long = ("".join(part.format(n=n) for n in range(count)) for count in (100, 1600))
    find_quotes(short)
    seconds = []
    for text in (short, long):
        started = time.process_time()
        check(text, find_quotes(text))
        seconds.append(time.process_time() - started)
    assert seconds[1] < 16 * 4 * seconds[0]


def test_marks_alone_do_not_nest_for_ever() -> None:
    for mark in '«»„“”"':
        check(mark * 3000, find_quotes(mark * 3000))
        check(f"а {mark}" * 2000, find_quotes(f"а {mark}" * 2000))
