"""The rules that recognize quotations by whole paragraphs: dialogue with dashes, interviews, block
quotations.

Each rule looks at the paragraphs from a number on and returns the quotations they are; the search
continues after them. As in `rules.py`, the example in its docstring is its test.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from searchtool.core.model import Span
from searchtool.quotes.clauses.attribution import Attribution
from searchtool.quotes.clauses.attribution_finder import speaker_before_colon
from searchtool.quotes.clauses.subjects import any_subject
from searchtool.quotes.detection.conditions import has_verb
from searchtool.quotes.detection.detected import DetectedQuote, trim
from searchtool.quotes.detection.interruptions import (
    MAX_CUE_POSITION,
    attribution_after,
    find_interruptions,
    tail_clause,
)
from searchtool.quotes.detection.markup import PICTURE
from searchtool.quotes.detection.segmentation import Paragraph
from searchtool.quotes.detection.signatures import announced_speaker
from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.tokens import Word

QUESTION, ANSWER = "Вопрос", "Ответ"

MIN_TURNS = 3
"""Paragraphs that begin with a name make an interview if there are this many."""

MAX_TURN_PARAGRAPHS = 8
MAX_BLOCK_PARAGRAPHS = 6

MAX_LETTER_PARAGRAPHS = 15
MIN_BLOCK_WORDS = 5
"""What is cited without a full stop at its end has at least as many words, and a verb."""

_FIRST_PERSON = re.compile(r"\b(?:[Яя]|[Мм]не|[Мм]еня|мной|[Мм]ы|[Нн]ам|[Нн]ас|нами)\b")
_LINKED = re.compile(r"https?:|@\w|t\.me|[Пп]одпис")
_DASH_START = re.compile(r"[—–-]\s+")
_LABEL = re.compile(r"((?:[А-ЯЁA-Z][\w.-]*)(?: [А-ЯЁA-Z][\w.-]*){0,3}):\s+(?!http)\S")
_SIGNED = re.compile(r"[—–-]\s+[а-яё][^\n]{5,120}$")
_BULLET = re.compile(rf"$|{PICTURE}|[«\"„“—–•*-]|\d+[.)]")

ParagraphRule = Callable[[Sequence[Paragraph], int], list[DetectedQuote]]


def dialogue(paragraphs: Sequence[Paragraph], first: int) -> list[DetectedQuote]:
    """— [quote А Чехова читали?] — [cue спросила] [speaker Дубровина].

    Paragraphs in a row that begin with a dash are a dialogue if one of them names a speaker.
    """
    detected: list[DetectedQuote] = []
    if first and _is_line_of_dialogue(paragraphs[first - 1]):
        return []  # looked at together with the first line
    for paragraph in islice(paragraphs, first, None):
        if not _is_line_of_dialogue(paragraph):
            break
        detected += _line_of_dialogue(paragraph)
    if not any(quote.attribution for quote in detected):
        return []
    lead = paragraphs[first - 1] if first else None
    if detected[0].attribution is None and lead and lead.own_text.endswith(":"):
        attribution = announced_speaker(lead.words(*lead.sentences[-1]))
        detected[0] = replace(detected[0], attribution=attribution)
    return detected


def _is_line_of_dialogue(paragraph: Paragraph) -> bool:
    return bool(_DASH_START.match(paragraph.own_text))


def _line_of_dialogue(paragraph: Paragraph) -> Iterator[DetectedQuote]:
    text = paragraph.text
    dash = _DASH_START.match(paragraph.own_text)
    start = paragraph.span.start + (dash.end() if dash else 0)
    content = Span(start, paragraph.span.end)
    last: Attribution | None = None
    tail = tail_clause(paragraph, content)
    if tail:
        content, last = tail
    pieces, attributions = find_interruptions(paragraph, content)
    for number, piece in enumerate(pieces):
        attribution = attributions[min(number, len(attributions) - 1)] if attributions else last
        if number == len(pieces) - 1 and last:
            attribution = last
        yield DetectedQuote(
            trim(piece, text),
            paragraph,
            "dialogue",
            "direct",
            attribution,
            continues=attribution is None,
        )


def block_after_colon(paragraphs: Sequence[Paragraph], first: int) -> list[DetectedQuote]:
    """[speaker Врач] [cue сообщила] о её здоровье:
    [quote У неё был кашель. Сейчас она поправляется.]

    The paragraph after one that ends with a colon and names the speaker; those that follow without
    a blank line belong to it, and those in the first person like it. The speaker may be named at
    its end, too:

    Посёлок три дня без воды, мэр просит потерпеть:
    [quote Мы чиним трубу и завтра закончим], — [cue говорит] [speaker Иван Лядов].
    """
    if first == 0 or not paragraphs[first - 1].own_text.rstrip().endswith(":"):
        return []
    lead, paragraph = paragraphs[first - 1], paragraphs[first]
    own = paragraph.own_text.strip()
    gap = _line_ends_between(lead, paragraph)
    if lead.is_heading or _BULLET.match(own) or gap > 2:  # something has been removed between them
        return []
    if tail := tail_clause(paragraph, paragraph.span):
        return [_part_of_block(paragraph, tail[1], content=tail[0])]
    words = lead.words(*lead.sentences[-1])
    cued = announced_speaker(words)
    attribution = cued if cued and cued.has_speaker else any_subject(words) or cued
    is_announced = (cued is not None and not _is_author(cued)) or _names_text(words)
    is_cited = gap == 1 and is_announced and _is_long(paragraph)
    if attribution is None or not (attribution.has_speaker or is_cited):
        return []
    if not is_cited and (own[-1] not in '.!?…»"' or paragraph.is_heading):
        return []
    block = enumerate(_block(paragraphs, first))
    return [_part_of_block(part, attribution, continues=number > 0) for number, part in block]


def signed_block(paragraphs: Sequence[Paragraph], first: int) -> list[DetectedQuote]:
    """[quote У нас на реке много мостов, хватит и лодкам, и поездам]
    — [cue добавил] [speaker Лядов].
    """
    paragraph = paragraphs[first]
    if first + 1 >= len(paragraphs) or not _SIGNED.match(paragraphs[first + 1].own_text):
        return []
    if _BULLET.match(paragraph.own_text) or not _is_long(paragraph):
        return []
    signed = paragraphs[first + 1]
    attribution = attribution_after(signed.words_of(*signed.span))
    if attribution is None or not attribution.has_speaker or attribution.cue > MAX_CUE_POSITION:
        return []
    return [replace(_part_of_block(paragraph, attribution), rule="signed_block")]


def _is_author(cued: Attribution) -> bool:
    """Whether the author speaks of himself: «рассказываем:»."""
    readings = cued.words[cued.cue].readings
    return not cued.has_speaker and any(reading.tag.person == "1per" for reading in readings)


def _names_text(words: Sequence[Word]) -> bool:
    texts = cue_words("words") | cue_words("documents")
    return any(word.lemmas & texts for word in words)


def _is_long(paragraph: Paragraph) -> bool:
    words = paragraph.words_of(*paragraph.span)
    return len(words) >= MIN_BLOCK_WORDS and has_verb(words)


def _part_of_block(
    part: Paragraph, attribution: Attribution, continues: bool = False, content: Span | None = None
) -> DetectedQuote:
    span = trim(content or part.span, part.text)
    return DetectedQuote(span, part, "block_after_colon", "direct", attribution, continues, 0.7)


def _block(paragraphs: Sequence[Paragraph], first: int) -> list[Paragraph]:
    """The paragraphs of a block quotation: up to the next blank line, else those in the first
    person."""
    last = first
    while last + 1 < len(paragraphs):
        following = paragraphs[last + 1]
        if _line_ends_between(paragraphs[last], following) > 1:
            if last > first:
                return list(paragraphs[first : last + 1])
            return _personal_block(paragraphs, first)
        if (
            following.is_heading
            or following.own_text.rstrip().endswith(":")
            or last - first >= MAX_BLOCK_PARAGRAPHS
        ):
            return [paragraphs[first]]
        last += 1
    return [paragraphs[first]]


def _personal_block(paragraphs: Sequence[Paragraph], first: int) -> list[Paragraph]:
    """The paragraphs of a letter or post: all are in the first person, and nobody is quoted."""
    last = first
    for number in range(first, min(first + MAX_LETTER_PARAGRAPHS, len(paragraphs))):
        paragraph = paragraphs[number]
        own = paragraph.own_text
        if not _FIRST_PERSON.search(own) or _LINKED.search(own):
            break
        if number > first and (paragraph.quoted or own.rstrip().endswith(":")):
            break
        last = number
    return list(paragraphs[first : last + 1])


def _line_ends_between(one: Paragraph, other: Paragraph) -> int:
    return one.text.count("\n", one.span.end, other.span.start)


def interview(paragraphs: Sequence[Paragraph], first: int) -> list[DetectedQuote]:
    """[speaker Иван Бунин]: [quote Где вы встречались?]
    [speaker Мустафа Джемилев]: [quote Мы встречались в Киеве.]
    [speaker Иван Бунин]: [quote И что он сказал?]
    [speaker Мустафа Джемилев]: [quote Он обещал подумать.]

    Paragraphs that begin with one of several names and a colon. «Ответ» stands for the person who
    is interviewed, «Вопрос» for somebody the text does not name.
    """
    turns = _turns(paragraphs, first) if _label(paragraphs[first]) else []
    detected: list[DetectedQuote] = []
    turn: DetectedQuote | None = None
    for number in range(first, turns[-1] + 1 if turns else first):
        paragraph = paragraphs[number]
        if number in turns:
            turn = _turn(paragraph)
        elif turn:
            turn = replace(turn, content=paragraph.span, paragraph=paragraph, continues=True)
        if turn and (number in turns or not paragraph.is_heading):
            detected.append(turn)
    return detected


def _turns(paragraphs: Sequence[Paragraph], first: int) -> list[int]:
    """The numbers of the paragraphs from `first` on where somebody begins to speak; empty if this
    is not an interview."""
    turns = [first]
    for number in range(first + 1, len(paragraphs)):
        if number - turns[-1] > MAX_TURN_PARAGRAPHS:
            break
        if _label(paragraphs[number]):
            turns.append(number)
    labels = Counter(_label(paragraphs[number]) for number in turns)
    turns = [number for number in turns if labels[_label(paragraphs[number])] > 1]
    speakers = {_label(paragraphs[number]) for number in turns}
    is_interview = len(turns) >= MIN_TURNS and len(speakers) > 1 and turns[0] == first
    return turns if is_interview and any(map(_is_name, speakers)) else []


def _is_name(label: str) -> bool:
    """Whether a label is like «Ответ», «Мустафа Джемилев», «В.Путин», not like «Фото»."""
    return label == ANSWER or " " in label or "." in label


def _label(paragraph: Paragraph) -> str:
    match = _LABEL.match(paragraph.own_text)
    return match.group(1) if match else ""


def _turn(paragraph: Paragraph) -> DetectedQuote | None:
    """What one of the speakers says; None for a question without a name."""
    label = _label(paragraph)
    if label == QUESTION:
        return None
    start = paragraph.span.start
    words = paragraph.words_of(start, start + len(label))
    attribution = (
        Attribution(words, 0, 0, "answer") if label == ANSWER else speaker_before_colon(words)
    )
    content = trim(Span(start + len(label) + 1, paragraph.span.end), paragraph.text)
    return (
        DetectedQuote(content, paragraph, "interview", "direct", attribution)
        if attribution
        else None
    )


PARAGRAPH_RULES: tuple[ParagraphRule, ...] = (dialogue, interview, block_after_colon, signed_block)
