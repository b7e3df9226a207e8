"""The name and the first bytes of a file in, the reader for it out.

The suffix tells; where the content is plainly something else (a .doc that is RTF, a web page saved
as .txt), the content does.
"""

import re

from searchtool.core.i18n import tr
from searchtool.documents.source import Source

READERS = {
    ".txt": "text.plain",
    ".text": "text.plain",
    ".md": "text.markdown",
    ".markdown": "text.markdown",
    ".html": "html.page",
    ".htm": "html.page",
    ".xhtml": "html.page",
    ".mhtml": "html.mhtml",
    ".mht": "html.mhtml",
    ".jsonl": "records.jsonl",
    ".ndjson": "records.jsonl",
    ".json": "records.json",
    ".csv": "records.csv",
    ".tsv": "records.csv",
    ".pdf": "pdf.reader",
    ".docx": "office.docx",
    ".doc": "office.docx",
    ".odt": "office.odt",
    ".rtf": "office.rtf",
    ".epub": "books.epub",
    ".fb2": "books.fb2",
    ".fbz": "archive",
    ".eml": "mail.mailbox",
    ".mbox": "mail.mailbox",
    ".srt": "text.subtitles",
    ".vtt": "text.subtitles",
    ".zip": "archive",
    ".tar": "archive",
    ".tgz": "archive",
    ".gz": "archive",
    ".bz2": "archive",
    ".xz": "archive",
}
SUFFIXES = frozenset(READERS)

SIMPLE = frozenset(
    {"text.plain", "text.markdown", "records.jsonl", "records.csv", "text.subtitles"}
)
"""Readers that no content can make crash or hang: they need no process of their own."""

_HEAD = 4096
_MULTIPART = re.compile(rb"(?is)(?:[\w-]+:|[ \t]).{0,2000}content-type:\s*multipart/related")
_SIGNS = (
    (re.compile(rb"\s*%PDF-"), "pdf.reader"),
    (re.compile(rb"\s*\{\\rtf"), "office.rtf"),
    (re.compile(rb"(?s).{0,1000}<FictionBook"), "books.fb2"),
    (re.compile(rb"(?is).{0,1000}<title>\s*Exported Data\s*</title>"), "records.telegram_html"),
    (re.compile(rb"(?is)(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html)"), "html.page"),
    (_MULTIPART, "html.mhtml"),
)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED = {
    b"application/epub+zip": "books.epub",
    b"application/vnd.oasis.opendocument.text": "office.odt",
    b"word/": "office.docx",
}
_KEEP = frozenset({"archive", "mail.mailbox", "records.jsonl", "records.json", "records.csv"})
"""Readers of files that may begin with a document of another format."""


def choose_reader(source: Source) -> str:
    """The name of the module that reads a source, which stays at its beginning. Raises
    UnreadableFile for the formats that are known and not read."""
    by_name = READERS[source.suffix]
    head = source.stream.read(_HEAD)
    source.stream.seek(0)
    if head.startswith(_OLE):
        raise source.unreadable(
            tr("the old Word format is not read", "старый формат Word не читается"),
            tr("save it as .docx", "сохраните как .docx"),
        )
    if head.startswith(_ZIP) and by_name not in ("office.docx", "office.odt", "books.epub"):
        return next((name for sign, name in _PACKED.items() if sign in head), "archive")
    if by_name in _KEEP:
        return by_name
    return next((name for sign, name in _SIGNS if sign.match(head)), by_name)
