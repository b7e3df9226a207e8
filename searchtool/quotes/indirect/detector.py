"""Detects the statements of a document that are retold without marks."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from searchtool.core.model import Span
from searchtool.quotes.clauses.attribution import Attribution
from searchtool.quotes.detection.detected import DetectedQuote
from searchtool.quotes.detection.segmentation import Paragraph
from searchtool.quotes.indirect.prefilter import MAX_MARK_CHARS, is_inside, may_retell
from searchtool.quotes.indirect.rules import RULES
from searchtool.quotes.indirect.sentence import Sentence, Statement

OUTER = 0.7
"""The confidence that who reports a whole sentence states it where another statement is in it."""

_PADDING = " \t\n\u00a0,.:;!?…—–-*"
_OPENING, _CLOSING = "«\"„“(‘'", "»\"”’')"
_SIGNATURE = re.compile(r"(?:[.!?]\s*@\w+|\s+https?://\S+)\W*$")
"""The name of a channel or a link behind a message."""
_PARENTHESES = re.compile(r"[%\s]*\([^()]*\)|%")


MAX_SENTENCE_WORDS = 400
"""Longer ones are lists and tables; every clause of them would be compared with every other."""


def detect_statements(
    paragraphs: Sequence[Paragraph], quotes: Sequence[DetectedQuote]
) -> list[DetectedQuote]:
    """The retold statements of a document in text order; `quotes` are those in marks, which are
    retold only where they are part of a clause."""
    spoken = _Spoken(quotes)
    return [
        statement
        for paragraph in paragraphs
        for sentence in paragraph.sentences
        if may_retell(paragraph, sentence, spoken.beside(sentence))
        for statement in _of_sentence(Sentence(paragraph, sentence), spoken)
    ]


class _Spoken:
    """The words in marks of a document, in text order."""

    def __init__(self, quotes: Sequence[DetectedQuote]) -> None:
        self._spans = [quote.content for quote in quotes]
        self._starts = [span.start for span in self._spans]
        self._starts_by_cue: dict[int | None, int] = {}
        for quote in quotes:
            if quote.kind == "direct":
                self._starts_by_cue.setdefault(_cue_place(quote.attribution), quote.content.start)

    def beside(self, sentence: Span) -> Sequence[Span]:
        """Those that overlap a sentence, or nearly."""
        first = bisect_right(self._starts, sentence.start)
        last = bisect_right(self._starts, sentence.end + MAX_MARK_CHARS)
        return self._spans[max(0, first - 1) : last]

    def is_reported(self, statement: Span, cue: int | None) -> bool:
        """Whether a reporting word belongs to words in marks that begin no later: the rest of its
        clause is the author's, «— Стой! — крикнул сторож, выбегая на мост»."""
        start = self._starts_by_cue.get(cue)
        return cue is not None and start is not None and start <= statement.start


def _of_sentence(sentence: Sentence, spoken: _Spoken) -> Iterator[DetectedQuote]:
    taken: list[Span] = []
    beside = spoken.beside(sentence.span)
    for rule in RULES if 0 < len(sentence.words) <= MAX_SENTENCE_WORDS else ():
        for found in rule(sentence):
            content = _content(sentence, found)
            if content.end <= content.start or any(_cross(content, other) for other in taken):
                continue
            if spoken.is_reported(content, _cue_place(found.attribution)):
                continue
            if not any(is_inside(content, quoted) for quoted in beside):
                is_outer = any(content.start <= other.start < content.end for other in taken)
                taken.append(content)
                yield _detected(sentence.paragraph, content, found, OUTER if is_outer else 1.0)


def _cue_place(attribution: Attribution | None) -> int | None:
    """Where the reporting word stands in the text."""
    return attribution.words[attribution.cue].start if attribution is not None else None


def _detected(
    paragraph: Paragraph, content: Span, found: Statement, confidence: float
) -> DetectedQuote:
    return DetectedQuote(
        content,
        paragraph,
        found.rule,
        "indirect",
        found.attribution,
        confidence=found.confidence * confidence,
    )


def _content(sentence: Sentence, found: Statement) -> Span:
    """The span of a statement in the text, with the marks of titles in it."""
    words, text = sentence.words, sentence.paragraph.text
    start = words[found.start].start
    while start > sentence.span.start and text[start - 1] in _OPENING:
        start -= 1
    end = sentence.span.end
    if found.end < len(words):
        following = words[found.end]
        end = words[found.end - 1].end
        if parentheses := _PARENTHESES.match(text, end, following.start):
            end = parentheses.end()
        while end < following.start and text[end] in _CLOSING:
            end += 1
    if signature := _SIGNATURE.search(text, start, end):
        end = signature.start()
    while end > start and text[end - 1] in _PADDING:
        end -= 1
    return Span(start, end)


def _cross(one: Span, other: Span) -> bool:
    """Whether two statements overlap, but none is part of the other, as «мост закроют» is of
    «Лаптев заявил, что мост закроют», which an agency reports."""
    if min(one.end, other.end) <= max(one.start, other.start):
        return False
    is_inside = other.start < one.start and one.end <= other.end
    return not is_inside and not (one.start < other.start and other.end <= one.end)
