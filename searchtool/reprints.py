"""Ranked quotations in, the same words once out."""

from collections.abc import Sequence

from searchtool.ranking import Ranked

TELLING_LENGTH = 5
"""Words from which on the same words are the same quotation, whoever is named as their speaker."""


def group_reprints(ranked: Sequence[Ranked]) -> list[list[Ranked]]:
    """Quotations of the same words together, in the order of the best of each group."""
    groups: dict[tuple[str, ...], list[Ranked]] = {}
    for one in ranked:
        candidate = one.candidate
        speaker = candidate.passage.speaker_name or ""
        apart = () if len(candidate.keys) >= TELLING_LENGTH else (speaker,)
        groups.setdefault((*candidate.keys, *apart), []).append(one)
    return list(groups.values())
