"""Reads .pdf files, a page at a time: memory holds one page and the text of the others.

A PDF has characters and their positions, not words and paragraphs. `glyphs` builds words, with what
`fonts` says that their characters mean; `pages` asks it for those of a page. Then `lines`,
`running_heads`, `columns`, `line_rules` and `reflow` build paragraphs. Beside `glyphs`, `pages` and
`metadata` the only importer of pypdfium2.
"""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

import pypdfium2
import pypdfium2.raw as pdfium

from searchtool.core.errors import NoText, UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.blocks import join_blocks
from searchtool.documents.formats import can_read
from searchtool.documents.ocr import no_text
from searchtool.documents.pdf import join_pages
from searchtool.documents.pdf.annotations import (
    AttachedFile,
    attached_files,
    files_on_page,
    with_notes,
)
from searchtool.documents.pdf.fonts import Fonts
from searchtool.documents.pdf.metadata import read_document, read_outline
from searchtool.documents.pdf.pages import PageText, read_text
from searchtool.documents.pdf.recognized import recognize_pages, with_recognized
from searchtool.documents.source import Source

logging.getLogger("pypdfium2").setLevel(logging.ERROR)
# It warns of forms of the kind XFA, which are reported.

MAX_CHARS = 64 * 2**20
"""Characters of a whole document."""

MAX_DAMAGED_PAGES = 1_000
"""After this many pages that cannot be opened no others are tried: a file may claim millions."""

MIN_GARBLED_WORDS, MIN_GARBLED_SHARE = 3, 0.01
"""From this many on, or from this share of all words, garbled words are reported."""

MAX_NESTING = 3
"""Files attached to attached files."""

MAX_RANGES = 10
"""Of page numbers in a message."""

MIN_STAMPED_PAGES = 3
"""What stands on so many scans, numbers aside, is a stamp or a running head, not their text."""

_LETTERS = re.compile(r"[^\W\d_]{2}")


def read(source: Source) -> Iterator[SourceText]:
    """The whole file as one document; its blocks have a page, and the title of their chapter where
    that is certain. Then the documents of the files that are attached to it. Raises UnreadableFile
    for a file that is damaged, locked, or without a text layer."""
    try:
        pdf = pypdfium2.PdfDocument(source.stream)
    except pypdfium2.PdfiumError as error:
        raise _unopened(source, error.err_code) from error
    with pdf:
        pdf.init_forms()
        pages = _pages(source, pdf)
        with_files = [page.number for page in pages if any(note.has_file for note in page.notes)]
        try:
            yield _read_text(source, pdf, pages)
        except UnreadableFile as failure:
            if not with_files and not pdfium.FPDFDoc_GetAttachmentCount(pdf.raw):
                raise
            source.report(failure)
        for attached in _files(pdf, with_files):
            yield from _read_attached(source, attached)


def _files(pdf: pypdfium2.PdfDocument, with_files: Iterable[int]) -> Iterator[AttachedFile]:
    on_pages = (file for number in with_files for file in files_on_page(pdf, number))
    seen: set[tuple[str, int]] = set()
    for file in chain(attached_files(pdf), on_pages):
        if (file.name, file.size) not in seen:
            seen.add((file.name, file.size))
            yield file


def _read_text(source: Source, pdf: pypdfium2.PdfDocument, pages: Sequence[PageText]) -> SourceText:
    scans = _scans(pages)
    are_all = not any(page.words for page in pages)
    recognized = recognize_pages(source, pdf, scans, are_all=are_all) if source.ocr else None
    _check(source, pages, recognized)
    paragraphs = join_pages([p for text in pages for p in text.pages], read_outline(pdf))
    notes = ((page.number, note) for page in pages for note in page.notes)
    paragraphs = with_notes(paragraphs, notes)
    if recognized is not None:
        document = read_document(source, pdf)
        paragraphs = with_recognized(paragraphs, document, recognized)
    if not paragraphs:
        raise no_text(source)
    if pdf.get_formtype() == pdfium.FORMTYPE_XFA_FULL:
        cause = tr("a form of the kind XFA is not read", "форма вида XFA не читается")
        advice = tr("print it to a PDF", "напечатайте её в PDF")
        source.report(source.unreadable(cause, advice))
    text, blocks = join_blocks(paragraphs)
    return SourceText(read_document(source, pdf), text, blocks, line=None)


def _read_attached(source: Source, attached: AttachedFile) -> Iterator[SourceText]:
    """The documents of an attached file; what cannot be read is reported."""
    if not can_read(attached.name, ocr=source.ocr):
        source.skip_member(attached.name)
        return
    member = source.member(attached.name)
    try:
        if member.member_name.count("#") >= MAX_NESTING:
            raise member.too_deep()
        if attached.size > source.limits.file_bytes:
            raise member.too_large()
        yield from source.read_member(replace(member, stream=io.BytesIO(attached.content())))
    except NoText as error:
        source.skip_member(attached.name, error.reason)
    except UnreadableFile as failure:
        source.report(failure)


