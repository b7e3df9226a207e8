"""Cuts the extract of a passage that is shown for a hit, and moves the highlights into it."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from searchtool.core.model import Snippet, Span

SNIPPET_CHARS = 400
"""A paragraph of news is shown whole, one of a novel is cut."""

MAX_PARTIAL_WORD_CHARS = 40
"""How far an end of a snippet moves to the next space, so as not to cut a word."""

ELLIPSIS = "…"


def make_snippet(
    text: str,
    matches: Sequence[Span],
    length: int = SNIPPET_CHARS,
    *,
    keep_lines: bool = False,
) -> Snippet:
    """The part of `text` with the most matches, about `length` characters at most, on one line or,
    with `keep_lines`, on several as in the text.

    >>> make_snippet("раз  два", [Span(5, 8)])
    Snippet(text='раз два', highlights=(Span(start=4, end=7),))
    """
    text, matches = _collapse_spaces(text, matches, keep_lines)
    if len(text) <= length:
        return Snippet(text, tuple(matches))
    start, end = _best_window(text, matches, length)
    before = ELLIPSIS if start > 0 else ""
    after = ELLIPSIS if end < len(text) else ""
    shift = len(before) - start
    inside = [m for m in matches if start <= m.start and m.end <= end]
    return Snippet(
        before + text[start:end] + after,
        tuple(Span(m.start + shift, m.end + shift) for m in inside),
    )


def full_snippet(text: str, matches: Sequence[Span], *, keep_lines: bool = False) -> Snippet:
    """The whole text on one line or, with `keep_lines`, on several as in the text."""
    text, matches = _collapse_spaces(text, matches, keep_lines)
    return Snippet(text, tuple(matches))


def _collapse_spaces(text: str, spans: Sequence[Span], keep_lines: bool) -> tuple[str, list[Span]]:
    """The text with each run of white space as one space or line break, and the spans in it."""
    collapsed = " ".join(text.split())
    if text == collapsed:
        return text, list(spans)
    if keep_lines:
        collapsed = re.sub(r"\s+", _space_or_line_break, text).strip()
    total = len(text) - len(text.lstrip())
    starts, removed = [0], [total]  # from each start on, how many characters are gone before it
    for match in re.finditer(r"\s{2,}", text):
        if match.start() > 0:
            total += len(match.group()) - 1
            starts.append(match.end())
            removed.append(total)

    def moved(position: int) -> int:
        return position - removed[bisect_right(starts, position) - 1]

    return collapsed, [Span(moved(s.start), moved(s.end)) for s in spans]


def _space_or_line_break(space: re.Match[str]) -> str:
    return "\n" if "\n" in space.group() else " "


def _best_window(text: str, matches: Sequence[Span], length: int) -> tuple[int, int]:
    """Start and end of the part with the most matches, which stand in its middle."""
    most, start, last = 0, 0, 0
    for first, match in enumerate(matches):
        while last < len(matches) and matches[last].end <= match.start + length * 3 // 4:
            last += 1
        if last - first > most:
            most = last - first
            start = (match.start + matches[last - 1].end) // 2 - length // 2
    start = max(0, min(start, len(text) - length))
    end = start + length
    if start > 0:
        start = text.find(" ", start, start + MAX_PARTIAL_WORD_CHARS) + 1 or start
    if end < len(text):
        space = text.rfind(" ", end - MAX_PARTIAL_WORD_CHARS, end)
        end = space if space > 0 else end
    return start, end
