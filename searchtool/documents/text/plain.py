"""Reads .txt files; their paragraphs are found by the layout of the text (`paragraphs`)."""

from collections.abc import Iterator

from searchtool.core.model import SourceText
from searchtool.documents.blocks import join_blocks
from searchtool.documents.source import Source
from searchtool.documents.text.quoted_replies import is_reply_thread, split_quoted_replies


def read(source: Source) -> Iterator[SourceText]:
    """The whole file as one document. In a message or a thread of messages quoted replies are
    paragraphs apart from the answers."""
    text, encoding = source.text()
    document = source.document("txt", encoding)
    lines = text.split("\n")
    if is_reply_thread(lines):
        yield SourceText(document, *join_blocks(list(split_quoted_replies(enumerate(lines, 1)))))
    else:
        yield SourceText(document, text)
