"""A .txt file in, one Document out; its paragraphs are told by the layout of the text."""

from collections.abc import Iterator

from searchtool.documents import Source
from searchtool.documents.encoding import decode
from searchtool.model import Document, SourceText


def read(source: Source) -> Iterator[SourceText]:
    """The whole file as one document."""
    text, encoding = decode(source.content, source.path)
    yield SourceText(Document(source.id, source.path, "txt", encoding), text)
