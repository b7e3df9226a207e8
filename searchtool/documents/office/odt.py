"""Reads .odt files.

odfpy builds a tree of its own of everything in the file, without a limit, and last changed in 2022.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from searchtool.core.i18n import tr
from searchtool.core.model import Role, SourceText
from searchtool.documents.blocks import join_blocks
from searchtool.documents.metadata import as_date, as_language
from searchtool.documents.office.styles import MAX_CHAPTER_LEVEL
from searchtool.documents.source import Source
from searchtool.documents.xml.block_reader import (
    ContainerKind,
    ElementRules,
    heading_text,
    read_paragraphs,
)
from searchtool.documents.xml.package import Package
from searchtool.documents.xml.tree import Element, attribute, find, find_all, texts_by_name

_ROLES: dict[str, Role] = {
    "Title": "heading",
    "Subtitle": "heading",
    "Caption": "caption",
    "Illustration": "caption",
    "Figure": "caption",
    "Table": "caption",
    "Drawing": "caption",
}


def read(source: Source) -> Iterator[SourceText]:
    """The text without deletions; notes and text boxes come after their paragraph."""
    package = Package(source)
    if _is_encrypted(package):
        raise source.password_protected()
    content, styles = package.tree("content.xml"), package.extra("styles.xml")
    if (body := find(content, "body", "text")) is None:
        raise source.unreadable(tr("not a text document", "это не текстовый документ"))
    rules = _OdtRules([tree for tree in (styles, content) if tree is not None])
    text, blocks = join_blocks(read_paragraphs(body, rules))
    meta = texts_by_name(find(package.extra("meta.xml"), "meta"))
    document = source.document(
        "odt",
        "utf-8",
        title=meta.get("title") or rules.title,
        created=as_date(meta.get("creation-date") or meta.get("date")),
        author=meta.get("initial-creator") or meta.get("creator"),
        language=as_language(meta.get("language")),
    )
    yield SourceText(document, text, blocks, line=None)


class _OdtRules(ElementRules):
    containers: ClassVar[Mapping[str, ContainerKind]] = {
        "table-row": "row",
        "table-cell": "cell",
        "text-box": "aside",
        "note-body": "aside",
    }
    skipped = frozenset(
        """
        alphabetical-index annotation bibliography covered-table-cell desc forms
        illustration-index note-citation number ruby-text sequence-decls shapes table-index
        table-of-content title tracked-changes user-field-decls user-index variable-decls
        """.split()
    )
    void_text: ClassVar[Mapping[str, str]] = {"s": " ", "tab": " ", "line-break": "\n"}

    def __init__(self, trees: Sequence[Element]) -> None:
        self.title = ""
        self._styles = {
            attribute(style, "name"): style
            for tree in trees
            for style in find_all(tree, "style")
            if attribute(style, "family") == "paragraph"
        }

    def role(self, element: Element, name: str) -> Role | None:
        if name == "h":
            return "heading"
        return _ROLES.get(self._style(element), "text") if name == "p" else None

    def section(self, element: Element, name: str, current: str | None) -> str | None:
        if name == "h" and (attribute(element, "outline-level") or "1") <= str(MAX_CHAPTER_LEVEL):
            return heading_text(element, self) or current
        if name == "p" and not self.title and self._style(element) == "Title":
            self.title = heading_text(element, self)
        return current

    def _style(self, paragraph: Element) -> str:
        """The named style of a paragraph; its own is often an automatic one that is based on it."""
        name = attribute(paragraph, "style-name")
        seen: set[str | None] = set()
        while name not in _ROLES and name not in seen and name in self._styles:
            seen.add(name)
            name = attribute(self._styles[name], "parent-style-name")
        return name or ""


def _is_encrypted(package: Package) -> bool:
    manifest = package.extra("META-INF/manifest.xml")
    return manifest is not None and next(find_all(manifest, "encryption-data"), None) is not None
