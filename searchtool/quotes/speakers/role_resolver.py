"""Resolves speakers called by a role: «министр», «пресс-служба», «источник в полиции».

A role means the person the document has called so, or the only one it can mean. A speaker whose
role is nobody's in the document keeps it as a name.
"""

from dataclasses import replace
from typing import NamedTuple

from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.noun_phrases import phrase_at
from searchtool.quotes.grammar.phrase import Phrase
from searchtool.quotes.speakers.antecedents import Antecedents
from searchtool.quotes.speakers.canonical_names import (
    as_called,
    in_case,
    nominative,
    without_emphasis,
)
from searchtool.quotes.speakers.countries import countries_of
from searchtool.quotes.speakers.discourse import Discourse
from searchtool.quotes.speakers.entities import Entities
from searchtool.quotes.speakers.organisations import Organisations, is_medium
from searchtool.quotes.speakers.person_entity import Speaker
from searchtool.quotes.speakers.roles import (
    GENERAL,
    INSIDE_ROLES,
    are_foreign,
    is_bare,
    phrase_role,
    possible_heads,
    similarity,
)

_AUTHORS = frozenset("автор корреспондент журналист обозреватель".split())
_PAIRED = frozenset(
    "девушка женщина мужчина супруг брат сестра друг подруга политик президент лидер министр глава "
    "актер актриса певица музыкант художник спортсмен".split()
)
"""Roles that two people named together can have."""
_GENERAL_NOUNS = frozenset("организация ведомство учреждение структура".split())
_STAFF = frozenset("представитель сотрудник работник чиновник".split())
_SAID = frozenset("высказывание заявление слово цитата реплика".split())
_POINTING = frozenset("этот это тот сам данный наш".split())
_OTHERS = frozenset("другой другая второй вторая один одна некий некая неназванный".split())

_POSSESSIVES = frozenset("его ее их ним ней ними нему нем".split())
_WITNESSES = frozenset("очевидец свидетель прохожий".split())
_PERSONAL = frozenset(("masc", "femn"))

# Scores are those of `roles.similarity`. A person named two sentences farther away loses a quarter.
_SENTENCE_WEIGHT = 1 / 8
_MAX_SENTENCES = 8
_NOT_YET_NAMED_SENTENCES = 16
_JUST_SPOKEN_SCORE = 1.8
_JUST_SPOKEN_SENTENCES = 3
_NEAR_SENTENCES = 3


class Resolution(NamedTuple):
    """Who speaks, with a confidence from 0 to 1."""

    speaker: Speaker
    confidence: float


class _Match(NamedTuple):
    speaker: Speaker
    score: float


