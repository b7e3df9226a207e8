"""Reads web pages (.html): their main text, title, date, author and language."""

import logging
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

import trafilatura

from searchtool.core.i18n import tr
from searchtool.core.model import Block, SourceText
from searchtool.documents.blocks import join_blocks
from searchtool.documents.html.boxes import Box, lay_out
from searchtool.documents.html.hidden import show_collapsed
from searchtool.documents.html.main_text import find_main_text
from searchtool.documents.html.published import published
from searchtool.documents.html.tags import PageRules
from searchtool.documents.metadata import as_language, as_text
from searchtool.documents.source import Source
from searchtool.documents.xml.block_reader import read_paragraphs
from searchtool.documents.xml.tree import (
    Element,
    attribute,
    declared_encoding,
    find_all,
    is_note_mark,
    parse_html,
    remove,
)

# trafilatura reports pages without text itself; the reader does that in its own words.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

# Its dates are not used: it takes any in the text, and few in Russian words.
_DATES = {"extensive_search": False}

_HEAD_BYTES = 4096
_CHARSET = re.compile(rb"<meta[^>]*\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z!]")
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url: )(\S+)"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as text. `title`, `url` and the day it was `saved` are from the file it was saved in,
    for a page that does not name them itself."""

    html: str
    encoding: str
    format: str = "html"
    title: str = ""
    saved: str | None = None
    url: str | None = None


def read(source: Source) -> Iterator[SourceText]:
    """The main text of the page. Raises UnreadableFile when there is none."""
    declared = page_encoding(source.head(_HEAD_BYTES))
    yield read_page(source, Page(*source.text(declared)))


def page_encoding(head: bytes) -> str | None:
    """The encoding that the beginning of a page names, None without one."""
    if named := _CHARSET.search(head):
        return named[1].decode("ascii", "replace").lower()
    return declared_encoding(head)


def read_page(source: Source, page: Page) -> SourceText:
    """The main text of a page: the article if there is one, else everything but the navigation.
    Raises UnreadableFile when there is none."""
    if not _TAG.search(page.html):
        raise _no_text(source)
    tree = parse_html(page.html, source)
    for link in [link for link in find_all(tree, "a") if is_note_mark(link)]:
        remove(link)
    show_collapsed(tree)
    article = _extract(tree)
    title = as_text(getattr(article, "title", None)) or ""
    body = next(find_all(tree, "body"), tree)
    boxes = lay_out(body)
    main_text = find_main_text(boxes, _found(article), title)
    text, blocks = _text(body, boxes, main_text.elements)
    if not text.strip():
        raise _no_text(source)
    saved_from = _SAVED_FROM.search(page.html[:_HEAD_BYTES])
    url = getattr(article, "url", None) or page.url or (saved_from[1] if saved_from else None)
    document = source.document(
        page.format,
        page.encoding,
        title=title or page.title,
        date=published(tree, main_text, url),
        created=page.saved,
        author=as_text(getattr(article, "author", None)),
        url=url,
        language=as_language(attribute(tree, "lang")),
    )
    return SourceText(document, text, blocks, line=None)


class _MainTextRules(PageRules):
    """Rules for the paragraphs of a page that are its main text."""

    def __init__(self, page: Box, main_text: Set[Element]) -> None:
        self._left_out = {box.element for box in page.paragraphs} - main_text

    def is_skipped(self, element: Element, name: str) -> bool:
        return element in self._left_out or super().is_skipped(element, name)


def _extract(tree: Element) -> Any:
    """The article with its metadata, None where trafilatura finds none."""
    try:
        return trafilatura.bare_extraction(
            tree, with_metadata=True, include_comments=False, date_extraction_params=_DATES
        )
    except MemoryError:
        raise
    except Exception:  # trafilatura promises nothing about malformed pages
        return None


def _text(
    body: Element, page: Box, main_text: Set[Element]
) -> tuple[str, tuple[Block, ...] | None]:
    """The text with its paragraphs; None for these where only the layout shows them, as in a page
    that is little more than a plain text."""
    plain = max(find_all(body, "pre"), key=lambda pre: len("".join(pre.itertext())), default=None)
    if plain is None or 2 * len("".join(plain.itertext())) <= len("".join(body.itertext())):
        return join_blocks(read_paragraphs(body, _MainTextRules(page, main_text)))
    elements = [box.element for box in page.paragraphs]
    number = elements.index(plain) if plain in elements else 0
    parts = (set(elements[:number]) & main_text, set(elements[number + 1 :]) & main_text)
    above, below = (
        join_blocks(read_paragraphs(body, _MainTextRules(page, part)))[0] for part in parts
    )
    return "\n\n".join(filter(None, (above, "".join(plain.itertext()), below))), None


def _found(article: Any) -> str:
    """What the extractor took for the main text."""
    if article is None or article.body is None:
        return ""
    return "\n".join(article.body.itertext())


def _no_text(source: Source) -> Exception:
    return source.unreadable(tr("no main text on this page", "на странице нет основного текста"))
