"""Finds who speaks in a clause: by a reporting word, or before a colon."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from searchtool.analysis.morphology.readings import Reading
from searchtool.quotes.clauses.attribution import Attribution, Cue
from searchtool.quotes.clauses.documents import document_attribution, is_undeclined, place_phrases
from searchtool.quotes.clauses.subjects import subject_of, with_later_name
from searchtool.quotes.clauses.verbs import can_report, finite_verb, in_relative_clause, is_idiom
from searchtool.quotes.grammar.cues import (
    CUE,
    NO_CUE,
    SOURCE_PREPOSITIONS,
    cue_kinds,
    cue_words,
    may_report,
)
from searchtool.quotes.grammar.noun_phrases import phrase_at, phrases
from searchtool.quotes.grammar.person_names import is_abbreviation, is_beside
from searchtool.quotes.grammar.phrase import Phrase
from searchtool.quotes.grammar.phrase_ends import governed_end
from searchtool.quotes.grammar.tokens import Word

POSSESSIVES = {
    "его": ("masc", "sing"),
    "ее": ("femn", "sing"),
    "их": ("", "plur"),
    "нашей": ("", "plur"),
    "нашим": ("", "plur"),
}

_ITS = frozenset({"он", "она", "оно"})
"""«В нём говорится»: the text that was named before."""

_APPOSITIONS = frozenset(",—–")
"""«По словам автора обращения — депутата Седова, —»."""

_CONTINUING = frozenset({"продолжать", "продолжить"})

AttributionRule = Callable[[Sequence[Word], int, bool], "Attribution | None"]
"""Looks at one word as the cue; `follows_quote` is as in `find_attribution`."""


def find_attribution(
    words: Sequence[Word], follows_quote: bool, rules: Sequence["AttributionRule"] | None = None
) -> Attribution | None:
    """Who speaks in the clause beside a quotation: by its first cue if the clause follows the
    quotation, else by its last."""
    kinds = cue_kinds()
    cues = [at for at, word in enumerate(words) if kinds.get(word.form.lower, NO_CUE) >= CUE]
    without_speaker: Attribution | None = None
    for at in cues if follows_quote else reversed(cues):
        if not may_report(words[at]) or is_idiom(words, at):
            continue
        if not follows_quote and in_relative_clause(words, at):
            continue
        for rule in rules or ATTRIBUTION_RULES:
            found = rule(words, at, follows_quote)
            if found is not None and found.has_speaker:
                return found
            without_speaker = without_speaker or found
    return without_speaker


def according(words: Sequence[Word], at: int, follows_quote: bool) -> Attribution | None:
    """«По словам министра», «по его мнению», «согласно сообщению полиции», «со слов матери»."""
    word = words[at]
    if word.lower in SOURCE_PREPOSITIONS and at + 1 < len(words):
        return _by_words_of(words, at)
    if word.lower == "согласно" and at + 1 < len(words):
        if words[at + 1].lemmas & cue_words("documents"):
            return _owner_after(Cue(words, at, at + 2, "according"))
        return phrase_after(Cue(words, at, at + 1, "according"), "datv")
    if word.lower == "в" and [w.lower for w in words[at + 1 : at + 3]] == ["соответствии", "с"]:
        return phrase_after(Cue(words, at, at + 3, "according"), "ablt")
    return None


def _by_words_of(words: Sequence[Word], at: int) -> Attribution | None:
    owner = words[at + 1].lower in POSSESSIVES
    is_described = words[at + 1].first_pos in ("ADJF", "PRTF")  # по предварительным данным
    noun = at + 2 if owner or is_described else at + 1
    if noun >= len(words) or not words[noun].lemmas & cue_words("according"):
        return None
    preposition = words[at].lower
    if preposition != "по" and words[noun].lower != "слов":
        return None
    if preposition == "с" and not owner:
        return None
    cue = Cue(words, at, noun + 1, "according")
    if not owner:
        return (
            Attribution.unnamed(cue)
            if is_described and _begins_clause(words, noun + 1)
            else (_owner_after(cue))
        )
    return Attribution.named(cue, _owning_pronoun(words, at + 1), 0.9)


def _begins_clause(words: Sequence[Word], at: int) -> bool:
    """Whether a word behind «по предварительным данным» begins what is told, as it can be a
    subject and no comma follows: «затраты составят», «Уго Чавес скончался»."""
    phrase = phrase_at(words, at, "nomn") if at < len(words) else None
    if phrase is None or is_undeclined(words[at]):
        return False
    return phrase.end < len(words) and not words[phrase.end].gap.strip()


def _owning_pronoun(words: Sequence[Word], at: int) -> Phrase:
    gender, number = POSSESSIVES[words[at].lower]
    return Phrase(words, at, at + 1, at, "gent", frozenset({gender}), number)


def _owner_after(cue: Cue) -> Attribution:
    """The genitive phrase right after the cue names the speaker."""
    return phrase_after(cue, "gent")


def phrase_after(cue: Cue, case: str) -> Attribution:
    """Who is named in a case right after the cue."""
    words = cue.words
    found = list(phrases(words, cue.end, len(words), case))
    if not found or found[0].start != cue.end:
        if cue.end < len(words) and is_undeclined(words[cue.end]):
            end = _end_of_abbreviations(words, cue.end)
            return Attribution(words, cue.start, cue.end, cue.group, cue.end, end, None, 0.8)
        return Attribution.unnamed(cue)
    phrase = found[0]
    if phrase.end < len(words) and words[phrase.end].gap.strip() in _APPOSITIONS:
        phrase = with_later_name(found, 0)
    return Attribution.named(cue, phrase, 0.9)


def _end_of_abbreviations(words: Sequence[Word], at: int) -> int:
    """Where a name ends that begins with a title or an abbreviation: «ГУ МВД»."""
    end = at + 1
    while end < len(words) and is_abbreviation(words[end - 1]) and is_abbreviation(words[end]):
        if not is_beside(words[end]):
            break
        end += 1
    return end


def _passive(words: Sequence[Word], at: int, follows_quote: bool) -> Attribution | None:
    """«Говорится в сообщении полиции», «сказано на сайте»: the owner of the text speaks."""
    if not _is_passive(words[at]):
        return None
    around = place_phrases(words, at)
    for phrase in around:
        if phrase.head_word.lemmas & cue_words("documents"):
            return document_attribution(words, at, phrase)
    for phrase in around:
        if phrase.can_speak or phrase.head_word.lemmas & _ITS:
            return Attribution.named(Cue(words, at, at + 1, "passive"), phrase, 0.8)
    for phrase in around:
        if _is_text(words, phrase, at):
            return document_attribution(words, at, phrase)
    return Attribution.unnamed(Cue(words, at, at + 1, "passive"))


def _is_text(words: Sequence[Word], phrase: Phrase, at: int) -> bool:
    """Whether a place beside the verb can only be a text: «указывается в наградном листе», «в плане
    по застройке сказано»."""
    end = phrase.end
    if end < at and words[end].first_pos == "PREP":
        is_whole = not any(word.gap.strip() for word in words[end : at + 1])
        end = governed_end(words, end + 1, at) if is_whole else end
    is_beside_verb = phrase.start == at + 2 or end == at
    head = phrase.head_word
    is_noun = head.first_pos == "NOUN" and not phrase.is_place
    return is_beside_verb and is_noun and head.lemmas.isdisjoint(cue_words("occasions"))


def _is_passive(word: Word) -> bool:
    if not word.lemmas & cue_words("passive"):
        return False
    return any(
        (r.tag.pos == "VERB" and r.lemma.endswith("ся"))
        or (r.tag.pos == "PRTS" and r.tag.gender == "neut")
        for r in word.readings
        if r.lemma in cue_words("passive")
    )


def _citing(words: Sequence[Word], at: int, follows_quote: bool) -> Attribution | None:
    """«Цитирует Иванова «Коммерсант»», «приводит слова министра агентство»: the object speaks."""
    word = words[at]
    is_citing = verb_reading(word, "citing") is not None
    if not is_citing and verb_reading(word, "passing") is None:
        return None
    cue = Cue(words, at, at + 1, "citing")
    for noun in [*range(at + 1, len(words)), *range(at - 1, -1, -1)]:
        if words[noun].lemmas & cue_words("words") and words[noun].readings_in("accs"):
            owned = _owner_after(Cue(words, noun, noun + 1, "citing"))
            if owned.has_speaker:
                return replace(owned, cue=at, cue_end=at + 1)
    if not is_citing:
        return None
    if at + 1 < len(words) and words[at + 1].lower in POSSESSIVES:  # цитирует его «Восход»
        return Attribution.named(cue, _owning_pronoun(words, at + 1), 0.9)
    begin = at + 1
    if at + 2 < len(words) and is_undeclined(words[begin]):  # цитирует «Восход» Седова
        begin += phrase_at(words, at + 2, "accs") is not None
    objects = [*phrases(words, begin, len(words), "accs"), *phrases(words, 0, at, "accs")]
    if of_text := _owner_of_cited(words, at, objects):
        return of_text
    for number, found in enumerate(objects):
        if found.is_animate:
            found = _without_subject(cue, with_later_name(objects, number))
            return Attribution.named(cue, found, 0.85)
    for found in objects:
        if found.head_word.lemmas & cue_words("documents"):
            return Attribution.named(cue._replace(group="document"), found, 0.5)
    return Attribution.unnamed(cue)


def _owner_of_cited(
    words: Sequence[Word], at: int, objects: Sequence[Phrase]
) -> Attribution | None:
    """Whose text is cited: «цитирует «Восход» поручение президента», «цитирует агентство Франс
    Пресс сообщение телеканала «Заря»»."""
    for found in objects:
        if found.start > at and found.head_word.lemmas & cue_words("documents"):
            owned = document_attribution(words, at, found)
            is_owner = owned.group == "passive" and owned.start > found.head
            return owned if is_owner else None
    return None


def _without_subject(cue: Cue, cited: Phrase) -> Phrase:
    """«Цитирует чиновника «Восход»»: the title behind who is cited is that of who cites, if nothing
    else can be."""
    last = cited.end - 1
    ends_clause = cited.end == len(cue.words) or bool(cue.words[cited.end].gap.strip('»"” '))
    is_subject = cue.start == 0 and last == cited.head + 1 and cue.words[last].title
    return replace(cited, end=last) if ends_clause and is_subject else cited


def _speech(words: Sequence[Word], at: int, follows_quote: bool) -> Attribution | None:
    """«Сказал он», «отметил министр», «подчеркнув»: the subject speaks."""
    word = words[at]
    if _has_object(words, at):
        return None
    reading = verb_reading(word, "speech") or verb_reading(word, "opinion")
    if reading is None and word.lemmas & cue_words("sure"):
        reading = next((r for r in word.readings if r.tag.pos == "ADJS"), None)
    if reading is None:
        return None
    return subject_of(words, at, reading, "speech", follows_quote)


def _has_object(words: Sequence[Word], at: int) -> bool:
    """Whether something is continued that is no speech: «продолжает следствие», «продолжит
    занимать пост»."""
    if words[at].lemmas.isdisjoint(_CONTINUING) or at + 1 == len(words):
        return False
    if words[at + 1].first_pos == "INFN":
        return True
    nouns = [r.tag for r in words[at + 1].readings_in("accs") if r.tag.pos == "NOUN"]
    return bool(nouns) and not any(tag.is_animate for tag in nouns)


def verb_reading(word: Word, group: str) -> Reading | None:
    """The reading of a word as a verb of a group, in a form that reports speech."""
    if not word.lemmas & cue_words(group):
        return None
    for reading in word.readings:
        if reading.lemma in cue_words(group) and can_report(reading):
            return reading
    return None


def speaker_before_colon(words: Sequence[Word]) -> Attribution | None:
    """The speaker of a clause that is only a name or role: «Мария Иванова:», «Президент:»."""
    phrase = phrase_at(words, 0, "nomn") if words else None
    if phrase is None or not phrase.can_speak:
        return None
    whole = phrase.end == len(words)
    later = phrase.end < len(words) and words[phrase.end].gap.strip() == ","
    if not whole and not (later and phrase.is_name and not _has_verb(words)):
        return None
    return Attribution.named(Cue(words, 0, 0, "colon"), phrase, 0.9)


def owner_of_words(words: Sequence[Word]) -> Attribution | None:
    """Whose words follow a colon: «Комментарий телевидения:», «ответ министра:»."""
    for at in range(len(words) - 1, -1, -1):
        if words[at].lemmas & cue_words("words"):
            owned = _owner_after(Cue(words, at, at + 1, "speech"))
            if owned.has_speaker:
                return owned
    return None


def _has_verb(words: Sequence[Word]) -> bool:
    return any(finite_verb(word) for word in words)


ATTRIBUTION_RULES: tuple[AttributionRule, ...] = (according, _passive, _citing, _speech)
