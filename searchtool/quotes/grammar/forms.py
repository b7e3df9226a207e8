"""Word forms as they are written, with the features that their readings have."""

import re
from collections.abc import Callable, Mapping
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from searchtool.analysis.morphology.lexicon import shared_lexicon
from searchtool.analysis.morphology.readings import CASES, Reading, Tag
from searchtool.core.memo import Memo

SITE = r"[А-ЯЁ][а-яё]+\.(?:[A-Za-z]{2,6}|[Рр]у|РУ|рф|РФ)(?![\w-])"
"""The name of a site that begins in Cyrillic letters: «Газета.ру», «Страна.ua»."""
_SITE = re.compile(SITE)
_ABBREVIATION = re.compile("[А-Я]{2,5}")
_INITIAL = re.compile(r"[А-ЯЁA-Z]\.?")
_NOUNS = ("NOUN", "NPRO")
_ATTRIBUTES = ("ADJF", "PRTF")

_UNINFLECTED_SURNAME = Tag.parse("NOUN,anim,ms-f,Surn sing,nomn")
_MASCULINE_ENDINGS = {
    "а": ("gent", "accs"),
    "у": ("datv",),
    "ом": ("ablt",),
    "ым": ("ablt",),
    "е": ("loct",),
}
_RUSSIAN_SURNAME = re.compile(r"(?<=.)(?:[оеё]в|[иы]н)(?:а|у|ом|ым|е)$")
_HARD = frozenset("бвгдзклмнпрстфхцчшщ")
_NO_READINGS: Mapping[str, Reading] = {}
_FULL = {"и.о.": "врио", "и. о.": "врио", "в.о.": "врио"}


class MorphFeatures(NamedTuple):
    """The readings of a form and what they have in common.

    By case, `nouns` has the most probable reading as a noun or pronoun, `attributes` the first as
    an adjective or participle. `first_pos` is the part of speech of the first reading.
    """

    readings: tuple[Reading, ...]
    lemmas: frozenset[str]
    by_case: Mapping[str, tuple[Reading, ...]]
    nouns: Mapping[str, Reading]
    attributes: Mapping[str, Reading]
    name_types: frozenset[str]
    is_known: bool
    first_pos: str


class WordForm:
    """A word as it is written; `is_latin` counts names of sites, «Газета.ру», with those in Latin
    letters. The dictionary is asked only when `features` are needed."""

    __slots__ = ("_ask", "features", "is_capitalized", "is_initial", "is_latin", "lower", "text")

    features: MorphFeatures

    def __init__(self, text: str, ask: Callable[[str], MorphFeatures]) -> None:
        self.text = text
        lower = text.lower().replace("ё", "е")
        self.lower = text if lower == text else lower  # one object: tens of thousands are kept
        self.is_capitalized = text[:1].isupper()
        self.is_latin = (text.isascii() and text[:1].isalpha()) or is_site(text)
        self.is_initial = len(text) < 3 and bool(_INITIAL.fullmatch(text))
        self._ask = ask

    @classmethod
    def of_title(cls, text: str) -> "WordForm":
        """A title in quotation marks: one word without readings, however it is written."""
        form = cls(text, lambda _: _NO_FEATURES)
        form.is_capitalized = form.is_initial = False
        return form

    def __getattr__(self, name: str) -> MorphFeatures:
        # Called only while the slot is empty: later `features` are as fast as `text`.
        if name != "features":
            raise AttributeError(name)
        self.features = self._ask(self.text)
        del self._ask  # else a form that is kept would keep all forms of its document
        return self.features


def is_site(text: str) -> bool:
    """Whether a word is the name of a site in Cyrillic letters.

    >>> is_site("Газета.ру"), is_site("Газета")
    (True, False)
    """
    return "." in text and _SITE.fullmatch(text) is not None


