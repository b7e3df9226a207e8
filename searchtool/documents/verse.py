"""Finds stanzas of verse among the lines of a plain text."""

import re
from collections.abc import Iterator, Sequence

from searchtool.documents.punctuation import ENDS_SENTENCE

MAX_LINE_CHARS = 60
"""Of 1,405 lines of verse in 107 novels the longest has 55."""

MIN_LINES = 3

_CAPITAL = re.compile(r"[«\"„“'(….\s]*[A-ZА-ЯЁ]")
_CONTINUES = re.compile(r"(?:[,;]|\s[-–—]+)$")
_CLOSED = re.compile(r"[,;:.!?…—–»”\"')\]-]$")
_IN_NO_VERSE = re.compile(r"[-–—•*·#|>]|.*(?:\d|://|@)")
"""Dialogue, lists, tables, addresses."""


def find_stanzas(lines: Sequence[str]) -> Iterator[range]:
    """The numbers, from 0, of the lines of each stanza.

    Verse has short lines, nearly all with a capital: half of them or more end before their
    sentence does, at least one with a comma or a dash, and the last one ends with a mark. Headlines
    end without a mark, and short paragraphs of prose end with their sentences.
    """
    for run in _runs(lines):
        if len(run) < MIN_LINES:
            continue
        start = run.start
        above = lines[start - 1].strip() if start else ""
        while start < run.stop and not _may_begin(lines[start].strip(), above):
            above = lines[start].strip()
            start += 1
        if _is_stanza([line.strip() for line in lines[start : run.stop]]):
            yield range(start, run.stop)


def _runs(lines: Sequence[str]) -> Iterator[range]:
    """Consecutive lines that may be verse, none further left than the first of them."""
    start = 0
    for number, line in enumerate([*lines, ""]):
        text = line.strip()
        may_be_verse = 0 < len(text) <= MAX_LINE_CHARS and not _IN_NO_VERSE.match(text)
        if may_be_verse and (number == start or _indent(line) >= _indent(lines[start])):
            continue
        yield range(start, number)
        start = number if may_be_verse else number + 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _may_begin(line: str, above: str) -> bool:
    """Whether a line is neither the rest of a paragraph nor an introduction: «Он запел:»."""
    is_rest = len(above) > MAX_LINE_CHARS and not _CLOSED.search(above)
    return not is_rest and bool(_CAPITAL.match(line)) and not line.endswith(":")


def _is_stanza(lines: Sequence[str]) -> bool:
    if len(lines) < MIN_LINES or not _CLOSED.search(lines[-1]):
        return False
    capitals = sum(_CAPITAL.match(line) is not None for line in lines)
    full_stops = sum(ENDS_SENTENCE.search(line) is not None for line in lines)
    return (
        capitals >= 0.7 * len(lines)
        and full_stops <= 0.5 * len(lines)
        and any(map(_CONTINUES.search, lines))
    )
