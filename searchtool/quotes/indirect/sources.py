"""Finds who makes a retold statement where the subject of the verb is no plain name or office."""

from collections.abc import Sequence
from dataclasses import replace

from searchtool.analysis.morphology.readings import CASES
from searchtool.quotes.clauses.attribution import Attribution, Cue
from searchtool.quotes.clauses.attribution_finder import phrase_after
from searchtool.quotes.clauses.documents import document_attribution, is_undeclined
from searchtool.quotes.clauses.subjects import subject_of
from searchtool.quotes.clauses.verbs import finite_verb
from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.noun_phrases import phrase_at
from searchtool.quotes.grammar.person_names import is_beside
from searchtool.quotes.grammar.phrase import Phrase
from searchtool.quotes.grammar.phrase_ends import governed_end
from searchtool.quotes.grammar.tokens import Word

_MAX_WORDS = 8
_DOMAINS = frozenset("ру рф ua ru com".split())


def sure_of(words: Sequence[Word], at: int, follows_quote: bool) -> Attribution | None:
    """«Убеждена, что», «в компании уверены, что»: the subject of the short participle."""
    word = words[at]
    if word.lemmas.isdisjoint(cue_words("sure")):
        return None
    reading = next((r for r in word.readings if r.tag.pos == "PRTS"), None)
    return reading and subject_of(words, at, reading, "speech", follows_quote)


def adjacent(words: Sequence[Word], at: int, follows_quote: bool) -> Attribution | None:
    """«Катер ушёл к «Лебеди», экипаж заявил, что»: a subject that begins the clause right before
    the verb, though it is no person."""
    verb = finite_verb(words[at])
    if follows_quote or verb is None or words[at].gap.strip():
        return None
    if words[at].lemmas.isdisjoint(cue_words("certain")):
        return None
    for start in range(at - 1, max(-1, at - _MAX_WORDS), -1):
        if "," not in words[start].gap:
            continue
        phrase = phrase_at(words, start, "nomn")
        if phrase is None or phrase.end != at or phrase.number != verb.tag.number:
            return None
        is_noun = phrase.head_word.first_pos == "NOUN" and words[start].first_pos != "PRTF"
        if not is_noun or is_undeclined(words[start]):
            return None
        agrees = verb.tag.gender in (*phrase.genders, "")
        return Attribution.named(Cue(words, at, at + 1, "speech"), phrase, 0.9) if agrees else None
    return None


def in_which(words: Sequence[Word], at: int, follows_quote: bool) -> Attribution | None:
    """«Опубликовала статью, в которой говорится»: whose text is named before."""
    for start in range(at - 1, max(0, at - _MAX_WORDS), -1):
        if "," not in words[start].gap:
            continue
        if [w.lower[:5] for w in words[start : start + 2]] not in (["в", "котор"], ["где"]):
            return None
        for first in range(start - 1, max(-1, start - _MAX_WORDS), -1):
            for case in CASES:
                text = phrase_at(words, first, case)
                is_text = text is not None and text.head_word.lemmas & cue_words("documents")
                if text is not None and is_text and text.end == start:
                    owned = document_attribution(words, at, text)
                    return (owned.group == "document" and _writer(words, first, at)) or owned
        return None
    return None


def _writer(words: Sequence[Word], text: int, cue: int) -> Attribution | None:
    """Who has written or published the text that begins at a word: the subject before it."""
    for at in range(text - 1, -1, -1):
        if verb := finite_verb(words[at]):
            found = subject_of(words[:text], at, verb, "speech", follows_quote=False)
            if found.has_speaker and (found.phrase is None or found.phrase.can_speak):
                return replace(found, words=words, cue=cue, cue_end=cue + 1)
            return None
    return None


def in_title(words: Sequence[Word], at: int, follows_quote: bool) -> Attribution | None:
    """«Сообщили в «Ромашке»», «сообщили в Минречпроме»: the organisation whose name stands behind
    «в», or «из»."""
    verb = finite_verb(words[at])
    if verb is None or verb.tag.number != "plur":
        return None
    for place in (at + 1, at - 2):
        if place < 0 or place + 1 >= len(words):
            continue
        cue, name = Cue(words, at, at + 1, "speech"), place + 1
        if words[place].lower == "из":
            office = phrase_at(words, name, "gent")
            return Attribution.named(cue, office, 0.85) if office and office.can_speak else None
        if words[place].lower in ("в", "во") and is_undeclined_name(words[name]):
            end = name + 1
            while end < len(words) and is_undeclined_name(words[end]) and is_beside(words[end]):
                end += 1
            return Attribution(words, at, at + 1, cue.group, name, end, None, 0.85)
    return None


