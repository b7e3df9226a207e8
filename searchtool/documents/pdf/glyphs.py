"""Builds words from the characters on a PDF page, with their positions.

Beside `reader` and `metadata` the only importer of pypdfium2.
"""

import ctypes
import math
import re
import sys
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from searchtool.documents.pdf.lines import Word
from searchtool.documents.text.hyphenation import LINE_END_HYPHEN

MAX_COORDINATE = 1e6
"""Points; a page measures 14,400 at most."""

MIN_RAISED = 0.15
"""The number of a note stands this much above its line at least, times the size of its word."""

_HYPHENS = ("\x02", "\ufffe")
"""What PDFium makes of a hyphen that ends a line; it leaves out the line end."""
_LINE_ENDS = (*_HYPHENS, "\n", "\r", "")
_WORD = re.compile("[^ \t-\r\0\x02\ufffe]+")
_MAY_BE_RAISED = re.compile(r"(?<=.)(?:\d{1,3}|\*{1,3})(?=\W*$)")
_BOLD = re.compile(b"bold|black|heavy|demi", re.IGNORECASE)

_LETTER = re.compile(r"[^\W\d_]")
_WESTERN = re.compile("[À-ÿ]")
_CYRILLIC = {
    ord(western): bytes((code,)).decode("cp1251", "replace")
    for code in range(0x80, 0x100)
    if (western := bytes((code,)).decode("cp1252", "replace")) != "\ufffd"
}


class Glyphs:
    """The characters of an open text page of PDFium."""

    def __init__(self, textpage: Any) -> None:
        self._textpage = textpage
        # What PDFium fills, made once for all characters.
        self._box = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._font = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()

    def words(self) -> Iterator[tuple[Word, int]]:
        """The words in the order they are drawn in, each with the quarter turns to the left it
        stands in; oblique words (watermarks) are left out. Where a font does not say what its
        characters mean, they are U+FFFD."""
        text = self._text()
        for match in _WORD.finditer(text):
            if (turn := self._turn(match.start())) is None:
                continue
            before = text[match.start() - 1 : match.start()]
            after = text[match.end() : match.end() + 1]
            word = match[0] + LINE_END_HYPHEN * (after in _HYPHENS)
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
        line = self._start(first, turn)[1] + MIN_RAISED * size
        raised = [i for i in range(*marked.span()) if self._start(first + i, turn)[1] > line]
        return [raised[0], marked.end()] if raised else []

    def _turn(self, index: int) -> int | None:
        """By how many quarters the character is turned to the left; None where it is oblique."""
        pdfium.FPDFText_GetMatrix(self._textpage, index, self._matrix)
        quarters = math.atan2(self._matrix.b, self._matrix.a) / (math.pi / 2)
        if math.isnan(quarters) or abs(quarters - round(quarters)) > 0.05:
            return None
        return round(quarters) % 4

    def _start(self, index: int, turn: int) -> tuple[float, float]:
        """Where a character begins on its baseline, in points, as if the page were upright."""
        pdfium.FPDFText_GetCharOrigin(self._textpage, index, self._x, self._y)
        x, y = _bounded(self._x.value), _bounded(self._y.value)
        return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]

    def _end(self, index: int, turn: int) -> float:
        """Where the character ends, in points, as if the page were upright."""
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self._textpage, index, box)
        return _bounded((box.right, box.top, -box.left, -box.bottom)[turn])

    def _is_bold(self, index: int) -> bool:
        arguments = (self._textpage, index, self._font, len(self._font), self._flags)
        pdfium.FPDFText_GetFontInfo(*arguments)
        return _BOLD.search(self._font.value) is not None


def words_in_cyrillic(words: Sequence[Word]) -> Sequence[Word]:
    """The words of a page; those in a font that names its Cyrillic letters by their codes in
    windows-1251 («Ïðàâäà») as they are meant."""
    if not is_western("".join(word.text for word in words), 0.3):
        return words
    return [
        word._replace(text=in_cyrillic(word.text)) if is_western(word.text, 0.5) else word
        for word in words
    ]


def is_western(text: str, share: float) -> bool:
    """Whether more than this share of the letters is of the kind of «Ïðàâäà»."""
    return len(_WESTERN.findall(text)) > share * len(_LETTER.findall(text))


def in_cyrillic(text: str) -> str:
    """The text with each character by its code in windows-1251.

    >>> in_cyrillic("Ïðàâäà")
    'Правда'
    """
    return text.translate(_CYRILLIC)


def _bounded(number: float) -> float:
    """The number, or 0 in place of one that makes no sense as a place or size."""
    return float(number) if abs(number) < MAX_COORDINATE else 0.0
