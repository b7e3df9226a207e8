"""Finds the clauses beside a statement that say who makes it: «по словам Иванова», «как сообщили в
МВД», «пишет «Коммерсант»»."""

from collections.abc import Sequence
from typing import NamedTuple

from searchtool.analysis.morphology.readings import Reading
from searchtool.quotes.clauses.attribution import Attribution
from searchtool.quotes.clauses.attribution_finder import verb_reading
from searchtool.quotes.clauses.verbs import finite_verb
from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.noun_phrases import phrase_at
from searchtool.quotes.grammar.tokens import Word
from searchtool.quotes.indirect.according import begins_according, source_of
from searchtool.quotes.indirect.attributions import attribution_at, can_state, last_word, moved
from searchtool.quotes.indirect.sentence import Sentence, has_predicate
from searchtool.quotes.indirect.sources import without_reference

RELATIVE = frozenset(
    "который которая которое которые которого которой которому которым которых которыми которую "
    "котором где кто чей чья чье чьи".split()
)
CONTRASTING = frozenset("но однако а".split())
_LINKS = CONTRASTING | frozenset("и хотя причем зато поскольку".split())

MIN_PART_WORDS = 3
"""A part of a statement that its attribution divides is one of its own from this length on."""

_MAX_LIKE_WORDS = 9
"""Between «как» and the reporting word."""
_MAX_BEFORE_CUE_WORDS = 4
"""Of «об этом в среду» before the reporting word."""

_COMPARED = frozenset("того тем так до после перед такие такой такая такое".split())
_BEFORE_THAT = frozenset("более кроме между с помимо".split())
"""These make an opener of «тем» and «того»: «между тем, как сообщили»."""
_ASKED = frozenset(
    "понять узнать знать разобраться научиться показать рассказать объяснить увидеть выяснить "
    "понимать видеть".split()
)
_SUBORDINATORS = RELATIVE | frozenset("как что чем почему зачем когда если чтобы".split())
_SUBORDINATE = RELATIVE | frozenset(
    "когда если хотя чтобы поскольку так передает пишет сообщает комментируя отвечая "
    "отметив".split()
)


_COMMENTING = frozenset(("комментировать", "прокомментировать"))
_TELLING = frozenset(
    "сообщить сообщать рассказать рассказывать заявить заявлять написать писать объявить объявлять "
    "упомянуть упоминать напомнить напоминать предупредить предупреждать".split()
)
"""«Лодки нет, о чём он сообщил»; «о чём говорит запах» tells what is known by it."""
_OF_TEXTS = frozenset(("следовать", "вытекать"))


class Parenthesis(NamedTuple):
    """An attribution, and the number of the word behind the clause that it stands in."""

    attribution: Attribution
    end: int


def parenthesis_at(sentence: Sentence, at: int) -> Parenthesis | None:
    """The attribution in the clause that begins at a boundary."""
    words = sentence.words
    is_linked = is_linked_source(words, at)
    at += is_linked
    if begins_according(words, at):
        attribution = source_of(words, at)
        if attribution is None:
            return None
        if attribution.end <= at:  # согласно которому
            return Parenthesis(attribution, attribution.cue_end)
        if not is_linked:
            return Parenthesis(attribution, _end_beside(sentence, attribution))
        end = last_word(attribution) + 1
        is_cut_off = end < len(words) and "." in words[end].gap  # согласно ч. 3
        return None if is_cut_off else Parenthesis(attribution, end)
    is_like = words[at].lower == "как" and not _is_comparison(words, at)
    if at == 0 and not is_like:
        return None
    for cue in sentence.cues:
        if cue < at or not _may_stand(words, at, cue, is_like):
            continue
        return _like_clause(sentence, at, cue) if is_like else _tail_clause(sentence, at, cue)
    return None


def is_linked_source(words: Sequence[Word], at: int) -> bool:
    """Whether a source begins behind a conjunction at a place: «…, однако по данным полиции, …»."""
    is_link = words[at].lower in _LINKS and at + 2 < len(words)
    return is_link and not words[at + 1].gap.strip() and begins_according(words, at + 1)


