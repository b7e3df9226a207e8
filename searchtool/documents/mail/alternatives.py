"""Chooses among the alternatives of a message, which should say the same, plain and with markup.

Often they do not: the plain one only says that the message is in HTML, or has the footer alone; or
the HTML is a picture with a link. So what one says is looked for in the other, by pairs of words
that follow each other: line breaks, bullets and addresses of links do not matter for these.
"""

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

from searchtool.documents.text.quoted_replies import split_quoted_replies

MIN_SHARED = 0.7
"""An alternative says what another says if it has this share of the word pairs of that one."""

MAX_STUB_SHARE = 0.25
"""A plain part that has little in common with the one with markup, and fewer word pairs than this
share of that one's, only says that the text is elsewhere."""

_ADDRESS = re.compile(r"(?:https?|ftp)://\S+|\b(?:mailto|cid|tel):\S+|\bwww\.\S+")
_INVISIBLE = re.compile("[\xad\u034f\u200b-\u200f\u2060\ufeff]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_WORD = re.compile(r"[^\W_]+")

_Pair = tuple[str, str]


class _Alternative(NamedTuple):
    """Its lines, and what is said in them: pairs of words, and the words paired with nothing."""

    lines: Sequence[str]
    said: frozenset[_Pair]


def merge_alternatives(alternatives: Iterable[Sequence[str]]) -> Sequence[str]:
    """The lines of the alternative that says most, and below them what only others say. Where they
    say the same it is the first, the plainest (RFC 2046, section 5.1.4), in which lines and
    quotation marks are as their author wrote them."""
    written = [_Alternative(lines, _said(lines)) for lines in alternatives]
    known = [alternative for alternative in written if alternative.said]
    if known:
        return reduce(_merge, known).lines
    return next((found.lines for found in written if any(map(str.strip, found.lines))), ())


def says_all_of(lines: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the lines say almost all that others say."""
    said = _said(other)
    return len(_said(lines) & said) >= MIN_SHARED * len(said)


def _merge(plain: _Alternative, rich: _Alternative) -> _Alternative:
    shared = len(plain.said & rich.said)
    if shared >= MIN_SHARED * len(rich.said):
        return _with_missing(plain, rich)
    if len(plain.said) < MAX_STUB_SHARE * len(rich.said) and shared < len(plain.said) / 2:
        return rich
    if len(plain.said) > len(rich.said):
        return _with_missing(plain, rich)
    return _with_missing(rich, plain)


def _with_missing(base: _Alternative, other: _Alternative) -> _Alternative:
    """The base with what the other has more: whole paragraphs, or single sentences of them."""
    lines = [*base.lines]
    for paragraph in split_quoted_replies((None, line) for line in other.lines):
        text = paragraph.text
        if not _is_missing(text, base):
            text = " ".join(part for part in _SENTENCE_END.split(text) if _is_missing(part, base))
        if text:
            mark = "> " if paragraph.role == "cited" else ""
            lines += ["", *(mark + line for line in text.split("\n"))]
    return _Alternative(lines, base.said | other.said)


def _is_missing(text: str, base: _Alternative) -> bool:
    """Whether most of a text is not in the base."""
    words = _words(text)
    pairs = set(pairwise(words)) if len(words) > 1 else {(word, "") for word in words}
    return len(pairs - base.said) > len(pairs) / 2


def _said(lines: Sequence[str]) -> frozenset[_Pair]:
    words = _words("\n".join(line.lstrip("> ") for line in lines))
    return frozenset(pairwise(words)) | frozenset((word, "") for word in words)


def _words(text: str) -> list[str]:
    plain = _INVISIBLE.sub("", _ADDRESS.sub(" ", normalize("NFC", text)))
    return _WORD.findall(plain.casefold().replace("ё", "е"))