class RoleResolver:
    """Looks for the person of a role among the people of a document and those who have spoken."""

    def __init__(
        self,
        people: Entities,
        discourse: Discourse,
        organisations: Organisations,
        antecedents: Antecedents,
    ) -> None:
        self._people = people
        self._discourse = discourse
        self._organisations = organisations
        self._antecedents = antecedents

    def resolve(
        self, phrase: Phrase, position: int, gender: str, goes_on: bool = False
    ) -> Resolution:
        """Who is meant by a role at a place; `gender` is that of the verb, empty if it has none,
        `goes_on` whether the verb says that they have spoken before: «добавил»."""
        phrase = without_emphasis(phrase)
        called = as_called(phrase)
        if phrase.number == "plur" or called.is_thing:
            return self._resolve_organisation(phrase, called, position)
        if any(word.lower in _OTHERS for word in phrase.words[phrase.start : phrase.head]):
            return Resolution(called, 0.7)
        if called.head == "автор" and not called.lemmas.isdisjoint(_SAID):
            last = self._discourse.recent(position)[:1]
            return Resolution(last[0].speaker if last else called, 0.7)
        if called.head == "источник":
            return Resolution(self._called_before(called, position, gender), 0.7)
        if repeated := self._repeated(phrase, called, position):
            return Resolution(repeated, 0.7)
        person = self._resolve_person(phrase, position, gender)
        if person is None and goes_on:
            person = self._last_speaker(position, frozenset({gender} - {""}) or phrase.genders)
        if person:
            return person
        if called.head == "собеседник":
            return Resolution(self._called_before(called, position, gender), 0.7)
        confidence = 0.7 if called.head in cue_words("sources") else 0.6
        return Resolution(self._fullest(called, position), confidence)

    def _resolve_organisation(self, phrase: Phrase, called: Speaker, position: int) -> Resolution:
        """A group keeps what it is called; «издание» is the one named before."""
        longer = self._fullest(called, position)
        if phrase.number == "plur":
            may_pair = is_bare(phrase) and not phrase.head_word.lemmas.isdisjoint(_PAIRED)
            pair = self._antecedents.pair_before(position) if may_pair else None
            if pair:
                return Resolution(pair.speaker, 0.6)
            return Resolution(longer, 0.7 if phrase.can_speak else 0.4)
        name = self._organisations.named_in(phrase)
        if not name and is_bare(phrase) and longer is called:
            attributes = phrase.words[phrase.start : phrase.head]
            described = frozenset(x for word in attributes for x in word.lemmas) - _POINTING
            own = phrase.words[phrase.start].start
            for end in (position, own):  # «МВД ищет воров, сообщает ведомство»
                if name := self._organisations.meant_by(called.head, described, end):
                    return Resolution(replace(called, name=name), 0.75)
            if name := self._last_medium(called.head, described, position):
                return Resolution(replace(called, name=name), 0.7)
            if name := self._organisations.most_named(called.head, described, own):
                return Resolution(replace(called, name=name), 0.6)
            if not described:
                name = self._organisations.with_complement(called.head, own)
            spoken = self._last_organisation(called.head, described, position)
            if not name and spoken:
                return Resolution(spoken, 0.6)
        name = name or self._with_owner(phrase, position)
        full = replace(longer, name=name or self._organisations.fullest(longer.name))
        return Resolution(full, 0.78 if phrase.can_speak else 0.4)

    def _with_owner(self, phrase: Phrase, position: int) -> str:
        """The name of an organisation with that of its owner: «пресс-служба Росрыбнадзора» for
        «пресс-служба ведомства»; empty if nothing tells whose it is."""
        behind = phrase.head + 1
        owner = phrase_at(phrase.words, behind, "gent") if behind < phrase.end else None
        if owner is None or owner.end != phrase.end or not _is_common(owner):
            return ""
        called = as_called(owner)
        found = self._resolve_organisation(owner, called, position).speaker
        own = nominative(replace(phrase, end=behind))
        genitive = in_case(found.name, "gent") if found.name != called.name else ""
        return f"{own} {genitive}" if genitive else ""

    def _last_organisation(
        self, noun: str, described: frozenset[str], position: int
    ) -> Speaker | None:
        """The organisation that has just spoken under another word, for «организация»."""
        last = self._discourse.recent(position)[:1]
        if described or noun not in _GENERAL_NOUNS or not last:
            return None
        speaker = last[0].speaker
        near = self._discourse.distance(last[0].position, position) <= _NEAR_SENTENCES
        is_body = speaker.is_organisation and speaker.head in cue_words("organisations")
        return speaker if near and is_body and not is_medium(speaker.head) else None

    def _last_medium(self, noun: str, described: frozenset[str], position: int) -> str:
        """The newspaper or agency that has spoken last, for «издание»; empty if none has."""
        if described or not is_medium(noun):
            return ""
        spoken = (event.speaker for event in self._discourse.recent(position))
        titles = (s.name for s in spoken if s.name.isascii() or (s.is_thing and not s.head))
        return next(titles, "")

    def _resolve_person(self, phrase: Phrase, position: int, gender: str) -> Resolution | None:
        """The person who has been called so, or the most salient one if the role is a bare noun."""
        if "последний" in phrase.head_word.lemmas and is_bare(phrase):
            latter = self._discourse.last_named(position)
            return Resolution(latter, 0.7) if latter else None
        treated = phrase.is_substantive and self._antecedents.person_so_treated(position, phrase)
        if treated:
            return Resolution(treated, 0.6)
        matched = self._by_role(phrase, position, gender)
        may_point = is_bare(phrase) and _may_point(phrase)
        genders = frozenset({gender}) if gender else phrase.genders
        last = self._last_named(position, genders) if may_point else None
        if last and self._is_foreign(phrase, last.speaker):
            last = None
        if last and (not matched or last.score > matched.score):
            return Resolution(last.speaker, 0.6)
        if matched:
            return Resolution(matched.speaker, 0.9 if matched.score >= 2 else 0.7)
        if not is_bare(phrase):
            return self._last_without_role(phrase, position, genders)
        if "автор" in phrase.head_word.lemmas and (
            author := self._discourse.author_of_work(position)
        ):
            return Resolution(author, 0.6)
        if not may_point:
            return self._last_speaker(position, genders) if _may_repeat(phrase) else None
        salient = self._discourse.most_salient(position, genders, "sing")
        if salient and self._is_foreign(phrase, salient.speaker):
            return None
        is_anybody = not phrase.head_word.lemmas.isdisjoint(cue_words("people"))
        later = None if is_anybody else self._discourse.next_named(position, genders)
        speaker = salient.speaker if salient else later
        return Resolution(speaker, 0.55) if speaker and speaker.person else None

    def _is_foreign(self, phrase: Phrase, speaker: Speaker) -> bool:
        """Whether the roles of a person are all of other countries than one with an adjective:
        «японский дипломат» is no посол Чехии."""
        roles = self._people.roles_of(speaker.person) if speaker.person else ()
        own = phrase_role(phrase)
        return any(are_foreign(own, role) for role in roles) and not any(
            countries_of(own.lemmas) & countries_of(role.lemmas) for role in roles
        )

    def _last_speaker(self, position: int, genders: frozenset[str]) -> Resolution | None:
        """The person who has just spoken: a врач may have been named without the word."""
        last = self._discourse.recent(position)[:1]
        if not last or not last[0].speaker.person or not last[0].speaker.fits(genders, "sing"):
            return None
        near = self._discourse.distance(last[0].position, position) <= _JUST_SPOKEN_SENTENCES
        return Resolution(last[0].speaker, 0.55) if near else None

    def _last_without_role(
        self, phrase: Phrase, position: int, genders: frozenset[str]
    ) -> Resolution | None:
        """For an office that nobody has in the document, «глава Полынии», the person named last as
        a subject, if nothing tells another office of theirs."""
        is_office = not phrase.head_word.lemmas.isdisjoint(cue_words("offices"))
        if not is_office and not _is_author_of_title(phrase):
            return None
        last = self._discourse.most_salient(position, genders, "sing", subjects_only=True)
        person = last.speaker.person if last else None
        if last is None or person is None or self._people.roles_of(person):
            return None
        words = phrase.words[phrase.start : phrase.end]
        is_owner = any(self._people.at(word.start) is person for word in words)
        near = self._discourse.distance(last.position, position) <= _NEAR_SENTENCES
        return Resolution(last.speaker, 0.5) if near and not is_owner else None

    def _by_role(self, phrase: Phrase, position: int, gender: str) -> _Match | None:
        """The person who has been called so; of several rather one named not long before."""
        if _ends_with_name(phrase):
            return None
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
        if salient is None or not salient.speaker.person:
            return None
        sentences = min(_MAX_SENTENCES, self._discourse.distance(salient.position, position))
        return _Match(salient.speaker, _JUST_SPOKEN_SCORE - _SENTENCE_WEIGHT * sentences)

    def _called_before(self, called: Speaker, position: int, gender: str) -> Speaker:
        """For «собеседник агентства» who spoke last, rather somebody without a name, for «источник»
        who was called so before: not «источник в мэрии» for «источник в порту»."""
        wanted = {gender} - {""} or _PERSONAL
        events = self._discourse.recent(position)
        recent = [event.speaker for event in events]
        if called.head == "собеседник":
            distance = self._discourse.distance
            near = [e.speaker for e in events if distance(e.position, position) <= _NEAR_SENTENCES]
            nameless = [s for s in near if not s.person and not s.is_named]
            last = (*nameless, *recent[:1])
            found = [s for s in last if s.genders & wanted and not s.is_thing]
        else:
            found = [speaker for speaker in recent if _is_called(speaker, called)]
        singular = (speaker for speaker in found if speaker.number != "plur")
        return next(singular, None) or self._fullest(called, position)

    def _repeated(self, phrase: Phrase, called: Speaker, position: int) -> Speaker | None:
        """The one without a name who has just spoken, called by the bare role again: «сообщил
        представитель» for «официальный представитель порта», «чиновник» for «замминистра»."""
        last = self._discourse.recent(position)[:1]
        if not last or not is_bare(phrase) or not _is_own(phrase):
            return None
        speaker = last[0].speaker
        if speaker.person or speaker.is_named or speaker.is_thing or speaker.number == "plur":
            return None
        near = self._discourse.distance(last[0].position, position) <= _NEAR_SENTENCES
        heads = {called.head} if called.head in _AUTHORS else possible_heads(phrase_role(phrase))
        is_new = speaker.head not in heads or speaker.lemmas == called.lemmas
        return speaker if near and not is_new else None

    def _fullest(self, called: Speaker, position: int) -> Speaker:
        """The last unnamed speaker if it is this one under a longer name, the last one with the
        same head for «администрация портала», else `called`."""
        recent = (event.speaker for event in self._discourse.recent(position))
        unnamed = [s for s in recent if not s.person and s.number == called.number]
        if unnamed and unnamed[0].head == called.head and unnamed[0].lemmas > called.lemmas:
            return unnamed[0]
        colleague = next((s for s in unnamed if _are_same_staff(s, called)), None)
        if colleague is not None:
            return colleague
        is_general = GENERAL & called.lemmas and called.lemmas - {called.head} <= GENERAL
        same = (speaker for speaker in unnamed if speaker.head == called.head)
        return next(same, called) if is_general else called


