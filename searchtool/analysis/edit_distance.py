"""Compares words by edit distance; the only importer of rapidfuzz.

An edit is a letter that is wrong, missing or too many, or two neighbours exchanged (optimal string
alignment).
"""

from collections.abc import Sequence


def allowed_edits(word: str) -> int:
    """The number of edits a misspelt word may have: one in a short word, two in a longer one."""
    return 1 if len(word) <= 4 else 2


def is_within(word: str, other: str, max_edits: int) -> bool:
    """Whether two words are at most `max_edits` apart.

    >>> is_within("безопасность", "безопастность", 1), is_within("мир", "мри", 1)
    (True, True)
    """
    from rapidfuzz.distance import OSA  # few queries need it

    return OSA.distance(word, other, score_cutoff=max_edits) <= max_edits


def within_distance(word: str, others: Sequence[str], max_edits: int) -> list[str]:
    """Those of the others that are at most `max_edits` away, in their order.

    >>> within_distance("сново", ["слово", "снова", "совет"], 1)
    ['слово', 'снова']
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract_iter

    found = extract_iter(word, others, scorer=OSA.distance, score_cutoff=max_edits)
    return [other for other, _, _ in found]
