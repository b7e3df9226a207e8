"""Chooses the reader of a file by its suffix, and by its first bytes where these are plainly of
another format: a .doc that is RTF, a web page saved as .txt. A name without a suffix says nothing,
so that the first bytes alone decide.

A new format is a module with a function `read` and a row in `FORMATS`.
"""

import re
from typing import NamedTuple

from searchtool.core.errors import NoText, UnreadableFile
from searchtool.core.i18n import tr
from searchtool.documents.encoding import detect
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
MAIL = "searchtool.documents.mail.mailbox"
MHTML = "searchtool.documents.html.mhtml"
ODT = "searchtool.documents.office.odt"
PDF = "searchtool.documents.pdf.reader"
PLAIN = "searchtool.documents.text.plain"
RTF = "searchtool.documents.office.rtf"
TELEGRAM_HTML = "searchtool.documents.records.telegram_html"

FORMATS = (
    Format(PLAIN, (".txt", ".text"), is_safe=True),
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
    Format(MAIL, (".eml", ".mbox"), holds_others=True),
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

HEAD_BYTES = 4096
"""As much of a file as its format is told from."""

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


_MAIL = re.compile(
    rb"(?i)(?:>?from [^\n]*\n)?(?:return-path|received|delivered-to|from|to|subject|date|message-id"
    rb"|mime-version|x-[\w-]+):[^\n]*\n(?:[ \t][^\n]*\n|[\w-]+:[^\n]*\n)"
)
"""A header that a message may begin with and another one after it, maybe below a separator of
mbox."""

_PACKED = re.compile(rb"PK\x03\x04|\x1f\x8b|BZh|\xfd7zXZ\0|(?s:.{257})ustar")
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x19\x1c-\x1f]")


def can_read(name: str) -> bool:
    """Whether a file of that name may be of a format that is read. Without a suffix, only its
    content tells."""
    suffix = suffix_of(name)
    return not suffix or suffix in SUFFIXES


def find_reader(head: bytes) -> str | None:
    """The name of the module that reads a file which begins with these bytes and whose name says
    nothing; None if it is no text and of no format that is read."""
    if _PACKED.match(head):
        return ARCHIVE
    if found := next((reader for sign, reader in _SIGNATURES if sign.match(head)), None):
        return found
    if not _is_text(head):
        return None
    return MAIL if _MAIL.match(head) else PLAIN


def _is_text(head: bytes) -> bool:
    try:
        encoding = detect(head, "")
    except UnreadableFile:
        return False
    return encoding.startswith(("utf-16", "utf-32")) or not _CONTROLS.search(head)


def choose_reader(source: Source) -> str:
    """The name of the module that reads a source, which stays at its beginning. Raises
    UnreadableFile for the formats that are known and not read."""
    head = source.head(HEAD_BYTES)
    if head.startswith(_OLE):
        raise source.unreadable(
            tr("the old Word format is not supported", "старый формат Word не поддерживается"),
            tr("save it as .docx", "сохраните как .docx"),
        )
    by_name = _BY_SUFFIX.get(source.suffix) or _format_of(source, head)
    if head.startswith(_ZIP) and by_name.reader not in (DOCX, ODT, EPUB):
        return next((reader for sign, reader in _IN_ZIP.items() if sign in head), ARCHIVE)
    if by_name.holds_others:
        return by_name.reader
    return next((reader for sign, reader in _SIGNATURES if sign.match(head)), by_name.reader)


def _format_of(source: Source, head: bytes) -> Format:
    """The format of a file whose name says nothing. Raises NoText."""
    if (reader := find_reader(head)) is None:
        raise NoText(source.where, tr("not a text file", "это не текстовый файл"))
    return Format(reader, (), holds_others=True)
