"""A passage's text and its matches in, the extract to show out, in the original spelling."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from searchtool.core.model import Snippet, Span

SNIPPET_LENGTH = 400
"""In characters: a paragraph of news is shown whole, one of a novel is cut."""

ELLIPSIS = "…"


def make_snippet(
    text: str,
    matches: Sequence[Span],
    length: int = SNIPPET_LENGTH,
    *,
    keep_lines: bool = False,
) -> Snippet:
    """The stretch of `text` richest in matches, at most about `length` characters, on one line or
    with `keep_lines` on its own.

    >>> make_snippet("раз  два", [Span(5, 8)])
    Snippet(text='раз два', highlights=(Span(start=4, end=7),))
    """
    text, matches = _collapse(text, matches, keep_lines)
    if len(text) <= length:
        return Snippet(text, tuple(matches))
    start, end = _window(text, matches, length)
    before = ELLIPSIS if start > 0 else ""
    after = ELLIPSIS if end < len(text) else ""
    shift = len(before) - start
    inside = [m for m in matches if start <= m.start and m.end <= end]
    return Snippet(
        before + text[start:end] + after,
        tuple(Span(m.start + shift, m.end + shift) for m in inside),
    )


def full_snippet(text: str, matches: Sequence[Span], *, keep_lines: bool = False) -> Snippet:
    """The whole text on one line, or on its own."""
    text, matches = _collapse(text, matches, keep_lines)
    return Snippet(text, tuple(matches))


def _collapse(text: str, spans: Sequence[Span], keep_lines: bool) -> tuple[str, list[Span]]:
    """White space as single spaces or line breaks, and the spans where they are then."""
    collapsed = " ".join(text.split())
    if text == collapsed:
        return text, list(spans)
    if keep_lines:
        collapsed = re.sub(r"\s+", _single, text).strip()
    removed: list[tuple[int, int]] = []  # from this place on, so many characters fewer
    total = len(text) - len(text.lstrip())
    if total:
        removed.append((0, total))
    for match in re.finditer(r"\s{2,}", text):
        if match.start() > 0:
            total += len(match.group()) - 1
            removed.append((match.end(), total))
    places = [at for at, _ in removed]

    def moved(place: int) -> int:
        number = bisect_right(places, place)
        return place - (removed[number - 1][1] if number else 0)

    return collapsed, [Span(moved(s.start), moved(s.end)) for s in spans]


def _single(space: re.Match[str]) -> str:
    return "\n" if "\n" in space.group() else " "


def _window(text: str, matches: Sequence[Span], length: int) -> tuple[int, int]:
    best, start, last = 0, 0, 0
    for first, match in enumerate(matches):
        while last < len(matches) and matches[last].end <= match.start + length * 3 // 4:
            last += 1
        if last - first > best:
            best = last - first
            start = (match.start + matches[last - 1].end) // 2 - length // 2
    start = max(0, min(start, len(text) - length))
    end = start + length
    if start > 0:
        start = text.find(" ", start, start + 40) + 1 or start
    if end < len(text):
        cut = text.rfind(" ", end - 40, end)
        end = cut if cut > 0 else end
    return start, end
