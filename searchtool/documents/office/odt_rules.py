"""What the elements of OpenDocument are (part 3: texts, tables, presentations)."""

from collections.abc import Iterator, Mapping, Sequence
from posixpath import join, normpath
from typing import ClassVar

from searchtool.core.model import Role
from searchtool.documents.blocks import Paragraph
from searchtool.documents.office.odt_lists import OdtLists
from searchtool.documents.office.styles import MAX_CHAPTER_LEVEL
from searchtool.documents.source import Source
from searchtool.documents.xml.block_reader import (
    ContainerKind,
    ElementRules,
    heading_text,
    read_paragraphs,
)
from searchtool.documents.xml.package import Package
from searchtool.documents.xml.tree import Element, attribute, find, find_all, local_name, text_of

_ROLES: dict[str, Role] = {
    "Title": "heading",
    "Subtitle": "heading",
    "Caption": "caption",
    "Illustration": "caption",
    "Figure": "caption",
    "Table": "caption",
    "Drawing": "caption",
}
_SHAPES = """
    caption circle connector custom-shape ellipse line measure path polygon polyline rect
    regular-polygon
""".split()
_DESCRIPTIONS = frozenset(("desc", "title"))
_OF_COMMENT = frozenset(("creator", "creator-initials", "date", "date-string", "sender-initials"))
_FIELDS = ("combobox", "date", "fixed-text", "formatted-text", "text", "textarea", "time")
_RUNNING_HEADS = tuple(
    f"{kind}{pages}" for kind in ("header", "footer") for pages in ("", "-first", "-left")
)


class OdtStyles:
    """The styles of a file by their names."""

    def __init__(self, trees: Sequence[Element]) -> None:
        styles = [style for tree in trees for style in find_all(tree, "style")]
        self._paragraphs = {
            attribute(style, "name"): style
            for style in styles
            if attribute(style, "family") == "paragraph"
        }
        self._hidden = {
            attribute(style, "name")
            for style in styles
            if attribute(find(style, "text-properties"), "display") == "none"
        }
        self.lists = OdtLists(trees, self._list_style)

    def known(self, paragraph: Element) -> str:
        """The named style of a paragraph that says what it is, else the last of those its own is
        based on."""
        name = ""
        for name, _ in self._chain(paragraph):
            if name in _ROLES:
                break
        return name

    def is_hidden(self, element: Element) -> bool:
        """Whether the style of a stretch of text or of a paragraph hides it."""
        return bool(self._hidden) and attribute(element, "style-name") in self._hidden

    def _list_style(self, paragraph: Element) -> str | None:
        named = (attribute(style, "list-style-name") for _, style in self._chain(paragraph))
        return next(filter(None, named), None)

    def _chain(self, paragraph: Element) -> Iterator[tuple[str, Element | None]]:
        name = attribute(paragraph, "style-name")
        seen: set[str | None] = set()
        while name and name not in seen:
            seen.add(name)
            style = self._paragraphs.get(name)
            yield name, style
            name = attribute(style, "parent-style-name")


class _OdtRules(ElementRules):
    containers: ClassVar[Mapping[str, ContainerKind]] = {
        "table-row": "row",
        "table-cell": "cell",
        "text-box": "aside",
        "note-body": "aside",
        **dict.fromkeys(_SHAPES, "aside"),
    }
    skipped = frozenset(
        """
        alphabetical-index bibliography covered-table-cell forms illustration-index note-citation
        number placeholder ruby-text script sequence-decls shapes table-index table-of-content
        tracked-changes user-field-decls user-index variable-decls
        """.split()
    )
    void_text: ClassVar[Mapping[str, str]] = {"s": " ", "tab": " ", "line-break": "\n"}

    def __init__(self, styles: OdtStyles, labels: Mapping[Element, str]) -> None:
        self._styles = styles
        self._labels = labels

    def is_skipped(self, element: Element, name: str) -> bool:
        """Also what is hidden or asks to fill it in, and the names and descriptions of drawings."""
        if name in _DESCRIPTIONS:
            return "svg" in element.tag
        if name in ("p", "h", "span"):
            return self._styles.is_hidden(element) or _hides_itself(element)
        if name == "content-control":
            return attribute(element, "showing-place-holder") == "true"
        if name in ("section", "hidden-text"):
            hidden = attribute(element, "is-hidden") == "true"
            return hidden or attribute(element, "display") == "none"
        return name in self.skipped

    def role(self, element: Element, name: str) -> Role | None:
        if name == "h":
            return "heading"
        return _ROLES.get(self._styles.known(element), "text") if name == "p" else None

    def own_text(self, element: Element, name: str) -> str:
        if name in ("p", "h") and (label := self._labels.get(element)):
            return f"{label} "
        return super().own_text(element, name)


