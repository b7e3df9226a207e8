"""Resolves speakers called by a role: «министр», «пресс-служба», «источник в полиции».

A role means the person the document has called so, or the only one it can mean. A speaker whose
role is nobody's in the document keeps it as a name.
"""

from typing import NamedTuple

from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.noun_phrases import Phrase
from searchtool.quotes.speakers.canonical_names import as_called
from searchtool.quotes.speakers.discourse import Discourse
from searchtool.quotes.speakers.entities import Entities, Speaker
from searchtool.quotes.speakers.roles import is_bare, phrase_role, possible_heads, similarity

_AUTHORS = frozenset("автор корреспондент журналист обозреватель".split())
_OTHERS = frozenset("другой другая второй вторая один одна некий некая неназванный".split())

# Scores are those of `roles.similarity`. A person named two sentences farther away loses a quarter.
_SENTENCE_WEIGHT = 1 / 8
_MAX_SENTENCES = 8
_NOT_YET_NAMED_SENTENCES = 16
_JUST_SPOKEN_SCORE = 1.8


class Resolution(NamedTuple):
    """Who speaks, with a confidence from 0 to 1."""

    speaker: Speaker
    confidence: float


class _Match(NamedTuple):
    speaker: Speaker
    score: float


class RoleResolver:
    """Looks for the person of a role among the people of a document and those who have spoken."""

    def __init__(self, people: Entities, discourse: Discourse) -> None:
        self._people = people
        self._discourse = discourse

    def resolve(self, phrase: Phrase, position: int, gender: str) -> Resolution:
        """Who is meant by a role at a place; `gender` is that of the verb, empty if it has none."""
        called = as_called(phrase)
        if phrase.number == "plur" or not phrase.is_animate:
            confidence = 0.7 if phrase.number == "plur" else 0.85 if phrase.can_speak else 0.4
            return Resolution(self._fullest(called, position), confidence)
        if any(word.lower in _OTHERS for word in phrase.words[phrase.start : phrase.head]):
            return Resolution(called, 0.7)
        if called.head == "источник":
            return Resolution(self._called_before(called, position), 0.7)
        person = self._resolve_person(phrase, position, gender)
        if person:
            return person
        if called.head == "собеседник":
            return Resolution(self._called_before(called, position), 0.7)
        confidence = 0.7 if called.head in cue_words("sources") else 0.6
        return Resolution(self._fullest(called, position), confidence)

    def _resolve_person(self, phrase: Phrase, position: int, gender: str) -> Resolution | None:
        """The person who has been called so, or the most salient one if the role is a bare noun."""
        matched = self._by_role(phrase, position, gender)
        may_point = is_bare(phrase) and phrase.head_word.lemmas.isdisjoint(_AUTHORS)
        genders = frozenset({gender}) if gender else phrase.genders
        last = self._last_named(position, genders) if may_point else None
        if last and (not matched or last.score > matched.score):
            return Resolution(last.speaker, 0.6)
        if matched:
            return Resolution(matched.speaker, 0.9 if matched.score >= 2 else 0.7)
        if not may_point:
            return None
        salient = self._discourse.most_salient(position, genders, "sing")
        speaker = salient.speaker if salient else self._discourse.next_named(position, genders)
        return Resolution(speaker, 0.55) if speaker and speaker.is_named else None

    def _by_role(self, phrase: Phrase, position: int, gender: str) -> _Match | None:
        """The person who has been called so; of several rather one named not long before."""
        own, bare = phrase_role(phrase), is_bare(phrase)
        matches: list[tuple[float, int, Speaker]] = []
        for person, roles in self._people.with_roles(possible_heads(own)):
            fits = max(similarity(own, role, bare) for role in roles)
            if not fits or (gender and gender not in person.genders):
                continue
            last = person.last_before(position)
            sentences = _NOT_YET_NAMED_SENTENCES
            if last is not None:
                sentences = min(_MAX_SENTENCES, self._discourse.distance(last, position))
            if _may_be(person.genders, phrase):
                score = fits - _SENTENCE_WEIGHT * sentences
                matches.append((score, last or 0, person.as_speaker))
        if not matches:
            return None
        score, _, speaker = max(matches, key=lambda match: match[:2])
        return _Match(speaker, score)

    def _last_named(self, position: int, genders: frozenset[str]) -> _Match | None:
        """The person who has just spoken or acted."""
        salient = self._discourse.most_salient(position, genders, "sing", subjects_only=True)
        if salient is None or not salient.speaker.is_named:
            return None
        sentences = min(_MAX_SENTENCES, self._discourse.distance(salient.position, position))
        return _Match(salient.speaker, _JUST_SPOKEN_SCORE - _SENTENCE_WEIGHT * sentences)

    def _called_before(self, called: Speaker, position: int) -> Speaker:
        """For «собеседник агентства» who spoke last, for «источник» who was called so before."""
        for event in self._discourse.recent(position):
            speaker = event.speaker
            is_one = speaker.number != "plur" and speaker.genders & {"masc", "femn"}
            if is_one and called.head in ("собеседник", speaker.head):
                return speaker
        return self._fullest(called, position)

    def _fullest(self, called: Speaker, position: int) -> Speaker:
        """The last unnamed speaker if it is this one under a longer name, else `called`."""
        unnamed = [e.speaker for e in self._discourse.recent(position) if not e.speaker.person]
        is_longer = unnamed and unnamed[0].lemmas > called.lemmas
        return unnamed[0] if is_longer and unnamed[0].head == called.head else called


def _may_be(genders: frozenset[str], phrase: Phrase) -> bool:
    """Whether a role can be that of a person of these genders; a masculine one can be a woman's."""
    return "masc" in phrase.genders or bool(phrase.genders & (genders | {"ms-f", ""}))
