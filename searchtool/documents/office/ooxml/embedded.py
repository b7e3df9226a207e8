"""Reads the files inside a .docx file that it shows as part of its text: those inserted as a whole
(altChunk) and embedded documents."""

import email
import re
from collections.abc import Iterator
from io import BytesIO

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.blocks import Paragraph
from searchtool.documents.encoding import decode
from searchtool.documents.formats import SUFFIXES
from searchtool.documents.html.tags import HtmlRules
from searchtool.documents.office.ooxml.parts import Relation
from searchtool.documents.source import Source, suffix_of
from searchtool.documents.text.paragraphs import find_paragraphs
from searchtool.documents.xml.block_reader import read_paragraphs
from searchtool.documents.xml.package import Package
from searchtool.documents.xml.tree import declared_encoding, parse_html

MAX_NESTING = 6
"""Files inside files, with the archives around them."""

_SUFFIXES = (
    (re.compile(rb"PK\x03\x04"), ".docx"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf"), ".rtf"),
    (re.compile(rb"(?is)(?=[\w-]+:).{0,2000}content-type:\s*(?:multipart/related|text/html)"),
     ".mht"),
    (re.compile(rb"(?is).{0,1000}<[a-z!?/][^<>]{0,1000}>"), ".html"),
)  # fmt: skip
"""Of inserted files, by their content: the names that programs give them say little."""

_HEAD_BYTES = 4096


def read_inserted(source: Source, package: Package, relation: Relation) -> list[Paragraph]:
    """The paragraphs of a file that is inserted as a part of the text; one that cannot be read is
    reported."""
    if relation.is_external:
        source.skip_member(relation.target, "link")
        return []
    if not package.can_hold(relation.target):
        source.report(source.member(relation.target).too_large())
        return []
    try:
        return _paragraphs(source, relation.target, package.read(relation.target))
    except UnreadableFile as failure:
        part = source.member(relation.target)
        source.report(part.unreadable(failure.cause, failure.advice))
        return []


def read_object(source: Source, package: Package, relation: Relation) -> list[Paragraph]:
    """The paragraphs of an embedded document or table, which people see in a frame or behind an
    icon. Those of other formats are named as not read."""
    is_known = suffix_of(relation.target) in SUFFIXES
    if not relation.is_external and relation.kind == "package" and is_known:
        return read_inserted(source, package, relation)
    source.skip_member(relation.target, "link" if relation.is_external else "format")
    return []


def _paragraphs(source: Source, name: str, content: bytes) -> list[Paragraph]:
    head = content[:_HEAD_BYTES].replace(b"\0", b"")
    suffix = next((suffix for sign, suffix in _SUFFIXES if sign.match(head)), ".txt")
    if suffix == ".docx" and suffix_of(name) in SUFFIXES:
        suffix = suffix_of(name)  # another package
    member = source.member(f"{name.removesuffix(suffix)}{suffix}", BytesIO(content))
    if member.member_name.count("#") >= MAX_NESTING:
        raise member.too_deep()
    if suffix == ".html":
        paragraphs = _page(member, content, declared_encoding(content))
    elif suffix == ".mht":
        paragraphs = _saved_page(member, content)
    else:
        paragraphs = [p for text in member.read_member(member) for p in _blocks(text)]
    if not paragraphs:
        raise member.unreadable(tr("no text in this part", "в этой части нет текста"))
    return paragraphs


class _PageRules(HtmlRules):
    """All of an inserted page is text: it stands in no web site."""

    skipped = HtmlRules.skipped - {"nav", "noscript"}


def _page(member: Source, content: bytes, declared: str | None) -> list[Paragraph]:
    html = decode(content, member.where, declared=declared)[0]
    return read_paragraphs(parse_html(html, member), _PageRules())


def _saved_page(member: Source, content: bytes) -> list[Paragraph]:
    """The first page in a MIME message (.mht)."""
    parts = email.message_from_bytes(content).walk()
    part = next((part for part in parts if "html" in part.get_content_subtype()), None)
    page = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(page, bytes):
        return []
    return _page(member, page, part.get_content_charset())


def _blocks(text: SourceText) -> Iterator[Paragraph]:
    blocks = text.blocks if text.blocks is not None else find_paragraphs(text)
    for block in blocks:
        yield Paragraph(block.span.of(text.text), block.role, section=block.section)
