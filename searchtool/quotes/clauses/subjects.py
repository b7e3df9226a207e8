"""Finds the subject of a verb in its clause."""

from collections.abc import Sequence
from dataclasses import replace

from searchtool.analysis.morphology.readings import CASES, Reading
from searchtool.quotes.clauses.attribution import Attribution, Cue
from searchtool.quotes.clauses.bounds import before_relative, left_bound, right_bound
from searchtool.quotes.clauses.documents import document_attribution, is_undeclined, place_phrases
from searchtool.quotes.clauses.verbs import (
    are_alike,
    finite_verb,
    in_relative_clause,
    short_participle,
)
from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.noun_phrases import phrase_at, phrases
from searchtool.quotes.grammar.person_names import is_beside, surname_genders
from searchtool.quotes.grammar.phrase import Phrase
from searchtool.quotes.grammar.phrase_ends import is_addressee
from searchtool.quotes.grammar.tokens import Word

_MAX_NAME_WORDS = 4
_RELATIVES = {"sing": ("который", "которая"), "plur": ("которые",)}
_NOBODY = frozenset("кто никто некто что ничто это".split())
"""Pronouns that name nobody: «кто сказал», «это говорит о том, что»."""
THERE = "там"


def subject_of(
    words: Sequence[Word], at: int, verb: Reading, group: str, follows_quote: bool
) -> Attribution:
    """The subject of the verb at `at`, looked for on both sides, as the speaker. In a clause that
    follows a quotation it is rather behind the verb."""
    if joined := _joined_subject(words, at, verb, group):
        return joined
    right = _subjects(words, at + 1, right_bound(words, at), verb)
    before = before_relative(words, at)
    left = _subjects(words, left_bound(words, at), before, verb)[::-1]
    is_impersonal = verb.tag.number == "plur" and verb.tag.person != "1per"
    if is_impersonal and not any(map(_is_certain_subject, (*right, *left))):
        impersonal = _impersonal(words, at, group)
        if impersonal:
            return impersonal
    if verb.tag.pos == "GRND":
        if main := _main_subject(words, at, group):
            return main
        left = _subjects(words, 0, at, verb)[::-1]
    if described := _described_before(words, before, left):
        left = [described, *left]
    sides = [right, left] if follows_quote else [left, right]
    if follows_quote and left and right and right[0].start > at + 3 and left[0].end == at:
        sides.reverse()
    antecedent = _antecedent(words, at, verb)
    found = [antecedent] if antecedent else [phrase for side in sides for phrase in side]
    if not found:
        title = _title_subject(words, at, group)
        if not is_impersonal or title.has_speaker:
            return title
        return _impersonal(words, at, group, anywhere=True) or title
    found = [phrase for phrase in found if not _is_told(phrase, at)] or found
    phrase = described or antecedent or _beside(words, at, left, verb) or min(found, key=_rank)
    phrase = _without_addressee(_with_first(_with_others(phrase, verb)), at)
    is_person = phrase.is_animate or "один" in phrase.head_word.lemmas
    is_known = is_person and (phrase.name is not None or phrase.head_word.is_known)
    if follows_quote and not is_known and at + 1 < len(words) and words[at + 1].title:
        return _title_subject(words, at, group)  # «сообщает «Прайм» со ссылкой на данные ЦБ»
    if not phrase.is_animate and phrase.head_word.lemmas & cue_words("documents"):
        return document_attribution(words, at, phrase)
    confidence = 0.9 if phrase.can_speak else 0.5
    return Attribution.named(Cue(words, at, at + 1, group), phrase, confidence, verb.tag.gender)


def _main_subject(words: Sequence[Word], at: int, group: str) -> Attribution | None:
    """The subject of the verb before a gerund: «сообщило агентство «Восход», добавив»."""
    for place in range(at - 1, -1, -1):
        verb = finite_verb(words[place])
        if verb is None or in_relative_clause(words, place) or _is_joined_verb(words, place):
            continue
        found = subject_of(words[:at], place, verb, group, follows_quote=False)
        can_speak = found.has_speaker and (found.phrase is None or found.phrase.can_speak)
        return replace(found, words=words, cue=at, cue_end=at + 1) if can_speak else None
    return None


