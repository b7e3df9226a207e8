"""Chooses the reader of a file by its suffix, else by the media type that a mail message gives it,
and by its content where that is plainly of another format: a .doc that is RTF, a web page saved as
.txt. What a ZIP file is, the list of its members says. A name without a suffix says nothing, so
that the first bytes alone decide.

A new format is a module with a function `read` and a row in `FORMATS`.
"""

import re
import zipfile
import zlib
from posixpath import normpath
from typing import NamedTuple

from searchtool.core.errors import NoText, UnreadableFile
from searchtool.core.i18n import tr
from searchtool.documents.encoding import detect
from searchtool.documents.source import Source, suffix_of


class Format(NamedTuple):
    """The files that one module reads, by their suffixes and media types. `is_safe` says that no
    content can make it crash or hang, so that it needs no process of its own; `holds_others` that a
    file may begin with a document of another format, so that its first bytes mean nothing;
    `needs_ocr` that it is only read if the user asks for OCR."""

    reader: str
    suffixes: tuple[str, ...]
    types: tuple[str, ...] = ()
    is_safe: bool = False
    holds_others: bool = False
    needs_ocr: bool = False


ARCHIVE = "searchtool.documents.archives.archive"
DJVU = "searchtool.documents.scans.djvu"
DOC = "searchtool.documents.office.doc"
DOCX = "searchtool.documents.office.docx"
EPUB = "searchtool.documents.books.epub"
FB2 = "searchtool.documents.books.fb2"
HTML = "searchtool.documents.html.page"
IMAGE = "searchtool.documents.scans.image"
MAIL = "searchtool.documents.mail.mailbox"
MHTML = "searchtool.documents.html.mhtml"
ODT = "searchtool.documents.office.odt"
PDF = "searchtool.documents.pdf.reader"
PLAIN = "searchtool.documents.text.plain"
PPTX = "searchtool.documents.office.pptx"
RTF = "searchtool.documents.office.rtf"
TELEGRAM_HTML = "searchtool.documents.records.telegram_html"
XLSX = "searchtool.documents.office.xlsx"

_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."

