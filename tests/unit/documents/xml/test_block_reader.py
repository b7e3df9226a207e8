"""Paragraphs of a tree of elements, by rules that say what the elements are."""

import io
from collections.abc import Mapping
from typing import ClassVar

from searchtool.core.model import Role
from searchtool.documents.blocks import Paragraph
from searchtool.documents.source import Source
from searchtool.documents.xml.block_reader import (
    ContainerKind,
    ElementRules,
    heading_text,
    read_paragraphs,
)
from searchtool.documents.xml.tree import Element, parse_xml


class Rules(ElementRules):
    roles: ClassVar[Mapping[str, Role]] = {
        "p": "text", "cite": "text", "h": "heading", "stanza": "verse", "pre": "text",
    }  # fmt: skip
    containers: ClassVar[Mapping[str, ContainerKind]] = {"tr": "row", "td": "cell", "note": "aside"}
    skipped = frozenset(("script",))
    void_text: ClassVar[Mapping[str, str]] = {"br": "\n", "tab": " "}
    preformatted = frozenset(("pre",))

    def section(self, element: Element, name: str, current: str | None) -> str | None:
        return heading_text(element, self) if name == "h" else current


def read(xml: str) -> list[tuple[str, Role, str | None]]:
    root = parse_xml(f"<a>{xml}</a>", Source("a", "a", io.BytesIO()))
    return [(p.text, p.role, p.section) for p in read_paragraphs(root, Rules())]


def texts(xml: str) -> list[str]:
    return [text for text, _, _ in read(xml)]


def test_paragraphs_and_bare_text() -> None:
    assert texts("раз <p>два <b>тр</b>и</p> четыре") == ["раз", "два три", "четыре"]


def test_skipped_elements_leave_their_tail() -> None:
    assert texts("<p>раз<script>нет<b>нет</b></script> два</p>") == ["раз два"]


def test_headings_begin_sections() -> None:
    assert read("<p>а</p><h>Глава<br/>первая</h><p>б</p>") == [
        ("а", "text", None),
        ("Глава первая", "heading", "Глава первая"),
        ("б", "text", "Глава первая"),
    ]


def test_text_inside_verse_is_its_lines() -> None:
    assert read("<stanza><p>Уходит дым,</p><p>Гудок над лесом.</p></stanza>") == [
        ("Уходит дым,\nГудок над лесом.", "verse", None)
    ]


def test_an_aside_comes_after_its_paragraph() -> None:
    assert texts("<p>до <note><p>сноска</p></note> после</p><p>дальше</p>") == [
        "до после", "сноска", "дальше",
    ]  # fmt: skip


def test_rows_of_tables() -> None:
    row = "<tr><td>Год</td><td><p>Бюджет</p></td></tr>"
    assert texts(f"до{row}") == ["до", "Год | Бюджет"]
    assert texts(f"<tr><td>{row}</td></tr>") == ["Год | Бюджет"]


def test_preformatted_lines_stay_apart() -> None:
    assert texts("<pre>Раз.\nДва.</pre><p>Раз.\nДва.</p>") == ["Раз.", "Два.", "Раз. Два."]


def test_a_section_to_begin_with() -> None:
    root = parse_xml("<a><p>а</p></a>", Source("a", "a", io.BytesIO()))
    assert read_paragraphs(root, Rules(), "Глава") == [Paragraph("а", section="Глава")]
