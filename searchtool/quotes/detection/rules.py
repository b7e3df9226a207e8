"""The rules that recognize quotations in quotation marks.

Each rule looks at what stands in marks and at the sentence around it. It returns a DetectedQuote
or nothing; the first of `RULES` that returns one decides. The examples in the docstrings are the
tests of the rules: [quote …], [cue …] and [speaker …] mark what has to be found.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from searchtool.core.model import QuoteKind, Span
from searchtool.quotes.clauses.attribution_finder import (
    ATTRIBUTION_RULES,
    AttributionRule,
    according,
    find_attribution,
    owner_of_words,
    speaker_before_colon,
    verb_reading,
)
from searchtool.quotes.clauses.subjects import any_subject, subject_of
from searchtool.quotes.clauses.verbs import finite_verb
from searchtool.quotes.detection.conditions import (
    CONTRASTING,
    DASH_AFTER,
    continues_list,
    governs,
    is_clause,
    is_exclamation,
    is_fragment,
    is_predicate,
    is_utterance,
    is_whole_clause,
    stands_alone,
    words_before_colon,
)
from searchtool.quotes.detection.detected import DetectedQuote, detected
from searchtool.quotes.detection.interruptions import (
    attribution_after,
    find_interruptions,
    tail_clause,
)
from searchtool.quotes.detection.quotation_marks import CLOSING
from searchtool.quotes.detection.segmentation import QuotedSpan
from searchtool.quotes.detection.signatures import announced_speaker, first_subject
from searchtool.quotes.detection.verbless_rules import (
    content_colon_clause,
    content_dash_name,
    name_colon_content,
    standing_alone,
    text_colon_content,
)
from searchtool.quotes.grammar.cues import cue_words

MIN_SUBJECT_CONFIDENCE = 0.7
"""An attribution as confident as this names the subject of the reporting verb."""

MAX_NAMING_DISTANCE_WORDS = 8
"""How far before the marks «назвал» may stand."""

_COMMA_AFTER = re.compile(r"\s*,\s*(?=[а-яё])")
_RESUMING = re.compile(r"(?:[^.!?]|(?<=\b[А-ЯЁ])\.){0,200}[.!?]?\s*[—–-]\s*")
_INNER_COLON = re.compile(r"^([^«»\"„“”:]{3,60}):\s*[«\"„“]")
_LISTED = re.compile(r"[\s,;.]*(?:и|или)?\s*")

Rule = Callable[[QuotedSpan, "DetectedQuote | None"], "DetectedQuote | None"]


def interrupted(span: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """«[quote Я потерплю], — [cue ответил] [speaker Матвей]. — [quote До весны]».

    The author's clause may also stand at the end, inside the marks:

    «[quote Не знаю], — [cue сказал] [speaker Матвей]».
    """
    paragraph, content = span.paragraph, span.content
    tail = tail_clause(paragraph, content)
    if tail:
        span = replace(span, content=tail[0])
        return detected(span, "interrupted", tail[1])
    _, attributions = find_interruptions(paragraph, content)
    return detected(span, "interrupted", attributions[0]) if attributions else None


def title_with_speaker(span: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """В статье «[speaker Антон Красовский]: «[quote Я такой же человек, как все]»».

    A headline quoted as a whole contains another quotation.
    """
    match = _INNER_COLON.match(span.text)
    if not match or not span.before.strip():
        return None
    start = span.content.start
    words = span.paragraph.words_of(start, start + match.end(1))
    attribution = speaker_before_colon(words)
    if attribution is None:
        return None
    said = span.text[match.end() :].rstrip(CLOSING)
    content = Span(start + match.end(), start + match.end() + len(said))
    return replace(detected(span, "title_with_speaker", attribution), content=content)


def content_dash_cue(span: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """«[quote Мы ждём решений]», — [cue заявил] [speaker министр].

    Right after the dash any verb is taken for a reporting one:

    «[quote Ну и ладно]», — [cue машет] рукой [speaker Иванов].
    """
    dash = DASH_AFTER.match(span.after)
    if not dash or not stands_alone(span) or not span.right_words:
        return None
    separated = bool(dash.group(1)) or span.text.rstrip()[-1:] in ",!?…."
    if not separated and not is_utterance(span):
        return None
    attribution = attribution_after(span.right_words)
    return detected(span, "content_dash_cue", attribution) if attribution else None


def cue_colon_content(span: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """На это [speaker Каспаров] [cue сказал]: «[quote Традиции шахмат нарушены]».

    The quotation may also begin the next paragraph:

    На это [speaker Каспаров] [cue сказал]:
    «[quote Традиции шахмат нарушены]».
    """
    words = words_before_colon(span)
    if not words:
        return None
    attribution = announced_speaker(words) or owner_of_words(words)
    if attribution is None or not (is_utterance(span) or attribution.group == "speech"):
        return None
    return detected(span, "cue_colon_content", attribution)


def colon_content(span: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """[speaker Тренер] только [cue развёл] руками: «[quote Мы сделали всё, что могли]»."""
    if not span.before.rstrip().endswith(":") or not is_utterance(span):
        return None
    if continues_list(span):
        return None
    attribution = any_subject(span.left_words) or first_subject(span.left_words, speaking=True)
    if attribution is None:
        return None
    return detected(span, "colon_content", attribution, confidence=0.6)


def resumed(span: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """«[quote Не знаю]», — [cue сказал] [speaker Матвей]. — «[quote Посмотрим]»."""
    if previous is None or previous.paragraph is not span.paragraph:
        return None
    between = span.paragraph.text[previous.content.end + 1 : span.content.start - 1]
    if not _RESUMING.fullmatch(between) or not previous.attribution:
        return None
    return detected(span, "resumed", continues=True)


def content_comma_cue(span: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """«[quote Пожар потушен]», [cue говорится] в сообщении [speaker полиции]."""
    if not _COMMA_AFTER.match(span.after) or not stands_alone(span):
        return None
    words = span.right_words
    attribution = find_attribution(words, follows_quote=True)
    if attribution is None or attribution.cue > 2 or words[0].lower in CONTRASTING:
        return None
    kind: QuoteKind = "direct" if is_whole_clause(span) else "mixed"
    return detected(span, "content_comma_cue", attribution, kind) if is_utterance(span) else None


def shout(span: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """[speaker Рыбаки] [cue скандировали] «[quote Верните воду!]»

    Рыболов [speaker Седов] вышел на площадь с [cue плакатом] «[quote Мы хотим воды]».
    """
    words = span.left_words
    if not words or span.before.rstrip()[-1] in ":,—–" or not is_exclamation(span):
        return None
    at = len(words) - 1
    if verb_reading(words[at], "speech"):
        attribution = find_attribution(words, follows_quote=False)
    elif words[at].lemmas & cue_words("shouts"):
        attribution = any_subject(words)
        attribution = attribution and replace(attribution, cue=at, cue_end=at + 1)
    else:
        return None
    if attribution is None or not attribution.has_speaker:
        return None
    return detected(span, "shout", attribution, confidence=0.9)


def shout_in_list(span: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """[speaker Рыбаки] [cue скандировали] «[quote Верните воду!]» и «[quote Долой плотину!]»."""
    if previous is None or previous.paragraph is not span.paragraph or not is_exclamation(span):
        return None
    if previous.rule not in ("shout", "shout_in_list", "cue_colon_content"):
        return None
    between = span.paragraph.text[previous.content.end + 1 : span.content.start - 1]
    return detected(span, "shout_in_list", continues=True) if _LISTED.fullmatch(between) else None


def according_to(span: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """[cue По словам] [speaker Иванова], сейчас «[quote дороги почти не ремонтируют]»."""
    return _built_in(span, "according_to", (according,))


def said_that(span: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """[speaker Порошенко] [cue заявил], что у Киева «[quote есть полное понимание дела]»."""
    quote = _built_in(span, "said_that", ATTRIBUTION_RULES)
    if quote is None or quote.attribution is None or quote.attribution.group == "according":
        return None
    # «По словам министра, Москва согласилась, что «…»: Москва agrees, the minister is quoted.
    is_doubtful = quote.attribution.confidence < MIN_SUBJECT_CONFIDENCE
    return None if is_doubtful and according_to(span, previous) else quote


def named_as(span: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """[speaker Гудков] [cue назвал] это «[quote фальстартом]»."""
    if not span.text[:1].islower():
        return None
    words = span.left_words
    for at in range(len(words) - 1, max(-1, len(words) - MAX_NAMING_DISTANCE_WORDS), -1):
        if words[at].title:
            return None
        verb = finite_verb(words[at])
        if verb and verb.lemma in cue_words("naming") and is_predicate(span):
            attribution = subject_of(words, at, verb, "naming", follows_quote=False)
            phrase = attribution.phrase
            # «В профсоюзе назвали» has no subject; elsewhere in a clause a place is only a place.
            is_source = phrase is not None and (phrase.case == "nomn" or phrase.start <= 1)
            if phrase is not None and is_source and phrase.can_speak:
                return detected(span, "named_as", attribution, "mixed", confidence=0.8)
    return None


RULES: tuple[Rule, ...] = (
    interrupted,
    title_with_speaker,
    name_colon_content,
    resumed,
    content_dash_cue,
    content_dash_name,
    cue_colon_content,
    content_comma_cue,
    colon_content,
    text_colon_content,
    shout,
    shout_in_list,
    named_as,
    said_that,
    according_to,
    content_colon_clause,
    standing_alone,
)


def _built_in(
    span: QuotedSpan, rule: str, rules: Sequence[AttributionRule]
) -> DetectedQuote | None:
    """Words built into the author's sentence, which names their speaker before or after them."""
    if not is_fragment(span) or not is_clause(span):
        return None
    for words, follows_quote in ((span.left_words, False), (span.right_words, True)):
        attribution = find_attribution(words, follows_quote, rules)
        if attribution and attribution.has_speaker and governs(attribution, follows_quote):
            kind: QuoteKind = "direct" if is_whole_clause(span) else "mixed"
            return detected(span, rule, attribution, kind, confidence=0.9)
    return None
