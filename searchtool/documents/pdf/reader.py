"""A .pdf file in, one Document out; the only importer of pypdfium2.

A PDF knows characters and their places, not words and paragraphs. Here words are made; `lines`,
`heads`, `columns`, `joining` and `hyphens` make paragraphs of them. Pages are open one at a time,
so that memory holds one page and the text of the others.
"""

import ctypes
import datetime
import math
import re
import sys
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import Document, SourceText
from searchtool.documents.blocks import join_blocks
from searchtool.documents.metadata import as_date, as_text, whole_characters
from searchtool.documents.pdf import Chapter, Page, Word, join_pages, read_page
from searchtool.documents.source import Source
from searchtool.documents.text.hyphenation import BREAK

MAX_CHARS = 64 * 2**20
"""Characters of a whole document."""

MOST_BROKEN = 0.3
"""The share of characters without a meaning above which a text layer is of no use."""

MOST_CHAPTERS = 5_000

MOST_DAMAGED = 1_000
"""Pages that cannot be opened after which no others are tried."""

FARTHEST = 1e6
"""In points: a page measures 14,400 at most."""

RAISED = 0.15
"""Share of the size of a word by which the number of a note stands above its line at least."""

_FIRST_PDF = "1993-06"

_HYPHENS = ("\x02", "\ufffe")
"""What PDFium makes of a hyphen that ends a line; it leaves out the line end."""
_LINE_ENDS = (*_HYPHENS, "\n", "\r", "")
_WORD = re.compile("[^ \t-\r\0\x02\ufffe]+")

_NO_MEANING = re.compile("[\x00\x01\x03-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\uffff]")
_MAY_BE_RAISED = re.compile(r"(?<=.)(?:\d{1,3}|\*{1,3})(?=\W*$)")
_BOLD = re.compile(b"bold|black|heavy|demi", re.IGNORECASE)

_LETTER = re.compile(r"[^\W\d_]")
_WESTERN = re.compile("[À-ÿ]")
_CYRILLIC = {
    ord(western): bytes((code,)).decode("cp1251", "replace")
    for code in range(0x80, 0x100)
    if (western := bytes((code,)).decode("cp1252", "replace")) != "\ufffd"
}

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
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def read(source: Source) -> Iterator[SourceText]:
    """The whole file as one document; its blocks have a page, and the title of their chapter where
    that is certain. The encoding is empty: each font of a PDF has its own.

    Raises UnreadableFile for a file that is damaged, locked, or without a text layer.
    """
    try:
        pdf = pypdfium2.PdfDocument(source.stream)
    except pypdfium2.PdfiumError as error:
        raise _unopened(source, error.err_code) from error
    with pdf:
        pages = list(_pages(source, pdf))
        _check(source, pages)
        paragraphs = join_pages([p for text in pages for p in text.pages], list(_chapters(pdf.raw)))
        if not paragraphs:
            raise _without_text(source)
        text, blocks = join_blocks(paragraphs)
        yield SourceText(_document(source, pdf), text, blocks, line=None)


def _unopened(source: Source, code: int | None) -> UnreadableFile:
    if code == pdfium.FPDF_ERR_PASSWORD:
        return source.password_protected()
    if code == pdfium.FPDF_ERR_SECURITY:
        return source.unreadable(tr("encrypted in an unknown way", "неизвестный способ шифрования"))
    return source.unreadable(tr("a damaged PDF", "повреждённый PDF"))


def _without_text(source: Source) -> UnreadableFile:
    return source.unreadable(
        tr("no text layer: it needs OCR", "нет текстового слоя: нужно распознавание (OCR)"),
        "ocrmypdf -l rus",
    )


class _PageText(NamedTuple):
    """The lines of a page, and those turned to another side than most; how many characters it has,
    how many of them without a meaning, and whether anything is drawn on it."""

    pages: list[Page]
    characters: int
    broken: int
    is_drawn: bool


