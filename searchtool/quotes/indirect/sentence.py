"""A sentence of the author's, and a statement that it reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from searchtool.core.model import Span
from searchtool.quotes.clauses.attribution import Attribution
from searchtool.quotes.clauses.verbs import is_idiom
from searchtool.quotes.detection.segmentation import Paragraph
from searchtool.quotes.grammar.cues import begins_source, cue_kinds, may_report
from searchtool.quotes.grammar.tokens import Word

_BOUNDARIES = frozenset(",;—–:")
_IMPERSONAL = frozenset("нет возможно нельзя можно нужно надо необходимо есть".split())
_VERBAL = frozenset({"VERB", "PRED", "PRTS", "ADJS", "INFN"})


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence with its words; what stands in marks is one word.

    A boundary is a word that a comma, a dash or the like stands before, or the first word: clauses
    begin there.
    """

    paragraph: Paragraph
    span: Span

    @cached_property
    def words(self) -> Sequence[Word]:
        """Its words."""
        return self.paragraph.words(*self.span)

    @cached_property
    def cues(self) -> list[int]:
        """The numbers of the words that may report speech."""
        kinds = cue_kinds()
        return [
            at
            for at, word in enumerate(self.words)
            if word.form.lower in kinds
            and not word.title
            and may_report(word)
            and begins_source(word.form.lower, [w.lower for w in self.words[at + 1 : at + 3]])
            and not is_idiom(self.words, at)
        ]

    @cached_property
    def boundaries(self) -> list[int]:
        """The numbers of the boundaries."""
        return [
            at
            for at, word in enumerate(self.words)
            if at == 0 or not _BOUNDARIES.isdisjoint(word.gap)
        ]

    def next_boundary(self, at: int) -> int:
        """The first boundary behind a word, or the end of the sentence."""
        return next((b for b in self.boundaries if b > at), len(self.words))

    @property
    def begins_paragraph(self) -> bool:
        """Whether it is the first of its paragraph."""
        return self.span.start == self.paragraph.sentences[0].start

    @property
    def ends_paragraph(self) -> bool:
        """Whether it is the last of its paragraph."""
        return self.span.end == self.paragraph.sentences[-1].end


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that a sentence reports: its `words[start:end]`, who makes it, the name of the
    rule that recognized it, and the confidence of that, from 0 to 1."""

    start: int
    end: int
    attribution: Attribution
    rule: str
    confidence: float = 0.9


def has_verb(words: Sequence[Word]) -> bool:
    """Whether words have a predicate that is written."""
    return any(word.first_pos in _VERBAL or word.lower in _IMPERSONAL for word in words)


def has_predicate(words: Sequence[Word]) -> bool:
    """Whether words can be a clause: with a verb, or with a dash in its place."""
    return has_verb(words) or any("—" in word.gap or " - " in word.gap for word in words[1:])
