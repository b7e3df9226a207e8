"""Tells which passages are nearly the same text: a reprint with a word replaced, with its source
named, with a few words more at the end.

Texts are compared by their shingles (Broder, "On the resemblance and containment of documents",
1997), here the pairs of neighbouring words; what differs may not change what is said.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from searchtool.analysis.tokenizer import token_spans
from searchtool.engines.base import Candidate
from searchtool.engines.codec import read_passage

MIN_TOKENS = 8
"""In a shorter text one word is too large a part."""

MIN_SHARED = 0.75
"""Of the shingles of the longer text. Of 70 pairs of news paragraphs drawn above it one was no
reprint, of 28 drawn from 0.5 to 0.6 every third."""

LONGEST_WORDS = 3
"""Of a text, which are rare."""

MIN_LONGEST_WORDS = 2
"""So many of them a near copy holds."""

_RUSSIAN_WORD = re.compile("[а-я]+")
DISTINGUISHING_KEYS = frozenset(
    "не ни нет без январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр "
    "понедельник вторник сред четверг пятниц суббот воскресени".split()
)
"""Words that change what a text says, as numbers do."""


def longest_words(keys: Sequence[str]) -> list[str]:
    """Those of the keys of a passage by which near copies of it are looked for; none if it is too
    short to have any."""
    if len(keys) < MIN_TOKENS:
        return []
    return sorted(dict.fromkeys(keys), key=len)[-LONGEST_WORDS:]


def are_near_copies(one: Candidate, other: Candidate) -> bool:
    """Whether two passages of different documents are nearly the same."""
    shorter, longer = sorted((one.tokens, other.tokens))
    if one.document_id == other.document_id or shorter < MIN_SHARED * longer:
        return False
    shingles, others = _shingles(one), _shingles(other)
    least = MIN_SHARED * max(len(shingles), len(others))
    return len(shingles & others) >= least and _say_the_same(one, other)


def _shingles(candidate: Candidate) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(candidate.keys.split()))


def _say_the_same(one: Candidate, other: Candidate) -> bool:
    """Whether no number, no word in Latin letters, no negation and no date is only in one of two
    similar passages, and no name stands in place of another name."""
    keys, others = set(one.keys.split()), set(other.keys.split())
    missing, added = keys - others, others - keys
    if any(
        key in DISTINGUISHING_KEYS or not _RUSSIAN_WORD.fullmatch(key) for key in missing | added
    ):
        return False
    return not (_holds_name(one, missing) and _holds_name(other, added))


def _holds_name(candidate: Candidate, keys: AbstractSet[str]) -> bool:
    """Whether one of the words with these keys is capitalized in the passage."""
    positions = {n for n, key in enumerate(candidate.keys.split()) if key in keys}
    text = read_passage(candidate.record).text
    return any(text[span.start].isupper() for span in token_spans(text, positions))
