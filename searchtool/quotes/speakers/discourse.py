"""Keeps who has been named and who has spoken, and tells who is most salient at a place.

Salience is meant as by Lappin and Leass (1994): subjects are more salient than objects, and recent
mentions more than distant ones.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from searchtool.core.model import Span
from searchtool.quotes.detection.segmentation import Paragraph
from searchtool.quotes.speakers.entities import Entities
from searchtool.quotes.speakers.mentions import Mention
from searchtool.quotes.speakers.person_entity import PersonEntity, Speaker

MAX_REFERENCE_CHARS = 1500
"""How far back a pronoun or a bare role can refer."""

MAX_REPORT_CHARS = 600
"""How far before something said the author's words are searched for who else has spoken. With 1500
one speaker of 200 is another one, none of them annotated, and novels take a tenth more time."""

MAX_RECENT = 40
"""The last speakers that are kept."""

SPEAKER_BONUS, SUBJECT_BONUS = 1.0, 0.8
"""How many sentences nearer one who has spoken, or is named in the nominative, counts."""

MAX_WORK_CHARS = 16
"""How far before its author what somebody has written is looked for."""

_WORK = re.compile(
    r"(?<!\w)(?i:книг|роман|сборник|повест|рассказ|стать|пьес|поэм|монограф|мемуар|исследовани"
    r"|очерк|эссе|колонк)\w{0,4} $"
)
_position = itemgetter(0)
_PREPOSITIONS = tuple(f" {word} " for word in "с со к ко у от для о об из без про против".split())
"""Those before a name are no particles of it."""
_CLAUSE_MARKS = frozenset(",.;:!?—–\n")


class SpeechEvent(NamedTuple):
    """Somebody has spoken at `position`."""

    position: int
    speaker: Speaker


class PersonMention(NamedTuple):
    """A person is named at `position`."""

    position: int
    person: PersonEntity
    mention: Mention


class Discourse:
    """What a reader remembers of a document. Distances are in sentences."""

    def __init__(
        self,
        people: Entities,
        paragraphs: Sequence[Paragraph],
        quoted: Sequence[Span],
        retold: Sequence[Span] = (),
    ) -> None:
        self._people = people
        self._text = paragraphs[0].text
        self._sentence_starts = [s.start for p in paragraphs for s in p.sentences]
        self._quote_starts = [span.start for span in quoted]
        self._quote_ends = [span.end for span in quoted]
        self._said_starts = sorted(span.start for span in (*quoted, *retold))
        self._events: deque[SpeechEvent] = deque(maxlen=MAX_RECENT)
        self._mentions = self._author_mentions()
        self._positions = [mention.position for mention in self._mentions]

    def _author_mentions(self) -> list[PersonMention]:
        """The people the author names. Those named in quotations are not meant by «он»."""
        found = [
            PersonMention(mention.position, person, mention)
            for person in self._people.persons
            for mention in person.mentions
            if not self.is_quoted(mention.position) and not self._is_of_title(mention.position)
        ]
        return sorted(found, key=_position)

    def _may_be_subject(self, named: PersonMention) -> bool:
        """Whether a name can be in the nominative where it stands: «Орлова» cannot if it is a
        man's, «Леви» cannot behind «с» or «тренером»."""
        genders = named.mention.name.genders_by_case
        if genders.get("nomn", frozenset()).isdisjoint(named.person.genders):
            return False
        if len(genders) == 1:
            return True
        if self._text.endswith(_PREPOSITIONS, 0, named.position):
            return False
        cases = self._people.cases_of(named.mention)
        return not cases or "nomn" in cases

    def _is_of_title(self, position: int) -> bool:
        """Whether somebody is named in the name of a thing: «театр имени Берга»."""
        return self._text.endswith(("имени ", "им. ", "памяти "), 0, position)

    def is_quoted(self, position: int) -> bool:
        """Whether a place is inside a quotation."""
        number = bisect_right(self._quote_starts, position) - 1
        return number >= 0 and position < self._quote_ends[number]

    def is_near_quote(self, span: Span) -> bool:
        """Whether something said follows so near that it can refer to who speaks here."""
        starts = self._said_starts
        number = bisect_left(starts, span.start)
        return number < len(starts) and starts[number] - span.end < MAX_REPORT_CHARS

    def record_speech(self, position: int, speaker: Speaker) -> None:
        """Record that somebody has spoken at a place."""
        self._events.append(SpeechEvent(position, speaker))

    def recent(self, position: int) -> list[SpeechEvent]:
        """Who has spoken before a place, the last one first."""
        before = [event for event in self._events if event.position < position]
        return sorted(before, key=_position, reverse=True)

    def distance(self, place: int, position: int) -> int:
        """How many sentences begin between two places."""
        starts = self._sentence_starts
        return bisect_right(starts, position) - bisect_right(starts, place)

    def most_salient(
        self, position: int, genders: frozenset[str], number: str, subjects_only: bool = False
    ) -> SpeechEvent | None:
        """Who is most salient at a place among people of these genders and this number: a recent
        one, a speaker rather than a subject, a subject rather than an object."""
        scored = [
            (bonus - self.distance(event.position, position), event)
            for bonus, event in self._last_of_each(position, genders, number, subjects_only)
        ]
        return max(scored, key=lambda s: (s[0], s[1].position))[1] if scored else None

    def _last_of_each(
        self, position: int, genders: frozenset[str], number: str, subjects_only: bool
    ) -> Iterator[tuple[float, SpeechEvent]]:
        """The last speaker that fits, the last subject and the last person who is only named, each
        with the bonus; those before them are less salient."""
        for event in self.recent(position):
            is_wanted = not (subjects_only and event.speaker.is_organisation)
            if is_wanted and event.speaker.fits(genders, number):
                yield SPEAKER_BONUS, event
                break
        wanted = {True} if subjects_only else {True, False}
        for mention in self._mentions_before(position) if number != "plur" else ():
            if not mention.person.fits(genders):
                continue
            is_subject = self._may_be_subject(mention)
            if is_subject in wanted:
                bonus = SUBJECT_BONUS if is_subject else 0.0
                yield bonus, SpeechEvent(mention.position, mention.person.as_speaker)
                wanted.remove(is_subject)
                if not wanted:
                    break

    def next_named(self, position: int, genders: frozenset[str]) -> Speaker | None:
        """Who is named first after the sentence of a place."""
        following = bisect_right(self._sentence_starts, position)
        if following == len(self._sentence_starts):
            return None
        start = bisect_left(self._positions, self._sentence_starts[following])
        for mention in self._mentions[start : start + MAX_RECENT]:
            if mention.person.genders & genders and self._may_be_subject(mention):
                return mention.person.as_speaker
        return None

    def last_named(self, position: int) -> Speaker | None:
        """Who is named last before a place, in whatever case: «последний»."""
        last = next(self._mentions_before(position), None)
        return last.person.as_speaker if last else None

    def author_of_work(self, position: int) -> Speaker | None:
        """Whose book or the like is named last before a place: «вышла книга Анны Седовой»."""
        for mention in reversed(self._mentions[: bisect_left(self._positions, position)]):
            start = max(0, mention.position - MAX_WORK_CHARS)
            if _WORK.search(self._text[start : mention.position]):
                return mention.person.as_speaker
        return None

    def most_named(self, position: int) -> Speaker | None:
        """Who is named most often before a place."""
        end = bisect_left(self._positions, position)
        counts = Counter(mention.person for mention in self._mentions[:end])
        return counts.most_common(1)[0][0].as_speaker if counts else None

    def _mentions_before(self, position: int) -> Iterator[PersonMention]:
        """Whom a pronoun can mean, the last one first: nobody named in its own clause."""
        number = bisect_left(self._positions, position) - 1
        while number >= 0 and self._is_same_clause(self._positions[number], position):
            number -= 1
        while number >= 0 and self._positions[number] >= position - MAX_REFERENCE_CHARS:
            yield self._mentions[number]
            number -= 1

    def _is_same_clause(self, place: int, position: int) -> bool:
        """Whether a name and a pronoun stand in one clause: then they are not the same person."""
        return _CLAUSE_MARKS.isdisjoint(self._text[place:position])
