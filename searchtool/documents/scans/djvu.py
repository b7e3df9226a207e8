"""Reads the text layer of .djvu files with `djvused`, and recognizes pages without one if the user
asks for OCR.

No maintained library in Python reads the format. `djvutxt` of the same package leaves out pages
without a text, so that those behind them would have wrong numbers.
"""

from collections.abc import Iterator
from functools import partial

from searchtool.core.model import SourceText
from searchtool.documents.blocks import join_blocks
from searchtool.documents.ocr import DPI, Recognition, no_text
from searchtool.documents.program import (
    DDJVU,
    DJVUSED,
    MAX_SECONDS,
    ProgramFailed,
    no_program,
    run_program,
)
from searchtool.documents.punctuation import WORD
from searchtool.documents.source import Source
from searchtool.documents.text.printed_pages import page_paragraphs

_MAGIC = b"AT&TFORM"

MAX_IMAGE_BYTES = 1 << 27
"""Of a page; one of a newspaper (A2 in 300 dpi) has 35 MB."""


def read(source: Source) -> Iterator[SourceText]:
    """The text as one document; a paragraph has the page on which it begins. Raises UnreadableFile
    for a file without a text, or where `djvused` is missing."""
    if source.head(len(_MAGIC)) != _MAGIC:
        raise source.wrong_format()
    if DJVUSED.path is None:
        raise no_program(source, DJVUSED)
    content = source.content()
    try:
        answer = run_program(DJVUSED, content, source.limits.file_bytes)
    except ProgramFailed as failure:
        raise source.unreadable(failure.cause) from failure
    # Each page ends with a form feed.
    pages = dict(enumerate(answer.decode("utf-8", "replace").split("\f")[:-1], 1))
    scans = [number for number, text in pages.items() if not WORD.search(text)]
    recognized = {}
    if source.ocr and scans:
        source.stream.seek(0)
        recognized = Recognition(source).pages(
            scans, partial(_image, content), are_all=len(scans) == len(pages)
        )
    document = source.document("djvu", "utf-8")
    paragraphs = page_paragraphs(document, (pages | recognized).items(), frozenset(recognized))
    if not paragraphs:
        raise no_text(source)
    text, blocks = join_blocks(paragraphs)
    yield SourceText(document, text, blocks, line=None)


def _image(content: bytes, number: int) -> bytes:
    """A page as a picture in shades of grey. Raises ProgramFailed."""
    options = ("-format=pgm", f"-page={number}", f"-scale={DPI}", "-", "-")
    return run_program(
        DDJVU._replace(arguments=options), content, MAX_IMAGE_BYTES, processor_seconds=MAX_SECONDS
    )
