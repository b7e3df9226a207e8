"""Query expansion: words of the index derived from the same root as a word of the query."""

from collections.abc import Callable, Iterable, Sequence

from searchtool.query.tree import TermNode
from searchtool.search.ranking.scoring import QueryWord, content_words

SHARED_LETTERS = 5
SHARED_WITH_SK = 4
LEAST_ALIKE = 0.6


def is_derived(key: str, other: str) -> bool:
    """Whether two keys are of one family by eye: five first letters and 60 % of both are the same.

    Four letters are enough for an adjective in -ский and what it comes from.

    >>> is_derived("япони", "японск"), is_derived("президент", "презид"), is_derived("дом", "дым")
    (True, True, False)
    """
    shared = 0
    for a, b in zip(key, other, strict=False):
        if a != b:
            break
        shared += 1
    least = SHARED_WITH_SK if _is_adjective(key, other) else SHARED_LETTERS
    alike = 2 * shared / (len(key) + len(other))
    return key != other and shared >= least and alike >= LEAST_ALIKE


def derived_keys(key: str, vocabulary: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """The keys of the index derived from the same root; `vocabulary` gives those with a prefix."""
    if len(key) < SHARED_WITH_SK or not key.isalpha():
        return frozenset()
    # What is 60 % of both is at least 3/7 of one: under a long prefix there are few keys.
    start = key[: max(SHARED_WITH_SK, int(len(key) * LEAST_ALIKE / (2 - LEAST_ALIKE)))]
    longer = key[:SHARED_LETTERS]
    return frozenset(
        other
        for other in vocabulary(start)
        if (other.startswith(longer) or _is_adjective(key, other)) and is_derived(key, other)
    )


def _is_adjective(key: str, other: str) -> bool:
    return key.endswith("ск") or other.endswith("ск")


def relaxed_words(words: Sequence[QueryWord]) -> list[TermNode]:
    """The derived words, to be asked for beside the words themselves when too little is found."""
    return [TermNode(key, key) for word in content_words(words) for key in sorted(word.derived)]
