"""Builds words from the characters on a PDF page, with their positions.

Beside `reader`, `pages` and `metadata` the only importer of pypdfium2.
"""

import ctypes
import math
import re
import sys
import unicodedata
from array import array
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from searchtool.documents.pdf.fonts import NO_FONT, UNNAMED, FontId, Fonts, FontUse
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
_FILLER = "\u2060"
"""Keeps the place of a character that is none by itself."""
_MAY_BE_RAISED = re.compile(r"(?<=.)(?:\d{1,3}|\*{1,3})(?=\W*$)")
_BOLD = re.compile(b"bold|black|heavy|demi", re.IGNORECASE)

_LIGATURES = {"fi": f"\ufb01{_FILLER}", "fl": f"\ufb02{_FILLER}"}
_LIGATURE = re.compile("f[il]")
_LETTERS = {ligature: letters for letters, ligature in _LIGATURES.items()}
_EXPANDED = re.compile("|".join(_LETTERS))
_SPACE = ord(" ")
_SYMBOL_DIGITS = {0xF000 + digit: digit for digit in range(0x30, 0x3A)}
_PICTURES = re.compile(b"dings", re.IGNORECASE)
"""Fonts of signs have digits in their places, from F000 on, those of pictures have pictures."""
_ADOBE_VARIANTS = {
    **{0xF700 + digit: digit for digit in range(0x30, 0x3A)},
    **{0xF720 + letter: letter for letter in range(0x41, 0x5B)},
}
"""Old-style digits and small capitals, for which Adobe has codes of its own
(https://github.com/adobe-type-tools/agl-aglfn/blob/master/glyphlist.txt)."""


class Glyphs:
    """The characters of an open text page of PDFium. `fonts` says what they mean and learns what
    they are called."""

    def __init__(self, textpage: Any, fonts: Fonts) -> None:
        self._textpage = textpage
        self._fonts = fonts
        self.fonts_used: set[FontUse] = set()
        self._font_ids: dict[int, FontId] = {}
        # What PDFium fills, made once for all characters.
        self._box = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._font = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()

    def words(self) -> Iterator[tuple[Word, int]]:
        """The words in the order they are drawn in, each with the quarter turns to the left it
        stands in; oblique words (watermarks) are left out."""
        text = self._text()
        for match in _WORD.finditer(text):
            if (turn := self._turn(match.start())) is None:
                continue
            before = text[match.start() - 1 : match.start()]
            after = text[match.end() : match.end() + 1]
            word = match[0] + LINE_END_HYPHEN * (after in _HYPHENS)
            for part in self._parts(word, match.start(), turn, before not in _LINE_ENDS):
                yield part, turn

    def _text(self) -> str:
        """All characters as they are meant, each at its index."""
        text = self._named()
        pieces = []
        end = 0
        for match in _WORD.finditer(text):
            pieces.append(text[end : match.start()])
            for font, start, end in self._in_fonts(*match.span()):
                pieces.append(self._read(font, text[start:end]))
        pieces.append(text[end:])
        return _EXPANDED.sub(lambda match: _LETTERS[match[0]], "".join(pieces))

    def _read(self, font: FontId, text: str) -> str:
        if not text.isascii() and _PICTURES.search(font.name) is None:
            text = text.translate(_SYMBOL_DIGITS)
        use = self._fonts.add(font, text.replace(_FILLER, ""))
        self.fonts_used.add(use)
        return self._fonts.read(use, text)

    def _named(self) -> str:
        """All characters as their fonts name them, each at its index."""
        count = pdfium.FPDFText_CountChars(self._textpage)
        codes = array("I", (pdfium.FPDFText_GetUnicode(self._textpage, i) for i in range(count)))
        for i, code in enumerate(codes):
            if code == _SPACE:
                continue
            if code in _ADOBE_VARIANTS:
                codes[i] = _ADOBE_VARIANTS[code]
            elif code == 0 or pdfium.FPDFText_HasUnicodeMapError(self._textpage, i) == 1:
                codes[i] = UNNAMED + min(code, 0xFFFF)
        text = codes.tobytes().decode(f"utf-32-{sys.byteorder[0]}e", "replace")
        return _LIGATURE.sub(self._as_ligature, text)

    def _as_ligature(self, match: re.Match[str]) -> str:
        """Two letters; the one character they are drawn as where PDFium has taken it apart."""
        places = [self._start(i, 0) for i in (match.start(), match.start() + 1)]
        return _LIGATURES[match[0]] if places[0] == places[1] else match[0]

    def _in_fonts(self, start: int, end: int) -> Iterator[tuple[FontId, int, int]]:
        """The parts of a word that are in one font each."""
        first, last = self._font_id(start), self._font_id(end - 1)
        bounds = [start, end]
        if first != last:
            ids = [self._font_id(i) for i in range(start, end)]
            bounds[1:1] = [start + n for n, (a, b) in enumerate(pairwise(ids), 1) if a != b]
        for a, b in pairwise(bounds):
            yield (first if a == start else self._font_id(a)), a, b

    def _font_id(self, index: int) -> FontId:
        textobject = pdfium.FPDFText_GetTextObject(self._textpage, index)
        font = pdfium.FPDFTextObj_GetFont(textobject) if textobject else None
        if not font:
            return NO_FONT
        address = ctypes.addressof(font.contents)
        if address not in self._font_ids:
            size = ctypes.c_size_t()
            pdfium.FPDFFont_GetBaseFontName(font, self._font, len(self._font))
            pdfium.FPDFFont_GetFontData(font, None, 0, size)
            flags = pdfium.FPDFFont_GetFlags(font)
            self._font_ids[address] = FontId(self._font.value, flags, size.value)
        return self._font_ids[address]

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
                text = unicodedata.normalize("NFC", word[start:end].replace(_FILLER, ""))
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


def _bounded(number: float) -> float:
    """The number, or 0 in place of one that makes no sense as a place or size."""
    return float(number) if abs(number) < MAX_COORDINATE else 0.0