def behind_apposition(sentence: Sentence, source: Parenthesis) -> int:
    """The end of a source, behind what it is besides: «по словам Лаптева, главы союза, …», and what
    that is: «…, главы союза, старейшего предприятия края, …»."""
    words, phrase, at = sentence.words, source.attribution.phrase, source.end
    if phrase is None or not phrase.name or at >= len(words) or "," not in words[at].gap:
        return at
    end = sentence.next_boundary(at)
    besides = phrase_at(words, at, phrase.case)
    is_whole = besides is not None and besides.end == end and end < len(words)
    is_office = is_whole and besides is not None and besides.is_animate and not besides.name
    if not is_office or "," not in words[end].gap:
        return at
    following = sentence.next_boundary(end)
    further = phrase_at(words, end, "gent")
    is_listed = further is None or further.end != following or following == len(words)
    return end if is_listed or "," not in words[following].gap else following


def without_relative_clauses(sentence: Sentence, end: int) -> list[Word]:
    """The words up to a place that are not in relative clauses: «женщина, которая ждала, …»."""
    words = sentence.words
    found: list[Word] = []
    for at in sentence.boundaries:
        second = words[at + 1].lower if at + 1 < len(words) else ""
        is_relative = words[at].lower in RELATIVE or second in RELATIVE
        is_relative = is_relative or words[at].first_pos == "GRND" or _is_participial(sentence, at)
        if at < end and not (at and is_relative):
            found += words[at : min(sentence.next_boundary(at), end)]
    return found


def behind_description(sentence: Sentence, at: int) -> int:
    """The first boundary at or behind a place where no clause about the speaker begins: «, который
    прибыл в воскресенье, 13 декабря, …»."""
    words, first = sentence.words, at
    while at < len(words) and (
        words[at].lower in RELATIVE
        or (_is_participial(sentence, at) and _goes_on(sentence, at))
        or (
            words[at].first_pos == "PREP"
            and words[at + 1 : at + 2]
            and words[at + 1].lower in RELATIVE
        )
        or (at > first and words[at].text[0].isdigit() and _goes_on(sentence, at))
    ):
        at = sentence.next_boundary(at)
    return at


def without_tail(sentence: Sentence, begin: int) -> int:
    """The end of the sentence, without a clause that reports all of it: «…, передает ТАСС»."""
    words = sentence.words
    for at in sentence.boundaries:
        if at <= begin or words[at - 1].lower == "что":
            continue
        is_quoted_behind = words[at].title and ":" in words[at].gap
        if is_quoted_behind or parenthesis_at(sentence, at) is not None:
            return at
    return len(words)


def is_negated(words: Sequence[Word], cue: int) -> bool:
    """Whether nothing is said: «не сообщил, что…», «скрывал, что…», but not «не исключил, что…»."""
    if "скрывать" in words[cue].lemmas:
        return cue == 0 or words[cue - 1].lower != "не"
    is_denial = not words[cue].lemmas.isdisjoint(cue_words("denials"))
    return cue > 0 and words[cue - 1].lower == "не" and not is_denial


def divided_begin(sentence: Sentence, at: int) -> int:
    """Where the statement begins that a parenthesis at `at` divides: with the sentence, or, if only
    a conjunction stands between it and the clause before, behind the parenthesis."""
    before = max(b for b in sentence.boundaries if b < at)
    words = sentence.words[before:at]
    is_link = all(
        word.first_pos in ("CONJ", "PREP", "PRCL", "ADVB") or word.lower in RELATIVE
        for word in words
    )
    is_link = is_link or any(word.lower in RELATIVE for word in words)  # с помощью которого
    return at if before and len(words) <= MIN_PART_WORDS and is_link else 0


def _goes_on(sentence: Sentence, at: int) -> bool:
    return sentence.next_boundary(at) < len(sentence.words)


