"""Closes the quotations that the paragraph they begin in does not close: they continue in the next
ones, or their closing mark is missing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from searchtool.quotes.detection.quotation_marks import (
    OPENING,
    QuotedSpans,
    ends_speech,
    find_quoted_spans,
)

MAX_QUOTE_PARAGRAPHS = 12
"""Paragraphs that one pair of marks may enclose."""

_CLAUSE = re.compile(r"[,!?…]\s*[—–-]\s+(?!это\b|то\b|не\b|вот\b|и\b|а\b|но\b)(?=[а-яё])")
_RESUMES = re.compile(r"(?:[^.!?…—–]|\.(?=\S)){3,200}[,.:;!?…]\s*[—–-]\s")


@dataclass(frozen=True, slots=True)
class MarkedSpans:
    """What stands in marks in a paragraph, as (start, end). `continues` says that the first of the
    pairs began in the paragraph before, `unclosed` where a pair begins that nothing closes."""

    pairs: tuple[tuple[int, int], ...]
    continues: bool = False
    unclosed: int | None = None


def close_quotations(texts: Sequence[str]) -> list[MarkedSpans]:
    """What stands in marks in each paragraph of a document, or continues or ends there."""
    quoted = [find_quoted_spans(own) for own in texts]
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    continuing: set[int] = set()
    for number in range(len(texts)):
        if number not in ends:
            continuing |= _close_later(number, quoted, texts, starts, ends)
    return [
        _marked(texts[number], own, starts.get(number), ends.get(number), number in continuing)
        for number, own in enumerate(quoted)
    ]


def _marked(
    text: str, own: QuotedSpans, start: int | None, end: int | None, continues: bool
) -> MarkedSpans:
    """The pairs of a paragraph, with the part of a quotation that continues in the next ones from
    `start`, and of one that began in earlier ones up to `end`."""
    pairs = list(own.pairs)
    unclosed = None
    if end is not None:
        pairs = [(1 if text[:1] in OPENING else 0, end), *(pair for pair in pairs if pair[0] > end)]
    if start is not None:
        pairs = [*(pair for pair in pairs if pair[1] < start), (start, len(text))]
    elif own.unclosed is not None and end is None and _begins_speech(text, own.unclosed):
        unclosed = own.unclosed
        guessed = (unclosed, _guessed_end(text, unclosed))
        pairs = sorted([guessed, *(p for p in pairs if p[1] < unclosed or p[0] > guessed[1])])
    return MarkedSpans(tuple(pairs), continues, unclosed)


def _begins_speech(text: str, start: int) -> bool:
    """Whether a sentence begins with the mark before `start`."""
    before = text[: start - 1].rstrip()
    return not before or before[-1] in ".!?…:"


def _guessed_end(text: str, start: int) -> int:
    """Where words end whose closing mark is missing: before «, — сказал он», unless they go on
    behind it, else with the paragraph."""
    clause = _CLAUSE.search(text, start)
    if clause is None or _RESUMES.match(text, clause.end()):
        return len(text)
    return clause.start() + (text[clause.start()] != ",")


def _close_later(
    first: int,
    quoted: Sequence[QuotedSpans],
    texts: Sequence[str],
    starts: dict[int, int],
    ends: dict[int, int],
) -> set[int]:
    """Find the paragraph that closes what `first` opens: each of those between and this one opens
    it again, or none does. Enters where the quotation starts and where its parts end, and gives the
    paragraphs it continues in."""
    start = quoted[first].unclosed
    is_shared = start is None
    if start is None:
        start = quoted[first].shared
    if start is None or not _begins_speech(texts[first], start):
        return set()
    reopened = True
    for number in range(first + 1, min(first + MAX_QUOTE_PARAGRAPHS, len(texts))):
        own = quoted[number]
        opens_again = reopened and bool(own.pairs) and own.pairs[0][0] == 1
        opens_again = opens_again and texts[number][:1] in OPENING and not is_shared
        if own.unopened is not None or opens_again:
            starts[first] = start
            ends.update((between, len(texts[between])) for between in range(first + 1, number))
            if own.unopened is not None:
                ends[number] = own.unopened
            return set(range(first + 1, number + 1))
        reopened = reopened and own.unclosed == 1
        if not reopened and any(ends_speech(texts[number], end) for _, end in own.pairs):
            return set()
    return set()
