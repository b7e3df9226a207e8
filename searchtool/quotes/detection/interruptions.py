"""What somebody says in, its parts out where the author's words interrupt it: «Да, — сказал он»."""

import re
from collections.abc import Sequence

from searchtool.core.model import Span
from searchtool.quotes.clauses.attribution import Attribution
from searchtool.quotes.clauses.attribution_finder import find_attribution
from searchtool.quotes.clauses.subjects import finite_verb, subject_of
from searchtool.quotes.detection.detected import trim
from searchtool.quotes.detection.segmentation import Paragraph
from searchtool.quotes.grammar.tokens import Word

LONGEST_CLAUSE = 25
"""In words."""

FARTHEST_CUE = 3
"""The reporting word is among the first of the author's clause."""

_CLAUSE = re.compile(
    r"(?P<open>[,.!?…;:]\s*[—–-]\s+)(?P<clause>[^—–]{3,200}?)"
    r"(?P<close>[,.:;!?…]*\s*(?<=[\s,.:;!?…])[—–-]\s+)"
)
_LAST_CLAUSE = re.compile(
    r"(?P<open>[,.!?…]\s*[—–-]\s+)(?P<clause>[а-яё](?:(?!\s-\s)[^—–]){2,300})$"
)


def find_interruptions(paragraph: Paragraph, content: Span) -> tuple[list[Span], list[Attribution]]:
    """The pieces of `content` between the author's clauses, and the clauses' sources."""
    text = paragraph.text
    pieces: list[Span] = []
    sources: list[Attribution] = []
    start = at = content.start
    while match := _CLAUSE.search(text, at, content.end):
        words = paragraph.words_of(*match.span("clause"))
        source = _interrupting_source(words)
        if source is None:
            at = match.start("clause")
            continue
        pieces.append(trim(Span(start, match.start("open") + 1), text))
        sources.append(source)
        start = at = match.end()
    pieces.append(trim(Span(start, content.end), text))
    return [piece for piece in pieces if piece.end > piece.start], sources


def tail_clause(paragraph: Paragraph, content: Span) -> tuple[Span, Attribution] | None:
    """The author's clause at the end of a line of dialogue."""
    at = content.start
    while match := _LAST_CLAUSE.search(paragraph.text, at, content.end):
        source = _interrupting_source(paragraph.words_of(*match.span("clause")))
        if source is not None:
            return Span(content.start, match.start("open") + 1), source
        at = match.start("clause")
    return None


def _interrupting_source(words: Sequence[Word]) -> Attribution | None:
    if not words or len(words) > LONGEST_CLAUSE:
        return None
    source = source_after(words)
    if source is None or source.cue > FARTHEST_CUE:
        return None
    if source.group == "any" and source.cue > 0 and words[0].first_pos not in ("PRCL", "ADVB"):
        return None
    return source if source.has_speaker else None


def source_after(words: Sequence[Word]) -> Attribution | None:
    """The source in a clause after the words: by a cue, or by any verb that begins it."""
    verb = finite_verb(words[0])
    source = find_attribution(words, follows_quote=True)
    if verb and (source is None or source.cue > FARTHEST_CUE):
        return subject_of(words, 0, verb, "any", follows_quote=True)
    if source is None and len(words) > 1 and (verb := finite_verb(words[1])):
        return subject_of(words, 1, verb, "any", follows_quote=True)
    return source