def without_reference(words: Sequence[Word]) -> Sequence[Word]:
    """The words without «со ссылкой на источники»."""
    for at in range(len(words) - 1):
        if words[at].lower == "со" and words[at + 1].lower == "ссылкой":
            return words[:at]
    return words


def is_undeclined_name(word: Word) -> bool:
    """Whether a word is a title, or a name that the dictionary does not have."""
    return is_undeclined(word) or (word.is_capitalized and not word.is_known)


def beside_in_capitals(words: Sequence[Word], at: int, follows_quote: bool) -> Attribution | None:
    """«Сообщает Минречпром», «сообщил Пурга»: a name that is not in the dictionary, or is a common
    noun, too, right behind the verb."""
    name = at + 1
    if not follows_quote or name >= len(words) or words[name].gap.strip():
        return None
    verb, word = finite_verb(words[at]), words[name]
    if verb is None or not word.is_capitalized or (word.is_known and not _is_surname(words, name)):
        return None
    end = name + 1
    while end < len(words) and words[end].is_capitalized and not words[end].gap.strip():
        end += 1
    return Attribution(words, at, at + 1, "speech", name, end, None, 0.7)


def _is_surname(words: Sequence[Word], at: int) -> bool:
    """Whether a noun with a capital letter behind a verb in the past is somebody's surname: the
    clause ends there, or goes on with a preposition."""
    word, behind = words[at], words[at + 1 : at + 2]
    verb = finite_verb(words[at - 1])
    is_noun = word.first_pos == "NOUN" and bool(word.readings_in("nomn"))
    is_person = verb is not None and verb.tag.gender in ("masc", "femn") and not word.name_types
    ends = not behind or bool(behind[0].gap.strip()) or behind[0].first_pos == "PREP"
    return is_noun and is_person and ends


def site(words: Sequence[Word], at: int, follows_quote: bool) -> Attribution | None:
    """«Пишет Ромашка.ру»: a site whose name is written in Russian."""
    name = at + 1
    if not follows_quote or name + 1 >= len(words) or words[name + 1].lower not in _DOMAINS:
        return None
    if not words[name].is_capitalized or words[name + 1].gap != ".":
        return None
    return Attribution(words, at, at + 1, "speech", name, name + 2, None, 0.8)


def participle(words: Sequence[Word], at: int, follows_quote: bool) -> Attribution | None:
    """«Художник Лаптев, объяснивший, что…», «рыбаки из порта, считающие, что…»: the person whom
    the participle describes."""
    if at < 1 or words[at].first_pos != "PRTF" or "," not in words[at].gap:
        return None
    readings = [r.tag for r in words[at].readings if "actv" in r.tag.grammemes]
    forms = {(tag.case, tag.number) for tag in readings}
    for start in range(at - 1, max(-1, at - _MAX_WORDS), -1):
        for case in CASES:
            phrase = phrase_at(words, start, case)
            is_beside = phrase is not None and _end_with_place(phrase) == at
            if phrase and is_beside and phrase.can_speak and (case, phrase.number) in forms:
                longest = _longest(words, start, case, at) or phrase
                return Attribution.named(Cue(words, at, at + 1, "speech"), longest, 0.85)
    return None


def _end_with_place(phrase: Phrase) -> int:
    """The end of a phrase with one behind it that a preposition governs: «жители | из порта»."""
    words, end = phrase.words, phrase.end
    is_governing = end + 1 < len(words) and words[end].first_pos == "PREP"
    is_part = is_governing and not words[end].gap.strip()
    return governed_end(words, end + 1, len(words)) if is_part else end


def _longest(words: Sequence[Word], start: int, case: str, end: int) -> Phrase | None:
    """The longest phrase in a case that begins before a place and ends at another."""
    found = None
    for at in range(start, max(-1, start - _MAX_WORDS), -1):
        phrase = phrase_at(words, at, case)
        if phrase and phrase.end == end:
            found = phrase
    return found


def reference(words: Sequence[Word], at: int, follows_quote: bool) -> Attribution | None:
    """«Передаёт со ссылкой на агентство»: who is referred to, if nobody else is named."""
    if [word.lower for word in words[at + 1 : at + 4]] != ["со", "ссылкой", "на"]:
        return None
    return phrase_after(Cue(words, at, at + 4, "according"), "accs")
