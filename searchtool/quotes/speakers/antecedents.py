"""Finds what «они», «их» and «который» refer to in the sentences before."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from searchtool.analysis.morphology.readings import CASES
from searchtool.quotes.detection.segmentation import Paragraph
from searchtool.quotes.grammar.noun_phrases import Phrase, phrase_at, phrases
from searchtool.quotes.grammar.tokens import Word
from searchtool.quotes.speakers.canonical_names import as_called, of_name
from searchtool.quotes.speakers.discourse import SpeechEvent
from searchtool.quotes.speakers.entities import Entities, Speaker

MAX_SENTENCES = 3
"""How far back a group is looked for, with the sentence of the pronoun itself."""

MAX_RELATIVE_WORDS = 9
"""How long the phrase before a relative pronoun is at most."""

_OBLIQUE = ("ablt", "gent", "datv", "accs", "loct")


class Antecedents:
    """The phrases of a document that pronouns can refer to."""

    def __init__(self, paragraphs: Sequence[Paragraph], people: Entities) -> None:
        self._paragraphs = paragraphs
        self._people = people
        self._starts = [paragraph.span.start for paragraph in paragraphs]

    def group_before(self, position: int) -> SpeechEvent | None:
        """The group named last before a place, rather as a subject: «врачи», «Анна и Иван»."""
        sentences = list(self._sentences_before(position))
        for words in sentences:
            if found := self._last_group(words, "nomn"):
                return found
        for words in sentences[:2]:
            groups = [group for case in _OBLIQUE if (group := self._last_group(words, case))]
            if groups:
                return max(groups, key=lambda group: group.position)
        return None

    def of_relative(self, position: int) -> Phrase | None:
        """The phrase before the relative clause that begins at a place."""
        words = next(self._sentences_before(position), [])
        return _phrase_ending(words, len(words))

    def _sentences_before(self, position: int) -> Iterator[list[Word]]:
        """The words of the sentences up to a place, the last sentence first."""
        number = max(0, bisect_right(self._starts, position) - 1)
        left = MAX_SENTENCES
        for paragraph in reversed(self._paragraphs[max(0, number - 1) : number + 1]):
            for sentence in reversed(paragraph.sentences):
                if sentence.start < position and left > 0:
                    left -= 1
                    yield [w for w in paragraph.words(*sentence) if w.start < position]

    def _last_group(self, words: Sequence[Word], case: str) -> SpeechEvent | None:
        found = [p for p in phrases(words, 0, len(words), case) if p.can_speak or p.name]
        for number in range(len(found) - 1, -1, -1):
            phrase = found[number]
            if phrase.number == "plur" and phrase.is_animate and not phrase.is_pronoun:
                return SpeechEvent(phrase.head_word.start, as_called(phrase))
            before = found[number - 1] if number else None
            if before and _are_joined(before, phrase):
                name = f"{self._name(before)} и {self._name(phrase)}"
                speaker = Speaker(name, frozenset(), "plur", is_named=True)
                return SpeechEvent(phrase.head_word.start, speaker)
        return None

    def _name(self, phrase: Phrase) -> str:
        start = phrase.words[phrase.speaker_bounds[0]].start
        person = self._people.at(start)
        return person.name if person else of_name(phrase).name


def _are_joined(one: Phrase, other: Phrase) -> bool:
    """Whether two names are joined by «и» alone."""
    between = one.words[one.end : other.start]
    return bool(one.name and other.name) and [word.lower for word in between] == ["и"]


def _phrase_ending(words: Sequence[Word], end: int) -> Phrase | None:
    """The longest phrase that ends before a word."""
    for start in range(max(0, end - MAX_RELATIVE_WORDS), end):
        for case in CASES:
            phrase = phrase_at(words, start, case)
            if phrase is not None and phrase.end == end and not phrase.is_pronoun:
                return phrase
    return None
