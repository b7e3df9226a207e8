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


def within_distance(word: str, others: Sequence[str], slips: int) -> list[str]:
    """Those of the others that are at most so many slips away, in their order.

    >>> within_distance("сново", ["слово", "снова", "совет"], 1)
    ['слово', 'снова']
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract_iter

    found = extract_iter(word, others, scorer=OSA.distance, score_cutoff=slips)
    return [other for other, _, _ in found]
