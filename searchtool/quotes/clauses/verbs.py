"""Tells which verbs of a clause can have a speaker as their subject."""

from collections.abc import Sequence

from searchtool.analysis.morphology.readings import Reading
from searchtool.quotes.grammar.tokens import Word


def finite_verb(word: Word) -> Reading | None:
    """The reading of a word as a finite verb that may have the speaker as its subject."""
    reading = word.readings[0] if word.readings else None
    is_verb = reading is not None and reading.tag.pos == "VERB" and reading.tag.person != "2per"
    return reading if is_verb else None


def short_participle(word: Word) -> Reading | None:
    """The reading of a word as the predicate of «задержан житель Плёса»."""
    reading = word.readings[0] if word.readings else None
    return reading if reading is not None and reading.tag.pos == "PRTS" else None


def can_report(reading: Reading) -> bool:
    """Whether a form of a verb can report speech: not «сказать», not «скажи»."""
    if reading.tag.pos == "GRND":
        return True
    return reading.tag.pos == "VERB" and (
        reading.tag.tense == "past" or reading.tag.person in ("1per", "3per")
    )


def is_idiom(words: Sequence[Word], at: int) -> bool:
    """Whether a word reports nothing: «честно говоря», «иначе говоря», «по правде говоря»."""
    if at == 0 or words[at].lower != "говоря" or words[at].gap.strip():
        return False
    return words[at - 1].first_pos in ("ADVB", "ADJS", "COMP") or words[at - 1].lower == "правде"


def in_relative_clause(words: Sequence[Word], at: int) -> bool:
    """Whether a verb stands in a relative clause: «письмо, о котором ранее говорил Песков»."""
    for place in range(at, max(0, at - 6), -1):
        if "," in words[place].gap:
            relative = words[place + 1 : place + 2]
            return words[place].first_pos == "PREP" and any("котор" in w.lower for w in relative)
    return False


def in_subordinate_clause(words: Sequence[Word], at: int) -> bool:
    """Whether a verb stands behind «который», «чтобы» and the like in its own clause."""
    for place in range(at, 0, -1):
        if words[place].gap.strip():
            first = words[place + (words[place].first_pos == "PREP")].lower
            return first.startswith("котор") or first in ("чтобы", "где", "если", "когда")
    return False


def are_alike(one: Reading, other: Reading) -> bool:
    """Whether two verbs have the same tense, number and gender, as those of one subject."""
    return (one.tag.tense, one.tag.number, one.tag.gender) == (
        other.tag.tense,
        other.tag.number,
        other.tag.gender,
    )
