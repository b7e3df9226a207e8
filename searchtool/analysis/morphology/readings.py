"""Records of the dictionary of Russian forms: tags, cells of paradigms, readings of a form.

Grammemes keep the names OpenCorpora gives them: http://opencorpora.org/dict.php?act=gram
"""

from collections.abc import Collection, Hashable, Iterable
from typing import NamedTuple

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")

_RARE_CASES = {"gen1": "gent", "gen2": "gent", "loc1": "loct", "loc2": "loct", "acc2": "accs"}
_CASES = frozenset({*CASES, *_RARE_CASES, "voct"})
_GENDERS = frozenset({"masc", "femn", "neut"})
_NUMBERS = frozenset({"sing", "plur"})
_PERSONS = frozenset({"1per", "2per", "3per"})
_TENSES = frozenset({"past", "pres", "futr"})
_NAME_TYPES = ("Name", "Surn", "Patr", "Abbr", "Geox", "Orgn")
_UNPRODUCTIVE = frozenset({"NUMR", "NPRO", "PRED", "PREP", "CONJ", "PRCL", "INTJ", "Apro"})


class Tag(NamedTuple):
    """The grammatical features of a form; `text` is the tag as the dictionary writes it.

    Features a form does not have are empty. Rare cases count as the usual ones: `case` is one of
    `CASES` or `voct`. `gender` is `ms-f` where it can be both masculine and feminine; `name_type`
    is Name, Surn, Patr, Abbr, Geox or Orgn. New words are formed only like `is_productive` ones.
    """

    text: str
    pos: str
    grammemes: frozenset[str]
    case: str
    gender: str
    number: str
    person: str
    tense: str
    is_animate: bool
    name_type: str
    is_productive: bool

    @classmethod
    def parse(cls, text: str) -> "Tag":
        """The tag written as `text`.

        >>> tag = Tag.parse("NOUN,anim,masc,Surn sing,gen2")
        >>> tag.pos, tag.case, tag.gender, tag.number, tag.name_type
        ('NOUN', 'gent', 'masc', 'sing', 'Surn')
        """
        written = text.replace(" ", ",").split(",")
        grammemes = frozenset(written)
        case = _first(grammemes & _CASES)
        return cls(
            text,
            written[0],
            grammemes,
            _RARE_CASES.get(case, case),
            "ms-f" if "ms-f" in grammemes else _first(grammemes & _GENDERS),
            _first(grammemes & _NUMBERS),
            _first(grammemes & _PERSONS),
            _first(grammemes & _TENSES),
            "anim" in grammemes,
            next((name_type for name_type in _NAME_TYPES if name_type in grammemes), ""),
            _UNPRODUCTIVE.isdisjoint(grammemes),
        )

    def inflected(self, case: str, number: str) -> frozenset[str]:
        """The grammemes of the same word in another case and number."""
        replaced = _CASES | _NUMBERS
        if number == "plur":
            replaced |= _GENDERS | {"ms-f", "GNdr"}
        return self.grammemes - replaced | {case, number}


def _first(grammemes: frozenset[str]) -> str:
    return next(iter(grammemes), "")


class ParadigmCell(NamedTuple):
    """One cell of a paradigm: its tag, the prefix and the ending a form has there, and those of
    the lemma. Lemmas are spelled without ё."""

    paradigm: int
    tag: Tag
    prefix: str = ""
    ending: str = ""
    lemma_prefix: str = ""
    lemma_ending: str = ""

    def stem(self, form: str) -> str:
        """The part of a form in this cell that all forms of the word share."""
        return form[len(self.prefix) : len(form) - len(self.ending)]

    def lemma(self, form: str) -> str:
        """The lemma of a form in this cell."""
        stem = form[len(self.prefix) : len(form) - len(self.ending)]
        return self.lemma_prefix + stem + self.lemma_ending


NO_PARADIGM = -1
"""The number of the paradigm of words that do not inflect and are not in the dictionary."""


class Reading(NamedTuple):
    """One way to read a form.

    `word` is the form with ё where the dictionary spells it so. It stands in `cell`, without
    `prefix` and `suffix`, which do not change: «экс-», «-то». Of a compound with a hyphen `parts`
    are the readings of both parts, None for a first part that does not change.
    """

    lemma: str
    tag: Tag
    probability: float
    word: str
    is_known: bool
    cell: ParadigmCell
    prefix: str = ""
    suffix: str = ""
    parts: "tuple[Reading | None, Reading] | None" = None

    @property
    def identity(self) -> Hashable:
        """Of guesses in which this is the same, pymorphy3 keeps the first."""
        paradigm = self.parts[1].identity if self.parts else self.cell.paradigm
        return self.word, self.tag.text, paradigm

    @classmethod
    def uninflected(cls, form: str, tag: Tag) -> "Reading":
        """The reading of an unknown form that is its own lemma and has no other forms."""
        return cls(form.replace("ё", "е"), tag, 1.0, form, False, ParadigmCell(NO_PARADIGM, tag))

    def affixed(self, prefix: str, suffix: str, discount: float) -> "Reading":
        """The reading of a form that has this one between a prefix and a suffix."""
        return Reading(
            prefix.replace("ё", "е") + self.lemma + suffix,
            self.tag,
            self.probability * discount,
            prefix + self.word + suffix,
            False,
            self.cell,
            prefix + self.prefix,
            self.suffix + suffix,
            self.parts,
        )


def distinct(readings: Iterable[Reading], seen: Collection[Hashable] = ()) -> list[Reading]:
    """The first reading of each identity, without those whose identities were seen."""
    found: dict[Hashable, Reading] = {}
    for reading in readings:
        identity = reading.identity
        if identity not in seen:
            found.setdefault(identity, reading)
    return list(found.values())