def _joined_subject(
    words: Sequence[Word], at: int, verb: Reading, group: str
) -> Attribution | None:
    """The subject of the verb before a clause with «что», if «и» joins this one to it, as no verb
    of the clause is like it: «мэр сказал, что кандидатура Леви подойдёт, и добавил»."""
    if at < 3 or words[at - 1].lower != "и":
        return None
    for place in range(at - 2, 0, -1):
        other = finite_verb(words[place])
        if other is None or not are_alike(verb, other) or in_relative_clause(words, place):
            continue
        is_main = any(word.lower == "что" and "," in word.gap for word in words[place:at])
        found = subject_of(words[:at], place, other, group, False) if is_main else None
        can_speak = found is not None and found.phrase is not None and found.phrase.can_speak
        return replace(found, words=words, cue=at, cue_end=at + 1) if found and can_speak else None
    return None


def _is_joined_verb(words: Sequence[Word], at: int) -> bool:
    """Whether a verb has the subject of the one before it: «ругал и обвинил»."""
    verb = finite_verb(words[at])
    if verb is None or words[at - 1].lower != "и" or at < 2:
        return False
    before = (other for word in reversed(words[: at - 1]) if (other := finite_verb(word)))
    other = next(before, None)
    return other is not None and are_alike(verb, other)


def _with_others(phrase: Phrase, verb: Reading) -> Phrase:
    """A phrase with those joined to it, where the verb is in the plural: «сосед, директор порта и
    хозяин лодки рассказывают»."""
    words = phrase.words
    if verb.tag.number != "plur" or phrase.is_pronoun:
        return phrase
    is_several = phrase.number == "plur"
    end = phrase.end
    while end + 1 < len(words):
        is_last = words[end].lower == "и" and not words[end].gap.strip()
        if not is_last and words[end].gap.strip() != ",":
            return phrase
        other = phrase_at(words, end + is_last, "nomn")
        if other is None or (is_several and not (is_last and _ends_clause(other))):
            return phrase
        if is_last:
            return replace(phrase, end=other.end, number="plur", name=None)
        end = other.end
    return phrase


def _ends_clause(phrase: Phrase) -> bool:
    """Whether a person or an organisation ends its clause."""
    behind = phrase.words[phrase.end : phrase.end + 1]
    return phrase.can_speak and (not behind or bool(behind[0].gap.strip()))


def _with_first(phrase: Phrase) -> Phrase:
    """«Иван Бозович и его коллеги» for «его коллеги», «рыбаки и лесники» for «лесники»."""
    words, at = phrase.words, phrase.start - 1
    if phrase.number != "plur" or at < 1 or words[at].lower != "и" or words[at].gap.strip():
        return phrase
    for start in range(at - 1, max(-1, at - _MAX_NAME_WORDS), -1):
        first = phrase_at(words, start, "nomn")
        if first is None or first.end != at:
            continue
        if first.is_name:
            longer = _with_first_name(first)
            return replace(phrase, start=longer.start, name=None)
        if first.can_speak and phrase.can_speak and _begins_clause(words, start):
            return replace(phrase, start=start, name=None)
    return phrase


def _begins_clause(words: Sequence[Word], at: int) -> bool:
    """Whether a word begins a clause, perhaps behind «но» or «также»."""
    while at and not words[at].gap.strip() and words[at - 1].first_pos in ("CONJ", "ADVB", "PRCL"):
        at -= 1
    return at == 0 or bool(words[at].gap.strip())


def _without_addressee(phrase: Phrase, at: int) -> Phrase:
    """«Сказал боцман РИА Новости»: the agency is who is told, unless somebody works for it."""
    words, tail = phrase.words, phrase.head + 1
    is_tail = phrase.start > at and tail < phrase.end and phrase.name is None
    if not is_tail or words[tail].lower not in cue_words("agencies"):
        return phrase
    is_of_agency = phrase.head_word.lemmas & (cue_words("sources") | cue_words("reporters"))
    return phrase if is_of_agency or not phrase.is_animate else replace(phrase, end=tail)


