"""Tells the sentences that may retell something by how they are written: most do not, and are not
read word by word."""

import re
from collections.abc import Sequence

from searchtool.core.model import Span
from searchtool.quotes.detection.segmentation import Paragraph
from searchtool.quotes.grammar.cues import (
    ACCORDING_TO,
    CUE_BEHIND,
    SOURCE_PREPOSITIONS,
)
from searchtool.quotes.indirect.clauses import CONJUNCTIONS, MAX_DISTANCE_WORDS, QUESTION_WORDS

_MAX_DISTANCE_CHARS = 10 * MAX_DISTANCE_WORDS
_MAX_BEFORE_CHARS = 120

_LABEL = re.compile(r"(?![—–-])[^.!?\n:]{2,100}:\s")
"""What may name somebody before a colon, at the beginning of a paragraph that is no dialogue."""
_SIGNATURE = re.compile(r"[—–][\s*_]+[^—–\n]{2,100}$")
"""What may name somebody behind a dash, at the end of a paragraph."""
_ENDS_CLAUSE = re.compile(r"\w\.$")
_SETS_APART = frozenset(',*!.»"”)(')
"""What stands before the dash of a signature, if the paragraph begins with a letter and ends with a
full stop."""
_COLON = re.compile(r"[^,.!?;:]{0,80}:\s")
"""What stands between a reporting word and a colon behind its clause: «подтвердил министр:»."""
_LIKE = re.compile(r"\W*(?:[\w-]+,?\s+){0,3}?как\s", re.IGNORECASE)
"""«Как сообщил», perhaps behind «кроме того,»."""
_BEHIND_COMMA = re.compile(
    r"[,;:—–]\W*(?:[\w-]+\s+){0,4}(?:со\s+ссылкой\s+на\s+(?:[\w-]+\W+){1,6})?$"
)
"""What stands before a reporting word that begins a clause: «, об этом в среду сообщил», «, со
ссылкой на полицию сообщил»."""
_ACCORDING = re.compile(r"(?:согласно|зрения|взгляд|верить)\s|соответствии\s+с\s", re.IGNORECASE)
"""«Согласно», «с точки зрения», «на взгляд», «если верить», «в соответствии с»."""
_WORD_CHARACTER = re.compile(r"\w")
_CONJUNCTION = re.compile(
    rf"[,—–]\s*(?:[а-яё]{{1,3}}\s+)?(?:{'|'.join(CONJUNCTIONS)}|[\w-]+\s+ли)\b"
    rf"|\bтом,\s+(?:[а-яё]{{1,3}}\s+)?(?:{'|'.join(QUESTION_WORDS)})\b"
)
_QUESTION = re.compile(
    r"(?:\]\([^)\s]*\))?(?:\s+[«\"]?[\w-]+[»\"]?){0,4}\W*[,—–]\s*(?:[а-яё]{1,3}\s+)?"
    rf"(?:{'|'.join(QUESTION_WORDS)})\b"
)
"""A question behind a reporting word, perhaps a link, and whom it tells: «рассказал журналистам,
почему»."""

MAX_MARK_CHARS = 4
"""Marks and full stops that may stand between a quotation and the ends of the same statement."""


def may_retell(paragraph: Paragraph, sentence: Span, spoken: Sequence[Span]) -> bool:
    """Whether a sentence may retell what somebody says; `spoken` are the quotations in it."""
    text = paragraph.text
    if any(is_inside(sentence, quoted) for quoted in spoken):
        return False
    if _has_reporting_clause(paragraph, sentence, spoken):
        return True
    if sentence.start == paragraph.span.start and _LABEL.match(text, *sentence):
        return True
    return sentence.end == paragraph.span.end and _may_be_signed(paragraph, sentence)


def _may_be_signed(paragraph: Paragraph, sentence: Span) -> bool:
    """Whether a name behind a dash may sign the sentence that ends a paragraph: «Победитель года —
    Иванов.» with nothing but letters before the dash is a clause."""
    text = paragraph.text
    signature = _SIGNATURE.search(text, *sentence)
    if signature is None:
        return False
    begins_with_mark = not text[paragraph.span.start].isalnum()
    before = text[sentence.start : signature.start()].rstrip()
    return begins_with_mark or before[-1:] in _SETS_APART or not _ENDS_CLAUSE.search(signature[0])


def is_inside(span: Span, quoted: Span) -> bool:
    """Whether a quotation is all of a span, but for marks and full stops, or holds it."""
    begins = quoted.start <= span.start + MAX_MARK_CHARS
    return begins and span.end <= quoted.end + MAX_MARK_CHARS


def _has_reporting_clause(paragraph: Paragraph, sentence: Span, spoken: Sequence[Span]) -> bool:
    """Whether a reporting word may govern a clause or stand beside one: most stand in the middle of
    something else, «решил вернуться»."""
    text = paragraph.text
    start, end = sentence
    for at, behind, kind in paragraph.cues_in(sentence):
        if any(quoted.start <= at <= quoted.end for quoted in spoken):
            continue
        word = text[at:behind].lower()
        if word in SOURCE_PREPOSITIONS:
            return True
        if word in ACCORDING_TO:
            if _ACCORDING.match(text, at, end):
                return True
            continue
        if _CONJUNCTION.search(text, behind, min(end, behind + _MAX_DISTANCE_CHARS)):
            return True
        if _QUESTION.match(text, behind, end) or _LIKE.match(text, start, at):
            return True
        if kind < CUE_BEHIND:
            continue
        if _COLON.match(text, behind, end) or _stands_behind(text, sentence, at, spoken):
            return True
    return False


def _stands_behind(text: str, sentence: Span, cue: int, spoken: Sequence[Span]) -> bool:
    """Whether a reporting word begins a clause that may stand behind a statement, and not right
    behind a quotation that begins the sentence."""
    if not _BEHIND_COMMA.search(text, max(sentence.start, cue - _MAX_BEFORE_CHARS), cue):
        return False
    return not any(
        quoted.start <= sentence.start + MAX_MARK_CHARS
        and quoted.end <= cue
        and not _WORD_CHARACTER.search(text, quoted.end, cue)
        for quoted in spoken
    )
