"""Finds the head of a noun phrase: the noun behind its attributes, or what stands for one."""

from collections.abc import Sequence

from searchtool.analysis.morphology.readings import Reading
from searchtool.quotes.grammar.person_names import (
    PERSONAL,
    is_beside,
)
from searchtool.quotes.grammar.phrase import SPEAKING_PRONOUNS
from searchtool.quotes.grammar.tokens import Word

OBLIQUE = frozenset({"gent", "datv", "ablt", "loct"})
_NOT_FEMININE = {"masc", "neut"}
"""Attributes of these genders are alike in the oblique cases: «в региональном управлении»."""
_SMALL_PARTS = frozenset({"PREP", "CONJ", "PRCL", "ADVB"})
_COMPLEMENTING = frozenset("с со к ко в во от".split())
"""Before what belongs to an attribute: «близкий к порту источник»."""


def head_at(words: Sequence[Word], at: int, case: str) -> tuple[int, Reading | None]:
    """The number and the reading of the head: the noun after its attributes, or an attribute used
    as a noun. The reading is None if there is neither."""
    attribute: Reading | None = None
    position = at
    while position < len(words) and position - at < 6:
        word = words[position]
        if position > at and word.gap.strip() not in ("", ","):
            break
        noun = None if _is_attribute(words, position, case) else _noun_reading(word, case)
        if noun and (attribute is None or agree(attribute, noun)):
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
    return noun is not None and not words[at + 1].is_capitalized and agree(attribute, noun)


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


def agree(attribute: Reading, noun: Reading) -> bool:
    """Whether an attribute can belong to a noun, by number and gender; the cases are the same."""
    if attribute.tag.number != noun.tag.number:
        return False
    is_alike = noun.tag.case in OBLIQUE and {attribute.tag.gender, noun.tag.gender} == _NOT_FEMININE
    return (
        noun.tag.number == "plur"
        or noun.tag.gender in (attribute.tag.gender, "ms-f", "")
        or noun.tag.is_animate
        or is_alike
    )
