"""Tells the sentences that may retell something by how they are written: most do not, and are not
read word by word."""

import re
from functools import cache

from searchtool.core.model import Span
from searchtool.quotes.detection.segmentation import Paragraph
from searchtool.quotes.grammar.cues import ACCORDING_TO, cue_words, shared_cue_filter
from searchtool.quotes.grammar.tokens import WORD
from searchtool.quotes.indirect.clauses import CONJUNCTIONS, MAX_DISTANCE_WORDS, QUESTION_WORDS

_MAX_DISTANCE_CHARS = 10 * MAX_DISTANCE_WORDS
_MAX_BEFORE_CHARS = 40

_LABEL = re.compile(r"[^.!?\n:]{2,100}:\s")
"""What may name somebody before a colon, at the beginning of a paragraph."""
_SIGNATURE = re.compile(r"[—–]\s[^—–\n]{2,100}$")
"""What may name somebody behind a dash, at the end of a paragraph."""
_LIKE = re.compile(r"\W*(?:[\w-]+,?\s+){0,3}?как\s", re.IGNORECASE)
"""«Как сообщил», perhaps behind «кроме того,»."""
_BEHIND_COMMA = re.compile(r"[,;:—–]\W*(?:[\w-]+\s+){0,2}$")
"""What stands before a reporting word that begins a clause: «, также отметил»."""
_CONJUNCTION = re.compile(
    rf"[,—–]\s+(?:[а-яё]{{1,3}}\s+)?(?:{'|'.join((*CONJUNCTIONS, *QUESTION_WORDS))}|[\w-]+\s+ли)\b"
)


def may_retell(paragraph: Paragraph, sentence: Span) -> bool:
    """Whether a sentence may retell what somebody says."""
    text = paragraph.text
    if _according().search(text, *sentence) or _has_reporting_clause(text, sentence):
        return True
    if sentence.start != paragraph.span.start:
        return False
    if _LABEL.match(text, *sentence):
        return True
    is_whole = sentence.end == paragraph.span.end
    return is_whole and _SIGNATURE.search(text, *sentence) is not None


def _has_reporting_clause(text: str, sentence: Span) -> bool:
    """Whether a reporting word may govern a clause or stand beside one: most stand in the middle of
    something else, «решил вернуться»."""
    known = shared_cue_filter()
    start, end = sentence
    for match in WORD.finditer(text, start, end):
        word = match.group()
        if not known[word] or word in ACCORDING_TO:
            continue
        at, behind = match.span()
        if _CONJUNCTION.search(text, behind, min(end, behind + _MAX_DISTANCE_CHARS)):
            return True
        if _BEHIND_COMMA.search(text, max(start, at - _MAX_BEFORE_CHARS), at):
            return True
        if _LIKE.match(text, start, at):
            return True
    return False


@cache
def _according() -> re.Pattern[str]:
    """«По словам», «по предварительным данным», «со слов», «согласно», «в соответствии с»."""
    nouns = "|".join(sorted({word[: max(4, len(word) - 2)] for word in cue_words("according")}))
    return re.compile(
        rf"\b(?:(?:по|со)\s+(?:[\w-]+\s+)?(?:{nouns})|согласно\s|в\s+соответствии\s+с\s)",
        re.IGNORECASE,
    )
