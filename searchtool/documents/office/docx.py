"""Reads .docx files.

python-docx leaves out insertions, footnotes and text boxes and loads every picture into memory.
"""

from collections.abc import Iterator, Mapping
from posixpath import dirname, join
from typing import ClassVar

from searchtool.core.i18n import tr
from searchtool.core.model import Role, SourceText
from searchtool.documents.blocks import join_blocks
from searchtool.documents.metadata import as_date, as_language
from searchtool.documents.office.styles import MAX_CHAPTER_LEVEL, Style, named_style
from searchtool.documents.source import Source
from searchtool.documents.xml.block_reader import (
    ContainerKind,
    ElementRules,
    heading_text,
    read_paragraphs,
)
from searchtool.documents.xml.package import Package
from searchtool.documents.xml.tree import Element, attribute, find, find_all, texts_by_name

_NOTES = {"footnoteReference": "footnotes.xml", "endnoteReference": "endnotes.xml"}
_NO_AUTHOR = "python-docx"
"""Files made with python-docx carry the properties of its template."""


def read(source: Source) -> Iterator[SourceText]:
    """The text without deletions; notes and text boxes come after their paragraph."""
    package = Package(source)
    main = _main_part(package)
    tree = package.tree(main)
    if (body := find(tree, "body")) is None:
        raise source.unreadable(tr("not a Word document", "это не документ Word"))
    for reference, name in _NOTES.items():
        _place_notes(body, reference, package.extra(join(dirname(main), name)))
    rules = _DocxRules(package.extra(join(dirname(main), "styles.xml")))
    text, blocks = join_blocks(read_paragraphs(body, rules))
    properties = texts_by_name(package.extra("docProps/core.xml"))
    if properties.get("creator") == _NO_AUTHOR:
        properties = {}
    document = source.document(
        "docx",
        "utf-8",
        title=properties.get("title") or rules.title,
        created=as_date(properties.get("created")),
        author=properties.get("creator"),
        language=as_language(properties.get("language")),
    )
    yield SourceText(document, text, blocks, line=None)


class _DocxRules(ElementRules):
    containers: ClassVar[Mapping[str, ContainerKind]] = {
        "tr": "row",
        "tc": "cell",
        "txbxContent": "aside",
        "footnote": "aside",
        "endnote": "aside",
    }
    # A text box is there twice: in Fallback for programs that do not know text boxes.
    skipped = frozenset("del moveFrom Fallback pPr rPr sectPr tblGrid tblPr tcPr trPr".split())
    void_text: ClassVar[Mapping[str, str]] = {
        "tab": " ",
        "ptab": " ",
        "br": "\n",
        "cr": "\n",
        "noBreakHyphen": "-",
    }
    text_elements = frozenset(("t",))

    def __init__(self, styles: Element | None) -> None:
        self.title = ""
        self._styles = _Styles(styles)

    def is_skipped(self, element: Element, name: str) -> bool:
        return name in self.skipped or (name == "p" and self._styles.of(element).is_contents)

    def role(self, element: Element, name: str) -> Role | None:
        return self._styles.of(element).role if name == "p" else None

    def section(self, element: Element, name: str, current: str | None) -> str | None:
        if name != "p" or (style := self._styles.of(element)).role != "heading":
            return current
        if style.level is None:
            self.title = self.title or heading_text(element, self)
        elif style.level <= MAX_CHAPTER_LEVEL:
            return heading_text(element, self) or current
        return current


class _Styles:
    def __init__(self, styles: Element | None) -> None:
        self._elements = {
            attribute(style, "styleId"): style
            for style in (find_all(styles, "style") if styles is not None else ())
        }
        self._resolved: dict[str | None, Style] = {}

    def of(self, paragraph: Element) -> Style:
        """The style of a paragraph, by its name or those of the styles it is based on."""
        name = _val(find(paragraph, "pPr", "pStyle"))
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        style = self._resolved[name]
        level = _outline_level(paragraph)
        return style._replace(role="heading", level=level) if level else style

    def _resolve(self, name: str | None) -> Style:
        style = named_style(self._style_name(name))
        seen: set[str] = set()
        while style is None and name is not None and name not in seen:
            seen.add(name)
            element = self._elements.get(name)
            if (level := _outline_level(element)) is not None:
                return Style("heading", level)
            name = _val(find(element, "basedOn"))
            style = named_style(self._style_name(name))
            # The lines with the author and the date are based on the title.
            if style is not None and style.level is None and style.role == "heading":
                return Style()
        return style or Style()

    def _style_name(self, name: str | None) -> str:
        return _val(find(self._elements.get(name), "name")) or name or ""


def _val(element: Element | None) -> str | None:
    return attribute(element, "val")


def _outline_level(element: Element | None) -> int | None:
    """The level of a heading, from 1; level 10 is body text."""
    value = _val(find(element, "pPr", "outlineLvl"))
    return int(value) + 1 if value in tuple("012345678") else None


def _main_part(package: Package) -> str:
    relations = package.extra("_rels/.rels")
    for relation in find_all(relations, "Relationship") if relations is not None else ():
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return (attribute(relation, "Target") or "").lstrip("/")
    return "word/document.xml"


def _place_notes(body: Element, reference: str, notes: Element | None) -> None:
    """Move each note into the reference to it."""
    by_id = {attribute(note, "id"): note for note in notes} if notes is not None else {}
    for place in list(find_all(body, reference)):
        if (note := by_id.pop(attribute(place, "id"), None)) is not None:
            place.append(note)
