"""Lines over the ends of pages and columns, verse, captions, initials."""

from hypothesis import given
from hypothesis import strategies as st

from searchtool.documents.blocks import Paragraph
from searchtool.documents.pdf import Page, Word, join_pages
from tests.unit.documents.pdf.pages import SPEECH, TALE, block, join, line, texts


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = block(TALE, 780, indent=20) + block(SPEECH[:1], 744, indent=20)
    second = block(SPEECH[1:], 780) + block(TALE, 768, indent=20)
    assert join(first, second) == [
        Paragraph(" ".join(TALE), page=1),
        Paragraph(" ".join(SPEECH), page=1),
        Paragraph(" ".join(TALE), page=2),
    ]


def test_a_note_does_not_cut_a_sentence() -> None:
    note = "1 Смотри об этом главу третью."
    first = block([*TALE, SPEECH[0]], 780) + line(note, 60, 60, size=8)
    second = block(SPEECH[1:], 780)
    assert texts(first, second) == [" ".join([*TALE, *SPEECH]), note]


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
