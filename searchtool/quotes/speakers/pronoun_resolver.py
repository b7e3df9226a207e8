"""Resolves speakers called by a pronoun: «он», «её», «они», «мы», «которому»."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from searchtool.quotes.clauses.attribution import Attribution
from searchtool.quotes.clauses.documents import document_attribution
from searchtool.quotes.clauses.subjects import any_subject, subject_of
from searchtool.quotes.clauses.verbs import finite_verb
from searchtool.quotes.detection.segmentation import Paragraph
from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.phrase import Phrase
from searchtool.quotes.speakers.antecedents import Antecedents
from searchtool.quotes.speakers.canonical_names import AUTHOR, as_called, of_name
from searchtool.quotes.speakers.discourse import Discourse, SpeechEvent
from searchtool.quotes.speakers.entities import Entities
from searchtool.quotes.speakers.person_entity import Speaker
from searchtool.quotes.speakers.role_resolver import Resolution, RoleResolver
from searchtool.quotes.speakers.roles import is_bare

_SIGNATURES = (
    re.compile(r"одпи(?<=\b[Пп]одпи)[а-яё]+ на (?:канал )?[«\"]?([A-Z][\w -]{0,30}\w)"),
    re.compile(r"\[[^\w\]]*([A-ZА-ЯЁ][\w +-]{1,30}?)(?:\.| —) ?[Пп]одпи[а-яё]+\]"),
)
"""«Подписывайся на X», «[X. Подписаться]». Each begins with a character that the whole text of a
novel is quickly searched for."""

_DATA = frozenset("данные информация сведения подсчет оценка прогноз".split())
_ANY_GENDER = frozenset({"masc", "femn", "neut"})
_FIRST_PERSON = frozenset({"я", "мы", "нашей", "нашим"})
_LATTER = frozenset({"тот", "та"})
"""Who is named last, rather than the subject: «боцман спросил Олега, и тот ответил»."""

PRONOUN_CONFIDENCE = 0.78
"""Below that of `--sure`: on unknown texts two of the seven wrong speakers above 0.8 were those of
«он» and «она»."""


class PronounResolver:
    """Looks for what a pronoun refers to among those named and those who have spoken."""

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        people: Entities,
        discourse: Discourse,
        roles: RoleResolver,
        antecedents: Antecedents,
    ) -> None:
        self._paragraphs = paragraphs
        self._starts = [paragraph.span.start for paragraph in paragraphs]
        self._people = people
        self._discourse = discourse
        self._roles = roles
        self._antecedents = antecedents

    @cached_property
    def _author(self) -> Speaker:
        """Who «мы» are: the channel or newspaper that asks its readers to subscribe."""
        text = self._paragraphs[0].text
        found = [m for pattern in _SIGNATURES if "одпи" in text and (m := pattern.search(text))]
        first = min(found, key=lambda match: match.start(), default=None)
        return replace(AUTHOR, name=first[1].strip() if first else "")

    def resolve_relative(self, attribution: Attribution, position: int) -> Resolution | None:
        """What stands before «согласно которому»: a text speaks itself."""
        phrase = self._antecedents.of_relative(attribution.words[attribution.cue].start)
        if phrase is None:
            return Resolution(AUTHOR, 0.2)
        if phrase.name is None:
            found = self._roles.resolve(phrase, position, "")
            return Resolution(found.speaker, min(found.confidence, 0.6))
        person = self._people.at(phrase.words[phrase.name[0]].start)
        return Resolution(person.as_speaker if person else of_name(phrase), 0.7)

    def resolve_there(self, position: int) -> Resolution | None:
        """Where «там» is: an organisation that has spoken or is named after «в», the last one."""
        recent = self._discourse.recent(position)
        spoken = next((e for e in recent if e.speaker.is_organisation), None)
        place = self._antecedents.place_before(position)
        if place is not None and (spoken is None or spoken.position < place.head_word.start):
            return Resolution(self._roles.resolve(place, position, "").speaker, 0.65)
        return Resolution(spoken.speaker, 0.65) if spoken else None

    def _resolve_group(self, attribution: Attribution, position: int) -> Resolution:
        """Who «они» are: a group that has spoken or is named, or else an organisation; this rather
        for «по их данным»."""
        spoken = self._discourse.most_salient(position, frozenset({""}), "plur")
        named = self._antecedents.group_before(position)
        recent = self._discourse.recent(position)
        if recent and recent[0].speaker.is_organisation and _cites_data(attribution):
            return Resolution(recent[0].speaker, 0.65)
        if spoken and (named is None or named.position <= spoken.position):
            return Resolution(spoken.speaker, 0.75)
        own_clause = attribution.words[attribution.start].start
        named = named or self._antecedents.group_before(own_clause)
        if named:
            return Resolution(named.speaker, 0.65)
        organisation = next((e for e in recent if e.speaker.is_organisation), None)
        return Resolution(organisation.speaker, 0.6) if organisation else Resolution(AUTHOR, 0.2)

    def resolve(self, attribution: Attribution, phrase: Phrase, position: int) -> Resolution | None:
        """Who is meant by a pronoun at a place."""
        if phrase.head_word.lower in _FIRST_PERSON:
            return Resolution(self._author, 0.6 if self._author.name else 0.3)
        if phrase.number == "plur":
            return self._resolve_group(attribution, position)
        other = self._discourse.last_named(position)
        if other and phrase.head_word.lower in _LATTER and other.fits(phrase.genders, "sing"):
            return Resolution(other, 0.7)
        salient = self._discourse.most_salient(position, phrase.genders, phrase.number)
        subject = self._subject_before(position, salient.position if salient else -1)
        if subject and subject.speaker.fits(phrase.genders, phrase.number):
            return Resolution(subject.speaker, 0.7)
        if salient and not _cites_data(attribution):
            return Resolution(salient.speaker, PRONOUN_CONFIDENCE)
        found = self._antecedents.one_before(position, phrase.genders)
        if found and (not salient or salient.position < found.head_word.start):
            return Resolution(self._roles.resolve(found, position, "").speaker, 0.6)
        return Resolution(salient.speaker, PRONOUN_CONFIDENCE) if salient else None

    def text_meant(self, phrase: Phrase, position: int) -> Speaker | None:
        """The law or order that «документ» means, if one is named not long before."""
        if "документ" not in phrase.head_word.lemmas or not is_bare(phrase):
            return None
        text = self._antecedents.text_before(position, _ANY_GENDER, cue_words("laws"))
        return as_called(text) if text else None

    def resolve_oblique(self, phrase: Phrase, position: int) -> Resolution:
        """Which text is meant by «в нём сказано», «согласно ей»."""
        genders = frozenset({"masc", "neut"}) if "femn" not in phrase.genders else phrase.genders
        text = self._antecedents.text_before(position, genders, cue_words("documents"))
        if text is None:
            return Resolution(AUTHOR, 0.2)
        attribution = document_attribution(text.words, text.head, text)
        publisher = _publisher(text) if attribution.group == "document" else None
        if publisher is not None and publisher.name is not None:
            person = self._people.at(publisher.words[publisher.name[0]].start)
            return Resolution(person.as_speaker if person else of_name(publisher), 0.55)
        owner = publisher or attribution.phrase
        if owner is None or owner is text or owner.name is not None:
            return Resolution(as_called(text), 0.4)
        return Resolution(self._roles.resolve(owner, position, "").speaker, 0.55)

    def _subject_before(self, position: int, after: int) -> SpeechEvent | None:
        """The subject of the sentence before, if it is a role and stands after another place:
        «Режиссёр не обижается. «…», — напомнил он»."""
        number = max(0, bisect_right(self._starts, position) - 1)
        paragraph = self._paragraphs[number]
        before = [sentence for sentence in paragraph.sentences if sentence.end <= position]
        if not before and number:
            paragraph = self._paragraphs[number - 1]
            before = list(paragraph.sentences)
        if not before or before[-1].end <= after:
            return None
        attribution = any_subject(paragraph.words(*before[-1]))
        phrase = attribution.phrase if attribution else None
        if attribution is None or phrase is None or phrase.name or phrase.is_pronoun:
            return None
        start = phrase.head_word.start
        if start <= after:
            return None
        if is_bare(phrase) and _is_introduced(attribution, phrase):
            return SpeechEvent(start, as_called(phrase))
        return SpeechEvent(start, self._roles.resolve(phrase, start, attribution.gender).speaker)


def _publisher(text: Phrase) -> Phrase | None:
    """Who is the subject of the verb before a text, as its author or publisher: «МИД опубликовал
    комментарий. В нём сказано»."""
    for at in range(text.start - 1, -1, -1):
        if verb := finite_verb(text.words[at]):
            found = subject_of(text.words, at, verb, "passive", follows_quote=False)
            phrase = found.phrase
            can_write = phrase is not None and phrase.can_speak and not phrase.is_pronoun
            return phrase if can_write else None
    return None


def _is_introduced(attribution: Attribution, phrase: Phrase) -> bool:
    """Whether a role behind its verb is named for the first time: «лодку осмотрел водолаз», but not
    «сказал водолаз»."""
    verb = attribution.words[attribution.cue].lemmas
    known = cue_words("offices") | cue_words("people")
    is_known = not phrase.head_word.lemmas.isdisjoint(known)
    return phrase.start > attribution.cue and verb.isdisjoint(cue_words("speech")) and not is_known


def _cites_data(attribution: Attribution) -> bool:
    """Whether it is «по их данным» and not «по их словам»."""
    words = attribution.words[attribution.cue : attribution.cue_end]
    return any(word.lemmas & _DATA for word in words)
