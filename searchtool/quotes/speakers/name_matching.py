"""Tells whether two names can be those of one person: «Н. Берг» and «Нина Оттовна Берг»."""

import re
from collections.abc import Sequence
from functools import lru_cache

from searchtool.analysis.morphology.readings import Reading
from searchtool.quotes.grammar.forms import WordForm, surname_stem
from searchtool.quotes.grammar.person_names import PERSONAL, tells_father
from searchtool.quotes.speakers.mentions import Name

_HARD = frozenset("бвгджзклмнпрстфхцчшщ")
_DOUBLED = re.compile(r"(.)\1")


def name_keys(name: Name) -> list[str]:
    """The forms of the first and the last word; names of one person have one in common."""
    words = name.significant
    ends = (words[0], words[-1]) if words else ()
    return list(
        dict.fromkeys(key for f in ends for key in (*sorted(_base_forms(f)), surname_stem(f.text)))
    )


def may_be_same(known: Name, name: Name) -> bool:
    """Whether a name can be that of a person known by another, not shorter one."""
    ours, theirs = name.significant, known.significant
    if not ours or not theirs:
        return False
    if not known.genders & name.genders and not _is_hers(known, name):
        return False
    if len(name.forms) == 1:
        own = ours[0]
        return _are_alike(own, theirs[-1]) or (
            _may_stand_alone(own, known) and _are_alike(own, theirs[0])
        )
    if not _are_alike(ours[-1], theirs[-1]):
        return _may_be_same_by_patronymic(ours, theirs)
    first, other = name.forms[0], known.forms[0]
    if first.is_initial or other.is_initial:
        return first.text[0] == other.text[0]
    return len(ours) == 1 or len(theirs) == 1 or _are_alike(first, other)


def _may_stand_alone(own: WordForm, known: Name) -> bool:
    """Whether a person can be called by a first name alone, as the dictionary has it, or because
    the father's follows: «Хамад» for «Хамад бен Халифа»."""
    return "Name" in own.features.name_types or tells_father(known.forms)


def _is_hers(known: Name, name: Name) -> bool:
    """Whether a surname alone looks like a man's, but is the same for a woman: «Джоан Роулинг»."""
    text = name.forms[0].lower
    is_foreign = text[-1] in _HARD and not text.endswith(("ов", "ев", "ин", "ын"))
    return len(name.forms) == 1 and is_foreign and known.forms[-1].lower == text


def _may_be_same_by_patronymic(ours: Sequence[WordForm], theirs: Sequence[WordForm]) -> bool:
    """Whether «Нина Оттовна» can be Нина Оттовна Берг, or Нина Берг without a patronymic."""
    if len(ours) != 2 or "Patr" not in ours[-1].features.name_types:
        return False
    patronymics = [form for form in theirs if "Patr" in form.features.name_types]
    fitting = not patronymics or any(_are_alike(ours[-1], form) for form in patronymics)
    return fitting and _are_alike(ours[0], theirs[0])


def _are_alike(one: WordForm, other: WordForm) -> bool:
    """Whether two words can be forms of one name: «Радд» and «Радда», «Филип» and «Филипп»."""
    if not _base_forms(one).isdisjoint(_base_forms(other)):
        return True
    if one.features.is_known and other.features.is_known:
        return False
    return surname_stem(one.text) == surname_stem(other.text)


@lru_cache(maxsize=10_000)
def _base_forms(form: WordForm) -> frozenset[str]:
    """The lemmas of a word as a name, and the word itself, without doubled letters."""
    forms = {form.lower, *(reading.lemma for reading in name_readings(form))}
    return frozenset(_DOUBLED.sub(r"\1", base) for base in forms)


def name_readings(form: WordForm) -> list[Reading]:
    """The readings of a word as a name, or else all that have a case."""
    names = [reading for reading in form.features.readings if reading.tag.name_type in PERSONAL]
    return names or [reading for reading in form.features.readings if reading.tag.case]
