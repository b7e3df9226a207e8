"""The rules that recognize statements retold without marks.

Each rule looks at one sentence of the author's and yields the statements it reports. As in
`detection/rules.py`, the example in a docstring is its test: what is retold stands in [quote …],
who says so in [speaker …], by which word in [cue …].
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from searchtool.analysis.morphology.readings import Reading
from searchtool.quotes.clauses.attribution import Attribution, Cue
from searchtool.quotes.clauses.verbs import finite_verb, in_subordinate_clause
from searchtool.quotes.grammar.cues import ACCORDING_TO, cue_words
from searchtool.quotes.grammar.noun_phrases import phrase_at
from searchtool.quotes.grammar.person_names import PERSONAL
from searchtool.quotes.grammar.tokens import Word
from searchtool.quotes.indirect.attributions import (
    attribution_at,
    can_state,
    earlier_subject,
    last_word,
    moved,
)
from searchtool.quotes.indirect.clauses import (
    QUESTION_WORDS,
    are_told,
    begin_of_clause,
    end_of_clause,
    goes_on_with,
    governing_cues,
)
from searchtool.quotes.indirect.labels import named_before_colon, named_behind_dash
from searchtool.quotes.indirect.openers import behind_opener, behind_reminder, is_opener
from searchtool.quotes.indirect.parentheses import (
    MIN_PART_WORDS,
    Parenthesis,
    behind_apposition,
    behind_description,
    divided_begin,
    is_linked_source,
    parenthesis_at,
    without_relative_clauses,
    without_tail,
)
from searchtool.quotes.indirect.sentence import Sentence, Statement, has_predicate, has_verb

_MAX_BEFORE_THAT = 7
"""Words of «ранее в среду о том» before «что»."""
MAX_LABEL_WORDS = 9
"""Of a name or office before a colon."""

Rule = Callable[[Sentence], Iterator[Statement]]


def about_that_said(sentence: Sentence) -> Iterator[Statement]:
    """О том, что [quote мост откроют весной], [cue заявил] [speaker Иван Петров]."""
    words = sentence.words
    that = _about_that(sentence)
    begin = begin_of_clause(words, that) if that else None
    if begin is None:
        return
    for at in reversed(sentence.boundaries):
        cues = [cue for cue in sentence.cues if at <= cue]
        if at > begin and cues:
            attribution = attribution_at(words[at:], cues[0] - at, follows_quote=True)
            if attribution is not None:
                found = moved(attribution, words, at)
                yield Statement(begin, at, found, "about_that_said")
                return


def _about_that(sentence: Sentence) -> int:
    """The number of «что» in «(ранее) о том, что» at the beginning of a sentence, or 0."""
    words = sentence.words
    at = sentence.next_boundary(0)
    if not 2 <= at <= _MAX_BEFORE_THAT or at + 3 > len(words) or words[at - 1].lower != "том":
        return 0
    is_about = words[at - 2].lower in ("о", "об")
    return at if is_about and all(map(_is_occasion, words[: at - 2])) else 0


def _is_occasion(word: Word) -> bool:
    is_occasion = not word.lemmas.isdisjoint(cue_words("occasions"))
    is_small = word.first_pos in ("ADVB", "CONJ", "PREP", "PRCL")
    return is_small or (is_occasion and word.lower != "вопрос")


def said_that_clause(sentence: Sentence) -> Iterator[Statement]:
    """[speaker Иван Петров] [cue заявил], что [quote мост откроют весной]."""
    words = sentence.words
    reached, outer = 0, 0
    last: Attribution | None = None
    for at in sentence.boundaries[1:]:
        begin = begin_of_clause(words, at)
        if begin is None:
            continue
        if at < reached:
            inner = _reported_inside(sentence, outer, at)
            if inner is not None:
                end = min(end_of_clause(sentence, begin, inner.cue), reached)
                yield Statement(begin, end, inner, "said_that_clause", confidence=0.8)
            continue
        reports = (_who_reports(words[:at], c, last) for c in governing_cues(sentence, at))
        attribution = next((found for found in reports if found is not None), None)
        if attribution is None:
            continue
        reached, last = end_of_clause(sentence, begin, attribution.cue), attribution
        nearer = _nearer_source(sentence, at)
        if nearer is not None:
            begin, attribution = nearer.end, nearer.attribution
            reached = end_of_clause(sentence, begin, last.cue)
        outer = begin
        yield Statement(begin, reached, attribution, "said_that_clause")


def _reported_inside(sentence: Sentence, outer: int, at: int) -> Attribution | None:
    """Who reports the clause beginning at a place inside a statement that begins at `outer`: «мэр
    сказал, что рыбаки обещали, что…»."""
    clause = sentence.words[outer:at]
    for cue in governing_cues(sentence, at):
        if cue <= outer:
            return None
        found = attribution_at(clause, cue - outer, follows_quote=False)
        is_verb = sentence.words[cue].first_pos != "NOUN"
        if found is not None and found.phrase is not None and is_verb and found.phrase.can_speak:
            return moved(found, sentence.words, outer)
    return None


def _nearer_source(sentence: Sentence, at: int) -> Parenthesis | None:
    """The source that stands right behind «что»: «что, по данным полиции, …», «что по данным…»."""
    words = sentence.words
    is_apart = at + 1 in sentence.boundaries
    if words[at].lower != "что" or not (is_apart or words[at + 1].lower == "по"):
        return None
    nearer = parenthesis_at(sentence, at + 1)
    if nearer is None or nearer.end + 1 >= len(words):
        return None
    found = nearer.attribution
    return nearer if is_apart or found.start >= found.cue_end else None  # not: по его мнению


def _who_reports(words: Sequence[Word], cue: int, last: Attribution | None) -> Attribution | None:
    """Whose clause a reporting word governs at the end of `words`; `last` is who has reported
    something before in the sentence."""
    if last is not None and goes_on_with(words, cue, last.cue):
        return replace(last, words=words, cue=cue, cue_end=cue + 1)
    found = attribution_at(words, cue, follows_quote=False)
    if not can_state(found):
        found = earlier_subject(words, cue)
    return found if can_state(found) else _speaker_before(words, cue)


def _speaker_before(words: Sequence[Word], cue: int) -> Attribution | None:
    """Who has spoken last: «Также отметил, что…», «Уверяет, что…»."""
    verb = finite_verb(words[cue])
    is_alone = cue <= 2 and all(w.first_pos in ("ADVB", "CONJ", "PRCL") for w in words[:cue])
    if not is_alone or verb is None:
        return None
    is_past = verb.tag.gender in ("masc", "femn")
    if not is_past and (words[0].lower == "это" or not _is_somebodys(words[cue], verb)):
        return None
    return Attribution.unnamed(Cue(words, cue, cue + 1, "speech"))


def _is_somebodys(word: Word, verb: Reading) -> bool:
    """Whether a verb in the present is that of a person who was named before: «уверяет», not
    «утверждается», «следует», nor, of a book, «рассказывает»."""
    is_present = (verb.tag.tense, verb.tag.number, verb.tag.person) == ("pres", "sing", "3per")
    is_certain = not word.lemmas.isdisjoint(cue_words("certain"))
    return is_present and is_certain and "рассказывать" not in word.lemmas


def according_to_source(sentence: Sentence) -> Iterator[Statement]:
    """[cue По словам] министра [speaker Ивана Петрова], [quote мост откроют весной]."""
    found = parenthesis_at(sentence, behind_opener(sentence))
    if found is None:
        return
    begin = behind_description(sentence, behind_apposition(sentence, found))
    nearer = parenthesis_at(sentence, begin) if begin + 1 < len(sentence.words) else None
    if nearer is not None and nearer.attribution.group == "according":
        found, begin = nearer, nearer.end  # как сообщает агентство, по словам мэра, …
    if begin == len(sentence.words) and found.attribution.group == "according":
        begin = last_word(found.attribution) + 1  # по данным порта лодок стало меньше
    if begin < len(sentence.words):
        end = without_tail(sentence, begin)
        yield Statement(begin, end, found.attribution, "according_to_source")


def source_behind(sentence: Sentence) -> Iterator[Statement]:
    """[quote Мост откроют весной], [cue сообщил] министр [speaker Иван Петров]."""
    words = sentence.words
    if _about_that(sentence):
        return
    for at in sentence.boundaries[1:]:
        found = parenthesis_at(sentence, at)
        if found is None:
            continue
        is_divided = _divides(sentence, at, found)
        if not is_divided and _can_be_stated(sentence, at, found):
            begin = behind_reminder(sentence)
            sure = 0.95 if found.end == len(words) else 0.9
            yield Statement(begin, at, found.attribution, "source_behind", sure)
        if _is_topic(words[:at]):
            return
        begin = behind_description(sentence, behind_apposition(sentence, found))
        rest = words[begin:]  # «мост, считает мэр, скоро откроют»
        is_alone = at < MIN_PART_WORDS or is_divided
        is_longer = is_alone and len(rest) > 1 and has_verb(rest)
        if len(rest) >= MIN_PART_WORDS or is_longer:
            yield Statement(begin, len(words), found.attribution, "source_behind")
        return


def _divides(sentence: Sentence, at: int, source: Parenthesis) -> bool:
    """Whether a source stands behind a conjunction, so that only what follows is stated, and is no
    verb at the end: «…, но, по словам мэра, …», not «лодок больше, чем зимой, сообщил мэр»."""
    if is_linked_source(sentence.words, at):
        return True
    is_tail = source.end == len(sentence.words) and source.attribution.group != "according"
    return not is_tail and divided_begin(sentence, at) > 0


def _can_be_stated(sentence: Sentence, at: int, source: Parenthesis) -> bool:
    """Whether the words before a source are what it states, or a part of that."""
    words = sentence.words
    before = words[:at]
    if _is_topic(before) or not {":", ";"}.isdisjoint(words[at].gap):
        return False
    attribution = source.attribution
    if attribution.end == at:  # договор, согласно которому
        return False
    is_own = attribution.start < attribution.cue_end  # Лаптев уверен, что…, по его словам, …
    if is_own and any(place < at and finite_verb(words[place]) for place in sentence.cues):
        return False
    main = without_relative_clauses(sentence, at)
    is_clause = has_predicate(main) or any(word.lower == "это" for word in main)
    if source.end == len(words) and len(main) < at and not is_clause:
        return False
    if at < MIN_PART_WORDS:
        return at > 1 and source.end == len(words) and has_verb(before)
    return has_predicate(before) or not is_opener(before)


def _is_topic(words: Sequence[Word]) -> bool:
    """Whether words only tell what is spoken of: «об этом, сообщил мэр»."""
    return words[0].lower in ("о", "об") and not has_verb(words)


def behind_colon(sentence: Sentence) -> Iterator[Statement]:
    """[speaker Иван Петров]: [quote мост откроют весной]"""
    words = sentence.words
    at = next((b for b in sentence.boundaries[1:] if ":" in words[b].gap), None)
    if at is None or not has_predicate(words[at + words[at].title :]):
        return
    cues = [cue for cue in sentence.cues if cue < at and words[cue].lower not in ACCORDING_TO]
    attribution: Attribution | None = None
    if cues and not words[at].title:
        attribution = attribution_at(words[:at], cues[-1], follows_quote=False)
        if attribution is None and at == cues[-1] + 1:
            attribution = _speaker_before(words[:at], cues[-1])  # «Говорит: мост рухнул»
        elif not can_state(attribution):
            return
        if attribution is not None and not _ends_before(attribution, at):
            return
    elif not cues and at <= MAX_LABEL_WORDS and sentence.begins_paragraph:
        attribution = named_before_colon(words[:at])
        if attribution is not None and not _is_claim(words, at, attribution):
            return
    if attribution is not None:
        end = without_tail(sentence, at)
        yield Statement(at, end, attribution, "behind_colon", confidence=0.75)


def _ends_before(attribution: Attribution, at: int) -> bool:
    """Whether a clause ends with who speaks, the verb, or whom it tells: «мэр сказал рыбакам:»."""
    words, last = attribution.words, attribution.cue_end
    return at in (attribution.end, last) or (attribution.end <= last and are_told(words[last:at]))


def _is_claim(words: Sequence[Word], at: int, attribution: Attribution) -> bool:
    """Whether a name before a colon makes a claim, and is no headline: not «Go: writing a
    server», «Орешник»: какой ракетой грозит…», «Malware: игра, чтобы отдохнуть»."""
    phrase = attribution.phrase
    if words[at].is_latin:
        return False
    if phrase is not None and not phrase.head_word.is_latin:
        return True
    if words[at].lower in QUESTION_WORDS:
        return False
    verbs = (place for place in range(at, len(words)) if _is_predicate(words[place]))
    is_said = any(not in_subordinate_clause(words, place) for place in verbs)
    return is_said or any("—" in word.gap and "," not in word.gap for word in words[at + 1 :])


def _is_predicate(word: Word) -> bool:
    """Whether it is a predicate, and no verb in the first person: «прокачиваем навыки»."""
    verb = finite_verb(word)
    if verb is not None:
        return verb.tag.person != "1per"
    return word.first_pos in ("ADJS", "PRTS", "PRED")


def signed(sentence: Sentence) -> Iterator[Statement]:
    """[quote Мост через реку откроют весной] — [speaker Минтранс]"""
    words = sentence.words
    if not sentence.ends_paragraph:
        return
    for at in reversed(sentence.boundaries[1:]):
        if {"—", "–"}.isdisjoint(words[at].gap):
            continue
        before = words[:at]
        if at < MIN_PART_WORDS or not has_verb([w for w in before if not w.title]):
            return
        if not sentence.begins_paragraph and "," not in words[at].gap:
            return
        attribution = named_behind_dash(words[at:])
        if attribution is not None and _is_set_apart(sentence, at) and not _explains(words, at):
            yield Statement(0, at, moved(attribution, words, at), "signed", confidence=0.75)
        return


def _explains(words: Sequence[Word], at: int) -> bool:
    """Whether what stands behind a dash says more of the word before it: «умер Олег Седов —
    создатель языка», «боец артели — «Лодка»»."""
    if "," in words[at].gap:
        return False
    last, role = words[at - 1], phrase_at(words, at, "nomn")
    is_role = role is not None and role.name is None and role.is_animate
    if is_role and not words[at].is_capitalized and last.name_types & PERSONAL:
        return True
    return not last.lemmas.isdisjoint(cue_words("organisations")) and not last.readings_in("nomn")


def _is_set_apart(sentence: Sentence, at: int) -> bool:
    """Whether a name behind a dash signs what stands before it, and is no part of the clause, as in
    «Победитель года — Иванов.»: other marks stand there, or those of a headline."""
    text, words = sentence.paragraph.text, sentence.words
    if not {",", "*", "!", ".", "»"}.isdisjoint(words[at].gap):
        return True
    begins_with_mark = words[0].start > sentence.paragraph.span.start
    return begins_with_mark or text[words[-1].end : sentence.span.end].strip(' »"”')[:1] != "."


RULES: tuple[Rule, ...] = (
    about_that_said,
    said_that_clause,
    according_to_source,
    source_behind,
    behind_colon,
    signed,
)
