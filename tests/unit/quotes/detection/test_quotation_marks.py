"""What stands in the outermost quotation marks of a paragraph."""

import pytest

from searchtool.quotes.detection.quotation_marks import find_quoted_spans


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