def _pages(source: Source, pdf: pypdfium2.PdfDocument) -> Iterator[_PageText]:
    """The text of each page. Pages that cannot be opened are left out, and said to be so."""
    characters = 0
    damaged: list[int] = []
    for number in range(1, len(pdf) + 1):
        try:
            text = _read_page(pdf, number)
        except pypdfium2.PdfiumError:
            damaged.append(number)
            if len(damaged) == MOST_DAMAGED:
                break  # a file may claim to have millions
            continue
        characters += text.characters
        if characters > MAX_CHARS:
            limit = MAX_CHARS >> 20
            raise source.unreadable(
                tr(f"more than {limit} million characters", f"больше {limit} млн знаков"),
                tr("divide it into parts", "разделите его на части"),
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
        for word, turn in _Glyphs(textpage.raw).words():
            turns[turn].append(word)
        is_drawn = pdfium.FPDFPage_CountObjects(page.raw) > 0
    finally:
        page.close()
    most_first = sorted(turns.values(), key=len, reverse=True)
    text = "".join(word.text for words in most_first for word in words)
    pages = [
        read_page(number, _in_cyrillic(words), is_aside=place > 0)
        for place, words in enumerate(most_first)
    ]
    return _PageText(pages, len(text), len(_NO_MEANING.findall(text)), is_drawn)


def _check(source: Source, pages: Sequence[_PageText]) -> None:
    """Raises UnreadableFile where there is no text to read; reports pages that have none."""
    if not pages:
        raise source.unreadable(tr("a damaged PDF", "повреждённый PDF"))
    characters = sum(page.characters for page in pages)
    if not characters:
        raise _without_text(source)
    if sum(page.broken for page in pages) > MOST_BROKEN * characters:
        raise source.unreadable(
            tr(
                "the text layer is broken: it needs OCR",
                "текстовый слой испорчен: нужно распознавание (OCR)",
            ),
            "ocrmypdf --force-ocr -l rus",
        )
    drawn = [page for page in pages if page.is_drawn]
    without = sum(not page.characters for page in drawn)
    if 2 * without > len(drawn):
        cause = tr(
            f"no text layer on {without} of {len(drawn)} pages: they need OCR",
            f"нет текстового слоя на страницах: {without} из {len(drawn)}; нужно распознавание",
        )
        source.report(source.unreadable(cause, "ocrmypdf --skip-text -l rus"))


class _Glyphs:
    """The characters of an open page of text."""

    def __init__(self, textpage: Any) -> None:
        self._textpage = textpage
        # What PDFium fills, made once for all characters.
        self._box = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._font = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()

    def words(self) -> Iterator[tuple[Word, int]]:
        """The words in the order they are drawn in, with the quarter turns they stand in; words
        aslant (watermarks) are left out. Where a font does not say what its characters mean, the
        text is of U+FFFD."""
        text = self._text()
        for match in _WORD.finditer(text):
            if (turn := self._turn(match.start())) is None:
                continue
            before = text[match.start() - 1 : match.start()]
            after = text[match.end() : match.end() + 1]
            word = match[0] + BREAK * (after in _HYPHENS)
            if pdfium.FPDFText_HasUnicodeMapError(self._textpage, match.start()) == 1:
                word = "\ufffd" * len(word)
            for part in self._parts(word, match.start(), turn, before not in _LINE_ENDS):
                yield part, turn

    def _text(self) -> str:
        """All characters, each at its index."""
        count = pdfium.FPDFText_CountChars(self._textpage)
        codes = array("I", (pdfium.FPDFText_GetUnicode(self._textpage, i) for i in range(count)))
        return codes.tobytes().decode(f"utf-32-{sys.byteorder[0]}e", "replace")

    def _parts(self, word: str, first: int, turn: int, spaced: bool) -> Iterator[Word]:
        """The word, and by itself the number of a note that is raised at its end."""
        size = pdfium.FPDFText_GetFontSize(self._textpage, first)
        size = _bounded(size * math.hypot(self._matrix.c, self._matrix.d)) or 1.0
        bold = self._is_bold(first)
        bounds = [0, *self._raised(word, first, turn, size), len(word)]
        for start, end in pairwise(bounds):
            if start < end:
                left, base = self._start(first + start, turn)
                right = self._end(first + end - 1, turn)
                text = unicodedata.normalize("NFC", word[start:end])
                yield Word(text, left, right, base, size, bold, spaced and start == 0)

    def _raised(self, word: str, first: int, turn: int, size: float) -> list[int]:
        """Where in a word its raised end begins and ends; nothing if it has none."""
        if word.isalpha() or (marked := _MAY_BE_RAISED.search(word)) is None:
            return []
        line = self._start(first, turn)[1] + RAISED * size
        raised = [i for i in range(*marked.span()) if self._start(first + i, turn)[1] > line]
        return [raised[0], marked.end()] if raised else []

    def _turn(self, index: int) -> int | None:
        """By how many quarters the character is turned to the left, None where it is aslant."""
        pdfium.FPDFText_GetMatrix(self._textpage, index, self._matrix)
        quarters = math.atan2(self._matrix.b, self._matrix.a) / (math.pi / 2)
        if math.isnan(quarters) or abs(quarters - round(quarters)) > 0.05:
            return None
        return round(quarters) % 4

    def _start(self, index: int, turn: int) -> tuple[float, float]:
        """Where a character begins on its baseline, as if the page were upright."""
        pdfium.FPDFText_GetCharOrigin(self._textpage, index, self._x, self._y)
        x, y = _bounded(self._x.value), _bounded(self._y.value)
        return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]

    def _end(self, index: int, turn: int) -> float:
        """Where the character ends, as if the page were upright."""
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self._textpage, index, box)
        return _bounded((box.right, box.top, -box.left, -box.bottom)[turn])

    def _is_bold(self, index: int) -> bool:
        arguments = (self._textpage, index, self._font, len(self._font), self._flags)
        pdfium.FPDFText_GetFontInfo(*arguments)
        return _BOLD.search(self._font.value) is not None


