"""Tells the countries that roles are of, so that one country's president is not another's."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from searchtool.core.word_lists import read_lines


def countries_of(lemmas: Iterable[str]) -> frozenset[str]:
    """The countries that some lemmas name, each by the first word of its line.

    >>> countries_of(["российский", "президент"]) == countries_of(["рф"])
    True
    """
    known = _countries()
    return frozenset(known[lemma] for lemma in lemmas if lemma in known)


@cache
def _countries() -> Mapping[str, str]:
    lines = read_lines(Path(__file__).with_name("countries.txt"))
    rows = [line.split() for line in lines]
    return {word: row[0] for row in rows for word in row}
