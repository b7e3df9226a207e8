"""Reads .pdf files, a page at a time: memory holds one page and the text of the others.

A PDF has characters and their positions, not words and paragraphs. `glyphs` builds words, then
`lines`, `running_heads`, `columns`, `line_rules` and `reflow` build paragraphs. Beside `glyphs` and
`metadata` the only importer of pypdfium2.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.blocks import join_blocks
from searchtool.documents.pdf import Page, Word, join_pages, read_page
from searchtool.documents.pdf.glyphs import Glyphs, words_in_cyrillic
from searchtool.documents.pdf.metadata import read_document, read_outline
from searchtool.documents.source import Source

MAX_CHARS = 64 * 2**20
"""Characters of a whole document."""

MAX_BROKEN_SHARE = 0.3
"""A text layer with more characters without a meaning is of no use."""

MAX_DAMAGED_PAGES = 1_000
"""After this many pages that cannot be opened no others are tried: a file may claim millions."""

_NO_MEANING = re.compile("[\x00\x01\x03-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\uffff]")


def read(source: Source) -> Iterator[SourceText]:
    """The whole file as one document; its blocks have a page, and the title of their chapter where
    that is certain. Raises UnreadableFile for a file that is damaged, locked, or without a text
    layer."""
    try:
        pdf = pypdfium2.PdfDocument(source.stream)
    except pypdfium2.PdfiumError as error:
        raise _unopened(source, error.err_code) from error
    with pdf:
        pages = list(_pages(source, pdf))
        _check(source, pages)
        paragraphs = join_pages([p for text in pages for p in text.pages], list(read_outline(pdf)))
        if not paragraphs:
            raise _without_text(source)
        text, blocks = join_blocks(paragraphs)
        yield SourceText(read_document(source, pdf), text, blocks, line=None)


def _unopened(source: Source, code: int | None) -> UnreadableFile:
    if code == pdfium.FPDF_ERR_PASSWORD:
        return source.password_protected()
    if code == pdfium.FPDF_ERR_SECURITY:
        return source.unreadable(tr("unknown encryption method", "неизвестный способ шифрования"))
    return source.unreadable(tr("damaged PDF", "повреждённый PDF"))


def _without_text(source: Source) -> UnreadableFile:
    return source.unreadable(
        tr("no text layer: it needs OCR", "нет текстового слоя: нужно распознавание (OCR)"),
        "ocrmypdf -l rus",
    )


class _PageText(NamedTuple):
    """The lines of a page, one `Page` for each side they are turned to, the largest first; the
    number of its characters and of those without a meaning, and whether anything is drawn."""

    pages: list[Page]
    characters: int
    broken: int
    is_drawn: bool


def _pages(source: Source, pdf: pypdfium2.PdfDocument) -> Iterator[_PageText]:
    """The text of each page. Pages that cannot be opened are left out and reported."""
    characters = 0
    damaged: list[int] = []
    for number in range(1, len(pdf) + 1):
        try:
            text = _read_page(pdf, number)
        except pypdfium2.PdfiumError:
            damaged.append(number)
            if len(damaged) == MAX_DAMAGED_PAGES:
                break
            continue
        characters += text.characters
        if characters > MAX_CHARS:
            limit = MAX_CHARS >> 20
            raise source.unreadable(
                tr(f"more than {limit} million characters", f"больше {limit} млн знаков"),
                tr("split it into parts", "разделите на части"),
            )
        yield text
    if damaged and number > len(damaged):
        pages = ", ".join(map(str, damaged[:10])) + ", …" * (len(damaged) > 10)
        source.report(
            source.unreadable(tr(f"damaged pages: {pages}", f"повреждены страницы: {pages}"))
        )


def _read_page(pdf: pypdfium2.PdfDocument, number: int) -> _PageText:
    page = pdf[number - 1]
    try:
        textpage = page.get_textpage()  # closed when nothing refers to it
        turns: dict[int, list[Word]] = defaultdict(list)
        for word, turn in Glyphs(textpage.raw).words():
            turns[turn].append(word)
        is_drawn = pdfium.FPDFPage_CountObjects(page.raw) > 0
    finally:
        page.close()
    most_first = sorted(turns.values(), key=len, reverse=True)
    text = "".join(word.text for words in most_first for word in words)
    pages = [
        read_page(number, words_in_cyrillic(words), is_aside=place > 0)
        for place, words in enumerate(most_first)
    ]
    return _PageText(pages, len(text), len(_NO_MEANING.findall(text)), is_drawn)


def _check(source: Source, pages: Sequence[_PageText]) -> None:
    """Raises UnreadableFile where there is no text to read; reports pages that have none."""
    if not pages:
        raise source.unreadable(tr("damaged PDF", "повреждённый PDF"))
    characters = sum(page.characters for page in pages)
    if not characters:
        raise _without_text(source)
    if sum(page.broken for page in pages) > MAX_BROKEN_SHARE * characters:
        raise source.unreadable(
            tr(
                "damaged text layer: it needs OCR",
                "текстовый слой повреждён: нужно распознавание (OCR)",
            ),
            "ocrmypdf --force-ocr -l rus",
        )
    drawn = [page for page in pages if page.is_drawn]
    without = sum(not page.characters for page in drawn)
    if 2 * without > len(drawn):
        cause = tr(
            f"no text layer on {without} of {len(drawn)} pages: they need OCR",
            f"нет текстового слоя на страницах ({without} из {len(drawn)}): нужно распознавание",
        )
        source.report(source.unreadable(cause, "ocrmypdf --skip-text -l rus"))
