"""Reads .mhtml and .mht files: web pages saved with all they need in one file."""

import email
from collections.abc import Iterator
from email.message import Message

from searchtool.core.i18n import tr
from searchtool.core.model import SourceText
from searchtool.documents.encoding import decode
from searchtool.documents.html.page import Page, page_encoding, read_page
from searchtool.documents.metadata import as_date, as_text
from searchtool.documents.source import Source
from searchtool.documents.text.encoded_words import decode_words

_PAGES = frozenset(("text/html", "application/xhtml+xml"))


def read(source: Source) -> Iterator[SourceText]:
    """The main text of the page itself, without its frames. Raises UnreadableFile when there is
    none."""
    message = email.message_from_bytes(source.content())
    part = _page(message)
    content = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(content, bytes):
        raise source.unreadable(tr("no web page in this file", "в файле нет веб-страницы"))
    declared = part.get_content_charset() or page_encoding(content)
    html, encoding = decode(content, source.where, forced=source.encoding, declared=declared)
    url = message["Snapshot-Content-Location"] or part["Content-Location"]
    page = Page(
        html,
        encoding,
        "mhtml",
        title=as_text(decode_words(str(message["Subject"] or ""))) or "",
        saved=as_date(message["Date"]),
        url=as_text(url) if str(url).startswith("http") else None,
    )
    yield read_page(source, page)


def _page(message: Message) -> Message | None:
    """The part that the others belong to: the one that the header names, else the first page."""
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    start = message.get_param("start")
    return next((page for page in pages if start and page["Content-ID"] == start), None) or next(
        iter(pages), None
    )
