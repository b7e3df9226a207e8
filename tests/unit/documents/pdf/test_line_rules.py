"""Where a paragraph ends and the next one begins."""

from searchtool.documents.blocks import Paragraph
from tests.unit.documents.pdf.pages import SPEECH, TALE, block, join, line, texts


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
