"""URLs of indexed files and messages, for programs that open them and terminals that link them."""

import re

from searchtool.core.model import Document


def file_url(path: str) -> str:
    """The URL of a file on this computer."""
    from pathlib import Path  # not needed by most queries

    return Path(path).absolute().as_uri()


def message_url(document: Document) -> str | None:
    """The link to a Telegram message. It is made of what stands in the file, so nothing but a link
    to Telegram is one.

    >>> message_url(Document("a#3", "a.json", "telegram", "utf-8", url="https://t.me/c/77/3"))
    'https://t.me/c/77/3'
    >>> message_url(Document("a#3", "a.json", "telegram", "utf-8", url="https://t.me.example/c/3"))
    """
    url = document.url or ""
    is_link = document.format == "telegram" and re.fullmatch(r"https://t\.me/[\w/+-]+", url, re.A)
    return url if is_link else None
