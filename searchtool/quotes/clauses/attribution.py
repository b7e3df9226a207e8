"""The record of who speaks in a clause, and of the word that reports it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from searchtool.quotes.grammar.phrase import Phrase
from searchtool.quotes.grammar.tokens import Word


class Cue(NamedTuple):
    """The reporting words, words[start:end].

    `group` is their group in `cues.txt`, or `any` for any verb, `colon` for none, `document` where
    the subject is a text whose author is not named.
    """

    words: Sequence[Word]
    start: int
    end: int
    group: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who speaks in a clause.

    `words[cue:cue_end]` are the reporting words, `words[start:end]` those that name the speaker;
    the latter are empty where the clause names nobody. `phrase` is the whole noun phrase, `gender`
    that of the verb. `confidence` is from 0 to 1.
    """

    words: Sequence[Word]
    cue: int
    cue_end: int
    group: str
    start: int = 0
    end: int = 0
    phrase: Phrase | None = None
    confidence: float = 0.0
    gender: str = ""

    @property
    def has_speaker(self) -> bool:
        """Whether the clause names somebody."""
        return self.end > self.start

    @classmethod
    def named(
        cls,
        cue: Cue,
        phrase: Phrase,
        confidence: float,
        gender: str = "",
    ) -> "Attribution":
        """The speaker is named by the phrase."""
        start, end = phrase.speaker_bounds
        return cls(cue.words, cue.start, cue.end, cue.group, start, end, phrase, confidence, gender)

    @classmethod
    def unnamed(cls, cue: Cue) -> "Attribution":
        """The clause names nobody."""
        return cls(cue.words, cue.start, cue.end, cue.group)
