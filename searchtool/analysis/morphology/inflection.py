"""Inflects a word that was read: its form in another case and number."""

from collections.abc import Iterator
from functools import lru_cache

from searchtool.analysis.morphology.dictionary import shared_dictionary
from searchtool.analysis.morphology.readings import NO_PARADIGM, Reading, Tag

MAX_INFLECTED = 10_000
"""Inflected forms that are kept."""

_SAME_IN_COMPOUNDS = {"V-oy": "V-ey", "gen1": "gent", "loc1": "loct"}


@lru_cache(maxsize=MAX_INFLECTED)
def inflect(reading: Reading, case: str, number: str) -> str | None:
    """The form of the same word in a case and number, None where it has none; of several the one
    most like the form that was read, as pymorphy3 chooses.

    >>> from searchtool.analysis.morphology.lexicon import shared_lexicon
    >>> inflect(shared_lexicon().readings("министрами")[0], "nomn", "sing")
    'министр'
    """
    wanted = reading.tag.inflected(case, number)

    def likeness(form: tuple[str, Tag]) -> float:
        grammemes = form[1].grammemes
        return len(wanted & grammemes) - 0.1 * len(wanted ^ grammemes)

    found = [form for form in lexeme(reading) if form[1].grammemes >= {case, number}]
    return max(found, key=likeness)[0] if found else None


def lexeme(reading: Reading) -> Iterator[tuple[str, Tag]]:
    """All forms of the word that was read, with their tags."""
    first, last = reading.parts or (None, reading)
    if first:
        forms = _joined_forms(first, last)
    elif reading.cell.paradigm == NO_PARADIGM:
        forms = iter([(_inner(reading), reading.tag)])
    else:
        stem = reading.cell.stem(_inner(reading))
        cells = shared_dictionary().paradigm(reading.cell.paradigm)
        forms = ((cell.prefix + stem + cell.ending, cell.tag) for cell in cells)
    for form, tag in forms:
        yield reading.prefix + form + reading.suffix, tag


def _inner(reading: Reading) -> str:
    """The word without the prefix and suffix that do not change."""
    return reading.word[len(reading.prefix) : len(reading.word) - len(reading.suffix)]


def _joined_forms(first: Reading, last: Reading) -> Iterator[tuple[str, Tag]]:
    """Each form of the last part with the form of the first that is most like it."""
    firsts = [(form, tag, _compared(tag)) for form, tag in lexeme(first)]
    for form, tag in lexeme(last):
        wanted = _compared(tag)
        closest, closest_tag, _ = min(firsts, key=lambda first: len(first[2] ^ wanted))
        yield f"{closest}-{form}", closest_tag


def _compared(tag: Tag) -> frozenset[str]:
    return frozenset(_SAME_IN_COMPOUNDS.get(grammeme, grammeme) for grammeme in tag.grammemes)
