"""Ranked quotations in, the same words once out."""

from collections.abc import Sequence

from searchtool.engines.records import read_passage
from searchtool.ranking import Ranked

TELLING_LENGTH = 5
"""Words from which on the same words are the same quotation, whoever is named as their speaker."""


def group_reprints(ranked: Sequence[Ranked]) -> list[list[Ranked]]:
    """Quotations of the same words together, in the order of the best of each group."""
    groups: dict[tuple[str, str], list[Ranked]] = {}
    for one in ranked:
        candidate = one.candidate
        is_telling = candidate.tokens >= TELLING_LENGTH
        speaker = "" if is_telling else read_passage(candidate.record).speaker_name or ""
        groups.setdefault((candidate.keys, speaker), []).append(one)
    return list(groups.values())
