"""Recognizes names of people among words, and the cases they can be in.

Whether words are a name is decided by capitals and by the readings of each word, known or guessed;
the cases by all words together: «Владимира Путина» is not a nominative, «Бахтадзе» can be in any
case.
"""

import re
from collections.abc import Mapping, Sequence

from searchtool.analysis.morphology.lexicon import shared_lexicon
from searchtool.analysis.morphology.readings import CASES, Reading
from searchtool.quotes.grammar.cues import cue_words
from searchtool.quotes.grammar.forms import WordForm
from searchtool.quotes.grammar.tokens import Word

PERSONAL = frozenset({"Name", "Surn", "Patr"})
PARTICLES = frozenset(
    "фон де да ди дю ван дер ден фан бен бин ибн абу аль ад ас аш ан эль ле ла оглы кызы".split()
)
"""Small words inside names."""
_PATRONYMIC = frozenset("бен бин ибн".split())
"""Those of them behind a first name, before that of the father."""

GendersByCase = Mapping[str, frozenset[str]]
"""The genders a name can have in each case it can be in."""

MAX_NAME_WORDS = 4
MASCULINE_OR_FEMININE = frozenset({"masc", "femn"})

_SMALL_PARTS = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "ADVB"})
_SHORT_SURNAMES = frozenset("Ли Си Хо Ху Ма Го Лю Мо Ян Но Сун Мун Пан Тан Ван".split())
_MAX_SHORT = 5
_MIN_GUESS = 0.3
_MIN_SHARE = 0.05
"""Less probable readings of a name, of the most probable one, are not meant: «Дмитрия» as a woman's
name in the nominative."""

_COMPANY = re.compile(
    "^(?:рос|мин|гос|евро)[а-я]{4,}|(?:банк|пром|нефть|стат|надзор|строй|инвест)(?:[аеу]|ом)?$"
)
_SURNAME_ENDINGS = ("ов", "ев", "ёв", "ин", "ын")
_UNDECLINED = frozenset("еиоуэю")
"""Last letters of names that are the same in all cases."""
_DIGIT = re.compile(r"\d")
_NUMERAL = re.compile("[IVX]+")


def name_at(words: Sequence[Word], at: int, case: str) -> tuple[int, frozenset[str]] | None:
    """Where a person's name that begins at `at` ends, and its possible genders; None if it cannot
    be in `case`."""
    run_end = _run_end(words, at)
    return _in_case(words, at, run_end, case) if run_end > at else None


def undeclined_name(
    words: Sequence[Word], at: int, office: Reading
) -> tuple[int, frozenset[str]] | None:
    """Where a surname ends that no dictionary has and that is not declined, beside an office in the
    nominative: «аптекарь Шлиппе»."""
    word = words[at]
    is_name = is_name_word(word) and not word.is_known and word.lower[-1] in _UNDECLINED
    if not is_name or office.tag.case != "nomn" or not office.tag.is_animate:
        return None
    return at + 1, frozenset({office.tag.gender})


def odd_name(words: Sequence[Word], at: int, case: str) -> tuple[int, frozenset[str]] | None:
    """Where a name ends, beside an office, whose first word is a common noun: «Хакан Фидан»."""
    word = words[at]
    is_noun = word.is_capitalized and word.is_known and not is_abbreviation(word)
    if not is_noun or word.name_types or not word.readings_in(case) or at + 1 == len(words):
        return None
    surname = words[at + 1]
    is_surname = is_beside(surname) and is_name_word(surname) and not surname.is_known
    return name_at(words, at + 1, case) if is_surname else None


def is_owned_name(words: Sequence[Word], at: int, case: str, head: int) -> bool:
    """Whether the name is not the person's own but that of what the person belongs to: «глава
    Минфина», «представитель Росрыболовства», «подруга семьи Курцикидзе»."""
    word, before = words[at], words[at - 1]
    if case == "gent":
        return False
    if not word.name_types & PERSONAL:
        neuter = any(r.tag.gender == "neut" and r.tag.case == "gent" for r in word.readings)
        is_place = bool(word.name_types & {"Geox", "Orgn"})
        is_surely = word.is_known or _is_alone(words, at)  # not «президент ФИФА Зепп Блаттер»
        return (is_place and is_surely) or (neuter and not word.is_known)
    is_undeclined = not word.is_known and word.lower[-1] in _UNDECLINED
    is_indeclinable = is_undeclined or set(CASES) <= {r.tag.case for r in word.readings}
    is_assistant = not before.lemmas.isdisjoint(cue_words("assistants"))
    if is_assistant and at - 1 == head and is_indeclinable and _is_alone(words, at):
        return True
    owners = any(r.tag.is_animate or r.lemma == "семья" for r in before.readings_in("gent"))
    return at - 1 > head and owners and bool(word.readings_in("gent")) and not before.is_capitalized


