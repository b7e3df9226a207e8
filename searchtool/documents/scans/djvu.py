"""Reads the text layer of .djvu files, with `djvutxt`.

There is no maintained library in Python that reads the format.
"""

from collections.abc import Iterator

from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.blocks import join_blocks
from searchtool.documents.program import DJVUTXT, ProgramFailed, no_program, run_program
from searchtool.documents.scans.page_text import page_paragraphs
from searchtool.documents.source import Source

_MAGIC = b"AT&TFORM"


def read(source: Source) -> Iterator[SourceText]:
    """The text as one document; a paragraph has the page on which it begins. Raises UnreadableFile
    for a file without a text layer, or where `djvutxt` is missing."""
    if source.head(len(_MAGIC)) != _MAGIC:
        raise source.wrong_format()
    if DJVUTXT.path is None:
        raise no_program(source, DJVUTXT)
    try:
        answer = run_program(DJVUTXT, source.content(), source.limits.file_bytes)
    except ProgramFailed as failure:
        raise source.unreadable(failure.cause) from failure
    document = source.document("djvu", "utf-8")
    pages = enumerate(answer.decode("utf-8", "replace").split("\f"), 1)
    paragraphs = page_paragraphs(document, pages)
    if not paragraphs:
        raise source.unreadable(
            tr("no text layer: it needs OCR", "нет текстового слоя: нужно распознавание (OCR)")
        )
    text, blocks = join_blocks(paragraphs)
    yield SourceText(document, text, blocks, line=None)