def _bounded(number: float) -> float:
    """The number, or 0 in place of one that makes no sense as a place or size."""
    return float(number) if abs(number) < FARTHEST else 0.0


def _in_cyrillic(words: list[Word]) -> list[Word]:
    """The words of a page; where a font calls its Cyrillic letters by the codes they had in
    windows-1251 («Ïðàâäà»), by their own."""
    text = "".join(word.text for word in words)
    if len(_WESTERN.findall(text)) < 0.3 * len(_LETTER.findall(text)):
        return words
    return [
        word._replace(text=word.text.translate(_CYRILLIC))
        if 2 * len(_WESTERN.findall(word.text)) > len(_LETTER.findall(word.text))
        else word
        for word in words
    ]


def _chapters(pdf: Any) -> Iterator[Chapter]:
    """The entries of the outline at its highest level that has several."""
    entry = pdfium.FPDFBookmark_GetFirstChild(pdf, None)
    if entry and not pdfium.FPDFBookmark_GetNextSibling(pdf, entry):
        entry = pdfium.FPDFBookmark_GetFirstChild(pdf, entry)
    for _ in range(MOST_CHAPTERS):  # an outline may run in a circle
        if not entry:
            return
        target = pdfium.FPDFBookmark_GetDest(pdf, entry)
        page = pdfium.FPDFDest_GetDestPageIndex(pdf, target) if target else -1
        title = as_text(_filled(pdfium.FPDFBookmark_GetTitle, entry))
        if page >= 0 and title:
            yield Chapter(title, page + 1)
        entry = pdfium.FPDFBookmark_GetNextSibling(pdf, entry)


def _document(source: Source, pdf: pypdfium2.PdfDocument) -> Document:
    language = _filled(pdfium.FPDFCatalog_GetLanguage, pdf.raw)
    return source.document(
        "pdf",
        "",
        title=_field(pdf, b"Title", _NO_TITLE) or "",
        date=_created(pdf),
        author=_field(pdf, b"Author", _NO_AUTHOR),
        language=language if _LANGUAGE.fullmatch(language) else None,
    )


def _created(pdf: pypdfium2.PdfDocument) -> str | None:
    """When the file was made: the day of a report or an issue, give or take a few, and the only
    date a PDF has; that of its changes is left by any program that only signs or shrinks it. A day
    before there were PDFs or after today is a clock gone wrong."""
    day = as_date(_filled(pdfium.FPDF_GetMetaText, pdf.raw, b"CreationDate"))
    return day if day and _FIRST_PDF <= day <= datetime.date.today().isoformat() else None


def _field(pdf: pypdfium2.PdfDocument, name: bytes, meaningless: re.Pattern[str]) -> str | None:
    text = as_text(_filled(pdfium.FPDF_GetMetaText, pdf.raw, name))
    if text is None:
        return None
    if len(_WESTERN.findall(text)) > 0.6 * len(_LETTER.findall(text)):
        text = text.translate(_CYRILLIC)
    return None if meaningless.fullmatch(text) else text


def _filled(function: Any, *arguments: Any) -> str:
    """What a function of PDFium that fills a buffer with UTF-16 has to say."""
    size = function(*arguments, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    function(*arguments, buffer, size)
    return whole_characters(bytes(buffer).decode("utf-16-le", "replace")).rstrip("\0")
