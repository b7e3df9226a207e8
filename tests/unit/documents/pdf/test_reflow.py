"""The words of pages with their places in, paragraphs out."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtool.documents.blocks import Paragraph
from searchtool.documents.pdf import OutlineEntry, Page, Word, join_pages, read_page

SIZE, LEADING, WIDTH = 10.0, 12.0, 5.0
"""Of the letters in points, of lines, and of a letter."""

TALE = [
    "Утром у переезда остановился грузовик, и водитель",
    "долго смотрел на закрытый шлагбаум. Потом он вышел",
    "из кабины и пошёл к будке, где жил старый сторож.",
]
NAMES = "Анна Борис Вера Глеб Дарья Егор Жанна Захар Инна Кирилл Лидия Марк".split()
SPEECH = [
    "Сторож ответил не сразу. Он налил чаю, подвинул",
    "гостю сахар и сказал, что поезда сегодня не будет.",
]


def line(
    text: str, x: float, y: float, *, size: float = SIZE, bold: bool = False, to: float = 0
) -> list[Word]:
    """The words of a line, those after the first up to a right edge where one is given."""
    words: list[Word] = []
    parts = text.split(" ")
    width = WIDTH * size / SIZE
    free = to - x - width * sum(map(len, parts)) if to else 0.0
    gap = free / (len(parts) - 1) if to and len(parts) > 1 else width
    for part in parts:
        words.append(Word(part, x, x + width * len(part), y, size, bold, bool(words)))
        x = words[-1].right + gap
    return words


def block(
    texts: Sequence[str], y: float = 780, x: float = 60, *, indent: float = 0, size: float = SIZE,
    bold: bool = False,
) -> list[Word]:  # fmt: skip
    """Lines below each other, the first one indented."""
    return [
        word
        for n, text in enumerate(texts)
        for word in line(text, x + indent * (n == 0), y - LEADING * n, size=size, bold=bold)
    ]


def tale(number: int) -> list[str]:
    """Another one for each number."""
    name = NAMES[number]
    return [
        f"{name} и Пётр ждали поезда с самого утра, и ветер был",
        *TALE[1:2],
        f"и ждала {name}.",
    ]


def join(*pages: list[Word], contents: Sequence[OutlineEntry] = ()) -> list[Paragraph]:
    return join_pages([read_page(n, words) for n, words in enumerate(pages, 1)], contents)


def texts(*pages: list[Word]) -> list[str]:
    return [piece.text for piece in join(*pages)]


def test_lines_of_a_paragraph_are_one() -> None:
    assert join(block(TALE)) == [Paragraph(" ".join(TALE), page=1)]


def test_paragraphs_with_indents() -> None:
    page = block(TALE, 780, indent=20) + block(SPEECH, 744, indent=20) + block(TALE, 720, indent=20)
    assert texts(page) == [" ".join(TALE), " ".join(SPEECH), " ".join(TALE)]


def test_paragraphs_with_gaps() -> None:
    page = block(TALE, 780) + block(SPEECH, 738) + block(TALE, 708)
    assert texts(page) == [" ".join(TALE), " ".join(SPEECH), " ".join(TALE)]


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    page = block([*TALE, "Было тихо."], 780) + block(SPEECH, 732)
    assert texts(page) == [" ".join([*TALE, "Было тихо."]), " ".join(SPEECH)]


def test_a_full_line_that_ends_a_sentence_does_not() -> None:
    lines = ["Первая строка была полна и кончалась точкой тут.", *SPEECH]
    assert texts(block(lines)) == [" ".join(lines)]


def test_the_last_line_of_justified_text_may_be_nearly_full() -> None:
    first = [*TALE[:2], "из кабины и пошёл к старой будке сторожа."]
    page = [
        word
        for n, text in enumerate([*first[:2], "", *SPEECH * 3])
        if text
        for word in line(text, 60, 780 - 12 * n, to=320)
    ]
    page[len(" ".join(first[:2]).split()) : 0] = line(first[2], 60, 756, to=312)
    page.sort(key=lambda word: (-word.base, word.left))
    assert texts(page)[0] == " ".join(first)


def test_dialogue() -> None:
    speeches = ["— Вы кого-то ждёте?", "— Никого.", "— Тогда садитесь, — сказал сторож."]
    page = block(TALE, 780, indent=20)
    for n, speech in enumerate(speeches):
        page += block([speech], 744 - 12 * n, indent=20)
    page += block(SPEECH, 708, indent=20)
    assert texts(page) == [" ".join(TALE), *speeches, " ".join(SPEECH)]


def test_a_dash_within_a_paragraph_begins_none() -> None:
    lines = [
        "— Поезда сегодня не будет, — ответил ему сторож.",
        "— Зато будет чай с баранками и старым вареньем,",
        "и разговор до самого утра.",
    ]
    page = block(TALE, 780, indent=20) + block(lines, 744, indent=20) + block(TALE, 708, indent=20)
    assert texts(page)[1] == " ".join(lines)


def test_items_of_a_list() -> None:
    page = block(["Сторож записал три дела на сегодня:"], 780)
    page += block(["1) встретить грузовик, который должен был прийти", "ещё вчера;"], 768)
    page += block(["2) починить печь;", "• и выспаться."], 744)
    assert texts(page) == [
        "Сторож записал три дела на сегодня:",
        "1) встретить грузовик, который должен был прийти ещё вчера;",
        "2) починить печь;",
        "• и выспаться.",
    ]


def test_entries_that_stand_out_to_the_left() -> None:
    entries = [
        "Берг А. Реки и броды: очерки о северных дорогах и",
        "переправах. — Псков, 2011.",
        "Ли О. Дом у переезда: роман в четырёх частях, с ри-",
        "сунками. — Тверь, 1997.",
        "Лунин П. Сторож и поезд: повести о тех, кто стоял у",
        "дорог. — Омск, 2003.",
    ]
    page = [
        word
        for n, entry in enumerate(entries)
        for word in line(entry, 60 + 20 * (n % 2), 780 - 12 * n)
    ]
    assert texts(page) == [
        "Берг А. Реки и броды: очерки о северных дорогах и переправах. — Псков, 2011.",
        "Ли О. Дом у переезда: роман в четырёх частях, с рисунками. — Тверь, 1997.",
        "Лунин П. Сторож и поезд: повести о тех, кто стоял у дорог. — Омск, 2003.",
    ]


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = block(TALE, 780, indent=20) + block(SPEECH[:1], 744, indent=20)
    second = block(SPEECH[1:], 780) + block(TALE, 768, indent=20)
    assert join(first, second) == [
        Paragraph(" ".join(TALE), page=1),
        Paragraph(" ".join(SPEECH), page=1),
        Paragraph(" ".join(TALE), page=2),
    ]


def test_running_heads_and_page_numbers_are_dropped() -> None:
    pages = [
        line("Дом у переезда", 60, 810, size=8)
        + block(tale(number), 780, indent=20)
        + line(f"— {number + 11} —", 170, 30)
        for number in range(4)
    ]
    assert texts(*pages) == [" ".join(tale(number)) for number in range(4)]


def test_heads_of_left_and_right_pages() -> None:
    heads = ["Олег Ли", "Дом у переезда"]
    pages = [line(f"{heads[n % 2]} {n}", 60, 810) + block(tale(n), indent=20) for n in range(8)]
    assert texts(*pages) == [" ".join(tale(number)) for number in range(8)]


def test_titles_of_chapters_are_no_heads() -> None:
    pages = [
        block(tale(n))
        if n % 3
        else line(f"Глава {n // 3 + 1}", 60, 790, size=16) + block(tale(n), 760)
        for n in range(12)
    ]
    headings = [piece.text for piece in join(*pages) if piece.role == "heading"]
    assert headings == ["Глава 1", "Глава 2", "Глава 3", "Глава 4"]


def test_numbers_of_chapters_stay_and_those_of_pages_go() -> None:
    pages = [
        line(str(chapter), 180, 790) + block(tale(chapter), 760) + line(str(page), 180, 30)
        for page, chapter in enumerate((5, 6, 9), 1)
    ]
    numbers = [text for text in texts(*pages) if text.isdigit()]
    assert numbers == ["5", "6", "9"]


def test_a_note_does_not_cut_a_sentence() -> None:
    note = "1 Смотри об этом главу третью."
    first = block([*TALE, SPEECH[0]], 780) + line(note, 60, 60, size=8)
    second = block(SPEECH[1:], 780)
    assert texts(first, second) == [" ".join([*TALE, *SPEECH]), note]


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


def test_headings_and_chapters() -> None:
    page = line("Часть первая", 60, 780, size=16) + block(TALE, 750)
    page += line("Сторож", 60, 690, bold=True) + block(SPEECH, 670)
    other = line("Часть вторая", 60, 780, size=16) + block(tale(1), 750)
    found = [(piece.text, piece.role, piece.section) for piece in join(page, other)]
    assert found == [
        ("Часть первая", "heading", "Часть первая"),
        (" ".join(TALE), "text", "Часть первая"),
        ("Сторож", "heading", "Часть первая"),
        (" ".join(SPEECH), "text", "Часть первая"),
        ("Часть вторая", "heading", "Часть вторая"),
        (" ".join(tale(1)), "text", "Часть вторая"),
    ]


def test_chapters_of_the_table_of_contents() -> None:
    contents = [OutlineEntry("1. Переезд", 1), OutlineEntry("2. Сторож", 2)]
    first = line("1. ПЕРЕЕЗД", 60, 780) + block(TALE, 750)
    second = block(SPEECH, 780) + line("2. Сторож", 60, 730) + block(TALE, 700)
    found = join(first, second, contents=contents)
    assert [piece.section for piece in found] == ["1. Переезд"] * 3 + ["2. Сторож"] * 2


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


def test_verse_keeps_its_lines() -> None:
    verse = ["Над рекой туман ложится,", "Гаснут в окнах огоньки,", "И одна ночная птица",
             "Ходит краем у реки."]  # fmt: skip
    page = block(TALE, 780) + block(verse, 730, x=100) + block(SPEECH, 670)
    assert [(piece.text, piece.role) for piece in join(page)][1] == ("\n".join(verse), "verse")


def test_names_at_the_beginnings_of_full_lines_are_no_verse() -> None:
    lines = [
        "В составе были Вендерс, Полански, Коппола и Тони",
        "Ричардсон, Пол Шредер, Джеймс Тобэк, и с ними ещё",
        "Жан-Жак Бенекс, который приехал позже остальных.",
    ]
    assert [piece.role for piece in join(block(lines))] == ["text"]


def test_captions() -> None:
    caption = "Рис. 2. Переезд зимой."
    page = block(TALE, 780) + line(caption, 100, 700, size=8) + block(SPEECH, 640)
    assert [(p.text, p.role) for p in join(page)][1] == (caption, "caption")


def test_a_large_first_letter() -> None:
    page = [Word("У", 60, 80, 768, 30)]
    page += line("тром у переезда остановился грузовик, и он", 84, 780)
    page += line("долго смотрел на закрытый шлагбаум.", 84, 768)
    page += block([TALE[2], *SPEECH], 756)
    assert texts(page)[0].startswith("Утром у переезда остановился грузовик, и он долго смотрел")


def test_letters_set_apart_are_a_word() -> None:
    assert texts(line("П Р И К А З", 150, 780) + block(TALE, 750))[0] == "ПРИКАЗ"


def test_dots_as_tex_sets_them() -> None:
    assert texts(line("Он молчал. . . и ждал.", 60, 780)) == ["Он молчал... и ждал."]


PLACES = st.floats(-50, 900)
WORDS = st.builds(
    Word, st.text("абвАБ1.-—•*", min_size=1, max_size=6), PLACES, PLACES, PLACES, st.floats(1, 60)
)


@given(st.lists(st.lists(WORDS, max_size=12), max_size=4))
def test_any_words_at_any_places(pages: list[list[Word]]) -> None:
    for piece in join(*pages):
        assert piece.text.strip() and piece.page in range(1, len(pages) + 1)


def test_no_pages() -> None:
    assert join_pages([]) == [] == join_pages([Page(1, [])])
