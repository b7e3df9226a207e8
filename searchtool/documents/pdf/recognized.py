"""Recognizes the pages of a PDF that are only pictures.

With `reader`, `glyphs`, `metadata`, `pages` and `annotations` the only importer of pypdfium2.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import partial
from math import sqrt

import pypdfium2

from searchtool.core.model import Document
from searchtool.documents.blocks import Paragraph
from searchtool.documents.ocr import DPI, Recognition
from searchtool.documents.program import ProgramFailed
from searchtool.documents.source import Source
from searchtool.documents.text.printed_pages import page_paragraphs

POINTS_PER_INCH = 72

MAX_PIXELS = 40_000_000
"""Of a page; one of a newspaper (A2 in 300 dpi) has 35 million. A larger one gets fewer dpi."""


def recognize_pages(
    source: Source, pdf: pypdfium2.PdfDocument, numbers: Sequence[int], *, are_all: bool
) -> dict[int, str]:
    """The texts of these pages, by their numbers. What cannot be recognized is reported, or raised
    if they `are_all` that have a text."""
    if not numbers:
        return {}
    return Recognition(source).pages(numbers, partial(_image, pdf), are_all=are_all)


def with_recognized(
    paragraphs: Sequence[Paragraph], document: Document, texts: Mapping[int, str]
) -> list[Paragraph]:
    """The paragraphs with those of recognized pages in their places."""
    added = page_paragraphs(document, texts.items(), texts.keys())
    return sorted([*paragraphs, *added], key=lambda paragraph: paragraph.page or 0)


def _image(pdf: pypdfium2.PdfDocument, number: int) -> bytes:
    """A page as a picture in shades of grey, in the format PGM. Raises ProgramFailed."""
    try:
        with closing(pdf[number - 1]) as page:
            pixels = page.get_width() * page.get_height() * (DPI / POINTS_PER_INCH) ** 2
            scale = DPI / POINTS_PER_INCH * min(1.0, sqrt(MAX_PIXELS / max(pixels, 1.0)))
            bitmap = page.render(scale=scale, grayscale=True)
    except pypdfium2.PdfiumError as error:
        raise ProgramFailed(f"PDFium: {error}") from error
    with closing(bitmap):
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        content = memoryview(bitmap.buffer)
        rows = (content[row * stride : row * stride + width] for row in range(height))
        return b"P5 %d %d 255\n" % (width, height) + b"".join(rows)
