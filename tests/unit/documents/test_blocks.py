"""Marked text split at line breaks, and table rows."""

import pytest

from searchtool.core.model import Role
from searchtool.documents.blocks import Paragraph, join_table_row, split_paragraphs

STANZA = "Уходит дым за поворот,\nГудок над лесом тает,\nНикто нас больше не зовёт"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Раз  два\u00a0три", ["Раз два три"]),
        ("стро\u00adка", ["строка"]),
        ("О бюджете:\nпять млрд", ["О бюджете: пять млрд"]),
        ("Раз,\nдва.", ["Раз, два."]),
        ("Раз.\nДва.", ["Раз.", "Два."]),
        ("«Раз!»\n— Два?\n— Три…", ["«Раз!»", "— Два?", "— Три…"]),
        ("Раз\n \nдва", ["Раз", "два"]),
        ("\n\n \n", []),
        ("", []),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert list(split_paragraphs(text, "text")) == [(paragraph, "text") for paragraph in expected]


@pytest.mark.parametrize("role", ["text", "verse"])
def test_verse_keeps_its_lines(role: Role) -> None:
    assert list(split_paragraphs(f"{STANZA}\n\n{STANZA.upper()}", role)) == [
        (STANZA, "verse"),
        (STANZA.upper(), "verse"),
    ]


def test_two_lines_are_verse_only_where_that_is_said() -> None:
    couplet = "Уходит дым,\nГудок тает."
    assert list(split_paragraphs(couplet, "verse")) == [(couplet, "verse")]
    assert list(split_paragraphs(couplet, "text")) == [("Уходит дым, Гудок тает.", "text")]


@pytest.mark.parametrize("role", ["heading", "caption"])
def test_a_heading_is_one_line(role: Role) -> None:
    assert list(split_paragraphs("Глава.\nПервая", role)) == [("Глава. Первая", role)]


def cell(*texts: str) -> list[Paragraph]:
    return [Paragraph(text, line=3) for text in texts]


def test_a_row_is_one_paragraph() -> None:
    assert join_table_row([cell("2023"), [], cell("пять", "млрд")]) == [
        Paragraph("2023 | пять млрд", line=3)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cells",
    [
        [],
        [cell()],
        [cell("один", "два")],
        [cell("год"), cell("а" * 301)],
        [cell("год"), [Paragraph("Заголовок", "heading")]],
    ],
    ids=["none", "empty", "single", "prose", "heading"],
)
def test_cells_that_are_no_row_keep_their_paragraphs(cells: list[list[Paragraph]]) -> None:
    assert join_table_row(cells) == [piece for one in cells for piece in one]
