"""Finds what «они», «их» and «который» refer to in the sentences before."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from searchtool.analysis.morphology.readings import CASES
from searchtool.quotes.clauses.documents import place_phrases
from searchtool.quotes.detection.segmentation import Paragraph
from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.noun_phrases import phrase_at, phrases
from searchtool.quotes.grammar.phrase import Phrase
from searchtool.quotes.grammar.tokens import Word
from searchtool.quotes.speakers.canonical_names import as_called, of_name
from searchtool.quotes.speakers.discourse import SpeechEvent
from searchtool.quotes.speakers.entities import Entities
from searchtool.quotes.speakers.person_entity import Speaker

MAX_SENTENCES = 3
"""How far back a group is looked for, with the sentence of the pronoun itself."""

MAX_RELATIVE_WORDS = 9
"""How long the phrase before a relative pronoun is at most."""

_MIN_STEM_CHARS, _MAX_ENDING_CHARS = 5, 4
"""Of a verb, to find «обвинить» by «обвиняемый»."""

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

    def pair_before(self, position: int) -> SpeechEvent | None:
        """The last two people named together: «Анна и Иван»."""
        for words in self._sentences_before(position):
            pairs = [pair for case in CASES if (pair := self._last_pair(words, case))]
            if pairs:
                return max(pairs, key=lambda pair: pair.position)
        return None

    def one_before(self, position: int, genders: frozenset[str]) -> Phrase | None:
        """The person without a name, or the organisation, that is the subject of a sentence before:
        «Жительница Плёса», «газета»."""
        for words in self._sentences_before(position):
            for phrase in phrases(words, 0, len(words), "nomn"):
                is_one = phrase.number == "sing" and phrase.can_speak and phrase.name is None
                if is_one and phrase.head_word.first_pos == "NOUN" and phrase.genders & genders:
                    return phrase
        return None

    def place_before(self, position: int) -> Phrase | None:
        """The organisation in which something was told or done, the last one: «в Минтрансе»."""
        for words in self._sentences_before(position):
            found = [phrase for phrase in place_phrases(words, 0) if phrase.can_speak]
            if found:
                return max(found, key=lambda phrase: phrase.head)
        return None

    def person_so_treated(self, position: int, phrase: Phrase) -> Speaker | None:
        """The only person beside the verb of a participle: «Седова задержали. Задержанный …»."""
        lemma = next((r.lemma for r in phrase.head_word.readings if r.tag.pos == "PRTF"), "")
        stem = lemma[: max(_MIN_STEM_CHARS, len(lemma) - _MAX_ENDING_CHARS)]
        for words in self._sentences_before(position) if stem else ():
            before = [word for word in words if word.start < phrase.head_word.start]
            if any(x.startswith(stem) for word in before for x in word.lemmas):
                people = {person for word in before if (person := self._people.at(word.start))}
                fitting = [person for person in people if person.fits(phrase.genders)]
                return fitting[0].as_speaker if len(fitting) == 1 else None
        return None

    def text_before(
        self, position: int, genders: frozenset[str], kinds: frozenset[str]
    ) -> Phrase | None:
        """The text of such kinds that is named last before a place, in whatever case."""
        for words in self._sentences_before(position):
            found = [
                phrase
                for case in CASES
                for phrase in phrases(words, 0, len(words), case)
                if phrase.head_word.lemmas & kinds and phrase.genders & genders
            ]
            if found:
                return max(found, key=lambda phrase: phrase.head)
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
        named = phrases(words, 0, len(words), case)
        found = [phrase for phrase in named if phrase.number == "plur" and _is_group(phrase)]
        found = [phrase for phrase in found if not _may_be_owner(phrase)] or found
        groups = [SpeechEvent(phrase.head_word.start, as_called(phrase)) for phrase in found]
        if pair := self._last_pair(words, case):
            groups.append(pair)
        return max(groups, key=lambda group: group.position, default=None)

    def _last_pair(self, words: Sequence[Word], case: str) -> SpeechEvent | None:
        named = list(_named_phrases(words, case))
        for one, other in reversed(list(pairwise(named))):
            if [word.lower for word in words[one.end : other.start]] == ["и"]:
                name = f"{self._name(one)} и {self._name(other)}"
                speaker = Speaker(name, frozenset(), "plur", is_named=True)
                return SpeechEvent(other.head_word.start, speaker)
        return None

    def _name(self, phrase: Phrase) -> str:
        start = phrase.words[phrase.speaker_bounds[0]].start
        person = self._people.at(start)
        return person.name if person else of_name(phrase).name


def _is_group(phrase: Phrase) -> bool:
    """Whether several people or newspapers are named: «врачи», «СМИ»."""
    if phrase.is_pronoun:
        return False
    lemmas = phrase.head_word.lemmas
    return phrase.is_animate or not lemmas.isdisjoint(cue_words("organisations"))


def _may_be_owner(phrase: Phrase) -> bool:
    """Whether a phrase can be the genitive that belongs to the noun before it: «(арест) служащих
    его конторы»."""
    if phrase.start == 0 or not phrase.head_word.readings_in("gent"):
        return False
    is_joined = not phrase.words[phrase.start].gap.strip()
    return is_joined and phrase.words[phrase.start - 1].first_pos == "NOUN"


def _named_phrases(words: Sequence[Word], case: str) -> Iterator[Phrase]:
    """The phrases with people's names in a case, behind prepositions too: «в отличие от Анны»."""
    at = 0
    while at < len(words):
        phrase = phrase_at(words, at, case)
        if phrase is not None and phrase.name is not None:
            yield phrase
            at = phrase.end
        else:
            at += 1


def _phrase_ending(words: Sequence[Word], end: int) -> Phrase | None:
    """The longest phrase that ends before a word."""
    for start in range(max(0, end - MAX_RELATIVE_WORDS), end):
        for case in CASES:
            phrase = phrase_at(words, start, case)
            if phrase is not None and phrase.end == end and not phrase.is_pronoun:
                return phrase
    return None