FORMATS = (
    Format(PLAIN, (".txt", ".text", ".log", ".rst"), ("text/plain",), is_safe=True),
    Format(
        "searchtool.documents.text.markdown",
        (".md", ".markdown"),
        ("text/markdown", "text/x-markdown"),
        is_safe=True,
    ),
    Format(
        "searchtool.documents.text.subtitles",
        (".srt", ".vtt"),
        ("application/x-subrip", "text/vtt"),
        is_safe=True,
    ),
    Format(HTML, (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml")),
    Format(MHTML, (".mhtml", ".mht"), ("multipart/related", "application/x-mimearchive")),
    Format(PDF, (".pdf",), ("application/pdf", "application/x-pdf")),
    Format(
        DOCX, (".docx", ".doc"), (f"{_OPEN_XML}.wordprocessingml.document", "application/msword")
    ),
    Format(XLSX, (".xlsx", ".xlsm"), (f"{_OPEN_XML}.spreadsheetml.sheet",)),
    Format(
        PPTX,
        (".pptx", ".ppsx"),
        tuple(f"{_OPEN_XML}.presentationml.{kind}" for kind in ("presentation", "slideshow")),
    ),
    Format(
        ODT,
        (".odt", ".ods", ".odp", ".fodt", ".fods", ".fodp"),
        tuple(
            f"{_OPEN_DOCUMENT}{kind}"
            for name in ("text", "spreadsheet", "presentation")
            for kind in (name, f"{name}-flat-xml")
        ),
    ),
    Format(RTF, (".rtf",), ("application/rtf", "application/x-rtf", "text/rtf")),
    Format(DJVU, (".djvu", ".djv"), ("image/vnd.djvu", "image/x-djvu", "image/x.djvu")),
    Format(
        IMAGE,
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp", ".gif"),
        tuple(f"image/{kind}" for kind in ("png", "jpeg", "tiff", "webp", "bmp", "gif")),
        needs_ocr=True,
    ),
    Format(EPUB, (".epub",), ("application/epub+zip",)),
    Format(FB2, (".fb2",), ("application/x-fictionbook+xml", "application/x-fictionbook")),
    Format(MAIL, (".eml", ".mbox"), ("message/rfc822", "application/mbox"), holds_others=True),
    Format(
        "searchtool.documents.records.csv",
        (".csv", ".tsv"),
        ("text/csv", "text/tab-separated-values"),
        is_safe=True,
        holds_others=True,
    ),
    Format(
        "searchtool.documents.records.jsonl",
        (".jsonl", ".ndjson"),
        ("application/jsonl", "application/x-ndjson"),
        is_safe=True,
        holds_others=True,
    ),
    Format("searchtool.documents.records.json", (".json",), ("application/json",), False, True),
    Format(
        ARCHIVE,
        (".zip", ".fbz", ".tar", ".tgz", ".gz", ".bz2", ".xz"),
        (
            *("application/zip", "application/x-zip-compressed", "application/x-tar"),
            *("application/gzip", "application/x-gzip", "application/x-bzip2", "application/x-xz"),
        ),
        holds_others=True,
    ),
)

SUFFIXES = frozenset(
    suffix for known in FORMATS if not known.needs_ocr for suffix in known.suffixes
)
"""What is read, in small letters, with the dot."""

OCR_SUFFIXES = frozenset(
    suffix for known in FORMATS if known.needs_ocr for suffix in known.suffixes
)
"""What is read besides, if the user asks for OCR."""

SAFE_SUFFIXES = frozenset(suffix for known in FORMATS if known.is_safe for suffix in known.suffixes)

_BY_SUFFIX = {suffix: known for known in FORMATS for suffix in known.suffixes}
_BY_TYPE = {media_type: known for known in FORMATS for media_type in known.types}

HEAD_BYTES = 4096
"""As much of a file as its format is told from."""

_XML_START = rb"(?is)(?:\xef\xbb\xbf)?\s*(?:(?:<\?.{0,200}?\?>|<!--.{0,1000}?-->)\s*)*"
_HEADER_LINES = rb"(?i)\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?"
_SIGNATURES = (
    (re.compile(rb"\s*%PDF-"), PDF),
    (re.compile(rb"AT&TFORM"), DJVU),
    (re.compile(rb"\s*\{\\rtf"), RTF),
    (re.compile(_XML_START + rb"<FictionBook"), FB2),
    (re.compile(_XML_START + rb"<office:document\s"), ODT),
    (re.compile(_XML_START + rb"<.{0,1000}<title>\s*Exported Data\s*</title>"), TELEGRAM_HTML),
    (re.compile(_XML_START + rb"(?:<!doctype html|<html)"), HTML),
    (re.compile(_HEADER_LINES + rb"content-type:\s*multipart/related"), MHTML),
)
"""What a file begins with: a text that speaks of these formats does not."""
_ZIP = b"PK\x03\x04"
_OLD_WORD = re.compile(
    rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|[\xdb\x9b]\xa5[\x21-\x2d]\0|\x31\xbe\0\0"
)
"""A compound file, as of Word since 1993, or a file of Word before, for Windows or DOS."""
_DAMAGED_ZIP = (
    *(OSError, EOFError, ValueError, RuntimeError, KeyError, NotImplementedError),
    *(zipfile.BadZipFile, zlib.error),
)
_MAX_TYPE_BYTES = 1 << 20
_MAIN_TYPES = (
    (DOCX, r"wordprocessingml\.(?:document|template)|ms-word\.\w+\.macroEnabled\w*"),
    (XLSX, r"spreadsheetml\.(?:sheet|template)|ms-excel\.(?:sheet|template)\.macroEnabled"),
    (PPTX, r"presentationml\.(?:presentation|slideshow|template)|ms-powerpoint\.\w+\.macroEnabled"),
)
"""The types of the main part of a package, and who reads it; a binary table has another one."""
_MAIN_PARTS = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("ppt/presentation.xml", PPTX),
)
_PACKAGES = (DOCX, XLSX, PPTX, ODT, EPUB)
_PART = re.compile(r"\[content_types\]\.xml|_rels/|word/|xl/|ppt/|content\.xml|meta-inf/|mimetype")
"""The parts that a document may have kept of which others are missing."""

_HEADER = rb"[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*"
_OF_MAIL = (
    rb"(?:return-path|received|delivered-to|from|to|cc|subject|date|message-id|newsgroups|reply-to"
    rb"|mime-version|content-type|x-[\w-]+):"
)
_HEADERS_OF_MAIL = (
    rb"(?:(?=" + _OF_MAIL + rb")(?:" + _HEADER + rb"){2}"
    rb"|(?:"
    + _HEADER
    + rb"){1,40}?(?="
    + _OF_MAIL
    + rb")(?:"
    + _HEADER
    + rb"){1,40}?"
    + _OF_MAIL
    + rb")"
)
_MAIL = re.compile(rb"(?i)(?:>?from [^\n]*\n)*" + _HEADERS_OF_MAIL)
"""A header that most messages have and another one after it, or two of these among others, maybe
below a separator of mbox."""
_SENT = re.compile(_HEADER_LINES + rb"(?:to|received|message-id|return-path|delivered-to):")
"""A message that somebody got, while a saved web page begins with headers of mail, too."""
_WRITTEN_BY_PROGRAMS = re.compile(
    _HEADER_LINES
    + rb"(?:received:\s+(?:from|by|\()|(?:message-id|return-path):\s*<|delivered-to:[^\n]*@"
    rb"|content-transfer-encoding:\s*(?:[78]bit|base64|quoted-printable))"
    rb"|from [^\n]*\d[^\n]*\n" + _HEADERS_OF_MAIL
)
"""Headers, or the separator of a mailbox, that nobody writes into a text by hand."""

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
"""Of a .doc that is no plain text: a web page, or the XML of Word 2003, which is not read."""

_PACKED = re.compile(rb"PK\x03\x04|\x1f\x8b|BZh|\xfd7zXZ\0|(?s:.{257})ustar")
_USUAL = re.compile(r"[а-яёА-ЯЁa-zA-Z\s]")
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x19\x1c-\x1f]")
_NO_PROSE = re.compile(
    rb"#! ?/|-----BEGIN (?!PGP SIGNED MESSAGE)[A-Z0-9 ]+-----\s|ssh-[a-z0-9-]+ AAAA|PuTTY-User-Key"
)
"""Texts without a suffix that nobody wrote to be read: programs, keys, certificates."""


