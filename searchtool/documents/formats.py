"""Chooses the reader of a file by its suffix, and by its first bytes where these are plainly of
another format: a .doc that is RTF, a web page saved as .txt.

A new format is a module with a function `read` and a row in `FORMATS`.
"""

import re
from typing import NamedTuple

from searchtool.core.i18n import tr
from searchtool.documents.source import Source, suffix_of


class Format(NamedTuple):
    """The files that one module reads, by their suffixes. `is_safe` says that no content can make
    it crash or hang, so that it needs no process of its own; `holds_others` that a file may begin
    with a document of another format, so that its first bytes mean nothing."""

    reader: str
    suffixes: tuple[str, ...]
    is_safe: bool = False
    holds_others: bool = False


ARCHIVE = "searchtool.documents.archive"
DOCX = "searchtool.documents.office.docx"
EPUB = "searchtool.documents.books.epub"
FB2 = "searchtool.documents.books.fb2"
HTML = "searchtool.documents.html.page"
MHTML = "searchtool.documents.html.mhtml"
ODT = "searchtool.documents.office.odt"
PDF = "searchtool.documents.pdf.reader"
RTF = "searchtool.documents.office.rtf"
TELEGRAM_HTML = "searchtool.documents.records.telegram_html"

FORMATS = (
    Format("searchtool.documents.text.plain", (".txt", ".text"), is_safe=True),
    Format("searchtool.documents.text.markdown", (".md", ".markdown"), is_safe=True),
    Format("searchtool.documents.text.subtitles", (".srt", ".vtt"), is_safe=True),
    Format(HTML, (".html", ".htm", ".xhtml")),
    Format(MHTML, (".mhtml", ".mht")),
    Format(PDF, (".pdf",)),
    Format(DOCX, (".docx", ".doc")),
    Format(ODT, (".odt",)),
    Format(RTF, (".rtf",)),
    Format(EPUB, (".epub",)),
    Format(FB2, (".fb2",)),
    Format("searchtool.documents.mail.mailbox", (".eml", ".mbox"), holds_others=True),
    Format("searchtool.documents.records.csv", (".csv", ".tsv"), is_safe=True, holds_others=True),
    Format(
        "searchtool.documents.records.jsonl",
        (".jsonl", ".ndjson"),
        is_safe=True,
        holds_others=True,
    ),
    Format("searchtool.documents.records.json", (".json",), holds_others=True),
    Format(
        ARCHIVE,
        (".zip", ".fbz", ".tar", ".tgz", ".gz", ".bz2", ".xz"),
        holds_others=True,
    ),
)

SUFFIXES = frozenset(suffix for known in FORMATS for suffix in known.suffixes)
"""What is read, in small letters, with the dot."""

SAFE_SUFFIXES = frozenset(suffix for known in FORMATS if known.is_safe for suffix in known.suffixes)

_BY_SUFFIX = {suffix: known for known in FORMATS for suffix in known.suffixes}

_HEAD_BYTES = 4096
_MULTIPART = re.compile(rb"(?is)(?:[\w-]+:|[ \t]).{0,2000}content-type:\s*multipart/related")
_SIGNATURES = (
    (re.compile(rb"\s*%PDF-"), PDF),
    (re.compile(rb"\s*\{\\rtf"), RTF),
    (re.compile(rb"(?s).{0,1000}<FictionBook"), FB2),
    (re.compile(rb"(?is).{0,1000}<title>\s*Exported Data\s*</title>"), TELEGRAM_HTML),
    (re.compile(rb"(?is)(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html)"), HTML),
    (_MULTIPART, MHTML),
)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_ZIP = {
    b"application/epub+zip": EPUB,
    b"application/vnd.oasis.opendocument.text": ODT,
    b"word/": DOCX,
}


def can_read(name: str) -> bool:
    """Whether a file of that name is of a format that is read."""
    return suffix_of(name) in SUFFIXES


def choose_reader(source: Source) -> str:
    """The name of the module that reads a source, which stays at its beginning. Raises
    UnreadableFile for the formats that are known and not read."""
    by_name = _BY_SUFFIX[source.suffix]
    head = source.head(_HEAD_BYTES)
    if head.startswith(_OLE):
        raise source.unreadable(
            tr("the old Word format is not supported", "старый формат Word не поддерживается"),
            tr("save it as .docx", "сохраните как .docx"),
        )
    if head.startswith(_ZIP) and by_name.reader not in (DOCX, ODT, EPUB):
        return next((reader for sign, reader in _IN_ZIP.items() if sign in head), ARCHIVE)
    if by_name.holds_others:
        return by_name.reader
    return next((reader for sign, reader in _SIGNATURES if sign.match(head)), by_name.reader)
