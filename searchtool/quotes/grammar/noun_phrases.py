"""Finds the noun phrases of a clause, which may name who speaks."""

from collections.abc import Callable, Iterator, Sequence

from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.forms import WordForm
from searchtool.quotes.grammar.person_names import (
    PERSONAL,
    begins_asian_name,
    is_beside,
    name_at,
)
from searchtool.quotes.grammar.phrase import Phrase
from searchtool.quotes.grammar.phrase_ends import end_after_head, governed_end
from searchtool.quotes.grammar.phrase_heads import OBLIQUE, agree, head_at
from searchtool.quotes.grammar.tokens import Word


def phrase_at(words: Sequence[Word], at: int, case: str) -> Phrase | None:
    """The noun phrase in `case` that begins at `at`."""
    if not may_begin(words[at].form, case):
        return None
    first = _first_after_attributes(words, at, case)
    name = name_at(words, first, case) if first < len(words) else None
    has_first = name is not None and name[0] > first + 1 and "Name" in words[first].name_types
    is_long = has_first or begins_asian_name(words, first)
    if name and (is_long or not _is_common_noun(words[first], case)):
        end, genders = name
        return Phrase(words, at, end, first, case, genders, "sing", (first, end))
    head, reading = head_at(words, at, case)
    if reading is None:
        return None
    gender = reading.tag.gender
    if reading.tag.pos in ("ADJF", "PRTF") and gender == "neut" and case in OBLIQUE:
        gender = "masc"  # словам обвиняемого
    genders = frozenset({gender})
    if reading.tag.pos == "NPRO" or "который" in words[head].lemmas:
        return Phrase(words, at, head + 1, head, case, genders, reading.tag.number)
    end, name_span = end_after_head(words, head, case, reading)
    if name_span:
        found = name_at(words, name_span[0], case)
        genders = found[1] if found else genders
    return Phrase(words, at, end, head, case, genders, reading.tag.number, name_span)


def may_begin(form: WordForm, case: str) -> bool:
    """Whether a phrase in a case can begin with a word; a quick check, as most cannot."""
    if form.is_capitalized or form.is_latin:
        return True
    features = form.features
    return case in features.nouns or case in features.attributes


def _first_after_attributes(words: Sequence[Word], at: int, case: str) -> int:
    """Where the noun or name stands after attributes: «29-летний Маркив», «сам Романович»."""
    place = at
    while place < len(words) and place - at < 3 and (place == at or is_beside(words[place])):
        features = words[place].form.features
        if case not in features.attributes or features.name_types & PERSONAL:
            return place
        place += 1
    return at


def _is_common_noun(word: Word, case: str) -> bool:
    """Whether a capitalized word is rather a common noun: «Президент», «Суд»; not «Панина», which
    can be an adjective."""
    common = [
        r
        for r in word.readings_in(case)
        if r.is_known and r.tag.name_type not in PERSONAL and "Poss" not in r.tag.grammemes
    ]
    personal = [r for r in word.readings_in(case) if r.tag.name_type in PERSONAL]
    return bool(common) and sum(r.probability for r in common) > sum(
        r.probability for r in personal
    )


def phrases(
    words: Sequence[Word],
    start: int,
    end: int,
    case: str,
    accepts: Callable[[Phrase], bool] = lambda phrase: True,
) -> Iterator[Phrase]:
    """The phrases in `case` between two words, without those that a preposition governs. After the
    head of a phrase that is not accepted another one may begin: «это решение | Орлова»."""
    at = start
    while at < end:
        if words[at].form.features.first_pos == "PREP" and words[at].lower not in ("экс",):
            at = governed_end(words, at + 1, end)
            continue
        phrase = phrase_at(words, at, case)
        if (
            phrase is None
            or phrase.end > end
            or _is_attributed_otherwise(words, at, case)
            or _is_named_otherwise(phrase)
        ):
            at += 1
        elif accepts(phrase):
            yield phrase
            at = phrase.end
        else:
            at = phrase.head + 1


def _is_attributed_otherwise(words: Sequence[Word], at: int, case: str) -> bool:
    """Whether the attribute before a noun puts it in another case: «портовой | больницы»."""
    if at == 0 or case != "nomn" or not is_beside(words[at]):
        return False
    attributes = words[at - 1].form.features.attributes
    if not attributes or case in attributes or words[at - 1].form.features.nouns:
        return False
    nouns = words[at].form.features.nouns
    return any(other in nouns and agree(attributes[other], nouns[other]) for other in attributes)


def _is_named_otherwise(phrase: Phrase) -> bool:
    """Whether a name belongs to the one before it in another case: «помиловал сына Хантера»."""
    at, words = phrase.start, phrase.words
    if phrase.case != "nomn" or not phrase.is_name or at == 0 or not is_beside(words[at]):
        return False
    before = words[at - 1]
    is_relative = before.lemmas & (cue_words("relatives") | cue_words("assistants"))
    if not is_relative or before.readings_in("nomn"):
        return False
    cases = {r.tag.case for r in before.readings if r.tag.is_animate and r.tag.number == "sing"}
    return any(name_at(words, at, case) == (phrase.end, frozenset({"masc"})) for case in cases)