def can_read(name: str, media_type: str = "", *, ocr: bool = False) -> bool:
    """Whether a file of that name and type may be of a format that is read, with or without OCR.
    Without a suffix and a type, only its content tells."""
    says_nothing = not suffix_of(name) and media_type in ("", "application/octet-stream")
    known = format_of(name, media_type)
    return says_nothing or (known is not None and (ocr or not known.needs_ocr))


def format_of(name: str, media_type: str = "") -> Format | None:
    """The format of a file of that name and type. A text of a type that nobody knows is a plain
    text (RFC 2046, section 4.1.4)."""
    if known := _BY_SUFFIX.get(suffix_of(name)) or _BY_TYPE.get(media_type):
        return known
    return _BY_TYPE["text/plain"] if media_type.startswith("text/") else None


def find_reader(head: bytes) -> str | None:
    """The name of the module that reads a file which begins with these bytes and whose name says
    nothing; None if it is no text and of no format that is read."""
    if _PACKED.match(head):
        return ARCHIVE
    if _OLD_WORD.match(head):
        return DOC
    if found := _find_signature(head):
        return found
    if _NO_PROSE.match(head) or not _is_text(head):
        return None
    return MAIL if _MAIL.match(head) else PLAIN


def _find_signature(head: bytes) -> str | None:
    found = next((reader for sign, reader in _SIGNATURES if sign.match(head)), None)
    return MAIL if found == MHTML and _SENT.match(head) else found


