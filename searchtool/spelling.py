"""Words in, which of them are a slip apart out; the only importer of rapidfuzz."""

from collections.abc import Sequence


def allowed_slips(word: str) -> int:
    """How many letters of a word may be off: one in a short word, two in a longer one."""
    return 1 if len(word) <= 4 else 2


def is_within(word: str, other: str, slips: int) -> bool:
    """Whether `other` is at most so many slips away: a letter wrong, missing, too many, or two
    neighbours exchanged (optimal string alignment).

    >>> is_within("безопасность", "безопастность", 1), is_within("мир", "мри", 1)
    (True, True)
    """
    from rapidfuzz.distance import OSA  # most queries never ask

    return OSA.distance(word, other, score_cutoff=slips) <= slips


def nearest(word: str, others: Sequence[str], slips: int) -> list[tuple[str, int]]:
    """The words at most so many slips away, the nearest first, each with its slips."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    found = extract(word, others, scorer=OSA.distance, score_cutoff=slips, limit=None)
    return [(other, int(distance)) for other, distance, _ in found]