def _is_alone(words: Sequence[Word], at: int) -> bool:
    """Whether a name is one word: «советник Нетаньяху», not «советник Иван Нетаньяху»."""
    following = words[at + 1 : at + 2]
    return not following or not (following[0].is_capitalized and is_beside(following[0]))


def name_in_cases(words: Sequence[Word], at: int) -> tuple[int, GendersByCase] | None:
    """Where the longest name that begins at `at` ends, and its genders in each possible case."""
    run_end = _run_end(words, at)
    if run_end == at:
        return None
    found = {case: name for case in CASES if (name := _in_case(words, at, run_end, case))}
    if not found:
        return None
    longest = max(end for end, _ in found.values())
    return longest, {case: genders for case, (end, genders) in found.items() if end == longest}


def begins_name(words: Sequence[Word], at: int) -> bool:
    """Whether a person's name can begin with a word."""
    if at >= len(words) or not words[at].is_capitalized:
        return False
    if words[at].first_pos == "ADJF" and at + 1 < len(words) and is_first_name(words[at + 1]):
        return False  # папа Римский Франциск
    if is_name_word(words[at]) or begins_asian_name(words, at):
        return True
    return tells_father([word.form for word in words[at : at + 3]])


def tells_father(forms: Sequence[WordForm]) -> bool:
    """Whether a name begins with one's own and one's father's: «Хамад бен Халифа»."""
    if len(forms) < 3 or forms[1].text not in _PATRONYMIC:
        return False
    return forms[0].is_capitalized and forms[2].is_capitalized


def is_name_word(word: Word) -> bool:
    """Whether a word by itself looks like a person's name."""
    form = word.form
    if not form.is_capitalized or is_abbreviation(word):
        return False
    if form.is_initial:
        return form.text.endswith(".")
    last = form.text.rpartition("-")[2]
    if last[:1].islower() and "-" in form.text and not last.startswith(("младш", "старш")):
        return False  # пресс-агент
    features = form.features
    if features.name_types == {"Name"} and not features.is_known and _COMPANY.search(form.lower):
        return False  # Евростата
    if not features.name_types.isdisjoint(PERSONAL):
        return features.first_pos not in _SMALL_PARTS or not features.is_known
    if features.is_known:
        return _looks_like_surname(word)
    return not _COMPANY.search(form.lower) and not _DIGIT.search(form.text)


def is_common_word(text: str) -> bool:
    """Whether a single capitalized word is certainly not a name, as most at the beginning of a
    sentence; found out without reading it."""
    form = text.lower()
    if not text.isalpha() or form.endswith(_SURNAME_ENDINGS):
        return False
    lexicon = shared_lexicon()
    return lexicon.is_known(form) and not lexicon.may_name_person(form)


def is_abbreviation(word: Word) -> bool:
    """Whether it is like «МИД», «ЦБ»."""
    text = word.form.text
    return len(text) > 1 and text.isupper() and not text.endswith(".")


def surname_genders(words: Sequence[Word], end: int) -> frozenset[str]:
    """The genders that the last word of a name in the nominative allows."""
    return _genders_in(words[end - 1], "nomn", alone=False)


def is_numeral(form: WordForm) -> bool:
    """Whether it is the number of a king or a pope: «Бенедикт XVI»."""
    return form.is_latin and bool(_NUMERAL.fullmatch(form.text))


def has_particle(form: WordForm) -> bool:
    """Whether a name begins with a small word: «аль-Моджеб»."""
    first, hyphen, rest = form.text.partition("-")
    return bool(hyphen) and first.lower() in PARTICLES and rest[:1].isupper()