def _is_text(head: bytes) -> bool:
    try:
        encoding = detect(head, "")
    except UnreadableFile:
        return False
    if encoding.startswith(("utf-16", "utf-32")):
        # Nearly all bytes are some character of UTF-16, but few make words.
        text = head.decode(encoding, "replace")
        return 2 * len(_USUAL.findall(text)) > len(text)
    return not _CONTROLS.search(head)


def choose_reader(source: Source) -> str:
    """The name of the module that reads a source, which stays at its beginning. Raises
    UnreadableFile for the formats that are known and not read."""
    head = source.head(HEAD_BYTES)
    if _OLD_WORD.match(head):
        return DOC
    by_name = format_of(source.member_name or source.path, source.media_type)
    by_name = by_name or _format_by_content(source, head)
    if head.startswith(_ZIP):
        return _zip_reader(source, by_name.reader)
    if by_name.holds_others:
        return by_name.reader
    if source.suffix == ".doc" and not _MARKUP.match(head) and (reader := find_reader(head)):
        return reader  # any text was called so before there was Word
    if by_name.reader == PLAIN and _WRITTEN_BY_PROGRAMS.match(head):
        return _find_signature(head) or MAIL
    return _find_signature(head) or by_name.reader


def _format_by_content(source: Source, head: bytes) -> Format:
    """The format of a file whose name says nothing. Raises NoText."""
    if (reader := find_reader(head)) is None:
        raise NoText(source.where, tr("not a text file", "это не текстовый файл"))
    return Format(reader, (), holds_others=True)


def _zip_reader(source: Source, by_name: str) -> str:
    """The reader of a ZIP file by its members. Raises UnreadableFile for drawings and the like."""
    try:
        with zipfile.ZipFile(source.stream) as archive:
            return _reader_of_members(archive, source, by_name)
    except _DAMAGED_ZIP:
        return by_name if by_name in _PACKAGES else ARCHIVE
    finally:
        source.stream.seek(0)


def _reader_of_members(archive: zipfile.ZipFile, source: Source, by_name: str) -> str:
    """A package of Office Open XML has a list of the types of its parts (ECMA-376, part 2, 10.1.2),
    OpenDocument (part 2, 3.3) and EPUB (OCF, 4.3) a file that names their type. Programs leave
    these out, so the files that only such packages have will do, too."""
    names = {
        normpath(name.replace("\\", "/")).lstrip("/").lower(): name for name in archive.namelist()
    }
    if reader := next((reader for part, reader in _MAIN_PARTS if part in names), None):
        return reader
    if {"[content_types].xml", "_rels/.rels"} <= names.keys():
        types = _read_start(archive, names["[content_types].xml"])
        for reader, main_type in _MAIN_TYPES:
            if re.search(rf"(?:{main_type})\.main\+xml", types):
                return reader
        raise _other_office(source)
    media_type = _read_start(archive, names["mimetype"]).strip() if "mimetype" in names else ""
    if media_type.startswith(_OPEN_DOCUMENT):
        return ODT
    has_contents = any(name.endswith(".opf") for name in names)
    is_book = has_contents and "meta-inf/container.xml" in names
    if is_book or media_type == "application/epub+zip":
        return EPUB
    if {"content.xml", "meta-inf/manifest.xml"} <= names.keys():
        return ODT
    is_damaged = has_contents or any(_PART.match(name) for name in names)
    return by_name if by_name in _PACKAGES and is_damaged else ARCHIVE


def _read_start(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as part:
        return part.read(_MAX_TYPE_BYTES).decode("utf-8", "replace")


def _other_office(source: Source) -> UnreadableFile:
    return source.unreadable(
        tr("an office file that is no text document", "файл офисной программы, но не документ")
    )
