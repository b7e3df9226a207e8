"""The words that report speech, listed in `cues.txt`."""

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from searchtool.analysis.morphology.lexicon import shared_lexicon
from searchtool.analysis.morphology.readings import Tag
from searchtool.quotes.grammar.tokens import Word

COMMENT = "#"

ACCORDING_TO = frozenset({"по", "со", "согласно", "соответствии"})
"""The first words of «по словам», «со слов», «согласно сообщению»."""


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
    """Whether a word can be a cue, by its readings."""
    return word.lower in ACCORDING_TO or not _reporting_lemmas().isdisjoint(word.lemmas)


_CYRILLIC = re.compile("[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")


class CuePlace(NamedTuple):
    """A word of a text that can be a cue by how it is written, and what it is."""

    start: int
    end: int
    kind: int


def find_cues(text: str, start: int, end: int) -> list[CuePlace]:
    """The words between two places of a text that can be cues by how they are written."""
    known = shared_cue_filter()
    if all(known[word] < CUE for word in _CYRILLIC.findall(text, start, end)):
        return []
    found = ((match, known[match.group()]) for match in _CYRILLIC.finditer(text, start, end))
    return [CuePlace(*match.span(), kind) for match, kind in found if kind >= CUE]


MAX_WORDS = 100_000
"""Words for which it is kept whether they can be cues."""

NO_CUE, CUE_LEMMA, CUE, CUE_BEHIND = range(4)
"""What a word is: no cue; a form in which a cue reports nothing, «сообщить»; a cue; one that may
also stand behind what it reports: «Мост откроют, сообщил министр»."""


_BEGINNING_CHARS = 3


class CueFilter(dict[str, int]):
    """What a word is by how it is written. Nearly all words are no cues, and are not read for it:
    they are not among the forms of reporting words."""

    def __init__(self) -> None:
        self._lexicon = shared_lexicon()
        self._by_lemma = {lemma: _kind_of(lemma) for lemma in _reporting_lemmas()}
        self._by_form = dict.fromkeys(ACCORDING_TO, CUE)
        for lemma, kind in self._by_lemma.items():
            for form, tag in self._lexicon.forms_of(lemma):
                found = kind if _may_be_cue(tag) else CUE_LEMMA
                self._by_form[form] = max(found, self._by_form.get(form, NO_CUE))
        self._beginnings = frozenset(form[:_BEGINNING_CHARS] for form in self._by_form)

    def __missing__(self, text: str) -> int:
        if len(self) >= MAX_WORDS:
            self.clear()
        found = self[text] = self._find(text)
        return found

    def _find(self, text: str) -> int:
        if text[:_BEGINNING_CHARS].lower().replace("ё", "е") not in self._beginnings:
            return NO_CUE
        form = text.lower()
        plain = form.replace("ё", "е")
        if plain in self._by_form:
            return self._by_form[plain]
        if self._lexicon.is_known(form) or "-" in form:
            return NO_CUE
        return max(self._by_lemma.get(r.lemma, NO_CUE) for r in self._lexicon.readings(form))


def _may_be_cue(tag: Tag) -> bool:
    """Whether a form can be a cue by its tag: not «сказать», «скажи» or «сказавший»."""
    if tag.pos == "VERB":
        return tag.tense == "past" or tag.person in ("1per", "3per")
    return tag.pos in ("GRND", "NOUN", "ADJS") or (tag.pos == "PRTS" and tag.gender == "neut")


def _kind_of(lemma: str) -> int:
    groups = ("speech", "opinion", "sure", "citing", "passing", "passive")
    follows_from = lemma in ("следовать", "вытекать")  # …, следует из доклада
    stands_behind = follows_from or any(lemma in cue_words(group) for group in groups)
    return CUE_BEHIND if stands_behind and lemma not in cue_words("unclausal") else CUE


@cache
def shared_cue_filter() -> CueFilter:
    """The filter of the process."""
    return CueFilter()


@cache
def _reporting_lemmas() -> frozenset[str]:
    groups = ("speech", "opinion", "sure", "citing", "passing", "passive", "clause", "statements")
    return frozenset().union(*(cue_words(group) for group in groups))
