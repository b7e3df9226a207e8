"""Defines which elements of HTML are paragraphs, headings, tables or skipped: the rules for web
pages, mail and the chapters of books."""

import re
from collections.abc import Mapping
from typing import ClassVar

from searchtool.core.model import Role
from searchtool.documents.html.hidden import is_hidden
from searchtool.documents.xml.block_reader import ContainerKind, ElementRules
from searchtool.documents.xml.tree import Element, attribute, is_note_mark, text_of

_BLOCKS = """
    address article aside blockquote body center dd details dir div dl dt fieldset figure footer
    form header hr legend li main menu nav ol p pre section summary table tbody tfoot thead ul
""".split()
_VERSE = re.compile(r"(?:^|\s)(?:poem|poetry|stanza|stih|stihi|strophe|verse)(?:\s|$)")
_PAGE_NUMBER = re.compile(r"pagebreak|pagenum")
_MAX_PAGE_NUMBER_CHARS = 10


class HtmlRules(ElementRules):
    """All text but the navigation and what is not shown."""

    roles: ClassVar[Mapping[str, Role]] = {
        **dict.fromkeys(_BLOCKS, "text"),
        **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
        "figcaption": "caption",
        "caption": "caption",
    }
    containers: ClassVar[Mapping[str, ContainerKind]] = {"tr": "row", "th": "cell", "td": "cell"}
    skipped = frozenset(
        """
        audio button canvas embed head iframe map nav noscript object rp rt script select style svg
        template textarea title video
        """.split()
    )
    void_text: ClassVar[Mapping[str, str]] = {"br": "\n"}
    preformatted = frozenset(("pre",))

    def is_skipped(self, element: Element, name: str) -> bool:
        """Also links to notes and the numbers of printed pages."""
        return name in self.skipped or is_note_mark(element) or _is_page_number(element)

    def role(self, element: Element, name: str) -> Role | None:
        """Verse is recognized by its class."""
        role = self.roles.get(name)
        if role != "text" or not _VERSE.search((attribute(element, "class") or "").lower()):
            return role
        # Within verse a paragraph is a line.
        inside = any(_VERSE.search(a.get("class", "").lower()) for a in element.iterancestors())
        return "text" if name == "p" and inside else "verse"


class PageRules(HtmlRules):
    """All text of a page of a site but the navigation; also a button in a sentence."""

    def is_skipped(self, element: Element, name: str) -> bool:
        """Also what is hidden."""
        if name == "button" and (element.tail or "").strip():
            return False
        return super().is_skipped(element, name) or is_hidden(element)


def _is_page_number(element: Element) -> bool:
    kind = f"{attribute(element, 'type')} {attribute(element, 'role')} {element.get('class')}"
    return _PAGE_NUMBER.search(kind) is not None and len(text_of(element)) <= _MAX_PAGE_NUMBER_CHARS
