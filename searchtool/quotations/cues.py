"""The words that report speech, read from `cues.txt` beside this module."""

from functools import cache
from importlib.resources import files

from searchtool.quotations.words import Word

COMMENT = "#"

ACCORDING_TO = frozenset({"по", "со", "согласно"})
"""What «по словам», «со слов», «согласно сообщению» begin with."""


@cache
def _groups() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    words: set[str] = set()
    text = files(__package__).joinpath("cues.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            words = groups.setdefault(line.strip("[] "), set())
        elif not line.startswith(COMMENT):
            words.update(line.split())
    return {name: frozenset(words) for name, words in groups.items()}


def cue_words(group: str) -> frozenset[str]:
    """The lemmas of one group.

    >>> "сказать" in cue_words("speech"), "слово" in cue_words("according")
    (True, True)
    """
    return _groups()[group]


def may_report(word: Word) -> bool:
    """Whether a word can be a cue. Most cannot by their first two letters, which spares the
    dictionary."""
    if word.lower in ACCORDING_TO:
        return True
    beginnings, lemmas = _reporting()
    return word.lower[:2] in beginnings and not lemmas.isdisjoint(word.lemmas)


@cache
def _reporting() -> tuple[frozenset[str], frozenset[str]]:
    groups = ("speech", "opinion", "sure", "citing", "passing", "passive")
    lemmas = frozenset().union(*(cue_words(group) for group in groups))
    return frozenset(lemma[:2] for lemma in lemmas), lemmas
