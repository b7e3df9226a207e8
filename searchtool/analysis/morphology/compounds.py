"""Reads forms that are not plain words: numbers, Latin letters, words with hyphens.

The readings are those that the units `by_shape` and `by_hyphen` of pymorphy3 give:
https://github.com/no-plagiarism/pymorphy3/tree/master/pymorphy3/units
"""

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterator

from searchtool.analysis.morphology.readings import Reading, Tag, distinct

ReadForm = Callable[[str], list[Reading]]

_PARTICLES = ("-то", "-ка", "-таки", "-де", "-тко", "-тка", "-с", "-ста")
_PARTICLE_DISCOUNT, _HYPHEN_DISCOUNT = 0.9, 0.75
_MIN_ADVERB_CHARS = 5
_ROMAN = re.compile("M{0,4}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})", re.IGNORECASE)
_INTEGER, _REAL, _ROMAN_NUMBER, _LATIN, _ADVERB = map(
    Tag.parse, ("NUMB,intg", "NUMB,real", "ROMN", "LATN", "ADVB")
)
_NONWORDS = frozenset({"NUMB", "ROMN", "LATN", "UNKN"})
_SECONDARY_CASES = frozenset({"gen2", "loc2", "acc2"})


def read_nonword(form: str) -> list[Reading]:
    """The readings of a number or of Latin letters; none of other forms.

    >>> [reading.tag.text for reading in read_nonword("xix")]
    ['ROMN', 'LATN']
    """
    return [Reading.uninflected(form, tag) for tag in _nonword_tags(form)]


def _nonword_tags(form: str) -> list[Tag]:
    if _is_number(int, form):
        return [_INTEGER]
    if _is_number(float, form.replace(",", ".")):
        return [_REAL]
    letters = [character for character in form if character.isalpha()]
    if not letters or not all("LATIN" in unicodedata.name(letter, "") for letter in letters):
        return []
    return [_ROMAN_NUMBER, _LATIN] if _ROMAN.fullmatch(form) else [_LATIN]


def _is_number(number: Callable[[str], float], text: str) -> bool:
    try:
        number(text)
    except ValueError:
        return False
    return True


def read_hyphenated(form: str, read: ReadForm, prefixes: tuple[str, ...]) -> list[Reading]:
    """The readings of a form with a hyphen by those of its parts, which `read` gives; none of
    other forms. A form with one of the `prefixes` is not a compound."""
    if "-" not in form:
        return []
    if found := _before_particle(form, read):
        return found
    if _is_adverb(form, read):
        return [Reading.uninflected(form, _ADVERB)]
    left, _, right = form.partition("-")
    if not left or not right or "-" in right or form.startswith(prefixes):
        return []
    return list(_compound(left, right, read))


def _before_particle(form: str, read: ReadForm) -> list[Reading]:
    """«смотри-ка» is read as «смотри»."""
    for particle in _PARTICLES:
        rest = form.removesuffix(particle)
        if rest and rest != form:
            return distinct(r.affixed("", particle, _PARTICLE_DISCOUNT) for r in read(rest))
    return []


def _is_adverb(form: str, read: ReadForm) -> bool:
    """Whether it is made like «по-западному»."""
    if len(form) < _MIN_ADVERB_CHARS or not form.startswith("по-"):
        return False
    wanted = {"ADJF", "sing", "datv"}
    return any(wanted <= reading.tag.grammemes for reading in read(form[3:]))


def _compound(left: str, right: str, read: ReadForm) -> Iterator[Reading]:
    """«человек-гора», of which both parts inflect, and «интернет-магазин»."""
    lasts = read(right)
    for first in read(left):
        for last in lasts:
            if first.tag.pos not in _NONWORDS and _features(first.tag) == _features(last.tag):
                lemma, word = f"{first.lemma}-{last.lemma}", f"{first.word}-{last.word}"
                probability = first.probability * _HYPHEN_DISCOUNT
                yield Reading(
                    lemma, first.tag, probability, word, False, first.cell, parts=(first, last)
                )
    for last in lasts:
        if last.tag.pos not in _NONWORDS:
            yield last.affixed(f"{left}-", "", _HYPHEN_DISCOUNT)._replace(parts=(None, last))


def _features(tag: Tag) -> Hashable:
    """Two words inflect together if these are equal."""
    case = tag.case, tag.grammemes & _SECONDARY_CASES
    return tag.pos, case, tag.number, tag.person, tag.tense
