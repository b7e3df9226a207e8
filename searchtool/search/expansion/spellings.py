"""Finds how the index spells a query word in the other alphabet: ATACMS for «атакмс»."""

from collections.abc import Iterable
from functools import partial

from searchtool.analysis.analyzer import Analyzer
from searchtool.analysis.transliteration import Sounds, is_distinct, sounds_of
from searchtool.core.memo import Memo
from searchtool.engines.base import Searcher, TermField
from searchtool.query.tree import TermNode

MAX_SPELLINGS = 6
BLOCK_CHARS = 3
MAX_BLOCKS = 5_000
"""Beginnings of Latin words that are remembered with these words. With two letters most of the
words would be read in vain: 0.45 ms instead of 0.17 for a word of the first query."""

MIN_FREQUENCY_RATIO = 0.05
"""A spelling that is rarer than this share of the word as typed is mostly a part of an address:
«ipoteka» of a link beside «ипотека»."""

NATIVE_ENDINGS = (
    "ть", "ться", "ти", "чь", "ск", "ени", "ани", "ост", "ств", "тел", "льн", "нн", "ник", "овк",
)  # fmt: skip
"""Keys that end so are hardly ever foreign names: every fourth word of a query need not be looked
for in Latin letters."""

FUNCTION_WORDS = frozenset(
    """
    кроме после перед через вместо против около среди между вокруг внутри вдоль вроде насчет ввиду
    чтобы потому поэтому однако также пока либо если когда хотя зато даже лишь именно вообще
    только очень почти более менее больш маленьк прост точн можно нужн сразу снова опять теперь
    здесь потом затем всегда никогда иногда часто редк вдруг вместе сегодня завтра вчера сейчас
    который этот такой каждый каким сколько почему зачем откуда куда
    """.split()
)
"""By their keys: «кроме» is no spelling of Chrome, and is in a thousand passages."""


class SpellingFinder:
    """Looks for spellings in one index; the Latin words, of which there are few, are remembered by
    their first letters."""

    def __init__(self, searcher: Searcher, analyzer: Analyzer) -> None:
        self._searcher = searcher
        self._analyzer = analyzer
        self._sounds = Memo(sounds_of, MAX_BLOCKS)
        self._latin = Memo(partial(searcher.vocabulary, "form", "paragraph"), MAX_BLOCKS)

    def find(self, word: TermNode) -> list[TermNode]:
        """The words of the index that sound like this one, in alphabetical order."""
        if word.form.isascii():
            return self._in_cyrillic(word)
        return [] if word.key.endswith(NATIVE_ENDINGS) else self._in_latin(word)

    def beginnings(self, word: TermNode) -> list[tuple[TermField, str]]:
        """The beginnings of terms among which `find` looks."""
        is_latin = word.form.isascii()
        sounds = self._sounds[word.form if is_latin else word.key]
        if sounds is None or (not is_latin and word.key.endswith(NATIVE_ENDINGS)):
            return []
        if is_latin:
            return [("key", prefix) for prefix in sounds.prefixes()]
        return [("form", block) for block in _blocks(sounds)]

    def _in_latin(self, word: TermNode) -> list[TermNode]:
        if (sounds := self._sounds[word.key]) is None:
            return []
        forms = [form for block in _blocks(sounds) for form in self._latin[block]]
        found: dict[str, TermNode] = {}
        for form in sounds.among(forms):
            key = self._analyzer.key(form)
            found.setdefault(key, TermNode(form, key))
        if not found:
            return []
        enough = MIN_FREQUENCY_RATIO * self._count(word)
        return [one for one in found.values() if self._count(one) >= enough][:MAX_SPELLINGS]

    def _in_cyrillic(self, word: TermNode) -> list[TermNode]:
        if (sounds := self._sounds[word.form]) is None:
            return []
        starting = partial(self._searcher.vocabulary, "key", "paragraph")
        likely = [key for prefix in sounds.prefixes() for key in starting(prefix)]
        distinct = (key for key in sounds.among(likely) if is_distinct(key, is_cyrillic=True))
        keys = [key for key in distinct if key not in FUNCTION_WORDS]
        if keys and not self._count(word):
            keys = _irregular(word.form, keys)
        return [TermNode(key, key) for key in keys[:MAX_SPELLINGS]]

    def _count(self, word: TermNode) -> int:
        return self._searcher.count(word, "paragraph")


def _blocks(sounds: Sounds) -> list[str]:
    """The first letters of the Latin words that may sound so."""
    return sorted({prefix[:BLOCK_CHARS] for prefix in sounds.prefixes()})


def _irregular(latin: str, keys: Iterable[str]) -> list[str]:
    """Without Russian words in Latin letters: what nobody writes so is corrected, with a note."""
    from searchtool.analysis.romanization import is_romanized  # few words have spellings

    return [key for key in keys if not is_romanized(latin, key)]