def _is_comparison(words: Sequence[Word], at: int) -> bool:
    """Whether «как» belongs to «как только», «после того, как», «такой, как», not to «кроме того,
    как сказал»."""
    if words[at + 1 : at + 2] and words[at + 1].lower in ("только", "лишь"):
        return True
    if at and words[at - 1].first_pos == "INFN" and words[at - 1].lemmas & _ASKED:
        return True  # понять, как думают
    before = [word.lower for word in words[max(0, at - 2) : at]]
    return bool(before) and before[-1] in _COMPARED and before[0] not in _BEFORE_THAT


def _may_stand(words: Sequence[Word], at: int, cue: int, is_like: bool) -> bool:
    """Whether a reporting word may stand there in a clause that begins at `at`."""
    if is_like:
        is_naming = not words[cue].lemmas.isdisjoint(cue_words("naming"))
        return cue - at <= _MAX_LIKE_WORDS and not is_naming
    if _is_about_which(words, at):
        is_near = cue - at <= _MAX_LIKE_WORDS and not any(
            w.gap.strip() for w in words[at + 1 : cue]
        )
        return is_near and finite_verb(words[cue]) is not None and words[cue].lemmas <= _TELLING
    reading = words[cue].readings[0] if words[cue].readings else None
    if reading is None or reading.tag.pos in ("GRND", "NOUN", "PRTF", "INFN"):
        return False
    lemmas = words[cue].lemmas
    if not lemmas.isdisjoint(cue_words("unclausal")) or is_negated(words, cue):
        return False
    following = words[cue + 1].lower if cue + 1 < len(words) else ""
    if following and _is_object(words[cue + 1], reading) and lemmas.isdisjoint(_COMMENTING):
        return False
    if not lemmas.isdisjoint(cue_words("clause")) and not _reports_alone(words[cue], following):
        return False
    if following in ("о", "об", "ли") or (following and words[cue + 1].first_pos == "INFN"):
        return False  # продолжает оставаться, сообщает о пожаре
    between = without_reference(words[at:cue])
    return (
        len(between) <= _MAX_BEFORE_CUE_WORDS
        and all(
            word.first_pos in ("ADVB", "PRCL", "PREP")
            or word.lower == "этом"
            or word.lemmas & cue_words("occasions")
            for word in between
        )
        and _SUBORDINATORS.isdisjoint(word.lower for word in between)
    )


def _is_about_which(words: Sequence[Word], at: int) -> bool:
    """Whether a clause tells who says what stands before it: «…, о чём (мэр также) сообщил»."""
    return [word.lower for word in words[at : at + 2]] == ["о", "чем"]


def _is_object(word: Word, verb: Reading) -> bool:
    """Whether a text behind a verb is its object, as its gender tells: «мэр написал письмо»."""
    reading = word.readings[0] if word.readings else None
    if reading is None or reading.tag.pos != "NOUN" or reading.tag.is_animate:
        return False
    is_other = reading.tag.gender != verb.tag.gender or reading.tag.number != verb.tag.number
    is_single = verb.tag.number == "sing" and verb.tag.tense == "past"
    is_text = bool(word.readings_in("accs")) and not word.lemmas.isdisjoint(cue_words("documents"))
    return is_single and is_other and is_text


def _reports_alone(cue: Word, following: str) -> bool:
    """Whether a word of those that govern clauses may also stand beside one: «не исключает
    газета», «следует из доклада», «пришли к выводу в банке»."""
    if not cue.lemmas.isdisjoint(_OF_TEXTS) or not cue.lemmas.isdisjoint(cue_words("denials")):
        return True
    if following in ("к", "внимание"):
        return True
    return any(verb_reading(cue, group) is not None for group in ("speech", "opinion"))


def _like_clause(sentence: Sentence, at: int, cue: int) -> Parenthesis | None:
    """«Как сообщил министр»."""
    words = sentence.words
    end = _before_reference(words, cue, sentence.next_boundary(cue))
    found = attribution_at(words[at:end], cue - at, follows_quote=True)
    if found is None:
        return None
    found = _with_name_behind(sentence, at, cue, end, found)
    if not can_state(found):
        return None
    found = moved(found, words, at)
    return Parenthesis(found, _end_beside(sentence, found))


