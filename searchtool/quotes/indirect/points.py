"""Finds what is told in points under a heading that says whose words they are: «Главное из речи
мэра:», «Другие заявления министра:»."""

import re
from collections.abc import Iterator, Sequence

from searchtool.core.model import Span
from searchtool.quotes.clauses.attribution import Attribution, Cue
from searchtool.quotes.clauses.attribution_finder import phrase_after
from searchtool.quotes.detection.detected import DetectedQuote
from searchtool.quotes.detection.segmentation import Paragraph
from searchtool.quotes.grammar.tokens import Word
from searchtool.quotes.indirect.attributions import attribution_at, can_state
from searchtool.quotes.indirect.sentence import Sentence, has_predicate

CONFIDENCE = 0.8

_HEADING = re.compile(
    r"(?:\b(?:заявлени|тезис|выступлени|брифинг|реч[иь]|интервью|обращени|пресс-конференци|указ"
    r"|доклад|послани)\w*|\b(?:сказал|заявил|рассказал|сообщил)\w*)\b[^.!?\n:]*:[\s*_]*$",
    re.IGNORECASE,
)
_POINT = re.compile(r"[\s*_]*(?:[—–•▪▫◾◽●🔹🔸🔻📌📍👉➡]|\d{1,2}[.)]\s)[\ufe0f\s*_]*")
_SOURCES = frozenset(
    "заявление тезис выступление брифинг речь интервью обращение пресс-конференция доклад "
    "послание".split()
)
_TEXTS = frozenset(("указ", "доклад", "послание"))
_END = " \t\n\u00a0.;,*_"
_MAX_END_CHARS = 8


def detect_points(paragraphs: Sequence[Paragraph]) -> Iterator[DetectedQuote]:
    """The points of all lists under such headings."""
    attribution: Attribution | None = None
    for paragraph in paragraphs:
        text, (start, end) = paragraph.text, paragraph.span
        if ":" in text[max(start, end - _MAX_END_CHARS) : end]:
            attribution = _owner_of_points(paragraph)
        elif attribution is not None:
            point = _POINT.match(text, start, end)
            if point is None:
                attribution = None
            elif found := _statement(paragraph, point.end(), attribution):
                yield found


def _owner_of_points(paragraph: Paragraph) -> Attribution | None:
    """Whose words the points under a heading are."""
    last = paragraph.sentences[-1]
    if not _HEADING.search(paragraph.text, *last):
        return None
    sentence = Sentence(paragraph, last)
    words = sentence.words
    for at in range(len(words) - 1, -1, -1):
        if not words[at].lemmas.isdisjoint(_SOURCES | _TEXTS):
            return _owner_of_noun(words, at)
    for at in reversed(sentence.cues):
        found = attribution_at(words, at, follows_quote=True)
        if found is not None and can_state(found):
            return found
    return None


def _owner_of_noun(words: Sequence[Word], at: int) -> Attribution | None:
    cue = Cue(words, at, at + 1, "speech")
    if at + 1 == len(words):  # «другие заявления:» of who spoke last
        is_other = at > 0 and not words[at].lemmas.isdisjoint(("заявление", "тезис"))
        return Attribution.unnamed(cue) if is_other else None
    owner = phrase_after(cue, "gent")
    return owner if owner.has_speaker else None


def _statement(paragraph: Paragraph, start: int, attribution: Attribution) -> DetectedQuote | None:
    """A point, if it is a clause."""
    end = paragraph.span.end
    while end > start and paragraph.text[end - 1] in _END:
        end -= 1
    words = paragraph.words(start, end)
    if end <= start or len(words) < 2 or not has_predicate(words):
        return None
    content = Span(start, end)
    return DetectedQuote(
        content, paragraph, "point", "indirect", attribution, confidence=CONFIDENCE
    )
