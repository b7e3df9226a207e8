"""Gives speakers their canonical names: in the nominative, otherwise as the text has them."""

from dataclasses import replace
from functools import lru_cache

from searchtool.analysis.morphology.inflection import inflect
from searchtool.analysis.morphology.readings import CASES
from searchtool.quotes.clauses.attribution import Attribution
from searchtool.quotes.grammar.forms import match_case, shared_form_cache
from searchtool.quotes.grammar.noun_phrases import phrase_at
from searchtool.quotes.grammar.phrase import Phrase
from searchtool.quotes.grammar.tokens import split_words
from searchtool.quotes.speakers.person_entity import Speaker
from searchtool.quotes.speakers.roles import head_lemma, phrase_role

_POINTING = frozenset(("сам", "этот"))
_CLOSING_FOR = {"«": "»", "„": "“", "“": "”"}


AUTHOR = Speaker("", frozenset())
"""The author of the text, «я» or «мы», whose name the text does not tell."""


def of_name(phrase: Phrase) -> Speaker:
    """The speaker with a name that the document has nowhere else."""
    start, end = phrase.speaker_bounds
    name = nominative(replace(phrase, start=start, end=end, head=end - 1))
    return Speaker(name, phrase.genders, is_named=True)


def of_title(attribution: Attribution) -> Speaker:
    """The speaker called by a title in quotation marks, as a newspaper."""
    name = " ".join(word.text for word in attribution.words[attribution.start : attribution.end])
    before = attribution.words[max(0, attribution.start - 1)].lower
    if attribution.group == "according":
        name = title_of_genitive(name)
    elif before in ("в", "во", "на"):
        name = title_nominative(name)
    return Speaker(name, frozenset(), is_thing=True)


@lru_cache(maxsize=1_000)
def title_nominative(title: str) -> str:
    """A title in the nominative: «Ведомостей» → «Ведомости», «Новой газеты» → «Новая газета».

    >>> title_nominative("Новой газеты"), title_nominative("Новая газета")
    ('Новая газета', 'Новая газета')
    """
    if " " in title:
        return _title_of_words(title)
    if not title[1:].isalpha() or not title[1:].islower():
        return title
    readings = shared_form_cache().features(title).readings
    if any(r.tag.case in ("nomn", "") or not r.is_known for r in readings):
        return title
    form = inflect(readings[0], "nomn", readings[0].tag.number) if readings else None
    return match_case(form, title) if form else title


def title_of_genitive(title: str) -> str:
    """The nominative of a title that stands in the genitive, though it can be a plural, too.

    >>> title_of_genitive("Волны"), title_of_genitive("Вестей"), title_of_genitive("Вести")
    ('Волна', 'Вести', 'Вести')
    """
    readings = shared_form_cache().features(title).readings if title.isalpha() else ()
    genitive = next((r for r in readings if (r.tag.case, r.tag.number) == ("gent", "sing")), None)
    is_plural = all(r.tag.number == "plur" for r in readings if r.tag.case in ("nomn", ""))
    if genitive is None or not is_plural or not genitive.lemma.endswith(("а", "я")):
        return title_nominative(title)
    return match_case(inflect(genitive, "nomn", "sing") or title, title)


def _title_of_words(title: str) -> str:
    words = split_words(title, 0, len(title), (), shared_form_cache())
    if not words or not words[0].is_known or words[0].first_pos not in ("ADJF", "NOUN"):
        return title
    found = {case: phrase_at(words, 0, case) for case in CASES}
    whole = {case: p for case, p in found.items() if p is not None and p.end == len(words)}
    oblique = [phrase for phrase in whole.values() if phrase.name is None]
    return title if "nomn" in whole or not oblique else nominative(oblique[0])


def as_called(phrase: Phrase) -> Speaker:
    """The speaker without a name, by the words that stand for one."""
    name = nominative(without_emphasis(phrase))
    lemmas = phrase_role(phrase).lemmas
    return Speaker(
        name,
        phrase.genders,
        phrase.number,
        lemmas=lemmas,
        head=head_lemma(phrase),
        is_thing=not (phrase.is_animate or phrase.is_substantive)
        or phrase.is_unknown_name
        or phrase.is_place,
    )


def without_emphasis(phrase: Phrase) -> Phrase:
    """«Сам певец» as «певец», «этот приказ» as «приказ»."""
    first = phrase.words[phrase.start].lemmas
    is_emphatic = phrase.head > phrase.start and not first.isdisjoint(_POINTING)
    return replace(phrase, start=phrase.start + 1) if is_emphatic else phrase


def nominative(phrase: Phrase) -> str:
    """A phrase in the nominative: «пресс-службе МВД» → «пресс-служба МВД»."""
    parts: list[str] = []
    for at in range(phrase.start, phrase.end):
        word = phrase.words[at]
        if parts:
            parts.append(word.gap if word.gap.strip() else " ")
        declines = at <= phrase.head and phrase.case != "nomn"
        parts.append(_word_in_case(phrase, at, "nomn") if declines else word.text)
    last = phrase.words[phrase.end - 1]
    if last.title and len(parts) > 1:
        parts.append(_CLOSING_FOR.get(last.gap[-1:], last.gap[-1:]))
    return "".join(parts)


@lru_cache(maxsize=1_000)
def in_case(name: str, case: str) -> str:
    """The name of an organisation in another case than the nominative; empty if that is not known.

    >>> in_case("Министерство связи", "gent"), in_case("МВД", "gent"), in_case("Аэрофлот", "gent")
    ('Министерства связи', 'МВД', 'Аэрофлота')
    """
    words = split_words(name, 0, len(name), (), shared_form_cache())
    if name.isascii() or name.isupper():
        return name
    phrase = phrase_at(words, 0, "nomn")
    if phrase is None or phrase.end != len(words) or phrase.name or phrase.number != "sing":
        return ""
    declined = [_word_in_case(phrase, at, case) for at in range(phrase.head + 1)]
    return " ".join(declined) + name[phrase.head_word.end :]


def _word_in_case(phrase: Phrase, at: int, case: str) -> str:
    word = phrase.words[at]
    readings = [r for r in word.readings_in(phrase.case) if r.tag.number == phrase.number != ""]
    if word.lower == "одного":  # одного из врачей
        readings = [r for r in readings if r.tag.gender != "neut"]
    readings.sort(key=lambda r: not (phrase.genders & {r.tag.gender, ""} or r.tag.number == "plur"))
    form = inflect(readings[0], case, phrase.number) if readings else None
    return match_case(form, word.text) if form else word.text
