"""Defines what a query matches, word by word and without an index.

Engines must agree with it, and the words to be highlighted come from it.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from searchtool.analysis.edit_distance import allowed_edits, is_within
from searchtool.core.model import Term
from searchtool.query.tree import (
    And,
    Filter,
    FilterField,
    Fuzzy,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    TermNode,
    WordNode,
)

Fields = Mapping[FilterField, Sequence[str]]
NO_FIELDS: Fields = MappingProxyType({})


def find_matches(
    query: Query, terms: Sequence[Term], fields: Fields = NO_FIELDS
) -> set[int] | None:
    """The positions of the terms that make a passage match, or None if it does not match.

    A passage can match without any position: by its fields, or because a word is absent.
    """
    match query:
        case TermNode() | Prefix() | Fuzzy():
            return {i for i, term in enumerate(terms) if matches_term(query, term)} or None
        case Phrase(words=words, slop=slop):
            found = [{i for i, t in enumerate(terms) if matches_term(w, t)} for w in words]
            return phrase_positions(found, slop) or None
        case And(children):
            parts = [find_matches(child, terms, fields) for child in children]
            return None if None in parts else set().union(*(part for part in parts if part))
        case Or(children):
            tried = (find_matches(child, terms, fields) for child in children)
            present = [found for found in tried if found is not None]
            return set().union(*present) if present else None
        case Not(child):
            return set() if find_matches(child, terms, fields) is None else None
        case Filter():
            values = fields.get(query.field, ())
            return set() if any(matches_value(query, value) for value in values) else None


def matches_term(word: WordNode, term: Term) -> bool:
    """Whether a term of a passage matches a word of a query."""
    if isinstance(word, TermNode) and not word.exact:
        return term.key in word.keys
    return matches_form(word, term.form)


def matches_form(word: WordNode, form: str) -> bool:
    """Whether a form matches an exact word, a prefix or a fuzzy word."""
    match word:
        case Prefix():
            return form.startswith(word.form)
        case Fuzzy():
            return is_within(word.form, form, max_edits(word))
        case TermNode():
            return form == word.form


def max_edits(word: Fuzzy) -> int:
    """How many edits a fuzzy word allows: as many as it says, or as its length allows."""
    return word.max_edits or allowed_edits(word.form)


def matches_value(query: Filter, value: str) -> bool:
    """Whether a value of its field matches a filter."""
    return value_test(query)(value)


def value_test(query: Filter) -> Callable[[str], bool]:
    """Tells of each value of its field whether it matches a filter. A glob is compiled once: thirty
    of them over 50,000 paths take 0.9 s, compared one by one 6."""
    pattern = query.pattern
    if pattern is None:
        return lambda value: query.low <= value <= query.high
    if not any(sign in pattern for sign in "*?["):
        return lambda value: pattern in value
    from fnmatch import translate  # few queries ask for paths

    below = "" if pattern.startswith("*") else "(?s:.*/)?"  # of the folders of a path
    matches = re.compile(below + translate(pattern)).match
    return lambda value: matches(value) is not None


def phrase_positions(positions: Sequence[set[int]], slop: int | None) -> set[int]:
    """The positions that make up a phrase, given those of each of its words."""
    if slop is None:
        return adjacent_positions(positions)
    return near_positions(positions, len(positions) + slop)


def adjacent_positions(positions: Sequence[set[int]]) -> set[int]:
    """All positions of the runs in which each word stands right after the one before it."""
    starts = positions[0]
    for offset, following in enumerate(positions[1:], start=1):
        starts = starts & {position - offset for position in following}
        if not starts:
            break
    return {start + offset for start in starts for offset in range(len(positions))}


def near_positions(positions: Sequence[set[int]], width: int) -> set[int]:
    """All positions of the words in windows of `width` tokens that hold each word, in any order and
    no token standing for two words.

    >>> sorted(near_positions([{0, 9}, {2}], 3))
    [0, 2]
    """
    ordered = [sorted(found) for found in positions]
    found: set[int] = set()
    for start in sorted(set().union(*positions)):
        window = [o[bisect_left(o, start) : bisect_left(o, start + width)] for o in ordered]
        if all(window) and _have_distinct_positions(window):
            found.update(*window)
    return found


def _have_distinct_positions(window: Sequence[Sequence[int]]) -> bool:
    """Whether a word that the phrase has twice has two positions."""
    asked = Counter(map(tuple, window))
    return all(len(positions) >= count for positions, count in asked.items())
