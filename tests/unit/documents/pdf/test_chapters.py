"""Chapters by the outline and by headings."""

from searchtool.documents.pdf import OutlineEntry
from tests.unit.documents.pdf.pages import SPEECH, TALE, block, join, line, tale


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
