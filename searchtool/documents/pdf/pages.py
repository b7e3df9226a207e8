"""Reads a page of a PDF: its lines, and what of its text is lost.

Beside `reader`, `glyphs` and `metadata` the only importer of pypdfium2.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from searchtool.documents.pdf import Page, Word, read_page
from searchtool.documents.pdf.annotations import Note, draw_on_page, read_notes
from searchtool.documents.pdf.fonts import Fonts, FontUse
from searchtool.documents.pdf.glyphs import Glyphs

MIN_PICTURE_SHARE = 0.25
"""Pictures that take less of a page are no scan of it."""

MAX_SCAN_WORDS = 20
"""Of a stamp or a running head that is on a scan: a page with more has a text layer."""

MIN_OUTLINES = 200
"""A page with this many drawn shapes may show letters drawn as shapes."""

MIN_LOST_CHARS = 3
"""Characters of a line that cannot be read, from which it was text."""

SAME_PLACE = 0.25
"""Font sizes; narrow letters side by side are farther from each other."""

MAX_COMPARED = 200
"""Words of a page that are written alike."""

MIDDLE = 0.3
"""The height of the middle of small letters above their baseline, in font sizes."""

MEAN_WORD_CHARS = 7
"""Where spaces have no names either, a line without a meaning counts as so many words."""

_NO_MEANING = "\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\uffff\U000f0000-\U0010ffff"
_GARBLED = re.compile(
    rf"[^\W\d_][{_NO_MEANING}]+[^\W\d_]|\ufffd[^\W\d_]|[^\W\d_]\ufffd|[{_NO_MEANING}]{{3}}"
    "|[À-ÖØ-öø-ÿ]{4}"
)
"""Letters around a hole, or characters in a row without a meaning: bullets and the signs of
formulas stand alone. The last are the letters of a Cyrillic font that is not known."""
_LOST = re.compile(r"\W*\ufffd\W*")
_DIGITS = re.compile(r"\d+")


_Turned = tuple[Word, int]
"""A word and the quarter turns it stands in."""


class PageText(NamedTuple):
    """The lines of a page, one `Page` for each side they are turned to, the largest first; the
    number of its words and of those that are garbled, its text without digits, whether it has
    few words and a picture large enough to be a scan, the fonts on it, and the notes."""

    number: int
    pages: list[Page]
    words: int
    garbled: int
    letters: str
    is_picture: bool
    fonts: frozenset[FontUse]
    notes: list[Note]


def read_text(pdf: pypdfium2.PdfDocument, number: int, fonts: Fonts) -> PageText:
    """The page of this number, from 1. Raises PdfiumError for one that is damaged."""
    with closing(pdf[number - 1]) as page:
        text = _read_text(page, number, fonts)
        is_changed = draw_on_page(page)
    if not is_changed:
        return text
    with closing(pdf[number - 1]) as page:
        return _read_text(page, number, fonts)._replace(notes=text.notes)


def _read_text(page: pypdfium2.PdfPage, number: int, fonts: Fonts) -> PageText:
    glyphs, turns = _turned_words(page, fonts)
    most_first = sorted(turns.values(), key=len, reverse=True)
    words = [word.text for words in most_first for word in words]
    pages = [read_page(number, words, is_aside=place > 0) for place, words in enumerate(most_first)]
    return PageText(
        number,
        list(map(_without_lost_lines, pages)),
        sum(map(_count, words)),
        sum(_garbled(line.text) for page in pages for line in page.lines),
        _DIGITS.sub("", "".join(words)),
        len(words) <= MAX_SCAN_WORDS and _is_picture(page),
        frozenset(glyphs.fonts_used),
        list(read_notes(page, "".join(words))),
    )


def _count(word: str) -> int:
    """How many words one between spaces stands for: a space may have no name either."""
    return 1 + len(word) // MEAN_WORD_CHARS


def _garbled(line: str) -> int:
    """The number of garbled words in a line; signs alone on a line are bullets."""
    if _LOST.fullmatch(line) is None:
        return sum(_count(word) for word in line.split(" ") if _GARBLED.search(word))
    lost = line.replace(" ", "")
    return _count(lost) if len(lost) >= MIN_LOST_CHARS else 0


def _without_lost_lines(page: Page) -> Page:
    """The page without the lines of which no character can be read."""
    return page._replace(lines=[line for line in page.lines if not _LOST.fullmatch(line.text)])


def _turned_words(page: pypdfium2.PdfPage, fonts: Fonts) -> tuple[Glyphs, dict[int, list[Word]]]:
    """The words of a page by the quarter turns they stand in. PDFium orders the words of a page as
    it is shown: one whose text lies on its side is turned first."""
    for _ in range(2):
        textpage = page.get_textpage()  # closed when nothing refers to it
        glyphs = Glyphs(textpage.raw, fonts)
        turns: dict[int, list[Word]] = defaultdict(list)
        for word, turn in _once(_on_page(list(glyphs.words()), page.get_bbox())):
            turns[turn].append(word)
        upright = max(turns, key=lambda turn: len(turns[turn]), default=0)
        if not turns or pdfium.FPDFPage_GetRotation(page.raw) == upright:
            break
        pdfium.FPDFPage_SetRotation(page.raw, upright)
    return glyphs, turns


def _on_page(words: list[_Turned], box: tuple[float, float, float, float]) -> list[_Turned]:
    """The words without those beyond the edges of the page, as notes of the printer; all of them
    if most are there: then the edges are wrong."""
    left, bottom, right, top = box
    boxes = (
        box,
        (bottom, -right, top, -left),
        (-right, -top, -left, -bottom),
        (-top, left, -bottom, right),
    )

    def is_on_page(word: Word, turn: int) -> bool:
        left, bottom, right, top = boxes[turn]
        is_beside = not left <= (word.left + word.right) / 2 <= right
        return not is_beside and bottom <= word.base + MIDDLE * word.size <= top

    kept = [turned for turned in words if is_on_page(*turned)]
    return kept if 2 * len(kept) > len(words) else words


def _once(words: Iterable[_Turned]) -> Iterator[_Turned]:
    """The words without those drawn again in the same place: bold type, the text of a scan behind
    the one that is seen."""
    places: dict[tuple[str, int], list[Word]] = defaultdict(list)
    for word, turn in words:
        same = places[word.text, turn]
        if not same or not any(_is_in_place(word, other) for other in same[-MAX_COMPARED:]):
            same.append(word)
            yield word, turn


def _is_in_place(word: Word, other: Word) -> bool:
    far = SAME_PLACE * word.size
    if abs(word.base - other.base) >= far:
        return False
    overlap = min(word.right, other.right) - max(word.left, other.left)
    return 2 * overlap > word.right - word.left or abs(word.left - other.left) < far


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether what is drawn on a page may show text: a large picture, which may be in strips, or
    many shapes."""
    left = MIN_PICTURE_SHARE * page.get_width() * page.get_height()
    shapes = 0
    for drawn in page.get_objects(max_depth=3):
        if drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            x, y, right, top = drawn.get_bounds()
            left -= (right - x) * (top - y)
        shapes += drawn.type == pdfium.FPDF_PAGEOBJ_PATH
        if left <= 0 or shapes >= MIN_OUTLINES:
            return True
    return False
