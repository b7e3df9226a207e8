"""Finds who makes a retold statement where that is an amount of people: «69 % опрошенных считают»,
«два источника в мэрии сообщили»."""

from collections.abc import Sequence

from searchtool.analysis.morphology.readings import Reading
from searchtool.quotes.clauses.attribution import Attribution, Cue
from searchtool.quotes.clauses.verbs import finite_verb, short_participle
from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.noun_phrases import phrase_at
from searchtool.quotes.grammar.person_names import is_beside
from searchtool.quotes.grammar.phrase import Phrase
from searchtool.quotes.grammar.phrase_ends import governed_end
from searchtool.quotes.grammar.tokens import Word

_MANY = frozenset("многие некоторые другие остальные местные иные".split())
_SEVERAL = "несколько"
_FEW = frozenset("два две три четыре оба обе".split())
"""The noun behind these is in the singular: «два источника»."""
_TOGETHER = frozenset("оба обе двое трое четверо пятеро шестеро семеро".split())
"""These stand for people without a noun, too: «двое рассказали»."""
_APPROXIMATE = frozenset("около почти более менее свыше порядка примерно только лишь".split())
_MORE = frozenset(("еще", "сразу", "также"))
_TIMES = frozenset("год месяц неделя день сутки час минута секунда раз".split())
_MAX_WORDS = 8
_SMALL_POS = frozenset({"ADVB", "PRCL", "CONJ"})
_SUBSTANTIVE_POS = frozenset({"ADJF", "PRTF"})


def amount(words: Sequence[Word], at: int, follows_quote: bool) -> Attribution | None:
    """«69 % опрошенных считают», «большинство врачей уверено», «многие говорят», «рассказали двое
    рыбаков»."""
    verb = finite_verb(words[at]) or _sure(words[at])
    if verb is None or verb.tag.person == "1per" or (not follows_quote and "," in words[at].gap):
        return None
    for place in _places_behind(words, at) if follows_quote else _places_before(words, at):
        end = _end_of_amount(words, place, not words[at].lemmas.isdisjoint(cue_words("certain")))
        if not end or (_is_number(words[place]) and not _counts(verb)):
            continue
        if follows_quote or _stand_beside(words, end, at):
            return _named(words, at, place, end)
    return None


def _sure(word: Word) -> Reading | None:
    """The reading of «уверены», «убеждена»."""
    return short_participle(word) if word.lemmas & cue_words("sure") else None


def _counts(verb: Reading) -> bool:
    """Whether a number can be the subject of a verb: «двое сказали», «пять человек сообщило»."""
    return verb.tag.number == "plur" or verb.tag.gender == "neut"


def _places_behind(words: Sequence[Word], at: int) -> Sequence[int]:
    """Where an amount may begin behind a verb: right there, or as a word that is a nominative,
    behind who is told, «рассказали агентству двое рыбаков»."""
    end = next((i for i in range(at + 1, len(words)) if words[i].gap.strip(' «»"“”')), len(words))
    first = at + 1
    while first < end and words[first].lower in _APPROXIMATE | _MORE:
        first += 1
    later = range(first + 1, min(end, at + _MAX_WORDS))
    numerals = [place for place in later if words[place].first_pos == "NUMR"]
    return [first, *numerals] if first < end else []


def _places_before(words: Sequence[Word], at: int) -> Sequence[int]:
    """Where an amount may begin before a verb, the nearest first, in the same clause."""
    places: list[int] = []
    for place in range(at - 1, max(-1, at - _MAX_WORDS), -1):
        if finite_verb(words[place]):
            break
        places.append(place)
    return places