def _unopened(source: Source, code: int | None) -> UnreadableFile:
    if code == pdfium.FPDF_ERR_PASSWORD:
        return source.password_protected()
    if code == pdfium.FPDF_ERR_SECURITY:
        return source.unreadable(tr("unknown encryption method", "неизвестный способ шифрования"))
    return source.unreadable(tr("damaged PDF", "повреждённый PDF"))


def _pages(source: Source, pdf: pypdfium2.PdfDocument) -> list[PageText]:
    """The text of each page. Pages that cannot be opened are left out and reported. Pages with a
    font that turns out to have other letters than it says are read again."""
    fonts = Fonts()
    pages = list(_first_read(source, pdf, fonts))
    fonts.judge()
    return [
        read_text(pdf, page.number, fonts)._replace(notes=page.notes)
        if page.fonts & fonts.readings.keys()
        else page
        for page in pages
    ]


def _first_read(source: Source, pdf: pypdfium2.PdfDocument, fonts: Fonts) -> Iterator[PageText]:
    characters = 0
    damaged: list[int] = []
    for number in range(1, len(pdf) + 1):
        try:
            text = read_text(pdf, number, fonts)
        except pypdfium2.PdfiumError:
            damaged.append(number)
            if len(damaged) == MAX_DAMAGED_PAGES:
                break
            continue
        characters += len(text.letters)
        if characters > MAX_CHARS:
            limit = MAX_CHARS >> 20
            raise source.unreadable(
                tr(f"more than {limit} million characters", f"больше {limit} млн знаков"),
                tr("split it into parts", "разделите на части"),
            )
        yield text
    if damaged and number > len(damaged):
        pages = page_ranges(damaged)
        source.report(
            source.unreadable(tr(f"damaged pages: {pages}", f"повреждены страницы: {pages}"))
        )


def _check(source: Source, pages: Sequence[PageText], recognized: Mapping[int, str] | None) -> None:
    """Raises UnreadableFile where there is no text to read; reports pages and words that are
    lost."""
    if not pages:
        raise source.unreadable(tr("damaged PDF", "повреждённый PDF"))
    if recognized:
        _report_garbled(source, pages)
        return
    if not any(page.words or page.notes for page in pages):
        raise no_text(source)
    has_letters = any(_LETTERS.search(page.letters) or page.notes for page in pages)
    if not has_letters and any(page.garbled for page in pages):
        raise source.unreadable(
            tr(
                "damaged text layer: it needs OCR",
                "текстовый слой повреждён: нужно распознавание (OCR)",
            ),
            "ocrmypdf --force-ocr -l rus",
        )
    _report_garbled(source, pages)
    if not source.ocr:
        _report_scans(source, pages)


def _report_garbled(source: Source, pages: Sequence[PageText]) -> None:
    words, garbled = sum(page.words for page in pages), sum(page.garbled for page in pages)
    if not garbled or (garbled < MIN_GARBLED_WORDS and garbled < MIN_GARBLED_SHARE * words):
        return
    where = page_ranges(page.number for page in pages if page.garbled)
    percent = max(1, round(100 * garbled / words))
    cause = tr(
        f"{percent} % of the words are garbled, fonts do not say what their letters are "
        f"(p. {where}): they need OCR",
        f"{percent} % слов нечитаемы, в шрифтах не сказано, какие это буквы "
        f"(с. {where}): нужно распознавание",
    )
    source.report(source.unreadable(cause, "ocrmypdf --force-ocr -l rus"))


def _scans(pages: Sequence[PageText]) -> list[int]:
    """The pages that are only pictures, maybe with a stamp."""
    pictures = Counter(page.letters for page in pages if page.is_picture)
    return [
        page.number
        for page in pages
        if page.is_picture
        and (not _LETTERS.search(page.letters) or pictures[page.letters] >= MIN_STAMPED_PAGES)
    ]


def _report_scans(source: Source, pages: Sequence[PageText]) -> None:
    if not (scans := _scans(pages)):
        return
    where = page_ranges(scans)
    cause = tr(
        f"no text layer on {len(scans)} of {len(pages)} pages ({where}): they need OCR",
        f"нет текстового слоя на страницах {where} ({len(scans)} из {len(pages)}): "
        "нужно распознавание",
    )
    source.report(source.unreadable(cause, "search index --ocr"))


def page_ranges(numbers: Iterable[int]) -> str:
    """Page numbers in ascending order as people write them.

    >>> page_ranges([1, 2, 3, 5, 8, 9])
    '1–3, 5, 8–9'
    """
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in ranges[:MAX_RANGES]]
    return ", ".join(shown) + ", …" * (len(ranges) > MAX_RANGES)
