"""Bytes of a file in, its paragraphs with roles and chapters out; a zip from its members."""

import io
import zipfile
from collections.abc import Mapping
from typing import NamedTuple

from searchtool.core.model import Role, SourceText
from searchtool.documents import Source, read_documents


class Read(NamedTuple):
    """A paragraph as it was read."""

    text: str
    role: Role
    section: str | None


def read(name: str, content: str | bytes, encoding: str | None = None) -> SourceText:
    """The one document of a file of that name, of which nothing is reported."""
    text, failures = read_reporting(name, content, encoding)
    assert failures == []
    return text


def read_reporting(
    name: str, content: str | bytes, encoding: str | None = None
) -> tuple[SourceText, list[str]]:
    """The one document of a file of that name, and what was reported."""
    failures: list[str] = []
    raw = content.encode() if isinstance(content, str) else content
    source = Source(
        name,
        f"/docs/{name}",
        io.BytesIO(raw),
        report=lambda failure: failures.append(str(failure)),
        encoding=encoding,
    )
    (text,) = read_documents(source)
    return text, failures


def pieces(text: SourceText) -> list[Read]:
    """The paragraphs of a document with their roles and chapters."""
    assert text.blocks is not None
    return [Read(block.span.of(text.text), block.role, block.section) for block in text.blocks]


def texts(text: SourceText) -> list[str]:
    """The paragraphs of a document."""
    return [piece.text for piece in pieces(text)]


def zipped(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()
