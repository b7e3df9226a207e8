"""What a PDF says about itself: title, author, date, language, outline."""

import datetime

import pytest

from searchtool.core.model import Document
from tests.unit.documents.make_pdf import Pdf, lines, write_pdf
from tests.unit.documents.pdf.test_reader import TALE
from tests.unit.documents.reading import read_one

PAGE = lines(["Мост открыт."])


def document(language: str = "", **info: str) -> Document:
    return read_one("a.pdf", write_pdf(Pdf([PAGE], info, language))).document


def test_all_of_it() -> None:
    found = document(
        "ru-RU", Title="Отчёт о мосте", Author="Анна Берг", CreationDate="D:20240614101500+03'00'"
    )
    assert (found.title, found.author) == ("Отчёт о мосте", "Анна Берг")
    assert (found.date, found.language) == ("2024-06-14", "ru-RU")


@pytest.mark.parametrize(
    "title",
    ["", "Microsoft Word - отчёт.doc", "отчёт.docx", "Без имени 1", "Документ1", "Untitled", "12"],
)
def test_titles_that_programs_leave(title: str) -> None:
    assert document(Title=title).title == ""


@pytest.mark.parametrize("author", ["", "Admin", "Пользователь Windows", "user", "123"])
def test_authors_that_programs_leave(author: str) -> None:
    assert document(Author=author).author is None


def test_letters_under_western_names() -> None:
    written = "Отчёт о мосте".encode("cp1251").decode("cp1252")
    assert document(Title=written).title == "Отчёт о мосте"


@pytest.mark.parametrize(
    "day", ["D:19700101000000", f"D:{datetime.date.today().year + 2}0101", "вчера", ""]
)
def test_dates_of_wrong_clocks(day: str) -> None:
    assert document(CreationDate=day).date is None


@pytest.mark.parametrize(("tag", "language"), [("ru_RU", "ru-RU"), ("русский", None), ("", None)])
def test_languages(tag: str, language: str | None) -> None:
    assert document(tag).language == language


def test_the_outline_gives_chapters() -> None:
    pdf = Pdf([lines(TALE)] * 3, outline=[("1. Мост", 1), ("2. Музей", 3)])
    text = read_one("a.pdf", write_pdf(pdf))
    assert [block.section for block in text.blocks or ()] == ["1. Мост", "1. Мост", "2. Музей"]
