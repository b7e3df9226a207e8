"""What the elements of one file of an EPUB book are: XHTML, with pages drawn in SVG."""

from collections.abc import Mapping
from typing import ClassVar

from searchtool.core.model import Role
from searchtool.documents.html.tags import HtmlRules
from searchtool.documents.xml.block_reader import heading_text
from searchtool.documents.xml.tree import Element, attribute

_CHAPTER_HEADINGS = ("h1", "h2", "h3")


class EpubChapterRules(HtmlRules):
    """Rules for one file of a book. `titles` are those of the chapters in the table of contents, by
    the ids of the elements where they begin; None where the table does not name the file: then its
    first heading and those of the same rank begin chapters."""

    roles: ClassVar[Mapping[str, Role]] = {**HtmlRules.roles, "text": "text"}
    # Lists of links are taken out before. Scripts do not run in a book, and of the two branches of
    # a switch the one that every program knows is read. Annotations write a formula a second time.
    skipped = HtmlRules.skipped - {"nav", "noscript", "svg"} | {
        *("annotation", "annotation-xml", "case", "defs", "desc", "metadata"),
    }

    def __init__(self, titles: Mapping[str, str] | None) -> None:
        self._titles = titles
        self._rank: str | None = None

    def section(self, element: Element, name: str, current: str | None) -> str | None:
        """The chapter that begins at the element, by its id or because it is a heading."""
        if self._titles is not None:
            place = element.get("id")
            return self._titles.get(place, current) if place else current
        if name not in _CHAPTER_HEADINGS or (self._rank is not None and name > self._rank):
            return current
        if title := heading_text(element, self):
            self._rank = name
        return title or current

    def own_text(self, element: Element, name: str) -> str:
        """A space where a drawn text goes on at another place."""
        is_placed = name == "tspan" and (attribute(element, "x") or attribute(element, "dy"))
        return " " if is_placed else super().own_text(element, name)