def _tail_clause(sentence: Sentence, at: int, cue: int) -> Parenthesis | None:
    """«…, сообщил министр»: its subject stands behind the verb."""
    words = sentence.words
    end = _before_reference(words, cue, sentence.next_boundary(cue))
    found = attribution_at(words[at:end], cue - at, follows_quote=True)
    if found is not None:
        found = _with_name_behind(sentence, at, cue, end, found)
    if not can_state(found):
        found = attribution_at(words[at:], cue - at, follows_quote=True)
    if found is None or not can_state(found):
        return None
    found = moved(found, words, at)
    if found.start < cue and found.group != "passive" and not _is_about_which(words, at):
        return None
    return Parenthesis(found, _end_of_tail(sentence, found))


def _before_reference(words: Sequence[Word], cue: int, end: int) -> int:
    """The end of a clause without «со ссылкой на источники»."""
    for at in range(cue + 2, end - 1):
        if words[at].lower == "со" and words[at + 1].lower == "ссылкой":
            return at
    return end


def _with_name_behind(
    sentence: Sentence, at: int, cue: int, end: int, found: Attribution
) -> Attribution:
    """The attribution with the name that stands behind a comma in the office: «как сообщил директор
    департамента связи, печати и архивов Иван Петров, …»."""
    phrase = found.phrase
    if phrase is None or phrase.name or not phrase.is_animate or end == len(sentence.words):
        return found
    longer = sentence.words[at : sentence.next_boundary(end)]
    other = attribution_at(longer, cue - at, follows_quote=True)
    has_name = other is not None and other.phrase is not None and other.phrase.name
    return other if other is not None and has_name and other.end == len(longer) else found


def _end_beside(sentence: Sentence, attribution: Attribution) -> int:
    """Where an attribution ends: at the next boundary behind what names the speaker, or there, if
    the comma is missing."""
    last = last_word(attribution)
    end = sentence.next_boundary(last)
    if end < len(sentence.words) and {"—", "–"} & {*sentence.words[end].gap}:  # … водитель — Лаптев
        return last + 1
    if any(finite_verb(w) or w.first_pos == "PRTS" for w in sentence.words[last + 1 : end]):
        return last + 1
    return end


def _end_of_tail(sentence: Sentence, attribution: Attribution) -> int:
    """Where a clause ends that reports what stands before it: mostly with the sentence, unless the
    statement goes on behind it."""
    end = _end_beside(sentence, attribution)
    rest = sentence.words[end:]
    if len(rest) > 1 and rest[0].lower == "не" and rest[1].first_pos == "GRND":
        return len(sentence.words)
    goes_on = (
        len(rest) > 1
        and not {",", ":"}.isdisjoint(rest[0].gap)
        and rest[0].lower not in _SUBORDINATE
        and rest[0].first_pos not in ("PRTF", "GRND")
        and not (rest[0].first_pos == "CONJ" and rest[0].lower not in CONTRASTING)
        and has_predicate(rest)
        and not _is_of_author(rest)
    )
    return end if goes_on else len(sentence.words)


def _is_of_author(words: Sequence[Word]) -> bool:
    """Whether the author goes on about the speaker: «…, но подробностей не раскрыл»."""
    is_past = any(verb.tag.tense == "past" for word in words if (verb := finite_verb(word)))
    has_subject = any(word.title or word.readings_in("nomn") for word in words[1:])
    return words[0].lower in CONTRASTING and is_past and not has_subject


def _is_participial(sentence: Sentence, at: int) -> bool:
    """Whether a clause about the speaker begins: «приехавший из Москвы,», not «приехавший министр
    заявил»."""
    clause = sentence.words[at : sentence.next_boundary(at)]
    return clause[0].first_pos == "PRTF" and not any(map(finite_verb, clause))
