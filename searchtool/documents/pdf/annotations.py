"""Reads what stands on the pages of a PDF beside their text: comments, the values of forms, and
attached files.

Beside `reader`, `pages`, `glyphs` and `metadata` the only importer of pypdfium2.
"""

import ctypes
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from searchtool.core.model import Role
from searchtool.documents.blocks import Paragraph
from searchtool.documents.pdf.fonts import read_strings
from searchtool.documents.pdf.metadata import filled_text

MAX_ANNOTATIONS = 10_000
"""Of a page."""

MAX_ATTACHMENTS = 1_000

_COMMENTS = {
    pdfium.FPDF_ANNOT_TEXT,
    pdfium.FPDF_ANNOT_FREETEXT,
    pdfium.FPDF_ANNOT_LINE,
    pdfium.FPDF_ANNOT_SQUARE,
    pdfium.FPDF_ANNOT_CIRCLE,
    pdfium.FPDF_ANNOT_POLYGON,
    pdfium.FPDF_ANNOT_POLYLINE,
    pdfium.FPDF_ANNOT_STAMP,
    pdfium.FPDF_ANNOT_CARET,
    pdfium.FPDF_ANNOT_INK,
    pdfium.FPDF_ANNOT_FILEATTACHMENT,
}
_MARKS = {
    pdfium.FPDF_ANNOT_HIGHLIGHT,
    pdfium.FPDF_ANNOT_UNDERLINE,
    pdfium.FPDF_ANNOT_SQUIGGLY,
    pdfium.FPDF_ANNOT_STRIKEOUT,
}
"""Programs put the words that are marked into the comment of the mark."""

_WRITTEN = {
    pdfium.FPDF_FORMFIELD_TEXTFIELD,
    pdfium.FPDF_FORMFIELD_COMBOBOX,
    pdfium.FPDF_FORMFIELD_LISTBOX,
}
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_PASSWORD = 1 << 13
"""The flag of a field that shows dots (ISO 32000-1, table 228)."""


_UTF_16 = "þÿ"
"""The byte order mark, taken for letters."""


class Note(NamedTuple):
    """A comment or the value of a field; `field` is the name of the field, `has_file` says that a
    file is attached to the comment."""

    text: str
    role: Role
    field: str = ""
    has_file: bool = False


class AttachedFile(NamedTuple):
    """A file inside a PDF, of that many bytes."""

    name: str
    size: int
    handle: Any

    def content(self) -> bytes:
        """Its bytes."""
        buffer = ctypes.create_string_buffer(self.size)
        size = ctypes.c_ulong()
        pdfium.FPDFAttachment_GetFile(self.handle, buffer, self.size, size)
        return buffer.raw


def read_notes(page: pypdfium2.PdfPage, text: str) -> Iterator[Note]:
    """The comments on a page with this text, and the values of its fields."""
    words = "".join(text.split())
    for _, annotation in _annotations(page):
        note = _note(page, annotation, words)
        if note and (note.text or note.has_file):
            yield note


def draw_on_page(page: pypdfium2.PdfPage) -> bool:
    """Makes the text of signatures and stamps, which is only in their appearance, text of the page,
    as is seen when it is opened again; False if there is none. The annotations are gone."""
    drawn: set[int] = set()
    for index, annotation in _annotations(page):
        if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_FILEATTACHMENT:
            return False  # the file is still to be read
        if _is_only_drawn(page, annotation):
            drawn.add(index)
    if not drawn:
        return False
    for index in reversed(range(pdfium.FPDFPage_GetAnnotCount(page.raw))):
        if index not in drawn:
            pdfium.FPDFPage_RemoveAnnot(page.raw, index)
    done = pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    return bool(done == pdfium.FLATTEN_SUCCESS)


def _is_only_drawn(page: pypdfium2.PdfPage, annotation: Any) -> bool:
    if not pdfium.FPDFAnnot_HasKey(annotation, b"AP"):
        return False
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind == pdfium.FPDF_ANNOT_WIDGET and page.formenv:
        field = pdfium.FPDFAnnot_GetFormFieldType(page.formenv.raw, annotation)
        return bool(field == pdfium.FPDF_FORMFIELD_SIGNATURE)
    has_text = pdfium.FPDFAnnot_HasKey(annotation, b"Contents")
    return kind in (pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_FREETEXT) and not has_text


