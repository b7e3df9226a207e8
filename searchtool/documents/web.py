"""A saved web page in, one Document out: its main text, title, date and author."""

import logging
import re
from collections.abc import Iterator

import lxml.etree
import trafilatura

from searchtool.documents.encoding import detect
from searchtool.documents.layout import Piece, lay_out
from searchtool.documents.source import Source
from searchtool.language import tr
from searchtool.model import Document, Role, SourceText

# The library reports pages without text on its own; we do that in our words.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

# Without the extensive search a year in the footer is not taken for the date of the article.
_DATES = {"extensive_search": False, "original_date": True}

_HEADINGS = frozenset(("head", "title"))
_PARAGRAPHS = frozenset(("p", "item", "list", "quote", "cell", "row", "table", "code", *_HEADINGS))


def read(source: Source) -> Iterator[SourceText]:
    """The main text of the page. Raises UnreadableFile when there is none."""
    content = source.content()
    page = trafilatura.bare_extraction(
        content,
        with_metadata=True,
        include_comments=False,
        date_extraction_params=_DATES,
    )
    if page is None or page.body is None or page.body.tag != "body":
        pieces = []  # without an article the library may return the menu
    else:
        pieces = list(_pieces(page.body, "text"))
    if page is None or not pieces:
        raise source.unreadable(tr("no main text in this page", "на странице нет текста"))
    text, blocks = lay_out(pieces)
    document = Document(
        source.id,
        source.path,
        "html",
        _declared_encoding(content),
        title=page.title or "",
        date=page.date,
        author=page.author,
        url=page.url,
        language=page.language,
        member=source.member,
    )
    yield SourceText(document, text, blocks, line=None)


def _pieces(element: lxml.etree._Element, role: Role) -> Iterator[Piece]:
    """The paragraphs below an element, in order: text that no paragraph element divides."""
    run = element.text or ""
    for child in element:
        if child.tag in _PARAGRAPHS or next(child.iterdescendants(*_PARAGRAPHS), None) is not None:
            yield from _piece(run, role)
            yield from _pieces(child, "heading" if child.tag in _HEADINGS else role)
            run = child.tail or ""
        else:
            inner = " ".join if next(child.iter("lb"), None) is not None else "".join
            run += " " * (child.tag == "lb") + inner(child.itertext()) + (child.tail or "")
    yield from _piece(run, role)


def _piece(text: str, role: Role) -> Iterator[Piece]:
    if text := " ".join(text.split()):
        yield Piece(text, role)


def _declared_encoding(content: bytes) -> str:
    declared = re.search(rb"charset=[\"']?([\w-]+)", content[:4096], re.IGNORECASE)
    if declared:
        return declared.group(1).decode("ascii").lower()
    return detect(content, "")
