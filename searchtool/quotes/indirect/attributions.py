"""Finds who makes a retold statement: more than the words that report speech in marks, verbs and
nouns that report what stands in a clause."""

from collections.abc import Sequence
from dataclasses import replace

from searchtool.analysis.morphology.readings import Reading
from searchtool.quotes.clauses.attribution import Attribution, Cue
from searchtool.quotes.clauses.attribution_finder import (
    ATTRIBUTION_RULES,
    POSSESSIVES,
    AttributionRule,
    phrase_after,
    verb_reading,
)
from searchtool.quotes.clauses.documents import document_attribution
from searchtool.quotes.clauses.subjects import THERE, subject_of
from searchtool.quotes.clauses.verbs import finite_verb
from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.noun_phrases import phrase_at
from searchtool.quotes.grammar.phrase import Phrase
from searchtool.quotes.grammar.tokens import Word
from searchtool.quotes.indirect.amounts import amount
from searchtool.quotes.indirect.sources import (
    adjacent,
    beside_in_capitals,
    in_title,
    in_which,
    participle,
    reference,
    site,
    sure_of,
)

_AUTHOR = frozenset(("я", "мы"))
_EVERYBODY = frozenset("все всё каждый это факт то нечто некто кто-то что-то".split())
_DEMONSTRATIVE = frozenset("том этом чем".split())
_OF_THINGS = frozenset("говорит говорило".split())
_APPEARING = frozenset("появиться появляться пройти проходить распространиться".split())
_MAX_MEDIUM_WORDS = 6
"""Of «местных газетах появились» before what appears."""


def attribution_at(words: Sequence[Word], at: int, follows_quote: bool) -> Attribution | None:
    """Who makes the statement that the cue at one place reports; None if nobody is named."""
    doubtful: Attribution | None = None
    for rule in RULES:
        found = rule(words, at, follows_quote)
        if found is not None and found.has_speaker:
            if can_state(found):
                return found
            doubtful = doubtful or found
    return doubtful


def _of_clause(words: Sequence[Word], at: int, follows_quote: bool) -> Attribution | None:
    """«Обратил внимание на то, что…», «не исключает, что…»: the subject speaks."""
    reading = verb_reading(words[at], "clause")
    return reading and subject_of(words, at, reading, "speech", follows_quote)


def _follows_from(words: Sequence[Word], at: int, follows_quote: bool) -> Attribution | None:
    """«Следует из данных Банка России»: the owner of the text speaks."""
    if words[at].lemmas.isdisjoint(("следовать", "вытекать")) or at + 2 >= len(words):
        return None
    document = phrase_at(words, at + 2, "gent") if words[at + 1].lower == "из" else None
    if document is None:
        return None
    texts = cue_words("documents") | cue_words("according")
    return document_attribution(words, at, document) if document.head_word.lemmas & texts else None


def _owner_of_noun(words: Sequence[Word], at: int, follows_quote: bool) -> Attribution | None:
    """«Тезис Пайпса, что…», «заявление МИД о том, что…»: the owner speaks."""
    if words[at].lemmas.isdisjoint(cue_words("statements")):
        return None
    return phrase_after(Cue(words, at, at + 1, "speech"), "gent")


def _in_media(words: Sequence[Word], at: int, follows_quote: bool) -> Attribution | None:
    """«В газетах появились сообщения, что…»: those speak in which a statement appears."""
    if at < 3 or words[at].first_pos != "NOUN" or words[at - 1].lemmas.isdisjoint(_APPEARING):
        return None
    for start in range(max(1, at - _MAX_MEDIUM_WORDS), at - 1):
        if words[start - 1].lower in ("в", "во"):
            medium = phrase_at(words, start, "loct")
            if medium is not None and medium.end == at - 1 and medium.can_speak:
                return Attribution.named(Cue(words, at, at + 1, "speech"), medium, 0.8)
    return None


RULES: tuple[AttributionRule, ...] = (
    participle,
    amount,
    site,
    in_which,
    adjacent,
    *ATTRIBUTION_RULES,
    sure_of,
    _follows_from,
    _of_clause,
    _owner_of_noun,
    _in_media,
    in_title,
    reference,
    beside_in_capitals,
)


