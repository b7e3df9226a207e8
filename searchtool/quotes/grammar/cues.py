"""The words that report speech, listed in `cues.txt`."""

from functools import cache
from importlib.resources import files

from searchtool.analysis.morphology.lexicon import shared_lexicon
from searchtool.quotes.grammar.tokens import WORD, Word

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


def may_report_in(text: str, start: int, end: int) -> bool:
    """Whether a word between two places of a text can be a cue, by how the words are written."""
    return any(map(shared_cue_filter().__getitem__, WORD.findall(text, start, end)))


MAX_WORDS = 100_000
"""Words for which it is kept whether they can be cues."""


class CueFilter(dict[str, bool]):
    """Whether a word can be a cue, by how it is written. Nearly all words cannot, and are not read
    for it: they are not among the forms of reporting words."""

    def __init__(self) -> None:
        self._lexicon = shared_lexicon()
        lemmas = _reporting_lemmas()
        self._beginnings = frozenset(lemma[:2] for lemma in lemmas)
        self._forms = frozenset(form for lemma in lemmas for form in self._lexicon.forms_of(lemma))

    def __missing__(self, text: str) -> bool:
        if len(self) >= MAX_WORDS:
            self.clear()
        found = self[text] = self._may_report(text)
        return found

    def _may_report(self, text: str) -> bool:
        form = text.lower()
        plain = form.replace("ё", "е")
        if plain[:2] not in self._beginnings:
            return plain in ACCORDING_TO
        if plain in self._forms or plain in ACCORDING_TO:
            return True
        if self._lexicon.is_known(form) or "-" in form:
            return False
        return any(reading.lemma in _reporting_lemmas() for reading in self._lexicon.readings(form))


@cache
def shared_cue_filter() -> CueFilter:
    """The filter of the process."""
    return CueFilter()


@cache
def _reporting_lemmas() -> frozenset[str]:
    groups = ("speech", "opinion", "sure", "citing", "passing", "passive", "clause", "statements")
    return frozenset().union(*(cue_words(group) for group in groups))
