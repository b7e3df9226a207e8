"""Finds the sources that stand beside a statement without a verb: «по словам Иванова», «согласно
договору», «с точки зрения врачей»."""

from collections.abc import Sequence
from dataclasses import replace

from searchtool.analysis.morphology.readings import CASES
from searchtool.quotes.clauses.attribution import Attribution, Cue
from searchtool.quotes.clauses.attribution_finder import POSSESSIVES, according, phrase_after
from searchtool.quotes.clauses.verbs import finite_verb
from searchtool.quotes.grammar.cues import SOURCE_PREPOSITIONS, begins_source, cue_words
from searchtool.quotes.grammar.noun_phrases import phrase_at
from searchtool.quotes.grammar.phrase import Phrase
from searchtool.quotes.grammar.tokens import Word
from searchtool.quotes.indirect.sources import is_undeclined_name

_BEGINNINGS = {
    ("в", "соответствии", "с"): "ablt",
    ("с", "точки", "зрения"): "gent",
    ("на", "взгляд"): "gent",
    ("если", "верить"): "datv",
}
"""The first words of a source beside a statement, with the case of what follows."""
_FIRST_WORDS = frozenset({*SOURCE_PREPOSITIONS, "согласно", *(words[0] for words in _BEGINNINGS)})
_ANTECEDENTS = frozenset("которого которой которых которому которым".split())
_DETERMINERS = frozenset((*POSSESSIVES, *"этого этой этих того той тех".split()))
_MAX_ANTECEDENT_WORDS = 8


def begins_according(words: Sequence[Word], at: int) -> bool:
    """Whether «по словам», «согласно», «с точки зрения» may begin at a word."""
    first = words[at].lower
    if first not in _FIRST_WORDS:
        return False
    if first in SOURCE_PREPOSITIONS and begins_source(first, _lower(words[at + 1 : at + 3])):
        return True
    return first == "согласно" or _beginning(words, at) is not None


def _beginning(words: Sequence[Word], at: int) -> tuple[str, ...] | None:
    following = tuple(_lower(words[at : at + 3]))
    return next((b for b in _BEGINNINGS if following[: len(b)] == b), None)


def _lower(words: Sequence[Word]) -> list[str]:
    return [word.lower for word in words]


def source_of(words: Sequence[Word], at: int) -> Attribution | None:
    """Whom the words beginning at a place name as the source."""
    if beginning := _beginning(words, at):
        cue, case = Cue(words, at, at + len(beginning), "according"), _BEGINNINGS[beginning]
        if cue.end < len(words) and words[cue.end].lemmas & cue_words("according"):
            cue, case = cue._replace(end=cue.end + 1), "gent"  # если верить словам мэра
        return _in_its_clause(phrase_after(cue, case))
    if words[at].lower == "согласно" and (found := _by_document(words, at)):
        return found
    found = according(words, at, True)
    if found is None:
        return None
    if given := _given_by(words, found):
        return given
    if not found.has_speaker:
        return _unknown_owner(words, found)
    if words[found.start].lower in _ANTECEDENTS:
        return _antecedent(found)
    return _in_its_clause(found)


def _given_by(words: Sequence[Word], found: Attribution) -> Attribution | None:
    """«По данным, опубликованным портом, …», «по сведениям, полученным от рыбаков, …»: who has
    given them."""
    start = found.cue_end
    if start + 1 >= len(words) or "," not in words[start].gap or words[start].first_pos != "PRTF":
        return None
    is_from = words[start + 1].lower == "от"
    giver = phrase_at(words, start + 1 + is_from, "gent" if is_from else "ablt")
    if giver is None or not giver.can_speak:
        return None
    return Attribution.named(Cue(words, found.cue, start, "according"), giver, 0.8)


def _unknown_owner(words: Sequence[Word], found: Attribution) -> Attribution | None:
    """«По словам Грэй, …», «по сведениям союза ловцов и бондарей, …»: what stands before the
    comma, where no rule of grammar tells how far the name goes."""
    start = found.cue_end
    end = next((at for at in range(start, len(words)) if "," in words[at].gap), 0)
    if not start < end <= start + _MAX_ANTECEDENT_WORDS:
        return None
    own = words[start:end]
    if is_undeclined_name(own[0]) or (len(own) == 1 and own[0].text.isdigit()):  # канал «112»
        return Attribution(words, found.cue, start, "according", start, end, None, 0.7)
    head = next((at for at in range(start, end) if _is_noun(words[at])), None)
    if own[0].first_pos == "PREP" or head is None or not own[0].readings_in("gent"):
        return None
    if any(map(finite_verb, own)):
        return None
    tag = words[head].readings_in("gent")[0].tag
    phrase = Phrase(words, start, end, head, "gent", frozenset({tag.gender}), tag.number)
    return Attribution.named(Cue(words, found.cue, start, "according"), phrase, 0.7)