class TextRules(_OdtRules):
    """Rules for the text itself, with the charts that stand in it. `comments` are those that have
    been read: between paragraphs they would part a speaker from the words that follow."""

    def __init__(
        self,
        styles: OdtStyles,
        labels: Mapping[Element, str],
        fields: Mapping[str, str],
        source: Source,
        package: Package | None,
    ) -> None:
        super().__init__(styles, labels)
        self.title = ""
        self.comments: list[Paragraph] = []
        self._fields = fields
        self._source = source
        self._package = package

    def is_skipped(self, element: Element, name: str) -> bool:
        """Also what `inserted` reads."""
        outer = element.getparent()
        is_elsewhere = outer is not None and local_name(outer) in ("annotation", "object")
        return is_elsewhere or super().is_skipped(element, name)

    def section(self, element: Element, name: str, current: str | None) -> str | None:
        """The heading that begins a chapter."""
        if name == "h" and (attribute(element, "outline-level") or "1") <= str(MAX_CHAPTER_LEVEL):
            return heading_text(element, self) or current
        if name == "p" and not self.title and self._styles.known(element) == "Title":
            self.title = heading_text(element, self)
        return current

    def inserted(self, element: Element, name: str, section: str | None) -> Sequence[Paragraph]:
        """What is written into forms, and charts; comments are kept for the end."""
        paragraphs: Sequence[Paragraph] = ()
        if name == "annotation":
            comment = _comment(element, self._styles)
            self.comments += [paragraph._replace(section=section) for paragraph in comment]
        elif name == "control":
            written = self._fields.get(attribute(element, "control") or "", "").split()
            paragraphs = [Paragraph(" ".join(written))] if written else []
        elif name == "object":
            paragraphs = self._object(element)
        elif name == "object-ole":
            self._source.skip_member(normpath(attribute(element, "href") or ""))
        return [paragraph._replace(section=section) for paragraph in paragraphs]

    def _object(self, element: Element) -> list[Paragraph]:
        """The text of a chart, table or text that stands in a frame, in a part of its own or, in a
        flat file, in the element. Formulas have none."""
        content = find(element, "document")
        if (href := attribute(element, "href")) and self._package is not None:
            content = self._package.extra(normpath(join(href, "content.xml")))
        body = find(content, "body")
        if content is None or body is None:
            return []
        styles = OdtStyles([content])
        return read_paragraphs(body, _OdtRules(styles, styles.lists.labels(body)))


class SheetRules(TextRules):
    """Rules for a row of a sheet, or for the drawings on it."""

    skipped = TextRules.skipped - {"shapes"}


class SlideRules(TextRules):
    """Rules for a slide with its notes."""

    skipped = TextRules.skipped | {"date-time", "footer", "header"}

    def role(self, element: Element, name: str) -> Role | None:
        """A title by the frame it stands in."""
        role = super().role(element, name)
        if role != "text":
            return role
        frames = (outer for outer in element.iterancestors() if local_name(outer) == "frame")
        is_title = attribute(next(frames, None), "class") in ("title", "subtitle")
        return "heading" if is_title else "text"


class _CommentRules(_OdtRules):
    def is_skipped(self, element: Element, name: str) -> bool:
        outer = element.getparent()
        is_heading = outer is not None and local_name(outer) == "annotation" and name in _OF_COMMENT
        return is_heading or super().is_skipped(element, name)

    def role(self, element: Element, name: str) -> Role | None:
        return "comment" if name in ("p", "h") else None


class _RunningHeadRules(_OdtRules):
    skipped = _OdtRules.skipped | {"page-count", "page-number"}

    def role(self, element: Element, name: str) -> Role | None:
        return "running_head" if name in ("p", "h") else None


def _comment(annotation: Element, styles: OdtStyles) -> list[Paragraph]:
    """A comment, with the name of its author before it, as it is shown."""
    rules = _CommentRules(styles, styles.lists.labels(annotation))
    paragraphs = read_paragraphs(annotation, rules)
    if paragraphs and (author := text_of(find(annotation, "creator"))):
        paragraphs[0] = paragraphs[0]._replace(text=f"{author}: {paragraphs[0].text}")
    return paragraphs


def running_heads(tree: Element, styles: OdtStyles) -> list[Paragraph]:
    """The headers and footers of all kinds of pages, each different text once."""
    found: dict[str, Paragraph] = {}
    for page in find_all(tree, "master-page"):
        for part in find_all(page, *_RUNNING_HEADS):
            if attribute(part, "display") != "false":
                rules = _RunningHeadRules(styles, styles.lists.labels(part))
                for paragraph in read_paragraphs(part, rules):
                    found.setdefault(paragraph.text, paragraph)
    return list(found.values())


def form_fields(body: Element) -> dict[str, str]:
    """What is written into the fields of forms, and the labels beside them, by the id that the
    place of the field on the page names."""
    forms = find_all(body, "forms")
    return {
        attribute(field, "id") or "": attribute(field, "current-value")
        or attribute(field, "label" if local_name(field) == "fixed-text" else "value")
        or ""
        for form in forms
        for field in find_all(form, *_FIELDS)
    }


def _hides_itself(paragraph: Element) -> bool:
    mark = find(paragraph, "hidden-paragraph")
    return mark is not None and attribute(mark, "is-hidden") == "true"
