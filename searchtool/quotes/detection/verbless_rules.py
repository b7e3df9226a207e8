"""The rules for quotations whose speaker is named beside them without a verb that reports them.

They are like those in `rules.py`, and their examples are their tests.
"""

import re

from searchtool.quotes.clauses.attribution_finder import speaker_before_colon
from searchtool.quotes.detection.conditions import (
    DASH_AFTER,
    continues_list,
    has_verb,
    is_utterance,
    words_before_colon,
)
from searchtool.quotes.detection.detected import DetectedQuote, detected
from searchtool.quotes.detection.segmentation import QuotedSpan
from searchtool.quotes.detection.signatures import (
    before_comma,
    first_subject,
    following_attribution,
    label_above,
    previous_sentence_attribution,
    signature,
    verbless_speaker,
)
from searchtool.quotes.grammar.cues import cue_words

MIN_LONE_WORDS = 4
"""A quotation of which nobody says whose it is has at least as many words, and a verb."""

_COLON_AFTER = re.compile(r"\s*:\s")


def name_colon_content(span: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """[speaker Гарри Каспаров]: «[quote Он будет чемпионом]».

    The name may stand in the line before:

    Тренер [speaker Гарри Каспаров] в перерыве:
    «[quote Он будет чемпионом мира]».

    4 мая, встреча с тренером [speaker Игорем Седовым]: «[quote Он будет чемпионом мира]».
    """
    words = words_before_colon(span)
    if not words:
        return None
    attribution = speaker_before_colon(words)
    if attribution is None and is_utterance(span):
        attribution = verbless_speaker(words)
    if attribution is None or not (is_utterance(span) or _ends_sentence(span)):
        return None
    return detected(span, "name_colon_content", attribution)


def text_colon_content(span: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """Седов сдал пристань. И ещё одна запись: «[quote Лодок мне очень жаль]».

    [speaker Лука Седов] о пристани, где стоят лодки: «[quote Всё решится в мае]».

    The line before the colon only tells that words follow.
    """
    words = words_before_colon(span)
    if not words or not _is_sentence(span) or continues_list(span):
        return None
    if named := verbless_speaker(before_comma(words)):
        return detected(span, "text_colon_content", named, confidence=0.7)
    said = cue_words("words") | cue_words("documents")
    if not any(word.lemmas & said for word in words):
        return None
    return detected(span, "text_colon_content", continues=True, confidence=0.6)


def content_dash_name(span: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """«[quote Переправу откроют через неделю]», — начальник пристани [speaker Лука Седов].

    «[quote Переправа нас прокормит]» — [speaker Лука Седов] о будущем пристани.

    «[quote Переправа нас прокормит]» — [speaker Лука Седов] [cue купил] новый паром.
    """
    dash = DASH_AFTER.match(span.after)
    if not dash or not _begins_sentence(span) or not span.right_words:
        return None
    if dash.group(1) or span.text.rstrip()[-1:] in ",!?….":
        is_said = len(span.content_words) > 1
    else:
        is_said = is_utterance(span) and has_verb(span.content_words)
    words = span.right_words
    attribution = verbless_speaker(words) if is_said else None
    if attribution is None and is_said and words[0].name_types:
        attribution = first_subject(words)
    return detected(span, "content_dash_name", attribution) if attribution else None


def content_colon_clause(span: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """«[quote Где же ваши лодки?]»: [speaker Седов] [cue встретился] с рыбаками."""
    if span.before.strip(" —–-") or not _COLON_AFTER.match(span.after) or not _is_sentence(span):
        return None
    attribution = first_subject(span.right_words)
    return detected(span, "content_colon_clause", attribution, confidence=0.8)


def standing_alone(span: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """Иванов рассказал о планах. «[quote Мы построим новый мост]».

    The speaker may sign the quotation, or be named in the sentence after the first one of a text:

    «[quote Мы построим новый мост]».
    Анна Иванова, инженер

    «[quote Мы построим новый мост]». (Анна Иванова, инженер)

    «[quote Мы построим новый мост]»
    Анна Иванова рассказала о планах завода.

    Минречпром Заречья
    «[quote Мы построим новый мост]».
    """
    if previous is not None and _continues(span, previous):
        return detected(span, "standing_alone", previous.attribution, continues=True)
    if span.before.strip() or not is_utterance(span):
        return None
    signed = signature(span)
    if signed is not None:
        return detected(span, "standing_alone", signed, continues=True, confidence=0.9)
    if span.after.strip(" .!?…\n\u00a0"):
        return None
    attribution = previous_sentence_attribution(span) or label_above(span)
    if attribution is None and previous is None and not span.is_open and not _is_sentence(span):
        return None
    confidence = 0.8
    if attribution is None and previous is None and span.paragraph.before is None:
        attribution, confidence = following_attribution(span), 0.7
    return detected(span, "standing_alone", attribution, continues=True, confidence=confidence)


def _continues(span: QuotedSpan, previous: DetectedQuote) -> bool:
    """Whether this is the next paragraph of the quotation before."""
    paragraph = span.paragraph
    if not paragraph.continues_quote or span.before.strip():
        return False
    is_first = span.content == paragraph.quoted[0]
    return is_first and previous.paragraph is paragraph.before and not span.after.strip(" .!?…\n")


def _ends_sentence(span: QuotedSpan) -> bool:
    return not span.after.strip(" .!?…\n\u00a0") and not continues_list(span)


def _begins_sentence(span: QuotedSpan) -> bool:
    before = span.before.strip()
    return not before or before[-1] in ":—–-.!?…"


def _is_sentence(span: QuotedSpan) -> bool:
    """Whether the words in marks are a sentence, not a title."""
    words = span.content_words
    if span.text.rstrip()[-1:] in ("!", "?", "…"):
        return len(words) > 2 or has_verb(words)
    return has_verb(words) and (len(words) >= MIN_LONE_WORDS or span.text.rstrip()[-1:] == ".")
