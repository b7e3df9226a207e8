"""Finds the noun phrases of a clause, which may name who speaks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from searchtool.analysis.morphology.readings import Reading
from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.forms import WordForm, shared_form_cache
from searchtool.quotes.grammar.person_names import (
    PERSONAL,
    begins_asian_name,
    begins_name,
    is_abbreviation,
    is_beside,
    is_first_name,
    is_owned_name,
    name_at,
    odd_name,
    undeclined_name,
)
from searchtool.quotes.grammar.tokens import Word

NOUNS = ("NOUN", "NPRO")
_OBLIQUE = frozenset({"gent", "datv", "ablt", "loct"})
_NOT_FEMININE = {"masc", "neut"}
"""Attributes of these genders are alike in the oblique cases: «в региональном управлении»."""
_SMALL_PARTS = frozenset({"PREP", "CONJ", "PRCL", "ADVB"})
SPEAKING_PRONOUNS = frozenset({"он", "она", "они", "тот", "я", "мы", "те", "та"})
_BETWEEN = ' \u00a0\n«»"„“”'
_PLACES = frozenset("город село деревня поселок остров штат округ провинция графство".split())
"""What a name behind belongs to."""
_COMPLEMENTING = frozenset("с со к ко в во от".split())
"""Before what belongs to an attribute: «близкий к порту источник»."""
_PREPOSITIONS = frozenset("в во на по при из от с со для об о за к ко под у".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: words[start:end], its head, and the name in it, if any.

    «президент Казахстана Касым-Жомарт Токаев»: head «президент», name «Касым-Жомарт Токаев».
    """

    words: Sequence[Word]
    start: int
    end: int
    head: int
    case: str
    genders: frozenset[str]
    number: str
    name: tuple[int, int] | None = None

    @property
    def head_word(self) -> Word:
        """The noun, pronoun or name the phrase is built on."""
        return self.words[self.head]

    @property
    def is_pronoun(self) -> bool:
        """Whether it is a pronoun and nothing else."""
        return self.end - self.start == 1 and self.head_word.lower in SPEAKING_PRONOUNS

    @property
    def is_name(self) -> bool:
        """Whether it is a name and nothing else."""
        return self.name == (self.start, self.end)

    @property
    def speaker_bounds(self) -> tuple[int, int]:
        """The words given as the speaker: the name if there is one, else the whole phrase."""
        return self.name or (self.start, self.end)

    @property
    def is_animate(self) -> bool:
        """Whether the head is a person, by the dictionary or by a name."""
        if self.name or self.is_pronoun or self.head_word.lemmas & cue_words("sources"):
            return True
        return any(
            r.tag.is_animate and (self.head_word.is_capitalized or r.tag.name_type not in PERSONAL)
            for r in self.head_word.readings_in(self.case)
        )

    @property
    def can_speak(self) -> bool:
        """Whether it is a person or an organisation."""
        word = self.head_word
        if self.is_animate or word.lemmas & cue_words("organisations"):
            return True
        return bool(word.name_types & {"Abbr", "Orgn"}) or self.is_unknown_name

    @property
    def is_substantive(self) -> bool:
        """Whether the head is an adjective that stands for a person: «пострадавший»."""
        word = self.head_word
        if (
            word.first_pos not in ("ADJF", "PRTF")
            or self.number != "sing"
            or word.text[0].isdigit()
        ):
            return False
        behind = self.words[self.end : self.end + 1]
        return not behind or bool(behind[0].gap.strip()) or behind[0].first_pos == "VERB"

    @property
    def is_place(self) -> bool:
        """Whether the head is a town or country, whatever else it is: «Израиль»."""
        return self.name is None and "Geox" in self.head_word.name_types

    @property
    def is_unknown_name(self) -> bool:
        """Whether the head is a name that no dictionary has, and not a person's: «Росстат»."""
        return self.name is None and _is_unknown_name(self.head_word)


def _is_unknown_name(word: Word) -> bool:
    if not word.is_capitalized or word.is_latin:
        return word.is_capitalized
    has_known_part = any(r.prefix.endswith("-") for r in word.readings[:1])  # «Экс-мэр»
    return not word.is_known and not has_known_part


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
    head, reading = _head(words, at, case)
    if reading is None:
        return None
    gender = reading.tag.gender
    if reading.tag.pos in ("ADJF", "PRTF") and gender == "neut" and case in _OBLIQUE:
        gender = "masc"  # словам обвиняемого
    genders = frozenset({gender})
    if reading.tag.pos == "NPRO" or "который" in words[head].lemmas:
        return Phrase(words, at, head + 1, head, case, genders, reading.tag.number)
    end, name_span = _extend(words, head, case, reading)
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


