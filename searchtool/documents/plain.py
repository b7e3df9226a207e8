"""A .txt file in, one Document out; its paragraphs are told by the layout of the text."""

from collections.abc import Iterator

from searchtool.documents.source import Source
from searchtool.model import Document, SourceText


def read(source: Source) -> Iterator[SourceText]:
    """The whole file as one document."""
    text, encoding = source.text()
    yield SourceText(Document(source.id, source.path, "txt", encoding, member=source.member), text)
