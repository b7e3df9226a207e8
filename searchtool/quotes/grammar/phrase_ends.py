"""Finds where a noun phrase ends: behind the genitives, titles and names that belong to it."""

from collections.abc import Sequence

from searchtool.analysis.morphology.readings import Reading
from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.forms import shared_form_cache
from searchtool.quotes.grammar.person_names import (
    begins_name,
    is_abbreviation,
    is_beside,
    is_first_name,
    is_owned_name,
    name_at,
    odd_name,
    undeclined_name,
)
from searchtool.quotes.grammar.phrase_heads import head_at
from searchtool.quotes.grammar.tokens import Word

NOUNS = ("NOUN", "NPRO")
_BETWEEN = ' \u00a0\n«»"„“”'
_PLACES = frozenset("город село деревня поселок остров штат округ провинция графство".split())
"""What a name behind belongs to."""
_PREPOSITIONS = frozenset("в во на по при из от с со для об о за к ко под у".split())
_POINTING = frozenset("того этого тому этому тем этим том этом".split())
"""Before a comma they belong to no noun: «кроме того, Седова заявила»."""


def end_after_head(
    words: Sequence[Word], head: int, case: str, reading: Reading
) -> tuple[int, tuple[int, int] | None]:
    """Where the phrase ends, and the bounds of the name in it, if any. It takes in the genitives
    after the head, titles, and the person's name in the same case."""
    end = head + 1
    while end < len(words):
        word = words[end]
        if word.gap.strip(_BETWEEN):
            break
        is_title = word.is_latin and _is_title(words, head, end)
        may_be_named = reading.tag.is_animate or end > head + 1
        is_place = not words[end - 1].lemmas.isdisjoint(_PLACES)  # директор порта города Озёрска
        if reading.tag.number == "sing" and may_be_named and not (is_title or is_place):
            name = (
                name_at(words, end, case)
                or undeclined_name(words, end, reading)
                or odd_name(words, end, case)
            )
            if name and name_at(words, name[0], case) and is_beside(words[name[0]]):
                end = name[0]
                continue
            if name and not is_owned_name(words, end, case, head):
                return name[0], (end, name[0])
        step = _genitive_end(words, end) or _prepositional_end(words, head, end)
        if not step:
            break
        end = step
    return end, None


def _is_title(words: Sequence[Word], head: int, at: int) -> bool:
    """Whether a Latin word is rather that of an organisation than of a person: «участница Pussy
    Riot», «журналист газеты Yukon Sun», but not «певица Taylor Swift»."""
    if at > head + 1:
        return words[at - 1].is_latin or not words[at - 1].lemmas.isdisjoint(
            cue_words("organisations")
        )
    groups = ("offices", "reporters", "relational", "staff")
    return any(not words[head].lemmas.isdisjoint(cue_words(group)) for group in groups)


def _genitive_end(words: Sequence[Word], at: int) -> int:
    """Where a genitive, a title or a foreign name at `at` ends; 0 if there is none."""
    word, before = words[at], words[at - 1]
    if is_addressee(word):
        return 0
    if word.title or word.is_latin or is_abbreviation(word):
        return at + 1
    if (before.is_latin and not word.is_capitalized) or word.first_pos == "VERB":
        return 0  # «прокуратура Заречья начала проверку»
    if name := name_at(words, at, "gent"):
        return name[0]
    is_count = word.first_pos == "NUMR" and at + 1 < len(words) and is_beside(words[at + 1])
    head, reading = head_at(words, at + is_count, "gent")
    if reading is not None and reading.tag.pos in NOUNS and reading.tag.pos != "NPRO":
        return head + 1
    is_behind_noun = at == 1 or not before.is_capitalized
    is_owned = not is_first_name(word) or not before.lemmas.isdisjoint(cue_words("organisations"))
    is_place = is_behind_noun and is_owned and begins_name(words, at + 1)
    return at + 1 if word.is_capitalized and (is_place or not word.is_known) else 0


def is_addressee(title: Word) -> bool:
    """Whether a title of one word is in the dative: «рассказали в порту «Интерфаксу»»."""
    if not title.title or not title.text.istitle() or title.is_latin:
        return False
    cases = {reading.tag.case for reading in shared_form_cache().features(title.text).readings}
    return "datv" in cases and cases.isdisjoint({"nomn", "gent", ""})


def _prepositional_end(words: Sequence[Word], head: int, at: int) -> int:
    """Where a prepositional phrase that belongs to the head ends; 0 if there is none."""
    if words[at].lower == "из" and "один" in words[head].lemmas:
        return head_at(words, at + 1, "gent")[0] + 1 if at + 1 < len(words) else 0
    if not words[head].lemmas.isdisjoint(cue_words("commanding")):
        position, reading = head_at(words, at, "ablt")
        if reading is not None and reading.tag.pos == "NOUN":
            return position + 1
    if words[at].lower not in _PREPOSITIONS or not words[head].lemmas & cue_words("relational"):
        return 0
    for case in ("loct", "datv", "gent", "accs", "ablt", "nomn"):  # кандидат в президенты
        position, reading = head_at(words, at + 1, case) if at + 1 < len(words) else (0, None)
        if reading is not None and reading.tag.pos == "NOUN":
            is_place = words[at].lower in ("в", "во", "на")
            is_occasion = is_place and words[position].lemmas & cue_words("occasions")
            return 0 if is_occasion else position + 1
    return at + 2 if at + 1 < len(words) and words[at + 1].title else 0


def governed_end(words: Sequence[Word], at: int, end: int) -> int:
    """Where the phrase after a preposition ends: its noun and the genitives after that; «(в) то же
    время», «(кроме) того», too."""
    if at + 1 < end and words[at].lower in _POINTING and "," in words[at + 1].gap:
        return at + 1
    if at + 2 < end and words[at + 1].lower == "же":
        at += 2
    for case in ("loct", "datv", "gent", "accs", "ablt"):
        head, reading = head_at(words, at, case) if at < end else (at, None)
        if reading is not None:
            return _genitives_end(words, head + 1, end)
    return at


def _genitives_end(words: Sequence[Word], at: int, end: int) -> int:
    while at < end and not words[at].gap.strip(_BETWEEN):
        # «в интервью газете Иванов»: a name here is the subject, a foreign title is not
        is_name = not words[at].is_latin and name_at(words, at, "nomn")
        step = 0 if is_name or _is_subject(words, at) else _genitive_end(words, at)
        if not step:
            break
        at = step
    return min(at, end)


def _is_subject(words: Sequence[Word], at: int) -> bool:
    """Whether a word that can be a genitive is rather the subject of the verb behind it: «в мае |
    пара сообщила»."""
    word, behind = words[at], words[at + 1 : at + 2]
    if not behind or behind[0].first_pos != "VERB" or not word.readings:
        return False
    noun, verb = word.readings[0].tag, behind[0].readings[0].tag
    agrees = noun.number == verb.number and verb.gender in (noun.gender, "")
    return noun.pos == "NOUN" and noun.case == "nomn" and agrees
