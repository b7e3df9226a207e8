"""A saved web page in, one Document out: its main text, title, date and author."""

import logging
import re
from collections.abc import Iterator

import lxml.etree
import trafilatura

from searchtool.documents import Source
from searchtool.documents.layout import Piece, lay_out
from searchtool.errors import UnreadableFile
from searchtool.language import tr
from searchtool.model import Document, SourceText

# The library reports pages without text on its own; we do that in our words.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_HEADINGS = frozenset(("head", "title"))
_PARAGRAPHS = frozenset(("p", "item", "quote", "cell", "code", *_HEADINGS))


def read(source: Source) -> Iterator[SourceText]:
    """The main text of the page. Raises UnreadableFile when there is none."""
    page = trafilatura.bare_extraction(
        source.content, with_metadata=True, include_comments=False, deduplicate=False
    )
    if page is None or page.body is None or not (page.text or "").strip():
        raise UnreadableFile(source.path, tr("no main text in this page", "на странице нет текста"))
    text, blocks = lay_out(list(_pieces(page.body)))
    document = Document(
        source.id,
        source.path,
        "html",
        _declared_encoding(source.content),
        title=page.title or "",
        date=page.date,
        author=page.author,
        url=page.url,
    )
    yield SourceText(document, text, blocks, line=None)


def _pieces(body: lxml.etree._Element) -> Iterator[Piece]:
    """The text of each innermost paragraph element, with its role."""
    for element in body.iter(*_PARAGRAPHS):
        if any(inner.tag in _PARAGRAPHS for inner in element.iterdescendants()):
            continue
        text = " ".join("".join(element.itertext()).split())
        if text:
            yield Piece(text, "heading" if element.tag in _HEADINGS else "text")


def _declared_encoding(content: bytes) -> str:
    declared = re.search(rb"charset=[\"']?([\w-]+)", content[:4096], re.IGNORECASE)
    return declared.group(1).decode("ascii").lower() if declared else "utf-8"
