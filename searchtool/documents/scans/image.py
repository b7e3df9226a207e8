"""Reads pictures of pages, if the user asks for OCR."""

from collections.abc import Iterator

from searchtool.core.errors import NoText
from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.blocks import join_blocks
from searchtool.documents.ocr import Recognition
from searchtool.documents.program import ProgramFailed
from searchtool.documents.source import Source
from searchtool.documents.text.printed_pages import page_paragraphs


def read(source: Source) -> Iterator[SourceText]:
    """The pages of a picture as one document; a photograph without a word in it is skipped."""
    no_text = NoText(source.where, tr("a picture without text", "картинка без текста"))
    if not source.ocr:
        raise no_text
    try:
        text = Recognition(source).text(0, source.content)
    except ProgramFailed as failure:
        raise source.unreadable(failure.cause) from failure
    document = source.document(source.suffix.lstrip(".") or "image", "utf-8")
    pages = dict(enumerate(text.split("\f"), 1))
    paragraphs = page_paragraphs(document, pages.items(), pages.keys())
    if not paragraphs:
        raise no_text
    text, blocks = join_blocks(paragraphs)
    yield SourceText(document, text, blocks, line=None)