def _end_of_amount(words: Sequence[Word], at: int, is_certain: bool) -> int:
    """Where an amount of people that begins at a word ends; 0 if none begins. `is_certain` says
    that whatever is the subject speaks: «несколько станций сообщили»."""
    word, behind = words[at], at + 1
    following = words[behind] if behind < len(words) and not words[behind].gap.strip() else None
    if word.lower in _MANY:
        return 0 if following and following.readings_in("nomn") else behind
    is_number = _is_number(word)
    if not is_number and word.lemmas.isdisjoint(cue_words("quantities")):
        return 0
    if is_number and _is_governed(words, at):
        return 0
    people = _counted(words, behind, word.lower in _FEW)
    if people is not None and (_can_speak(people) or (is_number and is_certain)):
        return people.end
    if behind + 1 < len(words) and words[behind].lower == "из":
        return _end_of_group(words, behind + 1)
    is_share = word.text[0].isdigit() and behind < len(words) and "%" in words[behind].gap
    is_alone = is_share or "большинство" in word.lemmas or word.lower in _TOGETHER
    return behind if is_alone and (following is None or following.first_pos != "NOUN") else 0


def _is_number(word: Word) -> bool:
    """Whether a word counts what stands behind it: a number, or a numeral in the nominative."""
    if word.text[0].isdigit() or word.lower == _SEVERAL:
        return True
    return word.first_pos == "NUMR" and bool(word.readings_in("nomn"))


def _is_governed(words: Sequence[Word], at: int) -> bool:
    """Whether a number belongs to what stands before it: «за два дня», «власти более 20 стран»."""
    first = at - 1
    while first >= 0 and words[first].lower in _APPROXIMATE | _MORE and is_beside(words[first + 1]):
        first -= 1
    if first < 0 or words[first + 1].gap.strip():
        return False
    before = words[first]
    is_owned = before.first_pos == "NOUN" and not before.title and "Geox" not in before.name_types
    return before.first_pos == "PREP" or (is_owned and bool(before.readings_in("nomn")))


def _counted(words: Sequence[Word], at: int, are_few: bool) -> Phrase | None:
    """What is counted by the word before it: «жителей», `are_few`: «высоких источника в мэрии»."""
    if at + 1 < len(words) and are_few and words[at].first_pos in _SUBSTANTIVE_POS:
        at += is_beside(words[at + 1]) and words[at + 1].first_pos == "NOUN"
    counted = phrase_at(words, at, "gent") if at < len(words) else None
    if counted is None or not (are_few or counted.number == "plur"):
        return None
    is_time = not counted.head_word.lemmas.isdisjoint(_TIMES)
    return None if is_time or counted.is_pronoun else counted


def _can_speak(counted: Phrase) -> bool:
    """Whether people, organisations or countries are counted: «опрошенных»."""
    head = counted.head_word
    is_substantive = head.first_pos in _SUBSTANTIVE_POS and counted.end == counted.head + 1
    is_organisation = not head.lemmas.isdisjoint(cue_words("organisations"))
    return counted.is_animate or is_substantive or is_organisation or "страна" in head.lemmas


def _end_of_group(words: Sequence[Word], at: int) -> int:
    """Where the group ends that some are of: «(трое из) них», «(двое из) пяти», «(пять из) семи
    рыбаков»; 0 if it is none of people."""
    if words[at].lower == "них":
        return at + 1
    is_number = words[at].first_pos in ("NUMR", "NUMB")
    if is_number and (at + 1 == len(words) or not words[at + 1].readings_in("gent")):
        return at + 1
    group = phrase_at(words, at + is_number, "gent")
    return group.end if group is not None and group.is_animate else 0


def _stand_beside(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether only adverbs and the like stand between an amount and the verb: «в новом опросе»."""
    at = start
    while at < end:
        if words[at].first_pos == "PREP":
            at = governed_end(words, at + 1, end)
        elif words[at].first_pos in _SMALL_POS and not words[at].gap.strip(" %"):
            at += 1
        else:
            return False
    return True


def _named(words: Sequence[Word], cue: int, start: int, end: int) -> Attribution:
    if start and words[start - 1].lower in _APPROXIMATE:
        start -= 1
    phrase = Phrase(words, start, end, start, "nomn", frozenset({""}), "plur")
    return Attribution.named(Cue(words, cue, cue + 1, "according"), phrase, 0.9)
