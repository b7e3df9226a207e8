"""Words to lines: notes, columns, tables, wide spacing."""

import pytest

from searchtool.documents.pdf import Word
from tests.unit.documents.pdf.pages import NAMES, SPEECH, TALE, block, line, texts


@pytest.mark.parametrize(
    ("text", "mark", "read"),
    [
        ("по закону", "3", "по закону говорят"),
        ("площадь 40 м", "2", "площадь 40 м² говорят"),
        ("больше 10", "6", "больше 10⁶ говорят"),
        ("слово", "*", "слово говорят"),
    ],
)
def test_numbers_of_notes_are_dropped_and_powers_stay(text: str, mark: str, read: str) -> None:
    words = line(text, 60, 780)
    edge = words[-1].right
    raised = Word(mark, edge, edge + 3, 784, 6, spaced=False)
    assert texts([*words, raised, *line("говорят", edge + 8, 780)]) == [read]


def test_columns_drawn_across_the_page() -> None:
    left = [f"Слева пишут о дорогах, и {name} читает" for name in NAMES]
    right = [f"Справа же печатают стихи, {name} знает" for name in NAMES]
    page = line("Заголовок над двумя колонками газетной полосы", 60, 810, size=16)
    for n, (a, b) in enumerate(zip(left, right, strict=True)):
        page += line(a, 60, 780 - 12 * n, to=260) + line(b, 300, 780 - 12 * n, to=500)
    assert " ".join(texts(page)[1:]) == " ".join(left + right)


def test_rows_of_a_table() -> None:
    rows = [("Город", "2017", "2018"), ("Псков", "12,5", "13,1"), ("Великие Луки", "9,0", "8,8")]
    page = block(TALE, 780)
    for n, row in enumerate(rows):
        for place, cell in enumerate(row):
            page += line(cell, 60 + 120 * place, 720 - 14 * n)
    page += block(SPEECH, 660)
    assert texts(page) == [" ".join(TALE), *map(" | ".join, rows), " ".join(SPEECH)]


def test_wide_gaps_of_a_stretched_line_are_no_cells() -> None:
    lines = [
        "государственный университет",
        "международных отношений",
        "и ещё одна строка обычной ширины",
    ]
    page = [word for n, text in enumerate(lines) for word in line(text, 60, 780 - 12 * n, to=220)]
    assert texts(page) == [" ".join(lines)]


def test_a_table_of_contents() -> None:
    page = line("Содержание", 60, 780, size=16)
    page += line("Переезд . . . . . . . . 3", 60, 750) + line("Сторож ........... 15", 60, 738)
    assert texts(page + block(TALE, 700))[1:3] == ["Переезд | 3", "Сторож | 15"]


def test_letters_set_apart_are_a_word() -> None:
    assert texts(line("П Р И К А З", 150, 780) + block(TALE, 750))[0] == "ПРИКАЗ"


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("Он сказал: н и к о г д а, и ушёл", "Он сказал: никогда, и ушёл"),
        ("«н и к о г д а», сказал он", "«никогда», сказал он"),
        ("З А Я В Л Е Н И Е.", "ЗАЯВЛЕНИЕ."),
        ("А К Т", "АКТ"),
        ("А. Б. В. Г. Д. и другие", "А. Б. В. Г. Д. и другие"),
        ("а, б, в, г, д", "а, б, в, г, д"),
        ("Я и он", "Я и он"),
    ],
)
def test_letters_with_spaces(drawn: str, read: str) -> None:
    assert texts(line(drawn, 60, 780)) == [read]


def test_dots_as_tex_sets_them() -> None:
    assert texts(line("Он молчал. . . и ждал.", 60, 780)) == ["Он молчал... и ждал."]
