"""Reads the files of Word before 2007 (.doc), with `antiword` or `catdoc`.

No library in Python reads them. antiword tells headings, tables and notes apart; catdoc reads more
damaged files.
"""

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from searchtool.core.errors import NoText, UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import Role, SourceText
from searchtool.documents.blocks import join_blocks
from searchtool.documents.encoding import detect
from searchtool.documents.metadata import as_date, as_language
from searchtool.documents.program import (
    ANTIWORD,
    CATDOC,
    ProgramFailed,
    no_program,
    run_program,
)
from searchtool.documents.source import Source
from searchtool.documents.xml.block_reader import (
    ContainerKind,
    ElementRules,
    heading_text,
    read_paragraphs,
)
from searchtool.documents.xml.tree import Element, attribute, find, parse_xml, text_of

_OLE = b"\xd0\xcf\x11\xe0"
_WORD = "WordDocument".encode("utf-16-le")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Names of streams in a compound file: that of Word, and that of a newer file with a password."""

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_WESTERN = "cp1252"
"""In which antiword reads the bytes of Word 6 and 95, whatever language they are in."""


def read(source: Source) -> Iterator[SourceText]:
    """The file as one document. Raises UnreadableFile, also where both programs are missing."""
    content = source.content()
    if _ENCRYPTED in content:
        raise source.password_protected()
    if content.startswith(_OLE) and _WORD not in content:
        raise source.wrong_format() if source.suffix else _no_word(source)
    if ANTIWORD.path is None and CATDOC.path is None:
        raise no_program(source, ANTIWORD, CATDOC)
    yield _with_antiword(source, content) or _with_catdoc(source, content)


def _no_word(source: Source) -> NoText:
    return NoText(source.where, tr("not a Word document", "это не документ Word"))


def _with_antiword(source: Source, content: bytes) -> SourceText | None:
    """The document as antiword reads it; None where it does not and catdoc may."""
    if ANTIWORD.path is None:
        return None
    try:
        answer = run_program(ANTIWORD, content, source.limits.file_bytes)
        book, encoding = _with_cyrillic(answer.decode("utf-8", "replace"), source.where)
        return _document(source, parse_xml(book, source), encoding)
    except (ProgramFailed, UnreadableFile) as failure:
        if CATDOC.path is None:
            raise source.unreadable(failure.cause) from failure
        return None


def _with_catdoc(source: Source, content: bytes) -> SourceText:
    try:
        answer = run_program(CATDOC, content, source.limits.file_bytes)
    except ProgramFailed as failure:
        raise source.unreadable(failure.cause) from failure
    return SourceText(source.document("doc", "utf-8"), answer.decode("utf-8", "replace"), line=None)


def _with_cyrillic(text: str, where: str) -> tuple[str, str]:
    """The text of antiword, and its encoding. Where Russian bytes were taken for Western ones, the
    bytes are decoded again."""
    if _CYRILLIC.search(text) or text.isascii():
        return text, "utf-8"
    try:
        content = text.encode(_WESTERN)
        encoding = detect(content, where)
        decoded = content.decode(encoding)
    except (UnicodeError, UnreadableFile):
        return text, "utf-8"
    return (decoded, encoding) if _CYRILLIC.search(decoded) else (text, "utf-8")


def _document(source: Source, book: Element, encoding: str) -> SourceText:
    text, blocks = join_blocks(read_paragraphs(book, _DocBookRules()))
    about = find(book, "bookinfo")
    document = source.document(
        "doc",
        encoding,
        title=text_of(find(about, "title")),
        created=as_date(text_of(find(about, "date"))),
        author=text_of(find(about, "author")) or None,
        language=as_language(attribute(book, "lang")),
    )
    return SourceText(document, text, blocks, line=None)


class _DocBookRules(ElementRules):
    roles: ClassVar[Mapping[str, Role]] = {
        "title": "heading",
        "subtitle": "heading",
        "para": "text",
    }
    containers: ClassVar[Mapping[str, ContainerKind]] = {
        "row": "row",
        "entry": "cell",
        "footnote": "aside",
    }
    skipped = frozenset(("bookinfo",))

    def section(self, element: Element, name: str, current: str | None) -> str | None:
        return heading_text(element, self) or current if name == "title" else current
