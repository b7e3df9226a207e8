"""Ranked quotations in, the same words once out."""

from collections.abc import Sequence

from searchtool.engines.base import Candidate, Searcher
from searchtool.engines.codec import read_passage
from searchtool.query.tree import Phrase, Query, TermNode, all_of
from searchtool.search.options import SearchOptions
from searchtool.search.ranking.scoring import Ranked

TELLING_LENGTH = 5
"""Words from which on the same words are the same quotation, whoever is named as their speaker."""

MOST_ASKED = 20
"""Words at the beginning of a quotation that others must share before they are read."""

MOST_READ = 1_000
"""Quotations that are read for one hit: short ones also stand in many longer ones."""


def collapse(ranked: Sequence[Ranked]) -> list[list[Ranked]]:
    """Quotations of the same words together, in the order of the best of each group."""
    groups: dict[tuple[str, str], list[Ranked]] = {}
    for one in ranked:
        groups.setdefault(_words_of(one.candidate), []).append(one)
    return list(groups.values())


def find_duplicates(searcher: Searcher, query: Query, candidate: Candidate) -> list[Candidate]:
    """All quotations that match and are the same words as this one, itself among them."""
    words = [TermNode(key, key) for key in candidate.keys.split()[:MOST_ASKED]]
    same = Phrase(tuple(words)) if len(words) > 1 else all_of(words)
    found = searcher.candidates(all_of([query, same]), (), "quote", MOST_READ)
    return [other for other in found.items if _words_of(other) == _words_of(candidate)]


def _words_of(quotation: Candidate) -> tuple[str, str]:
    """What the same quotations have in common: few words are somebody's."""
    is_telling = quotation.tokens >= TELLING_LENGTH
    speaker = "" if is_telling else read_passage(quotation.record).speaker_name or ""
    return quotation.keys, speaker


def group_hits(ranked: Sequence[Ranked], options: SearchOptions) -> list[list[Ranked]]:
    """What is shown as one hit, together."""
    return collapse(ranked) if options.collapses else [[one] for one in ranked]