def _head(words: Sequence[Word], at: int, case: str) -> tuple[int, Reading | None]:
    """The number and the reading of the head: the noun after its attributes, or an attribute used
    as a noun. The reading is None if there is neither."""
    attribute: Reading | None = None
    position = at
    while position < len(words) and position - at < 6:
        word = words[position]
        if position > at and word.gap.strip() not in ("", ","):
            break
        noun = None if _is_attribute(words, position, case) else _noun_reading(word, case)
        if noun and (attribute is None or _agree(attribute, noun)):
            return position, noun
        if attribute is not None and (behind := _behind_complement(words, position)):
            position = behind
            continue
        reading = word.form.features.attributes.get(case)
        if reading is None or (word.gap.strip() and position > at and attribute is None):
            break
        attribute = reading
        position += 1
    substantive = attribute is not None and position == at + 1 and _is_substantive(words[at])
    return (at, attribute) if substantive else (at, None)


def _behind_complement(words: Sequence[Word], at: int) -> int:
    """The word behind what belongs to an attribute: «знакомый | с ним | боцман»; 0 if nothing
    does."""
    if words[at].lower not in _COMPLEMENTING or at + 2 >= len(words):
        return 0
    end = at + 1
    if words[end].form.features.attributes and not words[end].form.features.nouns:
        end += 1
    is_noun = end + 1 < len(words) and words[end].form.features.nouns
    return end + 1 if is_noun and not words[end + 1].gap.strip() else 0


def _is_attribute(words: Sequence[Word], at: int, case: str) -> bool:
    """Whether a word that could be a noun belongs to the noun behind it: «этого издания», «военного
    ведомства», «всех жителей»."""
    features = words[at].form.features
    attribute = features.attributes.get(case)
    if attribute is None or at + 1 >= len(words) or not is_beside(words[at + 1]):
        return False
    if case not in features.nouns or features.first_pos not in ("NPRO", "ADJF", "PRTF"):
        return False
    noun = _noun_reading(words[at + 1], case)
    return noun is not None and not words[at + 1].is_capitalized and _agree(attribute, noun)


def _is_substantive(word: Word) -> bool:
    return word.lower in SPEAKING_PRONOUNS or any(
        r.tag.pos in ("ADJF", "PRTF") for r in word.readings
    )


def _noun_reading(word: Word, case: str) -> Reading | None:
    if word.title:
        return None
    features = word.form.features
    found = features.nouns.get(case)
    if found is None and word.is_latin and not word.is_initial:
        return features.readings[0]
    if features.first_pos in _SMALL_PARTS or (found is not None and _is_month(word, found)):
        return None
    return found


def _is_month(word: Word, noun: Reading) -> bool:
    """Whether a word in lower case is no name: «20 марта»."""
    is_name = noun.tag.name_type in PERSONAL and not word.is_capitalized
    return is_name and any(r.tag.name_type not in PERSONAL for r in word.readings)


def _agree(attribute: Reading, noun: Reading) -> bool:
    if attribute.tag.number != noun.tag.number:
        return False
    is_alike = (
        noun.tag.case in _OBLIQUE and {attribute.tag.gender, noun.tag.gender} == _NOT_FEMININE
    )
    return (
        noun.tag.number == "plur"
        or noun.tag.gender in (attribute.tag.gender, "ms-f", "")
        or noun.tag.is_animate
        or is_alike
    )


def _extend(
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
    head, reading = _head(words, at + is_count, "gent")
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
        return _head(words, at + 1, "gent")[0] + 1 if at + 1 < len(words) else 0
    if not words[head].lemmas.isdisjoint(cue_words("commanding")):
        position, reading = _head(words, at, "ablt")
        if reading is not None and reading.tag.pos == "NOUN":
            return position + 1
    if words[at].lower not in _PREPOSITIONS or not words[head].lemmas & cue_words("relational"):
        return 0
    for case in ("loct", "datv", "gent", "accs", "ablt", "nomn"):  # кандидат в президенты
        position, reading = _head(words, at + 1, case) if at + 1 < len(words) else (0, None)
        if reading is not None and reading.tag.pos == "NOUN":
            is_place = words[at].lower in ("в", "во", "на")
            is_occasion = is_place and words[position].lemmas & cue_words("occasions")
            return 0 if is_occasion else position + 1
    return at + 2 if at + 1 < len(words) and words[at + 1].title else 0


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
            at = _governed_end(words, at + 1, end)
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
    return any(other in nouns and _agree(attributes[other], nouns[other]) for other in attributes)


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


def _governed_end(words: Sequence[Word], at: int, end: int) -> int:
    """Where the phrase after a preposition ends: its noun and the genitives after that."""
    for case in ("loct", "datv", "gent", "accs", "ablt"):
        head, reading = _head(words, at, case) if at < end else (at, None)
        if reading is not None:
            return _genitives_end(words, head + 1, end)
    return at


def _genitives_end(words: Sequence[Word], at: int, end: int) -> int:
    while at < end and not words[at].gap.strip(_BETWEEN):
        # «в интервью газете Иванов»: a name here is the subject, a foreign title is not
        is_name = not words[at].is_latin and name_at(words, at, "nomn")
        step = 0 if is_name else _genitive_end(words, at)
        if not step:
            break
        at = step
    return min(at, end)