def is_beside(word: Word) -> bool:
    """Whether only a space stands before a word."""
    return not word.gap.strip()


def _looks_like_surname(word: Word) -> bool:
    """Whether a known word is rather a surname: the dictionary has «Токаев» as the genitive plural
    of a wine, «Сериков» as that of a first name."""
    return word.lower.endswith(_SURNAME_ENDINGS) and not word.readings_in("nomn")


def begins_asian_name(words: Sequence[Word], at: int) -> bool:
    """Whether a name like «Си Цзиньпин» begins here; its surname looks like a Russian particle. Or
    one of three short words, «Хван Чжан Еп»."""
    run = [word for word in words[at + 1 : at + 3] if is_beside(word) and word.is_capitalized]
    if words[at].text in _SHORT_SURNAMES:
        return bool(run) and words[at + 1 : at + 2] == run[:1] and not run[0].is_known
    are_short = all(
        len(word.text) <= _MAX_SHORT and not is_abbreviation(word) for word in (words[at], *run)
    )
    is_noun = words[at].first_pos in ("NOUN", "UNKN") and "Geox" not in words[at].name_types
    return len(run) == 2 and is_noun and are_short and not all(word.is_known for word in run)


def _run_end(words: Sequence[Word], at: int) -> int:
    """Where the capitalized words end that may be one name."""
    if at >= len(words) or not words[at].form.is_capitalized:
        return at
    if not begins_name(words, at):
        return at
    end = at + 1
    most = at + MAX_NAME_WORDS
    while end < min(len(words), most) and _continues_name(words, at, end):
        most += words[end].lower in PARTICLES
        end += 1
    while _is_particle(words[end - 1]) and end > at + 1:
        end -= 1
    return end


def _is_particle(word: Word) -> bool:
    """Whether it is a small word inside a name: «ван», but not the surname of «Клэр Ван»."""
    return word.lower in PARTICLES and word.text not in _SHORT_SURNAMES


def _continues_name(words: Sequence[Word], at: int, place: int) -> bool:
    """Whether a word belongs to the name that begins at `at`, as any capitalized one does."""
    word = words[place]
    if is_beside(word) and is_numeral(word.form):
        return True
    if (
        not is_beside(word)
        or word.is_latin != words[at].is_latin
        or is_numeral(words[place - 1].form)
    ):
        return False
    if word.lower in PARTICLES or has_particle(word.form) or word.text in _SHORT_SURNAMES:
        return True
    is_word = word.is_capitalized and word.first_pos not in ("PREP", "CONJ", "NPRO")
    if word.lower in cue_words("agencies"):
        return False  # «сказал Орлов Би-би-си»
    if not is_word or is_abbreviation(word) or _DIGIT.search(word.text):
        return False
    return not _begins_other_name(words[at:place], word)


def _begins_other_name(parts: Sequence[Word], word: Word) -> bool:
    """Whether a second first name begins another name: «Хиллари Клинтон | Лиза Бардек»."""
    if len(parts) < 2 or "Name" not in word.name_types or _is_particle(parts[-1]):
        return False
    has_first = any("Name" in part.name_types or part.is_initial for part in parts[:-1])
    return has_first and any(r.tag.name_type == "Name" and r.is_known for r in word.readings)


def _in_case(
    words: Sequence[Word], at: int, run_end: int, case: str
) -> tuple[int, frozenset[str]] | None:
    """Where the part of a run of words ends that can be a name in a case, and its genders there."""
    genders = MASCULINE_OR_FEMININE
    end = at
    while end < run_end:
        if not (_is_particle(words[end]) or is_numeral(words[end].form)):
            followed = end + 1 < run_end and is_name_word(words[end + 1])
            found = _genders_in(words[end], case, alone=end == at and not followed)
            if not found and end > at and _may_be_odd_surname(words[at:end], words[end], case):
                found = genders
            if not found:
                break
            genders = (genders & found) or genders  # Анджей Дуда
        end += 1
    while end > at and _is_particle(words[end - 1]):
        end -= 1
    return (end, genders) if _makes_name(words[at:end], case) else None


