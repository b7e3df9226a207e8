"""A .txt file in, one Document out; its paragraphs are told by the layout of the text."""

from collections.abc import Iterator

from searchtool.core.model import SourceText
from searchtool.documents.blocks import join_blocks
from searchtool.documents.source import Source
from searchtool.documents.text.quoted_replies import cite, is_citing


def read(source: Source) -> Iterator[SourceText]:
    """The whole file as one document. In a message or a thread of messages what is cited, with
    marks, is told from what is said."""
    text, encoding = source.text()
    document = source.document("txt", encoding)
    lines = text.split("\n")
    if is_citing(lines):
        yield SourceText(document, *join_blocks(list(cite(enumerate(lines, 1)))))
    else:
        yield SourceText(document, text)
