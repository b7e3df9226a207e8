"""The words that report speech, listed in `cues.txt`."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from searchtool.analysis.morphology.lexicon import shared_lexicon
from searchtool.analysis.morphology.readings import Tag
from searchtool.core.word_lists import read_word_groups
from searchtool.quotes.grammar.tokens import Word

SOURCE_PREPOSITIONS = frozenset("по со с".split())
"""Of «по словам», «со слов», «с его слов»."""
ACCORDING_TO = SOURCE_PREPOSITIONS | frozenset("согласно соответствии зрения взгляд верить".split())
"""These words, and those of «согласно сообщению», «с точки зрения», «если верить»."""
_OWNERS = frozenset("его ее их".split())


@cache
def _groups() -> Mapping[str, frozenset[str]]:
    return read_word_groups(Path(__file__).with_name("cues.txt"))


def cue_words(group: str) -> frozenset[str]:
    """The lemmas of one group.

    >>> "сказать" in cue_words("speech"), "слово" in cue_words("according")
    (True, True)
    """
    return _groups()[group]


def may_report(word: Word) -> bool:
    """Whether a word can be a cue, by its readings."""
    return word.lower in ACCORDING_TO or not _reporting_lemmas().isdisjoint(word.lemmas)


NO_CUE, CUE_LEMMA, CUE, CUE_BEHIND = range(4)
"""What a word is: no cue; a form in which a cue reports nothing, «сообщить»; a cue; one that may
also stand behind what it reports: «Мост откроют, сообщил министр»."""

_WORD = re.compile("([а-я]+(?:-[а-я]+)*)")


class CuePlace(NamedTuple):
    """A word of a text that can be a cue by how it is written, and what it is."""

    start: int
    end: int
    kind: int


def find_cues(text: str, start: int, end: int) -> list[CuePlace]:
    """The words between two places of a text that can be cues by how they are written.

    >>> find_cues("Мост откроют, сообщил мэр.", 0, 26)
    [CuePlace(start=14, end=21, kind=3)]
    """
    own = text[start:end].replace("İ", "I").lower().replace("ё", "е")  # «İ» would become longer
    kinds = cue_kinds()
    pieces = _WORD.split(own)  # what stands between words, and words, by turns
    cues = [
        at
        for at in range(1, len(pieces), 2)
        if kinds.get(pieces[at], NO_CUE) >= CUE
        and begins_source(pieces[at], pieces[at + 2 : at + 5 : 2])
    ]
    if not cues:
        return []
    places = [*accumulate(map(len, pieces), initial=start)]
    return [CuePlace(places[at], places[at + 1], kinds[pieces[at]]) for at in cues]


def begins_source(first: str, following: Sequence[str]) -> bool:
    """Whether «по» or «со» stands before «словам», «предварительным данным» and the like, «с»
    before «его слов»; other words need no noun. Words are in lower case, without ё. Of 100 words
    two are «по».

    >>> begins_source("по", ["словам", "мэра"]), begins_source("по", ["реке", "идет"])
    (True, False)
    """
    if first not in SOURCE_PREPOSITIONS:
        return True
    if first == "с":
        return following[1:] == ["слов"] and following[0] in _OWNERS
    return not _according_forms().isdisjoint(following)


@cache
def _according_forms() -> frozenset[str]:
    lexicon = shared_lexicon()
    lemmas = cue_words("according")
    return frozenset(form for lemma in lemmas for form, _ in lexicon.forms_of(lemma)) | lemmas


@cache
def cue_kinds() -> Mapping[str, int]:
    """The forms of reporting words, in lower case without ё, and what they are."""
    kinds = dict.fromkeys(ACCORDING_TO, CUE)
    for lemma in _reporting_lemmas():
        kind, is_sure = _kind_of_lemma(lemma), lemma in cue_words("sure")
        for form, tag in shared_lexicon().forms_of(lemma):
            found = _kind_of_form(kind, tag, is_sure)
            kinds[form] = max(found, kinds.get(form, NO_CUE))
    return kinds


def _kind_of_form(kind: int, tag: Tag, is_sure: bool) -> int:
    """What a form of a word of some kind is: «сказать», «скажи» and «сказанный» report nothing,
    «сказав» and «сказавший» are no predicates."""
    if tag.pos == "VERB":
        return kind if tag.tense == "past" or tag.person in ("1per", "3per") else CUE_LEMMA
    if tag.pos == "GRND" or (tag.pos == "PRTF" and "actv" in tag.grammemes):
        return CUE
    is_short = tag.pos == "PRTS" and (tag.gender == "neut" or is_sure)  # сказано, убеждена
    return kind if is_short or tag.pos in ("NOUN", "ADJS") else CUE_LEMMA


def _kind_of_lemma(lemma: str) -> int:
    groups = ("speech", "opinion", "sure", "citing", "passing", "passive", "denials")
    follows_from = lemma in ("следовать", "вытекать")  # …, следует из доклада
    stands_behind = follows_from or any(lemma in cue_words(group) for group in groups)
    return CUE_BEHIND if stands_behind and lemma not in cue_words("unclausal") else CUE


@cache
def _reporting_lemmas() -> frozenset[str]:
    groups = ("speech", "opinion", "sure", "citing", "passing", "passive", "clause", "statements")
    return frozenset().union(*(cue_words(group) for group in groups))
