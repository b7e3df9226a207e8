"""Shows the same quotation from several documents as one hit, and counts these documents."""

from collections.abc import Sequence

from searchtool.engines.base import Candidate, Searcher
from searchtool.engines.codec import read_passage
from searchtool.query.tree import Phrase, Query, TermNode, all_of
from searchtool.search.options import SearchOptions
from searchtool.search.ranking.scoring import Ranked

MIN_DISTINCTIVE_TOKENS = 5
"""From this length on, the same words are the same quotation, whoever is named as the speaker."""

MAX_PHRASE_WORDS = 20
"""Words at the beginning of a quotation that are searched for; then the whole is compared."""

MAX_COMPARED = 1_000
"""Quotations compared with one hit: a short one is also part of many longer ones."""


def group_hits(ranked: Sequence[Ranked], options: SearchOptions) -> list[list[Ranked]]:
    """The passages in groups that are shown as one hit each, in the order of the first of each."""
    return collapse(ranked) if options.collapses else [[one] for one in ranked]


def collapse(ranked: Sequence[Ranked]) -> list[list[Ranked]]:
    """Quotations of the same words in one group, in the order of the first of each group."""
    groups: dict[tuple[str, str], list[Ranked]] = {}
    for one in ranked:
        groups.setdefault(_collapse_key(one.candidate), []).append(one)
    return list(groups.values())


def find_duplicates(
    searcher: Searcher, query: Query, candidate: Candidate, max_compared: int = MAX_COMPARED
) -> list[Candidate]:
    """The quotations of the same words that match the query, this one included; of more than
    `max_compared` that begin like it, only as many are looked at."""
    words = [TermNode(key, key) for key in candidate.keys.split()[:MAX_PHRASE_WORDS]]
    beginning = Phrase(tuple(words)) if len(words) > 1 else all_of(words)
    found = searcher.candidates(all_of([query, beginning]), (), "quote", max_compared)
    return [other for other in found.items if _collapse_key(other) == _collapse_key(candidate)]


def _collapse_key(quotation: Candidate) -> tuple[str, str]:
    """What the same quotations have in common: the words, and of a short one also the speaker."""
    is_distinctive = quotation.tokens >= MIN_DISTINCTIVE_TOKENS
    speaker = "" if is_distinctive else read_passage(quotation.record).speaker_name or ""
    return quotation.keys, speaker