def earlier_subject(words: Sequence[Word], cue: int) -> Attribution | None:
    """The subject of a verb before, where the reporting verb has none of its own: «министр выступил
    в думе и сообщил, что…»."""
    verb = finite_verb(words[cue])
    if verb is None or _has_subject_beside(words, cue, verb):
        return None
    for at in range(cue - 1, -1, -1):
        other = finite_verb(words[at])
        if other is None or other.tag.number != verb.tag.number:
            continue
        found = amount(words[:cue], at, False) or subject_of(
            words[:cue], at, other, "speech", follows_quote=False
        )
        is_group = found.group == "according"  # большинство из них
        if found.phrase is not None and (is_group or found.phrase.can_speak):
            return replace(found, words=words, cue=cue, cue_end=cue + 1)
    return None


def _has_subject_beside(words: Sequence[Word], at: int, verb: Reading) -> bool:
    """Whether a verb has a subject of its own right before it: «ряд событий свидетельствует»."""
    phrase = subject_of(words, at, verb, "speech", follows_quote=False).phrase
    if phrase is None or phrase.case != "nomn" or not phrase.end <= at:
        return False
    return all(word.first_pos == "ADVB" for word in words[phrase.end : at])


def can_state(attribution: Attribution | None) -> bool:
    """Whether somebody is named who can say something, or a place or text that stands for somebody,
    and it is no opinion of the author's own: not «это объясняется тем, что…», «мы надеемся…»."""
    if attribution is None or not attribution.has_speaker:
        return False
    phrase = attribution.phrase
    if phrase is None or attribution.group in ("according", "passive", "document"):
        return True
    head = phrase.head_word
    if head.lower in POSSESSIVES or head.lower in _DEMONSTRATIVE:
        return False
    if head.lower in _AUTHOR:
        return attribution.words[attribution.cue].lemmas.isdisjoint(cue_words("opinion"))
    return (
        phrase.can_speak
        or _is_place(attribution, phrase)
        or head.is_latin
        or head.lower == THERE
        or (phrase.is_substantive and phrase.case == "nomn")
        or "Geox" in head.name_types
        or not head.lemmas.isdisjoint(cue_words("documents") | cue_words("codes"))
        or _is_certain(attribution, phrase)
    )


def _is_place(attribution: Attribution, phrase: Phrase) -> bool:
    """Whether it is a place that may state something: «сообщили в городской управе», not
    «настаивают на ремонте»."""
    words, cue = attribution.words, attribution.cue
    is_sure = not words[cue].lemmas.isdisjoint(cue_words("sure"))
    return phrase.case == "loct" and (
        not (is_sure and phrase.start > cue)  # уверены в успехе
        and phrase.head_word.lemmas.isdisjoint(cue_words("occasions"))
        and phrase.start > 0
        and words[phrase.start - 1].lower in ("в", "во")
    )


def _is_certain(attribution: Attribution, phrase: Phrase) -> bool:
    """Whether the verb is said only of those who state something: «коалиция заявила», but not
    «это говорит о том»."""
    words, cue = attribution.words, attribution.cue
    following = words[cue + 1].lower if cue + 1 < len(words) else ""
    return (
        phrase.case == "nomn"
        and not words[cue].lemmas.isdisjoint(cue_words("certain"))
        and words[cue].lower not in _OF_THINGS
        and following not in ("о", "об")
        and phrase.head_word.lower not in _EVERYBODY
    )


def moved(attribution: Attribution, words: Sequence[Word], by: int) -> Attribution:
    """An attribution that was found in `words[by:]`, as one in `words`."""
    phrase = attribution.phrase
    return replace(
        attribution,
        words=words,
        cue=attribution.cue + by,
        cue_end=attribution.cue_end + by,
        start=attribution.start + by,
        end=attribution.end + by,
        phrase=phrase
        and replace(
            phrase,
            words=words,
            start=phrase.start + by,
            end=phrase.end + by,
            head=phrase.head + by,
            name=phrase.name and (phrase.name[0] + by, phrase.name[1] + by),
        ),
    )


def last_word(attribution: Attribution) -> int:
    """The number of the last word that names the speaker or reports."""
    phrase_end = attribution.phrase.end if attribution.phrase else 0
    return max(attribution.end, phrase_end, attribution.cue_end) - 1
