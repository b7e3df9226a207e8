"""Finds where the clause of a verb begins and ends among the words of a sentence."""

from collections.abc import Sequence

from searchtool.quotes.grammar.tokens import Word

MAX_RELATIVE_WORDS = 20
"""How long the relative clause between a subject and its verb is at most."""
_STOPS = frozenset(";:.!?…")
_DASHES = frozenset("—–")
_LINKS = frozenset("что а но однако потому поскольку".split())
_OBLIQUE = frozenset("которого которую которой которому которым которых которыми".split())
_SUBORDINATORS = frozenset(
    "что чтобы когда где куда если хотя как который которая которое которые которого которой "
    "которых котором потому поскольку а но однако ибо кто чей так передает пишет сообщает".split()
)


def before_relative(words: Sequence[Word], at: int) -> int:
    """Where the relative clause begins that ends before a verb, as nobody in it is the subject:
    «Орлов | , которого назначил Седов, заявил»; `at` if there is none."""
    if "," not in words[at].gap:
        return at
    for place in range(at - 1, max(0, at - MAX_RELATIVE_WORDS), -1):
        if not _STOPS.isdisjoint(words[place].gap):
            return at
        opener = place + (words[place].first_pos == "PREP")
        if "," in words[place].gap and "который" in words[opener].lemmas:
            return place
    return at


def right_bound(words: Sequence[Word], at: int) -> int:
    """The number of the word behind the clause of the verb at `at`."""
    for place in range(_behind_gerund(words, at + 1), len(words)):
        gap = words[place].gap.strip()
        if not gap:
            continue
        if not _STOPS.isdisjoint(gap) or ("," in gap and _begins_clause(words[place])):
            return place
        if not _DASHES.isdisjoint(gap) and not words[place].is_capitalized:
            return place
    return len(words)


def _behind_gerund(words: Sequence[Word], start: int) -> int:
    """The number behind the first word of what goes on behind a gerund and what belongs to it:
    «пообещал, выступая в порту, Седов», or `start` if there is none."""
    if start >= len(words) or "," not in words[start].gap or words[start].first_pos != "GRND":
        return start
    behind = (place for place in range(start + 1, len(words)) if "," in words[place].gap)
    end = next(behind, None)
    is_closed = end is not None and not _begins_clause(words[end])
    return end + 1 if end is not None and is_closed else start


def left_bound(words: Sequence[Word], at: int) -> int:
    """The number of the first word in the clause of the verb at `at`."""
    passed_comma = False
    for place in range(at, 0, -1):
        gap = words[place].gap.strip()
        if not gap:
            continue
        if not _STOPS.isdisjoint(gap):
            return place
        if "," not in gap:
            continue
        # A closed relative clause may stand between the subject and its verb.
        if words[place].lower in _LINKS or (words[place].lower in _OBLIQUE and not passed_comma):
            return place
        passed_comma = True
    return 0


def _begins_clause(word: Word) -> bool:
    if word.lower in _SUBORDINATORS:
        return True
    first = word.readings[0] if word.readings else None
    return first is not None and first.tag.pos in ("GRND", "VERB", "PRTF", "CONJ", "PRTS")
