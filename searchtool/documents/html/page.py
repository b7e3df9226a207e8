"""Reads web pages (.html): their main text, title, date, author and language."""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import trafilatura

from searchtool.core.i18n import tr
from searchtool.core.model import Block, Role, SourceText
from searchtool.documents.blocks import Paragraph, join_blocks
from searchtool.documents.html.tags import HtmlRules
from searchtool.documents.metadata import as_date, as_language, as_text
from searchtool.documents.source import Source
from searchtool.documents.xml.block_reader import ContainerKind, ElementRules, read_paragraphs
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

# Without the extensive search a year in the footer is not taken for the date of the article.
_DATES = {"extensive_search": False, "original_date": True}

_HEAD_BYTES = 4096
_CHARSET = re.compile(rb"<meta[^>]*\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z!]")
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url: )(\S+)"
)

# trafilatura looks for the article on a page of a site. From a page that somebody wrote as a
# document, which has hardly any links, it drops headings and verse: such a page is read as a whole.
_MIN_COMPLETE_SHARE = 0.9
"""The text of the article in that of the page, from which nothing is missing."""
_MIN_UNLINKED_SHARE = 0.95
"""The text outside of links in that of the page, from which it is a document."""


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
    article = _extract(tree)
    text, blocks = _text(tree, article)
    if not text.strip():
        raise _no_text(source)
    saved_from = _SAVED_FROM.search(page.html[:_HEAD_BYTES])
    document = source.document(
        page.format,
        page.encoding,
        title=as_text(getattr(article, "title", None)) or page.title,
        date=as_date(getattr(article, "date", None)),
        created=page.saved,
        author=as_text(getattr(article, "author", None)),
        url=getattr(article, "url", None) or page.url or (saved_from[1] if saved_from else None),
        language=as_language(attribute(tree, "lang")),
    )
    return SourceText(document, text, blocks, line=None)


class _ArticleRules(ElementRules):
    """Rules for the tree that trafilatura makes of an article."""

    roles: ClassVar[Mapping[str, Role]] = {
        **dict.fromkeys(("code", "item", "list", "p", "quote", "table"), "text"),
        "head": "heading",
        "title": "heading",
    }
    containers: ClassVar[Mapping[str, ContainerKind]] = {"row": "row", "cell": "cell"}
    void_text: ClassVar[Mapping[str, str]] = {"lb": "\n"}
    preformatted = frozenset(("code",))

    def role(self, element: Element, name: str) -> Role | None:
        # The same element is a listing and a word in a paragraph.
        is_word = name == "code" and "\n" not in (element.text or "")
        return None if is_word else super().role(element, name)


class _PageRules(HtmlRules):
    skipped = HtmlRules.skipped | {"aside", "footer"}


class _PageWithoutLinksRules(_PageRules):
    skipped = _PageRules.skipped | {"a"}


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


def _text(tree: Element, article: Any) -> tuple[str, tuple[Block, ...] | None]:
    """The text with its paragraphs; None for these where only the layout shows them."""
    body = next(find_all(tree, "body"), tree)
    plain = max(("".join(pre.itertext()) for pre in find_all(body, "pre")), key=len, default="")
    if 2 * len(plain) > len("".join(body.itertext())):
        return plain, None
    page = read_paragraphs(body, _PageRules())
    # Without an article trafilatura may return the menu.
    if article is None or article.body is None or article.body.tag != "body":
        return join_blocks(page)
    paragraphs = read_paragraphs(article.body, _ArticleRules())
    is_partial = _length(paragraphs) < _MIN_COMPLETE_SHARE * _length(page)
    return join_blocks(page if is_partial and _is_document(body, page) else paragraphs)


def _is_document(body: Element, page: list[Paragraph]) -> bool:
    unlinked = read_paragraphs(body, _PageWithoutLinksRules())
    return _length(unlinked) > _MIN_UNLINKED_SHARE * _length(page)


def _length(paragraphs: list[Paragraph]) -> int:
    return sum(len(paragraph.text) for paragraph in paragraphs)


def _no_text(source: Source) -> Exception:
    return source.unreadable(tr("no main text on this page", "на странице нет основного текста"))