def _are_same_staff(speaker: Speaker, called: Speaker) -> bool:
    """Whether somebody is called «сотрудник завода «Плёс»» now, «представитель завода «Плёс»»
    before."""
    if not {speaker.head, called.head} <= _STAFF or speaker.head == called.head:
        return False
    own = called.lemmas - GENERAL - INSIDE_ROLES - _STAFF
    return bool(own) and own <= speaker.lemmas


def _is_called(speaker: Speaker, called: Speaker) -> bool:
    """Whether what somebody is called now agrees with what a speaker was called."""
    if speaker.head != called.head:
        return False
    own = called.lemmas - GENERAL - INSIDE_ROLES - {called.head}
    return not own or not speaker.lemmas.isdisjoint(own) or speaker.lemmas == {speaker.head}


def _is_common(phrase: Phrase) -> bool:
    """Whether a phrase is nothing but a common noun: «ведомства»."""
    return phrase.end == phrase.start + 1 and not phrase.head_word.is_capitalized


def _ends_with_name(phrase: Phrase) -> bool:
    """Whether the last words are rather a name that no dictionary has: «президент фонда Тор
    Халворссен»."""
    last = phrase.words[phrase.head + 2 : phrase.end][-2:]
    return len(last) == 2 and all(w.is_capitalized for w in last) and not last[1].is_known


