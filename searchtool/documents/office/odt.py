"""Reads OpenDocument: texts (.odt), tables (.ods), presentations (.odp), also as one XML file each
(.fodt, .fods, .fodp).

odfpy builds a tree of its own of everything in the file, without a limit, and last changed in 2022.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.blocks import Paragraph, join_blocks
from searchtool.documents.metadata import as_date, as_language
from searchtool.documents.office.odt_rules import (
    OdtStyles,
    SheetRules,
    SlideRules,
    TextRules,
    form_fields,
    running_heads,
)
from searchtool.documents.source import Source
from searchtool.documents.xml.block_reader import (
    read_paragraphs,
)
from searchtool.documents.xml.package import Package
from searchtool.documents.xml.tree import (
    Element,
    attribute,
    find,
    find_all,
    local_name,
    parse_xml,
    texts_by_name,
)

_ZIP = b"PK\x03\x04"
_PICTURE = re.compile(rb"<office:binary-data>[^<]*</office:binary-data>")
_BODIES = {"text": "odt", "spreadsheet": "ods", "presentation": "odp", "drawing": "odp"}
_ROW_GROUPS = frozenset("table-header-rows table-row-group table-rows".split())
MAX_NUMBER_DIGITS = 8
"""Of the rows that one stands for: a sheet ends with a million that are empty."""


def read(source: Source) -> Iterator[SourceText]:
    """The text without deletions. Notes, text boxes and charts come after their paragraph, comments
    after the text, headers and footers at the end, each once. A row of a table document has its
    number as its line, and a slide its number as its page; hidden sheets and slides are read."""
    parts = _packed(source) if source.head(len(_ZIP)) == _ZIP else _flat(source)
    kind, body = next(
        ((kind, found) for kind, found in _bodies(parts.content) if found is not None), ("", None)
    )
    if body is None:
        raise source.unreadable(tr("not a text document", "это не текстовый документ"))
    styles = OdtStyles([tree for tree in (parts.styles, parts.content) if tree is not None])
    labels = styles.lists.labels(body)
    rules = _RULES[kind](styles, labels, form_fields(body), source, parts.package)
    paragraphs = list(_PARAGRAPHS[kind](body, rules)) + rules.comments
    if kind == "odt" and parts.styles is not None:
        paragraphs += running_heads(parts.styles, styles)
    text, blocks = join_blocks(paragraphs)
    meta = texts_by_name(parts.meta)
    document = source.document(
        kind,
        "utf-8",
        title=meta.get("title") or rules.title,
        created=as_date(meta.get("creation-date") or meta.get("date")),
        author=meta.get("initial-creator") or meta.get("creator"),
        language=as_language(meta.get("language")),
    )
    yield SourceText(document, text, blocks, line=None)


class _Parts(NamedTuple):
    """The trees of a document. In one flat file they are one, and there is no package."""

    content: Element | None
    styles: Element | None
    meta: Element | None
    package: Package | None


def _packed(source: Source) -> _Parts:
    package = Package(source)
    if _is_encrypted(package):
        raise source.password_protected()
    content, styles = package.tree("content.xml"), package.extra("styles.xml")
    return _Parts(content, styles, find(package.extra("meta.xml"), "meta"), package)


def _flat(source: Source) -> _Parts:
    """A document as one XML file, without its pictures, which may be larger than libxml2 allows."""
    root = parse_xml(_PICTURE.sub(b"", source.content()), source)
    return _Parts(root, find(root, "master-styles"), find(root, "meta"), None)


def _bodies(content: Element | None) -> Iterator[tuple[str, Element | None]]:
    return ((kind, find(content, "body", name)) for name, kind in _BODIES.items())


def _whole(body: Element, rules: TextRules) -> Iterator[Paragraph]:
    yield from read_paragraphs(body, rules)


def _sheets(body: Element, rules: TextRules) -> Iterator[Paragraph]:
    """The rows of the sheets, whose names are the sections, each followed by its drawings."""
    for sheet in body:
        if local_name(sheet) != "table":
            continue
        name, number = attribute(sheet, "name"), 1
        for row in _rows(sheet):
            for paragraph in read_paragraphs(row, rules, name):
                yield paragraph._replace(line=number)
            number += _repeated(row)
        if (drawings := find(sheet, "shapes")) is not None:
            yield from read_paragraphs(drawings, rules, name)


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, not those of a table in a cell."""
    for child in table:
        if local_name(child) == "table-row":
            yield child
        elif local_name(child) in _ROW_GROUPS:
            yield from _rows(child)


def _repeated(row: Element) -> int:
    number = attribute(row, "number-rows-repeated") or "1"
    return int(number) if number.isdecimal() and len(number) < MAX_NUMBER_DIGITS else 1


def _slides(body: Element, rules: TextRules) -> Iterator[Paragraph]:
    """The slides with their notes; what a title says is the section of its slide."""
    pages = (page for page in body if local_name(page) == "page")
    for number, page in enumerate(pages, 1):
        paragraphs = read_paragraphs(page, rules)
        paragraphs.sort(key=lambda paragraph: paragraph.role != "heading")  # may be drawn last
        title = next((p.text for p in paragraphs if p.role == "heading"), None)
        yield from (paragraph._replace(page=number, section=title) for paragraph in paragraphs)


_RULES: Mapping[str, type[TextRules]] = {
    "odt": TextRules,
    "ods": SheetRules,
    "odp": SlideRules,
}
_PARAGRAPHS: Mapping[str, Callable[[Element, TextRules], Iterator[Paragraph]]] = {
    "odt": _whole,
    "ods": _sheets,
    "odp": _slides,
}


def _is_encrypted(package: Package) -> bool:
    manifest = package.extra("META-INF/manifest.xml")
    return manifest is not None and next(find_all(manifest, "encryption-data"), None) is not None
