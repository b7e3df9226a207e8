"""The name and the first bytes of a file in, the reader for it out.

The suffix tells; where the content is plainly something else (a .doc that is RTF, a web page saved
as .txt), the content does.
"""

import re

from searchtool.core.i18n import tr
from searchtool.documents.source import Source

READERS = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "web",
    ".htm": "web",
    ".xhtml": "web",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".jsonl": "jsonlines",
    ".ndjson": "jsonlines",
    ".json": "json",
    ".csv": "table",
    ".tsv": "table",
    ".pdf": "pdf",
    ".docx": "word",
    ".doc": "word",
    ".odt": "opendocument",
    ".rtf": "richtext",
    ".epub": "epub",
    ".fb2": "fictionbook",
    ".fbz": "archive",
    ".eml": "mail",
    ".mbox": "mail",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".zip": "archive",
    ".tar": "archive",
    ".tgz": "archive",
    ".gz": "archive",
    ".bz2": "archive",
    ".xz": "archive",
}
SUFFIXES = frozenset(READERS)

SIMPLE = frozenset({"plain", "markdown", "jsonlines", "table", "subtitles"})
"""Readers that no content can make crash or hang: they need no process of their own."""

_HEAD = 4096
_SIGNS = (
    (re.compile(rb"\s*%PDF-"), "pdf"),
    (re.compile(rb"\s*\{\\rtf"), "richtext"),
    (re.compile(rb"(?s).{0,1000}<FictionBook"), "fictionbook"),
    (re.compile(rb"(?is).{0,1000}<title>\s*Exported Data\s*</title>"), "telegram_html"),
    (re.compile(rb"(?is)(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html)"), "web"),
    (re.compile(rb"(?is)(?:[\w-]+:|[ \t]).{0,2000}content-type:\s*multipart/related"), "mhtml"),
)  # fmt: skip
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED = {
    b"application/epub+zip": "epub",
    b"application/vnd.oasis.opendocument.text": "opendocument",
    b"word/": "word",
}
_KEEP = frozenset({"archive", "mail", "jsonlines", "json", "table"})
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
    if head.startswith(_ZIP) and by_name not in ("word", "opendocument", "epub"):
        return next((name for sign, name in _PACKED.items() if sign in head), "archive")
    if by_name in _KEEP:
        return by_name
    return next((name for sign, name in _SIGNS if sign.match(head)), by_name)