def _note(page: pypdfium2.PdfPage, annotation: Any, words: str) -> Note | None:
    if pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
        return None
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        return _field(page.formenv.raw, annotation) if page.formenv else _loose_field(annotation)
    if kind not in _COMMENTS | _MARKS or pdfium.FPDFAnnot_HasKey(annotation, b"StateModel"):
        return None
    text = _lines(filled_text(pdfium.FPDFAnnot_GetStringValue, annotation, b"Contents"))
    is_repeated = kind in _MARKS and "".join(text.split()) in words
    has_file = kind == pdfium.FPDF_ANNOT_FILEATTACHMENT
    return None if is_repeated else Note(text, "comment", has_file=has_file)


def _field(form: Any, annotation: Any) -> Note | None:
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind not in _WRITTEN or pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD:
        return None
    name = filled_text(pdfium.FPDFAnnot_GetFormFieldName, form, annotation)
    value = filled_text(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)
    return Note(_lines(value), "text", name)


def _loose_field(annotation: Any) -> Note | None:
    """A field of no form, as is left where pages were copied; buttons have names, not strings."""
    if pdfium.FPDFAnnot_GetValueType(annotation, b"V") != pdfium.FPDF_OBJECT_STRING:
        return None
    return Note(_lines(filled_text(pdfium.FPDFAnnot_GetStringValue, annotation, b"V")), "text")


def _lines(text: str) -> str:
    """The text with its lines and without what is empty around them."""
    return "\n".join(line for raw in text.splitlines() if (line := " ".join(raw.split())))


def with_notes(
    paragraphs: Sequence[Paragraph], notes: Iterable[tuple[int, Note]]
) -> list[Paragraph]:
    """The paragraphs with the notes of each page, given with its number, behind those that begin on
    it. A field that is on several pages shows the same value on all of them."""
    pages = list(accumulate((paragraph.page or 0 for paragraph in paragraphs), max))
    notes = list(notes)
    read = read_strings(note.text for _, note in notes)
    behind: defaultdict[int, list[Paragraph]] = defaultdict(list)
    fields: set[str] = set()
    for page, note in notes:
        if not note.text or (note.field and note.field in fields):
            continue
        fields.add(note.field)
        place = bisect_right(pages, page)
        section = paragraphs[place - 1].section if place else None
        behind[place].append(Paragraph(read(note.text), note.role, page=page, section=section))
    merged = behind[0]
    for place, paragraph in enumerate(paragraphs, 1):
        merged += [paragraph, *behind[place]]
    return merged


def attached_files(pdf: pypdfium2.PdfDocument) -> Iterator[AttachedFile]:
    """The files that are attached to the document, and to places on its pages."""
    for index in range(min(pdfium.FPDFDoc_GetAttachmentCount(pdf.raw), MAX_ATTACHMENTS)):
        yield from _attached(pdfium.FPDFDoc_GetAttachment(pdf.raw, index))


def files_on_page(pdf: pypdfium2.PdfDocument, number: int) -> Iterator[AttachedFile]:
    """The files that are attached to places on a page; each is gone when the next is asked for."""
    page = pdf[number - 1]
    try:
        for _, annotation in _annotations(page):
            if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_FILEATTACHMENT:
                yield from _attached(pdfium.FPDFAnnot_GetFileAttachment(annotation))
    finally:
        page.close()


def _attached(handle: Any) -> Iterator[AttachedFile]:
    name = _file_name(filled_text(pdfium.FPDFAttachment_GetName, handle)) if handle else ""
    size = ctypes.c_ulong()
    if name:
        pdfium.FPDFAttachment_GetFile(handle, None, 0, size)
        yield AttachedFile(name, size.value, handle)


def _file_name(path: str) -> str:
    """The name of a file by its path there, which PDFium decodes only in its newer form."""
    if path.startswith(_UTF_16):
        path = path.encode("latin-1", "replace").decode("utf-16", "replace")
    name = re.split(r"[\\/]", path)[-1]
    return read_strings([name])(name)


def _annotations(page: pypdfium2.PdfPage) -> Iterator[tuple[int, Any]]:
    """The annotations of a page with their numbers, each open until the next is asked for."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), MAX_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            yield index, annotation
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
