"""The lines of a plain text in, those that are verse out, stanza by stanza."""

import re
from collections.abc import Iterator, Sequence

LONGEST_LINE = 60
"""In characters. Of 1,405 lines of verse in 107 novels the longest has 55."""

FEWEST_LINES = 3

_CAPITAL = re.compile(r"[«\"„“'(….\s]*[A-ZА-ЯЁ]")
_FULL_STOP = re.compile(r"[.!?…][»”\"')\]]*$")
_GOES_ON = re.compile(r"(?:[,;]|\s[-–—]+)$")
_CLOSED = re.compile(r"[,;:.!?…—–»”\"')\]-]$")
_IN_NO_VERSE = re.compile(r"[-–—•*·#|>]|.*(?:\d|://|@)")
"""Dialogue, lists, tables, addresses."""


def find_stanzas(lines: Sequence[str]) -> Iterator[range]:
    """The numbers of the lines that make a stanza together.

    Verse shows itself by short lines, nearly all with a capital: half of them or more end before
    their sentence does, one at least with a comma or a dash, and the last one is closed by a mark.
    Headlines are not closed, and short paragraphs of prose end with their sentences.
    """
    for run in _runs(lines):
        start = run.start
        above = lines[start - 1].strip() if start else ""
        while start < run.stop and not _may_begin(lines[start].strip(), above):
            above = lines[start].strip()
            start += 1
        if _is_stanza([line.strip() for line in lines[start : run.stop]]):
            yield range(start, run.stop)


def _runs(lines: Sequence[str]) -> Iterator[range]:
    """Lines that may be verse, one below the other, none further left than the first."""
    start = 0
    for number, line in enumerate([*lines, ""]):
        text = line.strip()
        may_be_verse = 0 < len(text) <= LONGEST_LINE and not _IN_NO_VERSE.match(text)
        is_left = number > start and _indent(line) < _indent(lines[start])
        if may_be_verse and not is_left:
            continue
        yield range(start, number)
        start = number if may_be_verse else number + 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _may_begin(line: str, above: str) -> bool:
    """Neither the rest of a paragraph nor a line that leads to the verse: «Он запел:»."""
    is_rest = len(above) > LONGEST_LINE and not _CLOSED.search(above)
    return not is_rest and bool(_CAPITAL.match(line)) and not line.endswith(":")


def _is_stanza(lines: Sequence[str]) -> bool:
    if len(lines) < FEWEST_LINES or not _CLOSED.search(lines[-1]):
        return False
    capitals = sum(_CAPITAL.match(line) is not None for line in lines)
    full_stops = sum(_FULL_STOP.search(line) is not None for line in lines)
    return (
        capitals >= 0.7 * len(lines)
        and full_stops <= 0.5 * len(lines)
        and any(map(_GOES_ON.search, lines))
    )
