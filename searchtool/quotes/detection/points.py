"""Finds what somebody says in points, a line each, below a line that announces it."""

import re
from collections.abc import Iterator, Sequence

from searchtool.core.model import QuoteKind, Span
from searchtool.quotes.clauses.attribution import Attribution
from searchtool.quotes.clauses.attribution_finder import speaker_before_colon
from searchtool.quotes.detection.conditions import has_verb
from searchtool.quotes.detection.detected import DetectedQuote, trim
from searchtool.quotes.detection.markup import PICTURE
from searchtool.quotes.detection.segmentation import Paragraph
from searchtool.quotes.detection.signatures import (
    announced_speaker,
    first_subject,
    owner_of_text,
    verbless_speaker,
)
from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.tokens import Word

MIN_POINTS = 2
MIN_POINT_WORDS = 3
MAX_LEAD_WORDS = 30

_POINT = re.compile(rf"(?:[—–•●■◦*+-]|\d\d?[.)]|\d\ufe0f?\u20e3|{PICTURE})[\s\ufe0f]*(?=[\w«\"(])")
_DASH = re.compile(r"[—–-]\s")
_ONLY_ANNOUNCES = re.compile(
    r"(?i)\W*(?:сам\w+ |еще |ещё |друг\w+ |и )?"
    r"(?:главн\w*|основн\w*|ключев\w*|коротко|тезис\w*|заявлени\w*|высказывани\w*|цитат\w*)"
    r"(?: (?:тезис|заявлени|высказывани|цитат|мысл|пункт|момент|из)\w*)*\W*:"
)
_PLANNING = frozenset({"предложить", "предлагать", "рассуждать", "размышлять", "просить"})
"""These announce what is in the points, not what is said there."""
_FIRST_PERSON = re.compile(r"(?i)\b(?:я|мне|меня|мною|мы|нам|нас|нами|наш\w*|мой|моя|мое|мои)\b")


def points(paragraphs: Sequence[Paragraph], first: int) -> list[DetectedQuote]:
    """Главное из [cue выступления] [speaker Седова]:
    — [quote Мы вернём людям воду];
    — [quote плотину снесут к весне].

    Points in the third person are retold, those in the first are not, nor is a single line:

    [speaker Седов] [cue ответил]:
    — [quote Плотину снесут к весне].
    """
    lead = paragraphs[first - 1] if first else None
    if lead is None or not lead.own_text.rstrip().endswith(":"):
        return []
    line = paragraphs[first]
    if not _is_point(line) or (_is_point(lead) and lead.own_text[0] == line.own_text[0]):
        return []
    lines = list(_points(paragraphs, first))
    if not lines or not (attribution := _announced_speaker(lead)):
        return []
    is_line = len(lines) == 1 and not _is_followed(paragraphs, lines[0][0])
    if len(lines) < MIN_POINTS and not (is_line and attribution.group == "speech"):
        return []
    is_own = any(_FIRST_PERSON.search(content.of(line.text)) for line, content in lines)
    kind: QuoteKind = "direct" if is_line or is_own else "indirect"
    return [
        DetectedQuote(content, line, "points", kind, attribution, number > 0, 0.85)
        for number, (line, content) in enumerate(lines)
    ]


def _is_followed(paragraphs: Sequence[Paragraph], line: Paragraph) -> bool:
    following = paragraphs[line.number + 1 : line.number + 2]
    return not _DASH.match(line.own_text) or any(map(_is_point, following))


def _is_point(paragraph: Paragraph) -> bool:
    return bool(_POINT.match(paragraph.own_text))


def _points(paragraphs: Sequence[Paragraph], first: int) -> Iterator[tuple[Paragraph, Span]]:
    """The points that are statements, each with its place; names of things are none. All begin with
    the same mark, or a number."""
    begins = paragraphs[first].own_text[0]
    for number in range(first, len(paragraphs)):
        paragraph = paragraphs[number]
        mark = _POINT.match(paragraph.own_text)
        if mark is None or (mark[0][0] != begins and not mark[0][0].isdigit()):
            return
        content = trim(Span(paragraph.span.start + mark.end(), paragraph.span.end), paragraph.text)
        content = Span(content.start, content.start + len(content.of(paragraph.text).rstrip(" ;.")))
        words = paragraph.words_of(*content)
        is_clause = has_verb(words) or any("—" in word.gap for word in words[1:])
        if len(words) >= MIN_POINT_WORDS and is_clause:
            yield paragraph, content


def _announced_speaker(lead: Paragraph) -> Attribution | None:
    """Who speaks in the points below a line: who says or has said something in it, or who is the
    subject of the sentence before «Главное:»."""
    sentence = lead.sentences[-1]
    if _ONLY_ANNOUNCES.fullmatch(sentence.of(lead.text).strip()):
        return _subject_before(lead)
    words = lead.words(*sentence)
    if not words or len(words) > MAX_LEAD_WORDS:
        return None
    if lead.cues_in(sentence):
        spoken = announced_speaker(words)
        if spoken is not None and spoken.has_speaker and _is_person(spoken):
            cue = words[spoken.cue].lemmas
            return None if cue & (cue_words("unclausal") | _PLANNING) else spoken
    if named := speaker_before_colon(words):
        return named
    stated = cue_words("words") | cue_words("statements")
    return owner_of_text(words) if any(word.lemmas & stated for word in words) else None


def _subject_before(lead: Paragraph) -> Attribution | None:
    paragraph, sentences = lead, lead.sentences[:-1]
    if not sentences and lead.before is not None:
        paragraph, sentences = lead.before, lead.before.sentences
    for sentence in sentences[:1]:
        words: Sequence[Word] = paragraph.words(*sentence)
        found = first_subject(words) or verbless_speaker(words)
        return found if found is not None and _is_person(found) else None
    return None


def _is_person(attribution: Attribution) -> bool:
    return attribution.phrase is None or attribution.phrase.can_speak
