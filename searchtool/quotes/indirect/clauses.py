"""Finds the subordinate clauses that a reporting word governs: where they begin and end."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from searchtool.analysis.morphology.readings import Reading
from searchtool.quotes.clauses.verbs import are_alike, finite_verb
from searchtool.quotes.grammar.cues import ACCORDING_TO, cue_words
from searchtool.quotes.grammar.tokens import Word
from searchtool.quotes.indirect.parentheses import (
    CONTRASTING,
    RELATIVE,
    is_negated,
    without_relative_clauses,
    without_tail,
)
from searchtool.quotes.indirect.sentence import Sentence, has_verb

CONJUNCTIONS = frozenset("что чтобы будто якобы".split())
"""After these the statement begins; they do not belong to it."""

QUESTION_WORDS = frozenset(
    "почему зачем когда где куда откуда кто кого кому кем ком чей чья чье чьи какой какая какое "
    "какие каким какую каких какими каком сколько насколько чем чему чего как".split()
)
"""With these the statement begins."""

_CAUSES = (["связи", "с", "тем"], ["вместе", "с", "тем"], ["несмотря", "на", "то"])

_WITH_NOUN = tuple(
    (frozenset(verbs.split()), frozenset(nouns.split()))
    for verbs, nouns in (
        ("сделать делать", "вывод заявление предположение прогноз признание"),
        ("дать давать", "понять слово знать обещание показание комментарий клятва"),
        ("прийти приходить", "вывод мнение заключение"),
        ("придерживаться разделять", "мнение точка позиция"),
        ("задать задавать", "вопрос"),
        ("связать связывать", "то тот"),
        ("обратить обращать", "внимание"),
        (
            "успеть успевать поспешить спешить решиться осмелиться",
            "сказать заявить сообщить добавить объявить рассказать признаться предупредить "
            "крикнуть выкрикнуть пообещать написать напомнить передать",
        ),
    )
)
_DECIDING = frozenset(("решить",))
"""«Решила, что» is thought, «решила:» is said."""

_QUESTIONS = frozenset(("вопрос",))
_ASKING = frozenset(("задать", "задавать"))
_SUBORDINATORS = frozenset("поскольку когда хотя если".split())
"""A clause that begins with these stands before the main clause."""
_PRONOUNS = frozenset("он она они".split())
_THESE = frozenset("эту эти это этих этого".split())
_ONES = frozenset("тот та те ту той тех том тем теми".split())
_FACTS = frozenset("факт обстоятельство мысль идея".split())
_SUBORDINATE_POS = frozenset({"CONJ", "GRND", "PRTF"})
_MAX_NOUN_WORDS = 6
"""Between a noun for a statement and the conjunction."""
_TIMELESS = frozenset(("сказать", "говорить"))
"""«Сказал, когда пришёл» tells when something was said."""
_EVERYBODY = frozenset("всем тем тому каждому".split())
_MAX_TOLD_WORDS = 5
"""Of «рассказал агентству РИА Новости» before a question."""
_TITLE_MARKS = ' \u00a0«»"“”„'
_MAX_LINK_WORDS = 4
"""Of «и в среду добавил»."""
_MAX_SUBJECT_WORDS = 8
"""Of «и двое жителей соседних домов сказали»."""
MAX_DISTANCE_WORDS = 25
"""Between the reporting word and the conjunction."""


def begin_of_clause(words: Sequence[Word], at: int) -> int | None:
    """Where the statement begins if a subordinate clause does at a boundary; None if none does, as
    in «из-за того, что»."""
    if at + 1 >= len(words) or not _may_begin_clause(words, at) or _belongs_to_cause(words, at):
        return None
    if words[at].lower == "чтобы" and _is_purpose(words[at + 1 :]):
        return None
    if words[at].lower in ("якобы", "будто") and words[at + 1].first_pos == "PRTF":
        return None
    if words[at].lower in CONJUNCTIONS:
        return at + 1
    if any(word.lower == "ли" for word in words[at + 1 : at + 3]):
        return at
    is_question = words[at].lower in QUESTION_WORDS or (
        words[at].first_pos == "PREP" and words[at + 1].lower in QUESTION_WORDS
    )
    return at if is_question and (words[at - 1].lower == "том" or _is_told(words, at)) else None


def _is_told(words: Sequence[Word], at: int) -> bool:
    """Whether a question stands right behind a word that reports it, or behind whom it is told:
    «рассказал журналистам, почему…»."""
    first = max(0, at - _MAX_TOLD_WORDS)
    cues = (
        place
        for place in range(at - 1, first - 1, -1)
        if not words[place].lemmas.isdisjoint(cue_words("questions"))
        and words[place].first_pos != "INFN"
    )
    cue = next(cues, None)
    if cue is None or any(word.gap.strip(_TITLE_MARKS) for word in words[cue + 1 : at]):
        return False
    is_time = words[at].lower == "когда"
    if cue + 1 == at:
        return not (is_time and words[cue].lemmas & _TIMELESS)
    is_relative = words[at - 1].lower in _EVERYBODY  # отвечает всем, кто
    return not (is_time or is_relative) and are_told(words[cue + 1 : at])


def are_told(words: Sequence[Word]) -> bool:
    """Whether words behind a verb name whom something is told: «журналистам», «РИА Новости»."""
    return all(
        word.title
        or word.is_latin
        or word.is_capitalized
        or word.readings_in("datv")
        or word.first_pos in ("ADVB", "PRCL")
        for word in words
    )


def _may_begin_clause(words: Sequence[Word], at: int) -> bool:
    """Whether a conjunction, a question word or «ли» stands at a boundary; found out without
    reading a word."""
    first, second, *third = [word.form.lower for word in words[at : at + 3]]
    is_question = first in QUESTION_WORDS or second in QUESTION_WORDS
    return is_question or first in CONJUNCTIONS or second == "ли" or third == ["ли"]


def _belongs_to_cause(words: Sequence[Word], at: int) -> bool:
    """Whether «что» belongs to «из-за того, что», «за то, что», «в связи с тем, что»."""
    before = [word.lower for word in words[max(0, at - 3) : at]]
    if before[-1:] == ["того"]:
        return before[-2:-1] != ["от"]  # от того, что зависит
    return before[-2:] in (["за", "то"], ["благодаря", "тому"]) or before in _CAUSES


def _is_purpose(words: Sequence[Word]) -> bool:
    """Whether an infinitive follows «чтобы»: «приехал, чтобы помочь»."""
    return next((w.first_pos for w in words if w.first_pos in ("VERB", "INFN")), "") == "INFN"


def governing_cues(sentence: Sentence, at: int) -> Iterator[int]:
    """The reporting words that may govern the clause beginning at a boundary: those before it
    without another predicate between them, the nearest first."""
    words = sentence.words
    is_question = words[at].lower not in CONJUNCTIONS
    if words[at - 1].first_pos == "INFN" and at - 2 not in sentence.cues:
        return  # предложил проверить, что; but: дал понять, что
    if _is_relative(words, at):
        return
    for place in range(at - 1, max(-1, at - MAX_DISTANCE_WORDS), -1):
        if place in sentence.cues and words[place].lower not in ACCORDING_TO:
            if is_negated(words, place) or (_is_followed(words, place, at) and not is_question):
                return
            is_purpose = words[at].lower == "чтобы" and _has_infinitive(words[place:at])
            if is_purpose or not _has_its_noun(words, place, at):
                return
            is_naming = not words[place].lemmas.isdisjoint(cue_words("naming") | _DECIDING)
            is_far = words[place].first_pos == "NOUN" and _is_far(words, place, at)
            if _is_beside(sentence, place):
                return
            if not is_far and (is_question or not is_naming):
                yield place
            if not words[place].lemmas.isdisjoint(_QUESTIONS) and not _is_asked(words, place):
                return
        if finite_verb(words[place]):
            return


def _is_relative(words: Sequence[Word], at: int) -> bool:
    """Whether «что» stands for the noun before it: «говоря о той части, что касается лодок», but
    not «сослался на тот факт, что утонула лодка»."""
    if words[at].lower != "что" or at < 2 or words[at - 2].lower not in _ONES:
        return False
    is_fact = not words[at - 1].lemmas.isdisjoint(cue_words("statements") | _FACTS)
    is_verb = at + 1 < len(words) and finite_verb(words[at + 1]) is not None
    return is_verb and words[at - 1].first_pos == "NOUN" and not is_fact


def _is_far(words: Sequence[Word], noun: int, at: int) -> bool:
    """Whether more stands between a noun and «(о том), что» than who owns it: «заявление директора
    порта Озёрска Ивана Седова о том, что»."""
    if noun >= at - _MAX_NOUN_WORDS:
        return False
    between = words[noun + 1 : at - 2]
    return any(word.first_pos in ("PREP", "VERB") or "," in word.gap for word in between)


def _is_asked(words: Sequence[Word], question: int) -> bool:
    """Whether the subject of a verb before it asks a question: «задал мэру вопрос, почему…»."""
    before = words[max(0, question - _MAX_LINK_WORDS) : question]
    return any(not word.lemmas.isdisjoint(_ASKING) for word in before)


def _has_infinitive(words: Sequence[Word]) -> bool:
    """Whether «чтобы» tells what something is done for: «обещал убрать снег, чтобы…»."""
    return any(word.first_pos == "INFN" for word in words)


def _has_its_noun(words: Sequence[Word], cue: int, at: int) -> bool:
    """Whether a verb that reports only together with a noun has it: «сделал вывод, что»."""
    for verbs, nouns in _WITH_NOUN:
        if not words[cue].lemmas.isdisjoint(verbs):
            if "внимание" in nouns and words[at - 1].lower == "тем":
                return False  # обратил на себя внимание тем, что
            return any(not nouns.isdisjoint(word.lemmas) for word in words[cue + 1 : at])
    return True


def _is_beside(sentence: Sentence, cue: int) -> bool:
    """Whether the clause of a reporting word stands beside a statement: «как сообщил мэр, ясно,
    что…»."""
    begin = max(boundary for boundary in sentence.boundaries if boundary <= cue)
    is_after = begin and sentence.words[begin - 1].lower == "того"  # после того как
    return sentence.words[begin].lower == "как" and not is_after


def _is_followed(words: Sequence[Word], cue: int, at: int) -> bool:
    """Whether «что» stands for all of the clause before it: «предлагает купить акции по той же
    цене, что превышает рыночную»."""
    is_long = at - cue > _MAX_NOUN_WORDS and words[at - 1].lower not in ("том", "то", "тем")
    is_verb = at + 1 < len(words) and words[at + 1].first_pos == "VERB"
    return is_long and is_verb and words[at].lower == "что"


def end_of_clause(sentence: Sentence, begin: int, cue: int) -> int:
    """Where a clause ends that the word at `cue` reports: before the author goes on by himself."""
    words = sentence.words
    attribute = _begin_of_attribute(sentence, cue)
    if attribute is not None and not _has_verb_before(words, attribute):
        main = _main_clause_behind(sentence, begin) or _resumed_clause(sentence, begin, cue)
        if main:
            return main
    ends = (
        at
        for at in range(begin + 1, len(words) - 1)
        if _goes_on_by_himself(sentence, at, cue) or _acts_on(sentence, begin, at, cue)
    )
    return min(next(ends, len(words)), without_tail(sentence, begin))


def _has_verb_before(words: Sequence[Word], attribute: int) -> bool:
    """Whether the clause that an attribute interrupts has its verb before it: not «рыбаки узнали,
    что мельник, | утверждавший, что A, | …»."""
    before = range(attribute - 1, -1, -1)
    begin = next((at for at in before if words[at].lower in CONJUNCTIONS), 0)
    return any(map(finite_verb, words[begin:attribute]))


def _acts_on(sentence: Sentence, begin: int, at: int, cue: int) -> bool:
    """Whether «и» behind the comma that closes a clause goes on with what the speaker did: «суд
    признал, что лодка цела, и закрыл дело», «мэр вышел, заявив, что лодка цела, и ушёл»; «но» has a
    comma anyway."""
    words = sentence.words
    if words[at].lower not in ("и", "но") or at not in sentence.boundaries:
        return False
    verb, main = finite_verb(words[at + 1]), _main_verb(words, cue)
    if verb is None or main is None or not are_alike(verb, main):
        return False
    is_divided = any(begin < boundary < at for boundary in sentence.boundaries)
    own = filter(None, map(finite_verb, words[begin:at]))
    is_closed = words[at].lower == "и" and not is_divided
    return is_closed or not any(are_alike(verb, other) for other in own)


def _main_verb(words: Sequence[Word], cue: int) -> Reading | None:
    """The verb that a reporting word is, or that stands before a gerund."""
    if words[cue].first_pos != "GRND":
        return finite_verb(words[cue])
    before = (verb for word in reversed(words[:cue]) if (verb := finite_verb(word)))
    return next(before, None)


def _goes_on_by_himself(sentence: Sentence, at: int, cue: int) -> bool:
    """Whether something else begins at a word than the word at `cue` reports: «…: «Мы ждём»»,
    «…, добавив, что», «…, но не сказал, когда», «…, и пообещал помочь»."""
    words, word = sentence.words, sentence.words[at]
    if word.lower == "и":
        return _adds_statement(sentence, at) or _adds_deed(sentence, at, cue)
    if at not in sentence.boundaries:
        return False
    if word.lower in _PRONOUNS and not {"—", "–"}.isdisjoint(word.gap):
        return at + 1 in sentence.cues  # «… — он назвал мост опасным»
    if word.title:
        return ":" in word.gap
    if word.first_pos == "GRND":
        return at in sentence.cues and _has_its_noun(words, at, sentence.next_boundary(at))
    if word.lower not in CONTRASTING:
        return False
    if _is_about_statement(sentence, at):
        return True
    following = range(at, min(len(words), at + 4))
    return _adds_statement(sentence, at) or any(
        place in sentence.cues and _is_new_report(sentence, place, cue) for place in following
    )


def _is_about_statement(sentence: Sentence, at: int) -> bool:
    """Whether the clause at a place tells what others say of the statement: «…, однако мэрия пока
    не подтвердила эту информацию»."""
    clause = range(at + 1, sentence.next_boundary(at))
    words = sentence.words
    nouns = cue_words("statements") | cue_words("according")
    is_named = any(
        words[place - 1].lower in _THESE and not words[place].lemmas.isdisjoint(nouns)
        for place in clause
    )
    return is_named and any(
        place in sentence.cues and finite_verb(words[place]) for place in clause
    )


def _is_new_report(sentence: Sentence, at: int, cue: int) -> bool:
    """Whether a word reports something new: of the same person, or in a clause of its own."""
    verb, before = finite_verb(sentence.words[at]), finite_verb(sentence.words[cue])
    if verb is None or before is None or are_alike(verb, before):
        return True
    following = sentence.next_boundary(at)
    begins = following < len(sentence.words) and begin_of_clause(sentence.words, following)
    return bool(begins)


def _main_clause_behind(sentence: Sentence, begin: int) -> int:
    """Where the main clause begins behind a statement that a noun or a gerund reports: «отвечая на
    вопрос, готов ли мост, мэр сказал, что…»; 0 if none does."""
    words = sentence.words
    for at in sentence.boundaries:
        if at <= begin or words[at].first_pos in ("CONJ", "PREP", "GRND"):
            continue
        clause = range(at, min(at + 4, len(words)))
        if any(place in sentence.cues and finite_verb(words[place]) for place in clause):
            return at
    return 0


def _begin_of_attribute(sentence: Sentence, cue: int) -> int | None:
    """Where the main clause stops for one with a reporting word: before a participle, a gerund, a
    noun, «который», «поскольку» or the like; None if that is a verb of the main clause."""
    words = sentence.words
    if words[cue].first_pos in ("NOUN", "GRND", "PRTF"):
        return cue
    begin = max(boundary for boundary in sentence.boundaries if boundary <= cue)
    is_attribute = words[begin].lower.startswith("котор") or _is_subordinate(sentence, cue)
    return begin if is_attribute else None


def _is_subordinate(sentence: Sentence, cue: int) -> bool:
    """Whether a reporting word stands in a clause that the main clause follows: «поскольку порт
    заявил, что», «после того(,) как мэр сказал, что»."""
    words = sentence.words
    begin = max(boundary for boundary in sentence.boundaries if boundary <= cue)
    first = [word.lower for word in words[max(0, begin - 1) : begin + 4]]
    return words[begin].lower in _SUBORDINATORS or any(
        pair == ("того", "как") for pair in pairwise(first)
    )


def _resumed_clause(sentence: Sentence, begin: int, cue: int) -> int:
    """Where the main clause goes on behind a statement in an attribute: «Седов, заявивший, что мост
    рухнул, | уехал», «после слов мэра о том, что мост рухнул, | рыбаки ушли», «когда мэр сказал,
    что мост рухнул, | рыбаки ушли»; 0 if it does not."""
    words = sentence.words
    is_governed = cue > 0 and words[cue - 1].first_pos == "PREP"
    is_noun = words[cue].first_pos == "NOUN"
    is_beside = is_noun and (is_governed or not words[cue].readings_in("nomn"))
    is_subject = not is_beside and not _is_subordinate(sentence, cue)
    for at in sentence.boundaries:
        if at <= begin + 1 or "," not in words[at].gap or words[at].first_pos in _SUBORDINATE_POS:
            continue
        own = [w for w in without_relative_clauses(sentence, at) if w.start >= words[begin].start]
        if words[at].lower in RELATIVE or not has_verb(own):
            continue
        first = at
        while first + 1 < len(words) and words[first].first_pos in ("ADVB", "PRCL"):
            first += 1
        clause = words[first : sentence.next_boundary(first)]
        if any(map(finite_verb, clause[:1] if is_subject else clause)):
            return at
    return 0


def _adds_statement(sentence: Sentence, at: int) -> bool:
    """Whether «и» or «а» at a place goes on with another report of the speaker, «…, и добавил,
    что…», or, behind a comma, of others: «…, и двое жителей соседних домов сказали, что…»."""
    words = sentence.words
    reach = _MAX_SUBJECT_WORDS if "," in words[at].gap else _MAX_LINK_WORDS
    places = range(at + 1, min(at + 1 + reach, len(words)))
    cue = next((at for at in places if at in sentence.cues and finite_verb(words[at])), None)
    if cue is None or (cue > at + _MAX_LINK_WORDS and any(map(finite_verb, words[at + 1 : cue]))):
        return False
    following = sentence.next_boundary(cue)
    return following < len(words) and begin_of_clause(words, following) is not None


def _adds_deed(sentence: Sentence, at: int, cue: int) -> bool:
    """Whether «и» at a place goes on with what the speaker does by words: «…, и призвал жителей
    прийти»."""
    words = sentence.words
    if words[at + 1].lemmas.isdisjoint(cue_words("deeds")):
        return False
    verb, other = finite_verb(words[cue]), finite_verb(words[at + 1])
    return (
        verb is not None
        and other is not None
        and verb.tag.number == other.tag.number
        and (verb.tag.gender == other.tag.gender or not (verb.tag.gender and other.tag.gender))
    )


def goes_on_with(words: Sequence[Word], cue: int, earlier: int) -> bool:
    """Whether the word at `cue` reports more of who has said something by that at `earlier`: «…, и
    добавил, что…», «…, отметив, что…»."""
    verb, before = finite_verb(words[cue]), finite_verb(words[earlier])
    if words[cue].first_pos == "GRND":
        return before is not None and "," in words[cue].gap
    place = cue - 1
    while place > earlier and words[place].first_pos in ("ADVB", "PRCL"):
        place -= 1
    is_linked = words[place].lower == "и"
    return is_linked and verb is not None and before is not None and are_alike(verb, before)