def _features(readings: tuple[Reading, ...]) -> MorphFeatures:
    by_case: dict[str, tuple[Reading, ...]] = {}
    nouns: dict[str, Reading] = {}
    attributes: dict[str, Reading] = {}
    for reading in readings:
        case, pos = reading.tag.case, reading.tag.pos
        by_case[case] = (*by_case.get(case, ()), reading)
        if pos in _NOUNS:
            if case not in nouns or reading.probability > nouns[case].probability:
                nouns[case] = reading
        elif pos in _ATTRIBUTES:
            attributes.setdefault(case, reading)
    return MorphFeatures(
        readings,
        frozenset([reading.lemma for reading in readings]),
        by_case,
        nouns or _NO_READINGS,
        attributes or _NO_READINGS,
        _same_types(frozenset([r.tag.name_type for r in readings if r.tag.name_type])),
        any([reading.is_known for reading in readings]),
        readings[0].tag.pos if readings else "",
    )


@cache
def _same_types(types: frozenset[str]) -> frozenset[str]:
    """One object for all equal sets: tens of thousands are kept, a dozen of them different."""
    return types


_NO_FEATURES = _features(())


def _features_of_abbreviation(form: str) -> MorphFeatures:
    """The features of an abbreviation that no dictionary has: it is alike in all cases."""
    tags = (Tag.parse(f"NOUN,inan,neut,Fixd,Abbr sing,{case}") for case in CASES)
    found = (Reading.uninflected(form, tag) for tag in tags)
    return _features(tuple(r._replace(is_known=False) for r in found))


MAX_FORMS = 40_000
"""Forms that are kept with their readings, 1.8 KB each. In five million words of novels the
dictionary is asked 990,000 times if 40,000 are kept, 830,000 times if 60,000 are."""

MAX_FEATURES = 20_000
"""Features that are kept for other spellings of the same word."""

MIN_PROBABILITY = 0.02
"""Less probable readings of a known word are not meant in news, unless as one's first name."""


def _is_likely(reading: Reading) -> bool:
    if reading.probability >= MIN_PROBABILITY or not reading.is_known:
        return True
    return reading.tag.name_type == "Name" and reading.tag.number != "plur"


class FormCache:
    """Word forms with their features, by how they are written.

    `shared_forms` are the same in every document; `document_forms` are those of capitalized words,
    which may be surnames in one document.
    """

    def __init__(self) -> None:
        self.shared_forms = self.document_forms = Memo(self._make_form, MAX_FORMS)
        self._lexicon = shared_lexicon()
        self._features = Memo(self._read, MAX_FEATURES)

    def _make_form(self, text: str) -> WordForm:
        return WordForm(_FULL.get(text, text), self.features)

    def features(self, text: str) -> MorphFeatures:
        """The features of a word.

        >>> features = FormCache().features("главе")
        >>> sorted({(r.lemma, r.tag.case) for r in features.readings})
        [('глава', 'datv'), ('глава', 'loct')]
        """
        found = self._features[text.lower()]
        is_abbreviation = not found.is_known and _ABBREVIATION.fullmatch(text)
        return _features_of_abbreviation(text.lower()) if is_abbreviation else found

    def _read(self, form: str) -> MorphFeatures:
        return _features(tuple(filter(_is_likely, self._lexicon.readings(form))))

    def with_surnames(self, find: Callable[[], Mapping[str, bool]]) -> "FormCache":
        """The cache for a document in which some words are surnames, whatever else they mean:
        «Форсайт», «Волк». `find` gives these words, with True for those that stand there in the
        nominative; it is called when a capitalized word is first needed, in most documents never.
        """
        return _DocumentFormCache(self, find)