def _described_before(words: Sequence[Word], at: int, left: Sequence[Phrase]) -> Phrase | None:
    """The person who is described between commas before the verb: «Лунц, друг и сосед купца
    Жернова, сказал». `left` are the phrases before the verb, the nearest first."""
    if "," not in words[at].gap:
        return None
    for phrase in left:
        is_named = phrase.name is not None and phrase.end < at
        if is_named and words[phrase.end].gap.strip() == ",":
            between = words[phrase.end : at]
            return None if any(map(finite_verb, between)) else phrase
    return None


def _antecedent(words: Sequence[Word], at: int, verb: Reading) -> Phrase | None:
    """The antecedent of the relative pronoun before the verb: «Бекенбауэра, который шутит»."""
    for place in range(at - 1, max(0, at - 6), -1):
        if "," not in words[place].gap:
            continue
        if words[place].lower not in _RELATIVES.get(verb.tag.number, ()):
            return None
        for start in range(place - 1, max(-1, place - 8), -1):
            for case in CASES:
                phrase = phrase_at(words, start, case)
                if phrase and phrase.end == place and _can_follow(phrase) and _agrees(verb, phrase):
                    return _with_first_name(phrase)
    return None


def _can_follow(phrase: Phrase) -> bool:
    """Whether «который» behind it may say something: a person, «договор, который гласит»."""
    texts = cue_words("documents") | cue_words("codes")
    return phrase.is_animate or not phrase.head_word.lemmas.isdisjoint(texts)


def _with_first_name(phrase: Phrase) -> Phrase:
    """«Анне Никифоровой» for «Никифоровой»."""
    if not phrase.is_name or phrase.start == 0 or not is_beside(phrase.words[phrase.start]):
        return phrase
    for case in (phrase.case, *CASES):
        longer = phrase_at(phrase.words, phrase.start - 1, case)
        if longer is not None and longer.is_name and longer.end == phrase.end:
            return longer
    return phrase


def _beside(words: Sequence[Word], at: int, left: Sequence[Phrase], verb: Reading) -> Phrase | None:
    """The organisation right before its verb, though a person is named before it: «Орлов ушёл после
    того, как газета «Восход» написала»."""
    if not left or left[0].end != at or not is_beside(words[at]) or not verb.tag.gender:
        return None
    is_sure = left[0].can_speak and not is_undeclined(left[0].head_word)
    return left[0] if is_sure and verb.tag.gender in left[0].genders else None


def _is_told(phrase: Phrase, at: int) -> bool:
    """Whether a name that no dictionary has stands right behind the verb at `at`, and looks like a
    dative plural: «МИД сообщил Портоновостям, что»."""
    word = phrase.head_word
    if phrase.start != at + 1 or phrase.end != at + 2 or not word.readings or word.is_known:
        return False
    return all((r.tag.case, r.tag.number) == ("datv", "plur") for r in word.readings)


def _rank(phrase: Phrase) -> int:
    """The order of candidates: people before organisations, these before things."""
    if phrase.is_animate:
        return 0
    return 1 if phrase.can_speak else 2


def _subjects(words: Sequence[Word], start: int, end: int, verb: Reading) -> list[Phrase]:
    def accepts(phrase: Phrase) -> bool:
        if phrase.head_word.lower in _NOBODY:
            return False
        return _agrees(verb, phrase) or _is_joined(words, phrase, verb)

    def accepts_whole(phrase: Phrase) -> bool:
        return accepts(phrase) or accepts(_with_owner(phrase))

    found = list(phrases(words, start, end, "nomn", accepts_whole))
    found = [phrase if accepts(phrase) else _with_owner(phrase) for phrase in found]
    return [with_later_name(found, index) for index in range(len(found))]


