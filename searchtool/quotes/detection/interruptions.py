"""Finds the author's clauses that interrupt a quotation or end it: «Да, — сказал он. — Пора»."""

import re
from collections.abc import Sequence

from searchtool.core.model import Span
from searchtool.quotes.clauses.attribution import Attribution, Cue
from searchtool.quotes.clauses.attribution_finder import find_attribution
from searchtool.quotes.clauses.documents import is_undeclined
from searchtool.quotes.clauses.subjects import subject_of
from searchtool.quotes.clauses.verbs import finite_verb
from searchtool.quotes.detection.detected import trim
from searchtool.quotes.detection.segmentation import Paragraph
from searchtool.quotes.grammar.phrase import Phrase
from searchtool.quotes.grammar.tokens import Word

MAX_CLAUSE_WORDS = 25

MAX_CUE_POSITION = 3
"""The reporting word is among the first words of the author's clause."""

_MANNER = frozenset({"GRND", "ADVB", "PRCL", "PREP"})

_CLAUSE = re.compile(
    r"(?P<open>[,.!?…;:]\s*[—–-]\s+)(?P<clause>[^—–]{3,200}?)"
    r"(?P<close>[,.:;!?…]*\s*(?<=[\s,.:;!?…])[—–-]\s+)"
)
_LAST_CLAUSE = re.compile(
    r"(?P<open>[,.!?…]\s*[—–-]\s+)(?P<clause>[а-яё](?:(?!\s-\s)[^—–]){2,300})$"
)


def find_interruptions(paragraph: Paragraph, content: Span) -> tuple[list[Span], list[Attribution]]:
    """The pieces of `content` between the author's clauses, and the attributions in the clauses."""
    text = paragraph.text
    pieces: list[Span] = []
    attributions: list[Attribution] = []
    start = at = content.start
    while match := _CLAUSE.search(text, at, content.end):
        words = paragraph.words_of(*match.span("clause"))
        attribution = _interrupting_attribution(words)
        if attribution is None:
            at = match.start("clause")
            continue
        pieces.append(trim(Span(start, match.start("open") + 1), text))
        attributions.append(attribution)
        start = at = match.end()
    pieces.append(trim(Span(start, content.end), text))
    return [piece for piece in pieces if piece.end > piece.start], attributions


def tail_clause(paragraph: Paragraph, content: Span) -> tuple[Span, Attribution] | None:
    """The part of `content` before the author's clause that ends it, and the attribution in the
    clause; None if it does not end with one."""
    at = content.start
    while match := _LAST_CLAUSE.search(paragraph.text, at, content.end):
        attribution = _interrupting_attribution(paragraph.words_of(*match.span("clause")))
        if attribution is not None:
            return Span(content.start, match.start("open") + 1), attribution
        at = match.start("clause")
    return None


def _interrupting_attribution(words: Sequence[Word]) -> Attribution | None:
    if not words or len(words) > MAX_CLAUSE_WORDS:
        return None
    attribution = attribution_after(words)
    if attribution is None or not _is_near_beginning(words, attribution.cue):
        return None
    if (
        attribution.group == "any"
        and attribution.cue > 0
        and words[0].first_pos not in ("PRCL", "ADVB")
    ):
        return None
    return attribution if attribution.has_speaker else None


def _is_near_beginning(words: Sequence[Word], cue: int) -> bool:
    """Whether a reporting word is among the first ones of the author's clause, or of what stands
    behind the manner: «— не отвечая ему, сказал он», «— громко, но без злости, сказал он»."""
    if cue <= MAX_CUE_POSITION:
        return True
    begin = max(at for at in range(cue + 1) if at == 0 or "," in words[at].gap)
    before = words[:begin]
    is_manner = words[0].first_pos in _MANNER and not any(map(finite_verb, before))
    return cue - begin <= MAX_CUE_POSITION and is_manner


def attribution_after(words: Sequence[Word]) -> Attribution | None:
    """Who speaks in the clause after a quotation: by a cue, or by any verb that begins it."""
    verb = finite_verb(words[0])
    attribution = find_attribution(words, follows_quote=True)
    if verb and (attribution is None or attribution.cue > MAX_CUE_POSITION):
        return subject_of(words, 0, verb, "any", follows_quote=True)
    if verb and attribution is not None and not attribution.has_speaker:
        return (attribution.group == "speech" and _unknown_name(words)) or attribution
    if attribution is None and len(words) > 1 and (verb := finite_verb(words[1])):
        return subject_of(words, 1, verb, "any", follows_quote=True)
    return attribution


def _unknown_name(words: Sequence[Word]) -> Attribution | None:
    """The capitalized words right behind the verb, of which no dictionary knows a case: «сказал
    Юмико Тарао»."""
    end = 1
    while end < len(words) and words[end].is_capitalized and not words[end].gap.strip():
        end += 1
    if end == 1 or any(map(is_undeclined, words[1:end])):
        return None
    genders = frozenset({"masc", "femn"})
    phrase = Phrase(words, 1, end, 1, "nomn", genders, "sing", (1, end))
    return Attribution.named(Cue(words, 0, 1, "speech"), phrase, 0.7)
