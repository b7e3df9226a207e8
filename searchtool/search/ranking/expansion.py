"""Query expansion: finds words of the index that are derived from the same root as a query word."""

from collections.abc import Callable, Iterable, Sequence

from searchtool.query.tree import TermNode
from searchtool.search.ranking.scoring import QueryWord, content_words

MIN_SHARED_LETTERS = 5
MIN_SHARED_LETTERS_SK = 4
"""Fewer are enough for an adjective in -ский and the word it is made from."""

MIN_SHARED_RATIO = 0.6
"""Of the letters of both keys."""


def shares_root(key: str, other: str) -> bool:
    """Whether two keys look like words of one root: they differ, but begin with the same letters.

    >>> shares_root("япони", "японск"), shares_root("президент", "презид")
    (True, True)
    >>> shares_root("дом", "дым"), shares_root("дом", "дом")
    (False, False)
    """
    shared = 0
    for a, b in zip(key, other, strict=False):
        if a != b:
            break
        shared += 1
    needed = MIN_SHARED_LETTERS_SK if _has_adjective(key, other) else MIN_SHARED_LETTERS
    ratio = 2 * shared / (len(key) + len(other))
    return key != other and shared >= needed and ratio >= MIN_SHARED_RATIO


def find_expansions(key: str, vocabulary: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """The keys of the index that share the root of `key`; `vocabulary` gives the keys of the index
    with a prefix."""
    if len(key) < MIN_SHARED_LETTERS_SK or not key.isalpha():
        return frozenset()
    # 60 % of the letters of both keys are at least 3/7 of one: a long prefix has few keys.
    share = MIN_SHARED_RATIO / (2 - MIN_SHARED_RATIO)
    prefix = key[: max(MIN_SHARED_LETTERS_SK, int(len(key) * share))]
    longer_prefix = key[:MIN_SHARED_LETTERS]
    return frozenset(
        other
        for other in vocabulary(prefix)
        if (other.startswith(longer_prefix) or _has_adjective(key, other))
        and shares_root(key, other)
    )


def expansion_terms(words: Sequence[QueryWord]) -> list[TermNode]:
    """The expansions of all words, which a relaxed query accepts in place of the words."""
    return [TermNode(key, key) for word in content_words(words) for key in sorted(word.expansions)]


def _has_adjective(key: str, other: str) -> bool:
    return key.endswith("ск") or other.endswith("ск")