def _may_point(phrase: Phrase) -> bool:
    """Whether a bare role can be that of the person named last: «певица», not «мать»."""
    head = phrase.head_word
    apart = _AUTHORS | cue_words("relatives") | cue_words("serving")
    attributes = phrase.words[phrase.start : phrase.head]
    if head.lemmas & cue_words("people") and any(word.text[0].isdigit() for word in attributes):
        return False  # «33-летний мужчина» is somebody new
    if head.lemmas & cue_words("people") and _is_described_behind(phrase):
        return False
    if phrase.is_substantive and head.lemmas.isdisjoint(("последний", "управляющий")):
        return False
    return head.lemmas.isdisjoint(apart) and _is_own(phrase)


def _is_described_behind(phrase: Phrase) -> bool:
    """Whether a description follows, as of somebody new: «женщина, назвавшаяся сестрой»."""
    following = phrase.words[phrase.end : phrase.end + 1]
    return bool(following) and "," in following[0].gap and following[0].first_pos == "PRTF"


def _may_repeat(phrase: Phrase) -> bool:
    """Whether a bare role can be that of the person who has just spoken: «врач», not «очевидец»,
    as who tells of an accident by office has not seen it."""
    if not phrase.head_word.lemmas.isdisjoint(_WITNESSES):
        return False
    return not phrase.head_word.lemmas.isdisjoint(cue_words("serving")) and _is_own(phrase)


def _is_author_of_title(phrase: Phrase) -> bool:
    """Whether it is like «автор «Дня шакала»»."""
    return "автор" in phrase.head_word.lemmas and phrase.words[phrase.head + 1].title


def _is_own(phrase: Phrase) -> bool:
    """Whether it is not somebody else's: «его адвокат», «знакомый с ним купец»."""
    words = phrase.words[max(0, phrase.start - 1) : phrase.head]
    return all(word.lower not in _POSSESSIVES for word in words)


def _may_be(genders: frozenset[str], phrase: Phrase) -> bool:
    """Whether a role can be that of a person of these genders; a masculine one can be a woman's."""
    return "masc" in phrase.genders or bool(phrase.genders & (genders | {"ms-f", ""}))
