"""The conditions that the rules check: whether the words in quotation marks are an utterance or a
title, a clause or a fragment, and what stands around them."""

import re
from collections.abc import Sequence

from searchtool.quotes.clauses.attribution import Attribution
from searchtool.quotes.detection.segmentation import QuotedSpan
from searchtool.quotes.grammar.tokens import Word

MIN_UTTERANCE_WORDS = 4
"""A phrase of this length is taken for an utterance even without a verb."""

CONTRASTING = frozenset("где но а однако хотя который которая которое которые тогда пока".split())
"""Words that begin a clause which the cue does not govern."""

DASH_AFTER = re.compile(r"[»”\"]?\s*([,.!?…]*)\s*(?:[—–-]+|©|\([cс]\)\s)\s*")
"""What follows a quotation before the clause that names its speaker: a dash, or «©»."""

_DIVIDED = re.compile(r"[,.!?…;:]\s*[—–-]\s|:\s*[«\"„“]")
_PREDICATES = frozenset({"VERB", "PRED", "PRTS", "ADJS", "INFN"})
_LINKED = re.compile(r"(?:,|\b(?:что|чтобы|как))$")
_NEXT_IN_LIST = re.compile(r"\s*[,;]?\s*(?:и\s+)?[«\"„“]")
_SHOUTED = re.compile(
    r"(?:лозунг|девиз|плакат|транспарант|призыв|крик|возглас|клич|кричалк|баннер|растяжк|надпис"
    r"|слов|пословиц|поговорк|фраз|цитат|шутк)\w*$"
)
_GOES_ON = re.compile(r",?\s*(?:в |о |на |от |для |из )?котор")


def may_be_quotation(span: QuotedSpan) -> bool:
    """Whether any rule can recognize a quotation. Most of what stands in marks is a title in a
    sentence that reports nothing; that is found out without reading a word."""
    before = span.before.strip()
    if not before or before[-1] in ":—–-" or span.text[:1].islower():
        return True
    if DASH_AFTER.match(span.after) or _SHOUTED.search(before) or _DIVIDED.search(span.text):
        return True
    return bool(span.paragraph.cues_in(span.left) or span.paragraph.cues_in(span.right))


def words_before_colon(span: QuotedSpan) -> list[Word]:
    """The words before the colon that precedes the quotation, if need be in the paragraph before;
    empty if there is no colon."""
    before = span.before.strip()
    if before:
        return span.left_words if before.endswith(":") else []
    paragraph = span.paragraph
    lead = paragraph.before
    is_first = span.left.start == paragraph.span.start
    if lead is None or not is_first or not lead.own_text.rstrip().endswith(":"):
        return []
    return lead.words(*lead.sentences[-1])


def stands_alone(span: QuotedSpan) -> bool:
    """Whether the quotation begins its sentence, or is too long to be a title in it."""
    before = span.before.strip()
    if not before or before[-1] in ":—–-.!?…":
        return True
    return len(span.content_words) >= MIN_UTTERANCE_WORDS and has_verb(span.content_words)


def has_verb(words: Sequence[Word]) -> bool:
    """Whether a predicate is among the words."""
    return any(word.form.features.first_pos in _PREDICATES for word in words)


def is_utterance(span: QuotedSpan) -> bool:
    """Whether the words in marks are a clause or a full phrase, not a title."""
    words = span.content_words
    if len(words) >= MIN_UTTERANCE_WORDS:
        return not words[0].is_capitalized or has_verb(words)
    return len(words) > 1 and has_verb(words)


def is_exclamation(span: QuotedSpan) -> bool:
    """Whether the words in marks are a shout or a sentence, not a title."""
    words = span.content_words
    if span.text.rstrip()[-1:] in ("!", "?", "…"):
        return len(words) > 1
    return len(words) > 2 and has_verb(words)


def continues_list(span: QuotedSpan) -> bool:
    """Whether another pair of marks follows directly, as in a list of titles."""
    return bool(_NEXT_IN_LIST.match(span.after))


def governs(attribution: Attribution, follows_quote: bool) -> bool:
    """Whether the cue reports the words in marks. Before them it does unless another clause begins
    in between; after them it must stand in a parenthesis: «…, как заметил Иванов»."""
    words = attribution.words
    if not follows_quote:
        between = words[attribution.cue_end :]
        return not any(w.lower in CONTRASTING and "," in w.gap for w in between)
    commas = [at for at in range(attribution.cue + 1) if "," in words[at].gap]
    if not commas:
        return False
    opening = commas[-1]
    return attribution.cue - opening <= 3 and words[opening].lower not in CONTRASTING


def is_fragment(span: QuotedSpan) -> bool:
    """Whether the words in marks can be part of the author's sentence: they begin with a lower-case
    letter, or are a sentence and not the title of something."""
    text = span.text.lstrip("(…. ")
    if not text:
        return False
    if text[0].islower() or text[0].isdigit():
        return True
    if _LINKED.search(span.before.rstrip()):
        return is_utterance(span) and has_verb(span.content_words)
    return _is_sentence(span) and not _is_named_thing(span)


def _is_named_thing(span: QuotedSpan) -> bool:
    """Whether the noun right before the marks tells what has this title: статья «…»."""
    words = span.left_words
    return (
        bool(words)
        and not span.before.rstrip().endswith((",", ":"))
        and (words[-1].first_pos == "NOUN")
    )


def _is_sentence(span: QuotedSpan) -> bool:
    words = span.content_words
    return len(words) >= MIN_UTTERANCE_WORDS and span.text[-1] in ".!?…" and has_verb(words)


def is_whole_clause(span: QuotedSpan) -> bool:
    """Whether all of a clause stands in marks: «сказал, что «мы ждём»», not «сказал, что они
    «ждут»»."""
    before, after = span.before.rstrip(), span.after.lstrip()
    begins = not before or before[-1] in ",:—–-" or before.lower().endswith((" что", " мол"))
    return begins and (not after or not after[0].isalnum()) and not _GOES_ON.match(after)


def is_clause(span: QuotedSpan) -> bool:
    """Whether the words in marks are a clause or a full phrase."""
    words = span.content_words
    return len(words) >= MIN_UTTERANCE_WORDS or (len(words) > 2 and has_verb(words))


def is_predicate(span: QuotedSpan) -> bool:
    """Whether the words in marks are in lower case and in the instrumental, as those that somebody
    calls something: «назвал это «фальстартом»»."""
    words = span.content_words
    return bool(words) and span.text[0].islower() and any(w.readings_in("ablt") for w in words)
