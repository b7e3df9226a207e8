"""What somebody is called and what a person has been called in, how well they fit out."""

from functools import cache
from importlib.resources import files

from searchtool.quotations.cues import cue_words
from searchtool.quotations.people import RoleName
from searchtool.quotations.phrases import Phrase

SAME_HEAD, SAME_OFFICE, KINDRED, DOUBTFUL = 3.0, 3.0, 2.0, 0.8
"""«министр» for a министр, «глава правительства» for a премьер, «политик» for a депутат; and a
министр of something else, it seems."""


def phrase_role(phrase: Phrase) -> RoleName:
    """The head and the words of a phrase, as a role."""
    words = phrase.words[phrase.start : phrase.end]
    lemmas = frozenset(lemma for word in words for lemma in (word.lemmas or {word.lower}))
    return RoleName(head_lemma(phrase), lemmas)


def head_lemma(phrase: Phrase) -> str:
    """The dictionary form of the head."""
    word = phrase.head_word
    readings = word.is_in(phrase.case) or word.readings
    return readings[0].lemma if readings else word.lower


def is_bare(phrase: Phrase) -> bool:
    """Whether it is a noun with adjectives only: «молодой дипломат»."""
    return phrase.end == phrase.head + 1


def similarity(own: RoleName, known: RoleName, bare: bool) -> float:
    """How well a role fits what a person has been called; 0 if it does not.

    >>> minister = RoleName("министр", frozenset({"министр", "спорт"}))
    >>> similarity(RoleName("министр", frozenset({"министр"})), minister, bare=True)
    3.0
    """
    common = len((own.lemmas & known.lemmas) - {own.head, known.head})
    agrees = common > 0 or bare or len(known.lemmas) == 1
    if own.head == known.head:
        return SAME_HEAD + common if agrees else _doubtful(own)
    for words, heads in _synonyms():
        if own.head in words and words <= own.lemmas and known.head in heads:
            if len(words) > 1:
                return SAME_OFFICE + common
            return KINDRED + common if agrees else _doubtful(own)
    return 0.0


def _doubtful(own: RoleName) -> float:
    return 0.0 if own.head in cue_words("sources") else DOUBTFUL


@cache
def _synonyms() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Words of an office and the heads they can stand for, those of several words first."""
    text = files(__package__).joinpath("roles.txt").read_text(encoding="utf-8")
    rows = [line.split(":") for line in text.splitlines() if line and not line.startswith("#")]
    pairs = [(frozenset(words.split()), frozenset(heads.split())) for words, heads in rows]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
