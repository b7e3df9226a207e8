"""A document's paragraphs in, quotations out: an ordered list of small named rules.

Each rule looks at what stands in quotation marks and at the sentence around it, and answers with
a Finding or with nothing; the first answer counts. The examples in the docstring of a rule are its
tests: [quote …], [cue …] and [speaker …] are what it finds.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from searchtool.core.model import QuoteKind, Span
from searchtool.quotes.clauses.attribution import Attribution
from searchtool.quotes.clauses.attribution_finder import (
    MATCHERS,
    AttributionRule,
    according,
    find_attribution,
    owner_of_words,
    speaker_before_colon,
)
from searchtool.quotes.clauses.subjects import any_subject, finite_verb, subject_of
from searchtool.quotes.detection.conditions import (
    CONTRASTING,
    continues_list,
    governs,
    is_clause,
    is_fragment,
    is_predicate,
    is_utterance,
    previous_sentence_source,
    signature,
    stands_alone,
    words_before_colon,
)
from searchtool.quotes.detection.detected import DetectedQuote, trim
from searchtool.quotes.detection.interruptions import find_interruptions, source_after, tail_clause
from searchtool.quotes.detection.paragraph_rules import PARAGRAPH_RULES
from searchtool.quotes.detection.quotation_marks import CLOSING
from searchtool.quotes.detection.segmentation import Paragraph, QuotedSpan, candidates
from searchtool.quotes.grammar.cues import cue_words, may_report_in

MIN_SUBJECT_CONFIDENCE = 0.7
"""An attribution as confident as this names the subject of the reporting verb."""

FARTHEST_NAMING = 8
"""So many words back from the marks «назвал» is looked for."""

_DASH_AFTER = re.compile(r"[»”\"]?\s*([,.!?…]*)\s*[—–-]+\s*")
_DIVIDED = re.compile(r"[,.!?…;:]\s*[—–-]\s|:\s*[«\"„“]")
_COMMA_AFTER = re.compile(r"\s*,\s*(?=[а-яё])")
_RESUMING = re.compile(r"(?:[^.!?]|(?<=\b[А-ЯЁ])\.){0,200}[.!?]?\s*[—–-]\s*")
_INNER_COLON = re.compile(r"^([^«»\"„“”:]{3,60}):\s*[«\"„“]")


Rule = Callable[[QuotedSpan, "DetectedQuote | None"], "DetectedQuote | None"]


def detect_quotes(paragraphs: Sequence[Paragraph]) -> list[DetectedQuote]:
    """The quotations of a document in text order."""
    found: list[DetectedQuote] = []
    number = 0
    while number < len(paragraphs):
        whole = _apply_paragraph_rules(paragraphs, number)
        found += whole
        if not whole:
            for candidate in candidates(paragraphs[number]):
                own = list(_apply_rules(candidate, found[-1] if found else None))
                _pass_back(own, found)
                found += own
        number = whole[-1].paragraph.number + 1 if whole else number + 1
    return found


def _pass_back(own: Sequence[DetectedQuote], found: list[DetectedQuote]) -> None:
    """Who is named after the last paragraph of a quotation has said those before it, too."""
    paragraph: Paragraph | None = own[0].paragraph if own and own[0].source else None
    for number in range(len(found) - 1, -1, -1):
        if paragraph is None or not paragraph.continues_quote:
            return
        if found[number].paragraph is not paragraph.before:
            return
        paragraph = found[number].paragraph
        found[number] = replace(found[number], source=own[0].source, continues=True)


def _apply_paragraph_rules(paragraphs: Sequence[Paragraph], number: int) -> list[DetectedQuote]:
    for rule in PARAGRAPH_RULES:
        if findings := rule(paragraphs, number):
            return findings
    return []


def _apply_rules(candidate: QuotedSpan, previous: DetectedQuote | None) -> Iterator[DetectedQuote]:
    if not _may_be_quotation(candidate):
        return
    for rule in RULES:
        finding = rule(candidate, previous)
        if finding is not None:
            yield from _divide(finding, candidate)
            return


def _may_be_quotation(candidate: QuotedSpan) -> bool:
    """Whether a rule can answer at all. Most of what stands in marks is a title in a sentence that
    reports nothing, which is told without reading a word."""
    before = candidate.before.strip()
    if not before or before[-1] in ":—–-" or candidate.text[:1].islower():
        return True
    if _DASH_AFTER.match(candidate.after) or _DIVIDED.search(candidate.text):
        return True
    text = candidate.paragraph.text
    return may_report_in(text, *candidate.left) or may_report_in(text, *candidate.right)


def _finding(
    candidate: QuotedSpan,
    rule: str,
    source: Attribution | None = None,
    kind: QuoteKind = "direct",
    continues: bool = False,
    confidence: float = 1.0,
) -> DetectedQuote:
    return DetectedQuote(
        candidate.content, candidate.paragraph, rule, kind, source, continues, confidence
    )


# What stands in quotation marks: rules.


def interrupted(candidate: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """«[quote Я потерплю], — [cue ответил] [speaker Матвей]. — [quote До весны]».

    The clause may also end what stands in marks:

    «[quote Не знаю], — [cue сказал] [speaker Матвей]».
    """
    paragraph, content = candidate.paragraph, candidate.content
    tail = tail_clause(paragraph, content)
    if tail:
        candidate = replace(candidate, content=tail[0])
        return _finding(candidate, "interrupted", tail[1])
    _, sources = find_interruptions(paragraph, content)
    return _finding(candidate, "interrupted", sources[0]) if sources else None


def title_with_speaker(
    candidate: QuotedSpan, previous: DetectedQuote | None
) -> DetectedQuote | None:
    """В статье «[speaker Антон Красовский]: «[quote Я такой же человек, как все]»».

    A headline that is quoted whole holds a quotation of its own.
    """
    match = _INNER_COLON.match(candidate.text)
    if not match or not candidate.before.strip():
        return None
    start = candidate.content.start
    words = candidate.paragraph.words_of(start, start + match.end(1))
    source = speaker_before_colon(words)
    if source is None:
        return None
    said = candidate.text[match.end() :].rstrip(CLOSING)
    content = Span(start + match.end(), start + match.end() + len(said))
    return replace(_finding(candidate, "title_with_speaker", source), content=content)


def name_colon_content(
    candidate: QuotedSpan, previous: DetectedQuote | None
) -> DetectedQuote | None:
    """[speaker Гарри Каспаров]: «[quote Он будет чемпионом]»."""
    if not candidate.before.rstrip().endswith(":"):
        return None
    source = speaker_before_colon(candidate.left_words)
    if source is None or (continues_list(candidate) and not is_utterance(candidate)):
        return None
    return _finding(candidate, "name_colon_content", source)


def content_dash_cue(candidate: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """«[quote Мы ждём решений]», — [cue заявил] [speaker министр].

    Any verb right after the dash reports:

    «[quote Ну и ладно]», — [cue машет] рукой [speaker Иванов].
    """
    dash = _DASH_AFTER.match(candidate.after)
    if not dash or not stands_alone(candidate) or not candidate.right_words:
        return None
    separated = bool(dash.group(1)) or candidate.text.rstrip()[-1:] in ",!?…."
    if not separated and not is_utterance(candidate):
        return None
    source = source_after(candidate.right_words)
    return _finding(candidate, "content_dash_cue", source) if source else None


def cue_colon_content(
    candidate: QuotedSpan, previous: DetectedQuote | None
) -> DetectedQuote | None:
    """На это [speaker Каспаров] [cue сказал]: «[quote Традиции шахмат нарушены]».

    The quotation may also begin the next paragraph:

    На это [speaker Каспаров] [cue сказал]:
    «[quote Традиции шахмат нарушены]».
    """
    words = words_before_colon(candidate)
    if not words:
        return None
    source = find_attribution(words, follows_quote=False) or owner_of_words(words)
    if source is None or not (is_utterance(candidate) or source.group == "speech"):
        return None
    return _finding(candidate, "cue_colon_content", source)


def colon_content(candidate: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """[speaker Тренер] только [cue развёл] руками: «[quote Мы сделали всё, что могли]»."""
    if not candidate.before.rstrip().endswith(":") or not is_utterance(candidate):
        return None
    if continues_list(candidate):
        return None
    source = any_subject(candidate.left_words)
    if source is None:
        return None
    return _finding(candidate, "colon_content", source, confidence=0.6)


def resumed(candidate: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """«[quote Не знаю]», — [cue сказал] [speaker Матвей]. — «[quote Посмотрим]»."""
    if previous is None or previous.paragraph is not candidate.paragraph:
        return None
    between = candidate.paragraph.text[previous.content.end + 1 : candidate.content.start - 1]
    if not _RESUMING.fullmatch(between) or not previous.source:
        return None
    return _finding(candidate, "resumed", continues=True)


def content_comma_cue(
    candidate: QuotedSpan, previous: DetectedQuote | None
) -> DetectedQuote | None:
    """«[quote Пожар потушен]», [cue говорится] в сообщении [speaker полиции]."""
    if not _COMMA_AFTER.match(candidate.after) or not stands_alone(candidate):
        return None
    words = candidate.right_words
    source = find_attribution(words, follows_quote=True)
    if source is None or source.cue > 2 or words[0].lower in CONTRASTING:
        return None
    return _finding(candidate, "content_comma_cue", source) if is_utterance(candidate) else None


def according_to(candidate: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """[cue По словам] [speaker Иванова], сейчас «[quote дороги почти не ремонтируют]»."""
    return _built_in(candidate, "according_to", (according,))


def said_that(candidate: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """[speaker Порошенко] [cue заявил], что у Киева «[quote есть полное понимание дела]»."""
    finding = _built_in(candidate, "said_that", MATCHERS)
    if finding is None or finding.source is None or finding.source.group == "according":
        return None
    # «По словам министра, Москва согласилась, что «…»: who agrees is not who is quoted.
    is_doubtful = finding.source.confidence < MIN_SUBJECT_CONFIDENCE
    return None if is_doubtful and according_to(candidate, previous) else finding


def named_as(candidate: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """[speaker Гудков] [cue назвал] это «[quote фальстартом]»."""
    if not candidate.text[:1].islower():
        return None
    words = candidate.left_words
    for at in range(len(words) - 1, max(-1, len(words) - FARTHEST_NAMING), -1):
        if words[at].title:
            return None
        verb = finite_verb(words[at])
        if verb and verb.lemma in cue_words("naming") and is_predicate(candidate):
            source = subject_of(words, at, verb, "naming", follows_quote=False)
            phrase = source.phrase
            # «В профсоюзе назвали» has no subject; a place elsewhere is only a place.
            is_source = phrase is not None and (phrase.case == "nomn" or phrase.start <= 1)
            if phrase is not None and is_source and phrase.can_speak:
                return _finding(candidate, "named_as", source, "mixed", confidence=0.8)
    return None


def standing_alone(candidate: QuotedSpan, previous: DetectedQuote | None) -> DetectedQuote | None:
    """Иванов рассказал о планах. «[quote Мы построим новый мост]»."""
    if candidate.before.strip() or candidate.after.strip(" .!?…\n\u00a0"):
        return None
    if candidate.paragraph.is_heading or not is_utterance(candidate):
        return None
    source = signature(candidate) or previous_sentence_source(candidate)
    if source is None and previous is None and not candidate.is_open:
        return None
    return _finding(candidate, "standing_alone", source, continues=True, confidence=0.8)


RULES: tuple[Rule, ...] = (
    interrupted,
    title_with_speaker,
    name_colon_content,
    resumed,
    content_dash_cue,
    cue_colon_content,
    content_comma_cue,
    colon_content,
    named_as,
    said_that,
    according_to,
    standing_alone,
)


def _divide(finding: DetectedQuote, candidate: QuotedSpan) -> Iterator[DetectedQuote]:
    """Its parts, each with the clause that attributes it; a source after the last part is its."""
    text = finding.paragraph.text
    pieces, sources = find_interruptions(finding.paragraph, finding.content)
    if not sources:
        yield replace(finding, content=trim(finding.content, text))
        return
    for number, piece in enumerate(pieces):
        source = sources[min(number, len(sources) - 1)]
        yield replace(finding, content=piece, source=source)


def _built_in(
    candidate: QuotedSpan, rule: str, matchers: Sequence[AttributionRule]
) -> DetectedQuote | None:
    """Words built into the author's sentence, which names their source before or after them."""
    if not is_fragment(candidate) or not is_clause(candidate):
        return None
    for words, follows_quote in ((candidate.left_words, False), (candidate.right_words, True)):
        source = find_attribution(words, follows_quote, matchers)
        if source and source.has_speaker and governs(source, follows_quote):
            return _finding(candidate, rule, source, confidence=0.9)
    return None
