"""Finds the subordinate clauses that a reporting word governs: where they begin and end."""

from collections.abc import Sequence

from searchtool.quotes.clauses.subjects import finite_verb
from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.tokens import Word
from searchtool.quotes.indirect.parentheses import CONTRASTING, without_tail
from searchtool.quotes.indirect.sentence import Sentence

CONJUNCTIONS = frozenset("что чтобы будто якобы".split())
"""After these the statement begins; they do not belong to it."""

QUESTION_WORDS = frozenset(
    "почему зачем когда где куда откуда кто кого кому кем ком чей чья чье чьи какой какая какое "
    "какие каким какую каких какими каком сколько насколько чем чему чего как".split()
)
"""With these the statement begins."""

MAX_DISTANCE_WORDS = 25
"""Between the reporting word and the conjunction."""


def begin_of_clause(words: Sequence[Word], at: int) -> int | None:
    """Where the statement begins if a subordinate clause does at a boundary; None if none does, as
    in «из-за того, что»."""
    if at + 1 >= len(words) or (words[at - 1].lower == "того" and words[at - 2].lower != "от"):
        return None
    if words[at].lower in CONJUNCTIONS:
        return at + 1
    if any(word.lower == "ли" for word in words[at + 1 : at + 3]):
        return at
    is_question = words[at].lower in QUESTION_WORDS or (
        words[at].first_pos == "PREP" and words[at + 1].lower in QUESTION_WORDS
    )
    before = words[at - 1]
    is_asked = before.lower == "том" or not before.lemmas.isdisjoint(cue_words("questions"))
    return at if is_question and is_asked else None


def governing_cue(sentence: Sentence, at: int) -> int | None:
    """The reporting word that governs the clause beginning at a boundary: the nearest one before
    it without another predicate between them."""
    words = sentence.words
    for place in range(at - 1, max(-1, at - MAX_DISTANCE_WORDS), -1):
        if place in sentence.cues:
            return place
        if finite_verb(words[place]):
            return None
    return None


def is_negated(words: Sequence[Word], cue: int) -> bool:
    """Whether nothing is said: «не сообщил, что…», but not «не исключил, что…»."""
    is_denial = not words[cue].lemmas.isdisjoint(cue_words("denials"))
    return cue > 0 and words[cue - 1].lower == "не" and not is_denial


def end_of_clause(sentence: Sentence, begin: int) -> int:
    """Where a reported clause ends: before the author goes on by himself."""
    words = sentence.words
    for at in sentence.boundaries:
        if at > begin and words[at].title and ":" in words[at].gap:
            return at
        goes_on = at > begin and words[at].lower in CONTRASTING
        if goes_on and any(place in sentence.cues for place in range(at, min(len(words), at + 4))):
            return at
    for at in range(begin + 2, len(words) - 1):
        if words[at].lower == "и" and _adds_statement(sentence, at):
            return at
    return without_tail(sentence, begin)


def _adds_statement(sentence: Sentence, at: int) -> bool:
    """Whether «и» at a place goes on with another report of the speaker: «…, и добавил, что…»."""
    for cue in range(at + 1, min(at + 3, len(sentence.words))):
        if cue in sentence.cues and finite_verb(sentence.words[cue]):
            following = sentence.next_boundary(cue)
            return following < len(sentence.words) and (
                begin_of_clause(sentence.words, following) is not None
            )
    return False