def _is_noun(word: Word) -> bool:
    return any(reading.tag.pos == "NOUN" for reading in word.readings_in("gent"))


def _by_document(words: Sequence[Word], at: int) -> Attribution | None:
    """«Согласно договору», «согласно сообщению, …»: the text speaks itself if its owner is not
    named, or if it is a law or the like."""
    owner = POSSESSIVES.get(words[at + 1].lower) if at + 2 < len(words) else None
    if owner and words[at + 2].readings_in("datv"):  # согласно её данным
        own = Phrase(words, at + 1, at + 2, at + 1, "gent", frozenset({owner[0]}), owner[1])
        return Attribution.named(Cue(words, at, at + 3, "according"), own, 0.9)
    document = _first_document(words, at + 1)
    if document is None:
        return None
    cue = Cue(words, at, document.head + 1, "according")
    lemmas = document.head_word.lemmas
    texts = cue_words("documents") | cue_words("according")
    is_told = not lemmas.isdisjoint(texts) and not lemmas & cue_words("codes")
    owned = _in_its_clause(phrase_after(cue, "gent")) if is_told else None
    if owned is not None and (owned.phrase is None or owned.phrase.can_speak):
        return owned
    is_code = not lemmas.isdisjoint(cue_words("codes"))
    is_alone = document.end == document.head + 1
    if not is_code and not (is_alone and not lemmas.isdisjoint(cue_words("documents"))):
        return None
    group = "according" if is_code else "document"
    return Attribution.named(Cue(words, at, at + 1, group), document, 0.9)


def _first_document(words: Sequence[Word], start: int) -> Phrase | None:
    """The first text that is named in the dative before a comma: «(согласно) вынесенному в среду
    решению суда»."""
    for at in range(start, min(len(words), start + _MAX_ANTECEDENT_WORDS)):
        document = phrase_at(words, at, "datv")
        if document is not None and not document.head_word.lemmas.isdisjoint(_texts()):
            return None if "," in words[document.head].gap else document
        if at + 1 < len(words) and "," in words[at + 1].gap:
            return None
    return None


def _texts() -> frozenset[str]:
    return cue_words("codes") | cue_words("documents") | cue_words("according")


def _in_its_clause(found: Attribution) -> Attribution | None:
    """The attribution, if what it names follows without a comma, and no farther than the clause
    goes: «по словам самого Лаптева, его партия…»."""
    words, phrase = found.words, found.phrase
    if found.has_speaker and found.start < found.cue_end:  # по его словам
        return found
    if not found.has_speaker or "," in words[found.cue_end].gap:
        return None
    if words[found.start].lower in POSSESSIVES:  # по словам его соседей
        owner = phrase_at(words, found.start + 1, "gent") if found.end < len(words) else None
        cue = Cue(words, found.cue, found.cue_end, found.group)
        return None if owner is None else _named(cue, owner)
    end = next((at for at in range(found.cue_end, len(words)) if "," in words[at].gap), len(words))
    if phrase is None or found.end <= end:
        return found
    cue = Cue(words, found.cue, found.cue_end, found.group)
    own = phrase_at(words[:end], cue.end, phrase.case)
    if phrase.start != cue.end or own is None:  # a name that stands behind the office
        return found if own is None or _are_listed(words, end, phrase) else _named(cue, own)
    return _named(cue, own)


def _named(cue: Cue, phrase: Phrase) -> Attribution:
    if cue.words[phrase.start - 1].lower in _DETERMINERS and phrase.name is None:
        phrase = replace(phrase, start=phrase.start - 1)
    return Attribution.named(cue, replace(phrase, words=cue.words), 0.9)


def _are_listed(words: Sequence[Word], at: int, phrase: Phrase) -> bool:
    """Whether the words up to a name go on with the office: «связи, печати и архивов Лаптева»."""
    return all(
        word.readings_in(phrase.case) or word.lower == "и" for word in words[at : phrase.start]
    )


def _antecedent(found: Attribution) -> Attribution | None:
    """«Договор, согласно которому…», «врач, по словам которого…»: who or what was named before."""
    words, at = found.words, found.cue
    for start in range(max(0, at - _MAX_ANTECEDENT_WORDS), at):
        for case in CASES:
            phrase = phrase_at(words, start, case)
            if phrase is not None and phrase.end == at and "," in words[at].gap:
                cue = Cue(words, at, found.start + 1, "according")
                return Attribution.named(cue, phrase, 0.8)
    return None