class _DocumentFormCache(FormCache):
    """Reads capitalized forms of the document's surnames as nothing else."""

    def __init__(self, form_cache: FormCache, find: Callable[[], Mapping[str, bool]]) -> None:
        self.shared_forms = form_cache.shared_forms
        self.document_forms = Memo(self._make_form, MAX_FORMS)
        self._general = form_cache
        self._find = find

    @cached_property
    def _surnames(self) -> Mapping[str, bool]:
        return self._find()

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(map(surname_stem, self._surnames))

    def _make_form(self, text: str) -> WordForm:
        is_surname = surname_stem(text) in self._stems
        return super()._make_form(text) if is_surname else self.shared_forms[text]

    def features(self, text: str) -> MorphFeatures:
        """The features of a word as a surname, if it is one in this document."""
        return _features(self._surname(text, self._general.features(text).readings))

    def _surname(self, form: str, general: tuple[Reading, ...]) -> tuple[Reading, ...]:
        personal = [
            r for r in general if r.tag.name_type in ("Surn", "Name", "Patr") and r.is_known
        ]
        is_nominative = self._surnames.get(form, False)
        if any(r.tag.case == "nomn" or not is_nominative for r in personal):
            return general
        own = [_as_surname(reading) for reading in general if reading.tag.number == "sing"]
        if general and general[0].is_known and _RUSSIAN_SURNAME.search(form):
            own += _declined(form, general[0])  # «Лядова» is a town, too
        elif general and not general[0].is_known:
            declined = _declined(form, general[0])
            is_certain = self._surnames.get(nominative_of_man(form), False)
            own = declined if is_certain else [*own, *declined]
        has_nominative = any(r.tag.case == "nomn" for r in own)
        undeclined = is_nominative or form[-1] in "иоэу"
        if general and not has_nominative and (not own or undeclined):
            own.append(_uninflected_surname(form, general[0]))
        return tuple(own)


def nominative_of_man(form: str, case: str = "") -> str:
    """The nominative of a man's surname that no dictionary has, where it is in a case; empty if the
    form has none.

    >>> nominative_of_man("Стубба"), nominative_of_man("Стубб")
    ('Стубб', '')
    """
    for ending, cases in _MASCULINE_ENDINGS.items():
        nominative = form.removesuffix(ending)
        is_in_case = not case or case in cases
        if is_in_case and nominative != form and nominative[-1:] in _HARD:
            return nominative
    return ""


def _declined(form: str, general: Reading) -> list[Reading]:
    """The readings of a surname that no dictionary has as a man's: «Стубба»."""
    nominative = nominative_of_man(form)
    cases = _MASCULINE_ENDINGS[form.removeprefix(nominative)] if nominative else ()
    tags = (Tag.parse(f"NOUN,anim,masc,Surn sing,{case}") for case in cases)
    found = [Reading.uninflected(form.lower(), tag) for tag in tags]
    return [r._replace(probability=general.probability, is_known=False) for r in found]


def _as_surname(reading: Reading) -> Reading:
    return reading._replace(tag=reading.tag._replace(is_animate=True, name_type="Surn"))


def _uninflected_surname(form: str, general: Reading) -> Reading:
    """The form as a surname that does not decline, as probable as another reading of it."""
    reading = Reading.uninflected(form.lower(), _UNINFLECTED_SURNAME)
    return reading._replace(probability=general.probability, is_known=general.is_known)


_CASE_ENDING = re.compile(
    "(?<=...)(?:ого|ому|ыми|ими|ая|яя|ую|юю|ой|ей|ою|ый|ий|ом|ем|ым|им|[аеиоуыюяйь])$"
)
_DOUBLED = re.compile(r"(.)\1")


@lru_cache(maxsize=MAX_FORMS)
def surname_stem(form: str) -> str:
    """What all forms and spellings of a name share: «Радда» and «Радд», «Филипп» and «Филип».

    >>> surname_stem("Радда"), surname_stem("Радд")
    ('рад', 'рад')
    """
    return _DOUBLED.sub(r"\1", _CASE_ENDING.sub("", form.lower().replace("ё", "е")))


@lru_cache(maxsize=1)
def shared_form_cache() -> FormCache:
    """The cache of the process; it loads the dictionary, in 40 ms."""
    return FormCache()


def match_case(word: str, pattern: str) -> str:
    """`word` with the capitals of `pattern`.

    >>> [match_case(*pair) for pair in (("токаев", "Токаевым"), ("мвд", "МВД"))]
    ['Токаев', 'МВД']
    >>> match_case("касым-жомарт", "Касым-Жомарта")
    'Касым-Жомарт'
    """
    if pattern.isupper() and len(pattern) > 1:
        return word.upper()
    parts, words = pattern.split("-"), word.split("-")
    if len(parts) == len(words) > 1:
        return "-".join(match_case(w, p) for w, p in zip(words, parts, strict=True))
    return word[:1].upper() + word[1:] if pattern[:1].isupper() else word
