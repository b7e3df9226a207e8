"""A document in, who has been named and who has spoken up to a place in it out."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from searchtool.model import Span
from searchtool.quotations.layout import Paragraph
from searchtool.quotations.naming import Speaker, of_person
from searchtool.quotations.people import People, Person

REACH = 1500
"""Characters back within which a pronoun or a bare role can point."""

RECENT = 40
"""So many of the last speakers can be meant."""

SPOKE, SUBJECT = 1.2, 0.8
"""How many sentences nearer one who speaks, or one named in the nominative, counts."""

_CLAUSE_MARKS = frozenset(",.;:!?—–\n")


class Event(NamedTuple):
    """Somebody has spoken at `position`."""

    position: int
    speaker: Speaker


class Naming(NamedTuple):
    """A person is named at `position`; `is_subject` says that it can be in the nominative."""

    position: int
    person: Person
    is_subject: bool


class Discourse:
    """What a reader remembers. Distances are in sentences."""

    def __init__(
        self, people: People, paragraphs: Sequence[Paragraph], quoted: Sequence[Span]
    ) -> None:
        self._text = paragraphs[0].text
        self._sentence_starts = [s.start for p in paragraphs for s in p.sentences]
        self._quote_starts = [span.start for span in quoted]
        self._quote_ends = [span.end for span in quoted]
        self._events: list[Event] = []
        self._namings = self._sort_namings(people)

    def _sort_namings(self, people: People) -> list[Naming]:
        """Whom the author names; those named in quotations are not who «он» is."""
        found = [
            Naming(mention.position, person, "nomn" in mention.cases)
            for person in people.persons
            for mention in person.mentions
            if not self.is_quoted(mention.position)
        ]
        return sorted(found, key=lambda naming: naming.position)

    def is_quoted(self, position: int) -> bool:
        """Whether a place is inside a quotation."""
        number = bisect_right(self._quote_starts, position) - 1
        return number >= 0 and position < self._quote_ends[number]

    def is_near_quote(self, span: Span) -> bool:
        """Whether a quotation follows within the reach of a pronoun."""
        number = bisect_left(self._quote_starts, span.start)
        return number < len(self._quote_starts) and self._quote_starts[number] < span.end + REACH

    def hear(self, position: int, speaker: Speaker) -> None:
        """Remember that somebody has spoken."""
        self._events.append(Event(position, speaker))

    def recent(self, position: int) -> list[Event]:
        """Who has spoken before a place, the last one first."""
        before = [event for event in self._events[-RECENT:] if event.position < position]
        return sorted(before, key=lambda event: -event.position)

    def distance(self, place: int, position: int) -> int:
        """How many sentences begin between two places."""
        starts = self._sentence_starts
        return bisect_right(starts, position) - bisect_right(starts, place)

    def nearest(
        self, position: int, genders: frozenset[str], number: str, subjects_only: bool = False
    ) -> Event | None:
        """Who was last spoken of: a subject rather than an object, a speaker rather than both."""
        scored = [
            (SPOKE - self.distance(event.position, position), event)
            for event in self.recent(position)
            if event.speaker.fits(genders, number)
        ]
        for naming in self._namings_before(position) if number != "plur" else ():
            if self._is_same_clause(naming.position, position):
                continue
            speaker = of_person(naming.person)
            if speaker.fits(genders, "sing") and (naming.is_subject or not subjects_only):
                bonus = SUBJECT if naming.is_subject else 0.0
                score = bonus - self.distance(naming.position, position)
                scored.append((score, Event(naming.position, speaker)))
        return max(scored, key=lambda s: (s[0], s[1].position))[1] if scored else None

    def next_named(self, position: int, genders: frozenset[str]) -> Speaker | None:
        """Who is named first after a place."""
        start = bisect_right(self._namings, position, key=lambda naming: naming.position)
        for naming in self._namings[start : start + RECENT]:
            if naming.is_subject and naming.person.genders & genders:
                return of_person(naming.person)
        return None

    def most_named(self, position: int) -> Speaker | None:
        """Who is named most often before a place."""
        end = bisect_left(self._namings, position, key=lambda naming: naming.position)
        counts = Counter(naming.person for naming in self._namings[:end])
        return of_person(counts.most_common(1)[0][0]) if counts else None

    def _namings_before(self, position: int) -> list[Naming]:
        end = bisect_left(self._namings, position, key=lambda naming: naming.position)
        start = bisect_left(self._namings, position - REACH, key=lambda naming: naming.position)
        return self._namings[start:end]

    def _is_same_clause(self, place: int, position: int) -> bool:
        """Whether nothing divides a name from a pronoun, which then is not the same person."""
        return _CLAUSE_MARKS.isdisjoint(self._text[place:position])