def _with_owner(phrase: Phrase) -> Phrase:
    """«Адвокат Седова сказал»: the surname behind an office is that of its owner, if the verb tells
    that it is not a woman's."""
    if phrase.name is None or phrase.name[0] <= phrase.head or phrase.end != phrase.name[1]:
        return phrase
    last = phrase.words[phrase.end - 1]
    office = phrase.head_word.form.features.nouns.get(phrase.case)
    if office is None or phrase.end > phrase.name[0] + 1 or not last.readings_in("gent"):
        return phrase
    return replace(phrase, name=None, genders=frozenset({office.tag.gender}))


def with_later_name(found: list[Phrase], index: int) -> Phrase:
    """The phrase at `index`, or a later one with the name where several roles stand before it:
    «чемпион мира, призёр Игр Николай Крюков»."""
    phrase = found[index]
    is_person = phrase.is_animate or "один" in phrase.head_word.lemmas
    if phrase.name or phrase.is_pronoun or not is_person:
        return phrase
    for later in found[index + 1 :]:
        between = phrase.words[phrase.end : later.start]
        if any(r.tag.pos == "VERB" for word in between for r in word.readings[:1]):
            break
        if later.name and "." not in later.words[later.start].gap:
            return later
    return phrase


def _is_joined(words: Sequence[Word], phrase: Phrase, verb: Reading) -> bool:
    if verb.tag.number != "plur" or phrase.end + 1 >= len(words):
        return False
    return words[phrase.end].lower == "и" and bool(words[phrase.end + 1].readings_in("nomn"))


def _agrees(verb: Reading, phrase: Phrase) -> bool:
    word = phrase.head_word
    if verb.tag.pos == "GRND":
        return True
    is_author = word.lower in ("я", "мы") and phrase.is_pronoun
    if verb.tag.person == "1per" or is_author:
        return is_author and verb.tag.number == phrase.number and verb.tag.person != "3per"
    if word.is_latin or word.name_types & {"Abbr"}:
        # «Сообщили ВСУ», «сообщила МВД»: an abbreviation has any number and gender.
        return not _is_behind_oblique(phrase)
    if phrase.is_name and phrase.end - phrase.start == 1 and _may_be_hers(word):
        return verb.tag.number != "plur" and verb.tag.gender != "neut"
    has_names = phrase.name is not None and phrase.name[1] - phrase.name[0] > 1
    if has_names and verb.tag.number != "plur" and _agrees_with_surname(verb, phrase):
        return True
    if phrase.is_unknown_name:
        return verb.tag.number != "plur" or phrase.number != "sing"  # Минцифры напомнило
    if verb.tag.number and phrase.number and verb.tag.number != phrase.number:
        return False
    if verb.tag.number == "plur" or not verb.tag.gender:
        return True
    if phrase.genders & {verb.tag.gender, "ms-f", ""}:
        return True
    is_profession = phrase.is_animate and "masc" in phrase.genders and not phrase.is_name
    return is_profession and verb.tag.gender == "femn" and not phrase.is_pronoun


def _is_behind_oblique(phrase: Phrase) -> bool:
    """Whether an abbreviation belongs to the noun before it: «с полётами дронов и работой ПВО»."""
    if phrase.start == 0 or not is_beside(phrase.words[phrase.start]):
        return False
    before = phrase.words[phrase.start - 1]
    is_noun = before.first_pos == "NOUN" and not before.readings_in("nomn")
    return is_noun and before.lemmas.isdisjoint(cue_words("occasions"))


def _agrees_with_surname(verb: Reading, phrase: Phrase) -> bool:
    """Whether a verb agrees with the last word of a name: «заключил Андреа Падован»."""
    end = phrase.speaker_bounds[1]
    return verb.tag.gender in surname_genders(phrase.words, end)


def _may_be_hers(word: Word) -> bool:
    """Whether a surname is the same for a woman, though it looks like a man's: «Смит сказала»."""
    is_russian = word.lower.endswith(("ов", "ев", "ёв", "ин", "ын", "ий", "ый", "ой"))
    is_foreign = not word.is_known and word.lower[-1] not in "аяеёиоуыэюьй"
    return is_foreign and not is_russian


