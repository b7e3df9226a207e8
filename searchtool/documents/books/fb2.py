"""Reads .fb2 books."""

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from searchtool.core.i18n import tr
from searchtool.core.model import Role, SourceText
from searchtool.documents.blocks import Paragraph, join_blocks, line_ends, split_paragraphs
from searchtool.documents.metadata import as_date, as_language
from searchtool.documents.source import Source
from searchtool.documents.xml.block_reader import (
    ContainerKind,
    ElementRules,
    heading_text,
    read_paragraphs,
)
from searchtool.documents.xml.tree import (
    Element,
    attribute,
    declared_encoding,
    find,
    find_all,
    is_note_mark,
    local_name,
    parse_xml,
    text_of,
)

_HEAD_BYTES = 1000
_PICTURE = re.compile(r"<(?:[\w-]+:)?binary\b[^<]*(?:</(?:[\w-]+:)?binary\s*>)?")
_INLINE = frozenset("a code emphasis strikethrough strong style sub sup br".split())
_PARAGRAPHS = frozenset("p subtitle td text-author th v".split())
_NUMBER = re.compile(r"[\W\d]*")


def read(source: Source) -> Iterator[SourceText]:
    """The annotation, the text, then the notes; `section` is the title of the innermost chapter.
    The date is given only where the book names the day on which it was written."""
    declared = declared_encoding(source.head(_HEAD_BYTES))
    book, encoding = source.text(declared)
    # Pictures are the larger part of many files, and larger than libxml2 allows.
    root = parse_xml(_PICTURE.sub(lambda match: line_ends(match[0]), book), source)
    about = find(root, "description", "title-info")
    paragraphs = list(_paragraphs(root, find(about, "annotation")))
    if not paragraphs:
        raise source.unreadable(tr("no text in this book", "в книге нет текста"))
    text, blocks = join_blocks(paragraphs)
    date = find(about, "date")
    document = source.document(
        "fb2",
        encoding,
        title=text_of(find(about, "book-title")),
        date=as_date(attribute(date, "value")) or as_date(text_of(date)),
        author=", ".join(_authors(about)) or None,
        url=text_of(find(root, "description", "document-info", "src-url")) or None,
        language=as_language(text_of(find(about, "lang"))),
    )
    yield SourceText(document, text, blocks, line=None)


def _paragraphs(root: Element, annotation: Element | None) -> Iterator[Paragraph]:
    """The annotation, which programs show before the book, and all parts of the book, with text
    that stands between them by mistake."""
    if annotation is not None:
        yield from read_paragraphs(annotation, _Fb2Rules())
    yield from _stray(root.text)
    for part in root:
        yield from read_paragraphs(
            part, _Fb2NotesRules() if attribute(part, "name") else _Fb2Rules()
        )
        yield from _stray(part.tail)


def _stray(text: str | None) -> Iterator[Paragraph]:
    return (Paragraph(part, role) for part, role in split_paragraphs(text or "", "text"))


class _Fb2Rules(ElementRules):
    roles: ClassVar[Mapping[str, Role]] = {
        **dict.fromkeys(
            "annotation body cite date epigraph p poem section table text-author v".split(), "text"
        ),
        "title": "heading",
        "subtitle": "heading",
        "stanza": "verse",
    }
    containers: ClassVar[Mapping[str, ContainerKind]] = {"tr": "row", "th": "cell", "td": "cell"}
    skipped = frozenset(("binary", "description", "image", "stylesheet"))
    void_text: ClassVar[Mapping[str, str]] = {"br": "\n"}
    has_line_numbers = True

    def is_skipped(self, element: Element, name: str) -> bool:
        return name in self.skipped or is_note_mark(element)

    def role(self, element: Element, name: str) -> Role | None:
        """Elements that the format does not have are paragraphs, except within one."""
        if name in self.roles or name in _INLINE or name in self.containers:
            return self.roles.get(name)
        outer = map(local_name, element.iterancestors())
        return None if any(name in _PARAGRAPHS for name in outer) else "text"

    def section(self, element: Element, name: str, current: str | None) -> str | None:
        if name != "section":
            return current
        titles = (find(place, "title") for place in (element, *element.iterancestors("{*}section")))
        title = next((title for title in titles if title is not None), None)
        return heading_text(title, self) if title is not None else None


class _Fb2NotesRules(_Fb2Rules):
    """Rules for a body with a name: notes or comments, numbered sections under one title."""

    def is_skipped(self, element: Element, name: str) -> bool:
        is_number = name == "title" and _NUMBER.fullmatch(text_of(element)) is not None
        return is_number or super().is_skipped(element, name)

    def section(self, element: Element, name: str, current: str | None) -> str | None:
        title = find(element, "title") if name in ("body", "section") else None
        return (heading_text(title, self) if title is not None else "") or current


def _authors(about: Element | None) -> Iterator[str]:
    for author in find_all(about, "author") if about is not None else ():
        names = (text_of(find(author, f"{part}-name")) for part in ("first", "middle", "last"))
        if name := " ".join(filter(None, names)) or text_of(find(author, "nickname")):
            yield name
