"""Running heads, feet and page numbers."""

from tests.unit.documents.pdf.pages import block, join, line, tale, texts


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
