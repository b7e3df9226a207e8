"""The rules that recognize statements retold without marks.

Each rule looks at one sentence of the author's and yields the statements it reports. As in
`detection/rules.py`, the example in a docstring is its test: what is retold stands in [quote …],
who says so in [speaker …], by which word in [cue …].
"""

from collections.abc import Callable, Iterator, Sequence

from searchtool.quotes.clauses.attribution import Attribution
from searchtool.quotes.clauses.attribution_finder import speaker_before_colon
from searchtool.quotes.grammar.person_names import is_abbreviation
from searchtool.quotes.grammar.tokens import Word
from searchtool.quotes.indirect.attributions import (
    attribution_at,
    can_state,
    earlier_subject,
    moved,
)
from searchtool.quotes.indirect.clauses import (
    begin_of_clause,
    end_of_clause,
    governing_cue,
    is_negated,
)
from searchtool.quotes.indirect.parentheses import (
    MIN_PART_WORDS,
    behind_description,
    behind_opener,
    divided_begin,
    parenthesis_at,
    without_tail,
)
from searchtool.quotes.indirect.sentence import Sentence, Statement, has_predicate, has_verb

MAX_LABEL_WORDS = 9
"""Of a name or office before a colon."""

Rule = Callable[[Sentence], Iterator[Statement]]


def about_that_said(sentence: Sentence) -> Iterator[Statement]:
    """О том, что [quote мост откроют весной], [cue заявил] [speaker Иван Петров]."""
    words = sentence.words
    if len(words) < 6 or words[0].lower not in ("о", "об") or words[1].lower != "том":
        return
    begin = begin_of_clause(words, 2) if 2 in sentence.boundaries else None
    if begin is None:
        return
    for at in reversed(sentence.boundaries):
        cues = [cue for cue in sentence.cues if at <= cue]
        if at > begin and cues:
            attribution = attribution_at(words[at:], cues[0] - at, follows_quote=True)
            if attribution is not None:
                found = moved(attribution, words, at)
                yield Statement(begin, at, found, "about_that_said")
                return


def said_that_clause(sentence: Sentence) -> Iterator[Statement]:
    """[speaker Иван Петров] [cue заявил], что [quote мост откроют весной]."""
    words = sentence.words
    reached = 0
    for at in sentence.boundaries[1:]:
        begin = begin_of_clause(words, at) if at >= reached else None
        cue = governing_cue(sentence, at) if begin is not None else None
        if begin is None or cue is None or is_negated(words, cue):
            continue
        attribution = attribution_at(words[:at], cue, follows_quote=False)
        if not can_state(attribution):
            attribution = earlier_subject(words, cue)
        if attribution is None or not can_state(attribution):
            continue
        reached = end_of_clause(sentence, begin)
        yield Statement(begin, reached, attribution, "said_that_clause")


def according_to_source(sentence: Sentence) -> Iterator[Statement]:
    """[cue По словам] министра [speaker Ивана Петрова], [quote мост откроют весной]."""
    found = parenthesis_at(sentence, behind_opener(sentence))
    if found is None:
        return
    begin = behind_description(sentence, found.end)
    if begin < len(sentence.words):
        end = without_tail(sentence, begin)
        yield Statement(begin, end, found.attribution, "according_to_source")


def source_behind(sentence: Sentence) -> Iterator[Statement]:
    """[quote Мост откроют весной], [cue сообщил] министр [speaker Иван Петров]."""
    words = sentence.words
    for at in sentence.boundaries[1:]:
        found = parenthesis_at(sentence, at)
        if found is None:
            continue
        is_clause = has_predicate(words[:at]) or at > MIN_PART_WORDS
        if divided_begin(sentence, at) == 0 and at >= MIN_PART_WORDS and is_clause:
            yield Statement(0, at, found.attribution, "source_behind")
        if len(words) - found.end >= MIN_PART_WORDS:
            yield Statement(found.end, len(words), found.attribution, "source_behind")
        return


def behind_colon(sentence: Sentence) -> Iterator[Statement]:
    """[speaker Иван Петров]: [quote мост откроют весной]"""
    words = sentence.words
    at = next((b for b in sentence.boundaries[1:] if ":" in words[b].gap), None)
    if at is None or words[at].title or not has_predicate(words[at:]):
        return
    cues = [cue for cue in sentence.cues if cue < at]
    attribution: Attribution | None = None
    if cues:
        attribution = attribution_at(words[:at], cues[-1], follows_quote=False)
        if attribution is not None and at not in (attribution.end, attribution.cue_end):
            return
    elif at <= MAX_LABEL_WORDS and sentence.begins_paragraph:
        attribution = _named_by(words[:at])
    if attribution is not None and attribution.has_speaker:
        end = without_tail(sentence, at)
        yield Statement(at, end, attribution, "behind_colon", confidence=0.75)


def signed(sentence: Sentence) -> Iterator[Statement]:
    """[quote Мост через реку откроют весной] — [speaker Минтранс]"""
    words = sentence.words
    if not (sentence.begins_paragraph and sentence.ends_paragraph):
        return
    for at in reversed(sentence.boundaries[1:]):
        if {"—", "–"}.isdisjoint(words[at].gap):
            continue
        attribution = _named_by(words[at:])
        before = words[:at]
        is_clause = at >= MIN_PART_WORDS and has_verb(before)
        if attribution is not None and is_clause and not any(word.title for word in before):
            yield Statement(0, at, moved(attribution, words, at), "signed", confidence=0.7)
        return


def _named_by(words: Sequence[Word]) -> Attribution | None:
    """Who is named by words that are only a name, a role, a title or an abbreviation."""
    if len(words) == 1 and (words[0].title or is_abbreviation(words[0])):
        return Attribution(words, 0, 0, "colon", 0, 1, None, 0.8)
    return speaker_before_colon(words)


RULES: tuple[Rule, ...] = (
    about_that_said,
    said_that_clause,
    according_to_source,
    source_behind,
    behind_colon,
    signed,
)
