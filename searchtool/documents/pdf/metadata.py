"""Reads what a PDF says about itself: title, author, date, language and outline.

Beside `reader`, `pages` and `glyphs` the only importer of pypdfium2.
"""

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from searchtool.core import clock
from searchtool.core.model import Document
from searchtool.documents.metadata import as_date, as_language, as_text, replace_surrogates
from searchtool.documents.pdf import OutlineEntry
from searchtool.documents.pdf.fonts import read_strings
from searchtool.documents.source import Source

MAX_OUTLINE_ENTRIES = 5_000
"""An outline may run in a circle."""

_FIRST_PDF = "1993-06"

_NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel)\b.*|[^ ].*\.(?:docx?|rtf|odt|indd|qxd|pdf|pptx?|tex|dvi)"
    r"|untitled.*|без (?:имени|названия).*|(?:документ|document|слайд|slide)\W*\d*"
    r"|(?:презентация|presentation) ?powerpoint|заголовок|title|[\W\d_]*",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:(?:windows )?user|admin(?:istrator)?|owner|author|unknown|home|пользователь(?: windows)?"
    r"|админ(?:истратор)?|автор)?[\W\d_]*",
    re.IGNORECASE,
)


def read_document(source: Source, pdf: pypdfium2.PdfDocument) -> Document:
    """The document with its metadata. The encoding is empty: each font of a PDF has its own."""
    return source.document(
        "pdf",
        "",
        title=_field(pdf, b"Title", _NO_TITLE) or "",
        created=_created(pdf),
        author=_field(pdf, b"Author", _NO_AUTHOR),
        language=as_language(filled_text(pdfium.FPDFCatalog_GetLanguage, pdf.raw)),
    )


def read_outline(pdf: pypdfium2.PdfDocument) -> list[OutlineEntry]:
    """The entries of the outline at its highest level that has several."""
    entries = list(_entries(pdf))
    read = read_strings(entry.title for entry in entries)
    return [entry._replace(title=read(entry.title)) for entry in entries]


def _entries(pdf: pypdfium2.PdfDocument) -> Iterator[OutlineEntry]:
    entry = pdfium.FPDFBookmark_GetFirstChild(pdf.raw, None)
    if entry and not pdfium.FPDFBookmark_GetNextSibling(pdf.raw, entry):
        entry = pdfium.FPDFBookmark_GetFirstChild(pdf.raw, entry)
    for _ in range(MAX_OUTLINE_ENTRIES):
        if not entry:
            return
        target = pdfium.FPDFBookmark_GetDest(pdf.raw, entry)
        page = pdfium.FPDFDest_GetDestPageIndex(pdf.raw, target) if target else -1
        title = as_text(filled_text(pdfium.FPDFBookmark_GetTitle, entry))
        if page >= 0 and title:
            yield OutlineEntry(title, page + 1)
        entry = pdfium.FPDFBookmark_GetNextSibling(pdf.raw, entry)


def _created(pdf: pypdfium2.PdfDocument) -> str | None:
    """The day the file was made: that of a report or an issue, give or take a few, and the only
    date a PDF has; the date of its changes is left by any program that only signs or shrinks it. A
    day before there were PDFs or after today comes from a wrong clock."""
    day = as_date(filled_text(pdfium.FPDF_GetMetaText, pdf.raw, b"CreationDate"))
    return day if day and _FIRST_PDF <= day <= clock.today().isoformat() else None


def _field(pdf: pypdfium2.PdfDocument, name: bytes, meaningless: re.Pattern[str]) -> str | None:
    text = as_text(filled_text(pdfium.FPDF_GetMetaText, pdf.raw, name))
    if text is None:
        return None
    text = read_strings([text])(text)
    return None if meaningless.fullmatch(text) else text


def filled_text(function: Any, *arguments: Any) -> str:
    """The text with which a function of PDFium fills a buffer, as UTF-16."""
    size = function(*arguments, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    function(*arguments, buffer, size)
    return replace_surrogates(bytes(buffer).decode("utf-16-le", "replace")).rstrip("\0")