def _may_be_odd_surname(before: Sequence[Word], word: Word, case: str) -> bool:
    """Whether a word behind a first name can be a surname that is not declined, «Карл Тиссе», «Амир
    Аль Тани», or like an adjective, «Ефим Рудой», whatever else it means."""
    if _is_particle(before[-1]):
        return word.is_capitalized and is_undeclined_behind(before[-1].form, word.form)
    is_first_name = any(
        r.tag.name_type == "Name" and r.is_known and r.tag.case == case and r.tag.number == "sing"
        for r in before[-1].readings
    )
    if not is_first_name or not word.is_capitalized:
        return False
    is_told = any(r.is_known and r.tag.name_type in PERSONAL for r in word.readings)
    is_undeclined = word.lower[-1] in _UNDECLINED and not is_told  # not «сказала Анна Петру»
    return is_undeclined or (case == "nomn" and word.lower.endswith("ой"))


def is_undeclined_behind(particle: WordForm, form: WordForm) -> bool:
    """Whether a word of a name is alike in all cases, as the one before it is foreign: «Аль Тани»
    is no form of «Таня»."""
    return particle.lower in PARTICLES and form.lower[-1] in _UNDECLINED


def _makes_name(parts: Sequence[Word], case: str) -> bool:
    """Whether words can be a name: initials alone, a single Latin word or «Росрыболовства Александр
    Савельев» cannot."""
    if all(word.is_initial for word in parts) or (len(parts) == 1 and parts[0].is_latin):
        return False
    if len(parts) < 3 or _is_particle(parts[1]) or not is_first_name(parts[1]):
        return True
    is_first = is_first_name(parts[0]) or _is_guessed(parts[0], case)
    is_first = is_first and not ("Geox" in parts[0].name_types and parts[0].is_known)
    return is_first or "Patr" in parts[2].name_types or parts[0].is_initial


def is_first_name(word: Word) -> bool:
    """Whether the dictionary has a word as a first name."""
    return any(r.tag.name_type == "Name" and r.is_known for r in word.readings)


def _genders_in(word: Word, case: str, alone: bool) -> frozenset[str]:
    """The genders a word of a name can have in a case; empty if it cannot be in this case."""
    form = word.form
    if form.is_initial or form.is_latin:
        return MASCULINE_OR_FEMININE
    if case == "nomn" and _looks_like_surname(word):
        return frozenset({"masc"})
    # A guess that a word is a first name is mostly wrong; one that it is a surname mostly right.
    personal = [
        r
        for r in word.readings
        if r.tag.name_type in PERSONAL
        and (r.is_known or r.tag.name_type == "Surn")
        and "voct" not in r.tag.text
    ]
    least = _MIN_SHARE * max((r.probability for r in personal), default=0.0)
    personal = [r for r in personal if r.probability >= least or not r.is_known]
    if all(r.tag.number == "plur" for r in personal):  # «Илон» is not meant as one of «Илоны»
        personal = []
    if not personal:
        fits = not alone or _may_be_in(word, case)
        return MASCULINE_OR_FEMININE if fits else frozenset()
    genders = frozenset(
        r.tag.gender for r in personal if r.tag.case == case and r.tag.number != "plur"
    )
    if case == "nomn" and not genders and _is_hers(word):
        return frozenset({"femn"})
    return MASCULINE_OR_FEMININE if genders & {"ms-f", "neut", ""} else genders


def _is_hers(word: Word) -> bool:
    """Whether a surname is a woman's, though the dictionary has only the man's: «Ракова»."""
    is_surname = any(r.tag.name_type == "Surn" and r.tag.case == "gent" for r in word.readings)
    return is_surname and word.lower.endswith(("ова", "ева", "ина", "ына"))


def _is_guessed(word: Word, case: str) -> bool:
    """Whether a word that no dictionary has, before a surname, is rather a first name in a case
    than a surname in another: «Патриша Хьюстон»."""
    likely = max(word.readings, key=lambda r: r.probability, default=None)
    if likely is None or likely.is_known or likely.probability < _MIN_GUESS:
        return False
    return likely.tag.case == case and likely.tag.name_type == "Name"


def _may_be_in(word: Word, case: str) -> bool:
    """Whether an unknown name can be in a case, perhaps without declension."""
    if word.readings_in(case) or not any(r.tag.case for r in word.readings):
        return True
    last = word.lower[-1]
    return last not in "аеёуыюя" if case == "nomn" else last in "аеёиоуыэюя"
