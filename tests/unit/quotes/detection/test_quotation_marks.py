"""What stands in the outermost quotation marks of a paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.quotes.detection.quotation_marks import find_quoted_spans, with_usual_marks
from searchtool.quotes.extraction import find_quotes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«Да», — сказал он.", ["Да"]),
        ("„Да“, — сказал он.", ["Да"]),
        ("Он назвал это «чудом «из чудес» света» и ушёл.", ["чудом «из чудес» света"]),
        ("«Актёр назвал это «чудом», — пишет Обухов.", ["Актёр назвал это «чудом"]),
        ("«Сколково» станет брендом», — сказал он.", ["Сколково» станет брендом"]),
        ('Клуб "Спартак" и клуб "Динамо"', ["Спартак", "Динамо"]),
        ('"Мы звали в "Чайку" всех", - добавил он.', ['Мы звали в "Чайку" всех']),
        ("««Да»», — сказал он.", ["«Да»"]),  # marks typed twice
        ("Никто ничего не сказал.", []),
        ("", []),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    found = find_quoted_spans(text)
    assert [text[start:end] for start, end in found.pairs] == expected
    assert (found.unclosed, found.unopened) == (None, None)


def test_a_quotation_over_two_paragraphs() -> None:
    opening, closing = "Он ответил: «Я не верил.", "Но зал был полон», — признался он."
    first, second = find_quoted_spans(opening), find_quoted_spans(closing)
    assert first.unclosed == opening.index("Я")
    assert second.unopened == closing.index("»")
    assert first.pairs == second.pairs == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<<Дорогу проложат>>, — заявил он.", ["Дорогу проложат"]),
        (",,Начнём в мае'', — добавил он.", ["Начнём в мае"]),
        ("''Начнём в мае'', — добавил он.", ["Начнём в мае"]),
        ("'Листы вырвал писарь', — уверяет она.", ["Листы вырвал писарь"]),
        ("‹Мост› и «Река»", ["Мост", "Река"]),
        ("Сказал: «''Мост открыт''».", ["Мост открыт"]),  # slanted type
        ("д'Артаньян и О'Нил спорили, кто прав", []),
        ("5'10\" и 6'2\"", []),
        ("a,,b и a<<b>>c", []),
    ],
)
def test_rarer_marks(text: str, expected: list[str]) -> None:
    marked = with_usual_marks(text)
    assert [text[start:end].strip() for start, end in find_quoted_spans(marked).pairs] == expected


@given(st.text("аб ,'<>‹›.«»\n\"", max_size=60))
def test_rarer_marks_keep_all_places(text: str) -> None:
    marked = with_usual_marks(text)
    assert len(marked) == len(text)
    assert all(
        a == b or not (a.isalnum() or b.isalnum()) for a, b in zip(text, marked, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**«Мост** открыт», **— сказал он.", ["Мост   открыт"]),
        ('__"**Мост открыт**"__ — он', ["Мост открыт"]),
        ("💬«[Мост](https://a.ru/(b)) открыт» 🔥", ["Мост" + " " * 20 + "открыт"]),
        ("[https://a.ru/b «Мост открыт?»]", ["Мост открыт?"]),
    ],
)
def test_marks_in_markup(text: str, expected: list[str]) -> None:
    marked = with_usual_marks(text)
    assert len(marked) == len(text)
    assert [marked[start:end].strip() for start, end in find_quoted_spans(marked).pairs] == expected


def test_hyphens_typed_for_a_dash_are_one() -> None:
    text = "-- Да, -- сказал он, --\nи вышел.-- Нет! --- крикнула она--вдогонку."
    marked = with_usual_marks(text)
    assert len(marked) == len(text)
    assert marked.split() == "— Да, — сказал он, — и вышел.— Нет! — крикнула она— вдогонку.".split()


@pytest.mark.parametrize("text", ["git --amend", "---\nдата: 1\n---", "<!-- нет -->", "a--b"])
def test_other_hyphens_stay(text: str) -> None:
    assert "—" not in with_usual_marks(text)


@pytest.mark.parametrize("dash", ["--", "---", "―", "‒", "─", "—", "–", "-"])
def test_dialogue_is_found_whatever_its_dash(dash: str) -> None:
    text = f"{dash} Садитесь, {dash} сказал Иван Петров. {dash} Мы ждали вас весь день."
    found = find_quotes(text)
    assert [(q.text, q.kind, q.speaker_name) for q in found] == [
        ("Садитесь", "direct", "Иван Петров"),
        ("Мы ждали вас весь день.", "direct", "Иван Петров"),
    ]