def _impersonal(
    words: Sequence[Word], at: int, group: str, anywhere: bool = False
) -> Attribution | None:
    """The place that speaks where the verb has no subject: «сообщили в пресс-службе», else a town
    or country. `anywhere` takes it for the speaker whatever it is: «рассказали в городской
    управе»."""
    if (there := _there(words, at)) is not None:
        return Attribution.named(Cue(words, at, at + 1, group), there, 0.8)
    places = [
        phrase
        for phrase in place_phrases(words, at)
        if not phrase.head_word.lemmas & cue_words("occasions")
    ]
    speaking = [phrase for phrase in places if phrase.can_speak]
    speaking += [phrase for phrase in places if "Geox" in phrase.head_word.name_types]
    if anywhere:
        speaking += [phrase for phrase in places if phrase.start in (1, at + 2)]
    if not speaking:
        return None
    return Attribution.named(Cue(words, at, at + 1, group), speaking[0], 0.85)


def _there(words: Sequence[Word], at: int) -> Phrase | None:
    """«Там» beside a verb, for the place named before: «там добавили», «подчеркнули там»."""
    for place in (at + 1, at - 1, at - 2):
        if 0 <= place < len(words) and words[place].lower == THERE:
            between = words[min(place, at) + 1 : max(place, at) + 1]
            if not any(word.gap.strip() for word in between):
                return Phrase(words, place, place + 1, place, "loct", frozenset(), "sing")
    return None


def _title_subject(words: Sequence[Word], at: int, group: str) -> Attribution:
    """The title or abbreviation beside the verb, which speaks if nobody else does: «пишет
    «Коммерсант»», «сообщает в среду «Восход»», «заявили ВСУ», not «объявили «код жёлтый»»."""
    for place in (_behind_time(words, at + 1), at - 1):
        if not 0 <= place < len(words) or ":" in words[max(place, at)].gap:
            continue
        if not _may_be_named(words, place, at) or is_addressee(words[place]):
            continue
        if is_undeclined(words[place]):
            end = place + 1
            while end < len(words) and words[end].is_latin and is_beside(words[end]):
                end += 1
            return Attribution(words, at, at + 1, group, place, end, None, 0.7)
    return Attribution.unnamed(Cue(words, at, at + 1, group))


def _behind_time(words: Sequence[Word], at: int) -> int:
    """The number of the word behind «22 июня», «в среду, 3 мая,», «сегодня» at a place."""
    while at + 1 < len(words):
        is_day = words[at].first_pos == "NUMB"
        is_occasion = not words[at + 1].lemmas.isdisjoint(cue_words("occasions"))
        if words[at].gap.strip() and not (is_day and "," in words[at].gap):
            return at
        if is_occasion and (is_day or words[at].first_pos == "PREP"):
            at += 2
        elif words[at].first_pos == "ADVB":
            at += 1
        else:
            return at
    return at


def _may_be_named(words: Sequence[Word], place: int, at: int) -> bool:
    """Whether a title beside a verb can be its subject: not «код жёлтый», and not that of the noun
    before it, «акционера «Уралкалия» обвиняют»."""
    if words[place].text[:1].islower():
        return False
    before = words[place - 1] if 0 < place < at else None
    is_owned = before is not None and before.first_pos == "NOUN" and words[place].title
    return before is None or not is_owned or bool(before.readings_in("nomn"))


def _is_certain_subject(phrase: Phrase) -> bool:
    """Whether a phrase can speak and is in the nominative: «ТАСС» may also be who is told."""
    return phrase.can_speak and not is_undeclined(phrase.head_word)


def any_subject(words: Sequence[Word]) -> Attribution | None:
    """The person who is the subject of the last verb of a clause, whatever the verb is."""
    for at in range(len(words) - 1, -1, -1):
        verb = finite_verb(words[at]) or short_participle(words[at])
        if verb and not in_relative_clause(words, at):
            attribution = subject_of(words, at, verb, "any", follows_quote=False)
            if attribution.phrase is not None and attribution.phrase.is_animate:
                return attribution
    return None
