"""Finds the places where a text names people.

Of 100 words 87 begin in lower case and cannot be part of a name. So one pattern looks for runs of
capitalized words, and only these are read. The names in a run are kept, since the same few runs
are found all over a document.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import NamedTuple

from searchtool.core.memo import Memo
from searchtool.core.model import Span
from searchtool.quotes.grammar.forms import FormCache, WordForm, shared_form_cache
from searchtool.quotes.grammar.person_names import (
    PARTICLES,
    PERSONAL,
    GendersByCase,
    is_common_word,
    name_in_cases,
    tells_father,
)
from searchtool.quotes.grammar.tokens import WORD, Word, blank_parentheses, is_plain, split_words

_CAPITALIZED = (
    r"[^\W\d_a-zа-яё](?<![^\W_].)(?<![^\W_][-‑’'].)"  # where a word begins
    r"(?:(?<=[А-ЯЁA-Z])\.(?=\s?[А-ЯЁA-Z])|[^\W_]*(?:[-‑’'][^\W_]+)*)"
)
_PARTICLE = f"(?i:{'|'.join(sorted(PARTICLES))})"
_RUN = re.compile(
    rf"{_CAPITALIZED}(?:\s*(?:{_PARTICLE}\s+)*{_CAPITALIZED}"
    rf"|\s+{_PARTICLE}-[А-ЯЁ][^\W_]*)*",
    re.DOTALL,
)
"""Words of `tokens.py` side by side that begin with a capital, with particles between them or
before a hyphen: «Сауд аль-Моджеб»."""


@dataclass(frozen=True, eq=False, slots=True)
class Name:
    """The words of a name, wherever it stands.

    `offsets` are where the words begin, counted from the first one; `significant` are those that
    are neither initials nor particles; of two names the one with more `fullness` tells more.
    """

    forms: tuple[WordForm, ...]
    offsets: tuple[int, ...]
    length: int
    genders_by_case: GendersByCase
    genders: frozenset[str]
    significant: tuple[WordForm, ...]
    fullness: tuple[bool, int, int]

    @classmethod
    def of(cls, parts: Sequence[Word], genders_by_case: GendersByCase) -> "Name":
        """The name made of some words."""
        forms = tuple(word.form for word in parts)
        start = parts[0].start
        return cls(
            forms,
            tuple(word.start - start for word in parts),
            parts[-1].end - start,
            genders_by_case,
            frozenset().union(*genders_by_case.values()),
            tuple(f for f in forms if not f.is_initial and f.lower not in PARTICLES),
            _fullness(forms),
        )


def _fullness(forms: Sequence[WordForm]) -> tuple[bool, int, int]:
    """A surname tells more than a patronymic, a first name more than an initial."""
    has_surname = len(forms) > 1 and "Patr" not in forms[-1].features.name_types
    return has_surname, sum(not form.is_initial for form in forms), len(forms)


class Mention(NamedTuple):
    """One place where a name stands, with its paragraph."""

    position: int
    name: Name
    paragraph: Span

    @property
    def end(self) -> int:
        """The place behind the name."""
        return self.position + self.name.length

    @property
    def starts(self) -> list[int]:
        """The places where the words of the name begin."""
        return [self.position + offset for offset in self.name.offsets]


MAX_RUNS = 6_000
"""Runs of capitalized words that are kept, 2.4 KB each with the features of their words. If 20,000
are kept, a twentieth fewer are read, and extraction takes half a percent less time."""

MAX_RUN_CHARS = 100
"""Longer runs are not kept, as they do not come again."""

NamesOfRun = tuple[tuple[int, Name], ...]


class Names(Memo[str, NamesOfRun]):
    """The names in a run of capitalized words, each with its offset. `general` are those of any
    text, for runs without a surname of this one."""

    def __init__(self, form_cache: FormCache, general: "Names | None" = None) -> None:
        super().__init__(partial(_names_in, form_cache, general), MAX_RUNS)
        self.form_cache = form_cache

    def __missing__(self, run: str) -> NamesOfRun:
        return super().__missing__(run) if len(run) <= MAX_RUN_CHARS else self._compute(run)


def _names_in(form_cache: FormCache, general: Names | None, run: str) -> NamesOfRun:
    if general is None and (run.isascii() or all(map(is_common_word, run.split()))):
        return ()
    if general is not None and not _has_surname(run, form_cache, general.form_cache):
        return general[run]
    return tuple(names_among(split_words(run, 0, len(run), (), form_cache)))


def _has_surname(run: str, form_cache: FormCache, general: FormCache) -> bool:
    own, shared = form_cache.document_forms, general.shared_forms
    return any(own[word] is not shared[word] for word in WORD.findall(run))


class Run(NamedTuple):
    """Words that may be a name, where they begin, and their paragraph. A paragraph in which a word
    has a full stop inside is one run, as the pattern of runs knows no such words."""

    text: str
    start: int
    paragraph: Span

    @property
    def has_several_words(self) -> bool:
        """Whether it is more than one word."""
        return not self.text.isalpha()


class MentionFinder:
    """Finds where a document names people; the text is searched when that is first needed."""

    def __init__(self, text: str, paragraphs: Iterable[Span]) -> None:
        self._text = text
        self._paragraphs = paragraphs

    @cached_property
    def _runs(self) -> list[Run]:
        return [run for paragraph in self._paragraphs for run in _runs_of(self._text, paragraph)]

    def mentions(self, form_cache: FormCache) -> list[Mention]:
        """The mentions of people in text order."""
        return list(_find_mentions(self._runs, Names(form_cache, shared_names())))

    def surnames(self) -> dict[str, bool]:
        """The surnames that stand with a first name or initials, as they are written there, and
        whether that can be the nominative; of «Хамад бен Халифа Аль Тани» also the first name."""
        found: dict[str, bool] = {}
        runs = (run for run in self._runs if run.has_several_words)
        for mention in _find_mentions(runs, shared_names()):
            forms = mention.name.forms
            if len(forms) > 1 and _ends_with_surname(forms):
                own = (forms[0], forms[-1]) if tells_father(forms) else forms[-1:]
                for text in (form.text for form in own):
                    found[text] = found.get(text, False) or "nomn" in mention.name.genders_by_case
        return found


def _find_mentions(runs: Iterable[Run], names: Names) -> Iterator[Mention]:
    for text, start, paragraph in runs:
        for place, name in names[text]:
            yield Mention(start + place, name, paragraph)


def _runs_of(text: str, paragraph: Span) -> Iterator[Run]:
    start, end = paragraph
    if not is_plain(text, start, end):
        yield Run(text[start:end], start, paragraph)
        return
    own, shift = blank_parentheses(text, start, end)
    for match in _RUN.finditer(own, start - shift, end - shift):
        yield Run(match.group(), match.start() + shift, paragraph)


def _ends_with_surname(forms: Sequence[WordForm]) -> bool:
    first, last = forms[0].features.name_types, forms[-1].features.name_types
    if tells_father(forms):
        return True
    return not ("Name" in last and "Name" not in first) and "Patr" not in last


def names_among(words: Sequence[Word]) -> Iterator[tuple[int, Name]]:
    """The names of people among words, each with the place where it begins."""
    at = 0
    while at < len(words):
        found = name_in_cases(words, at) if words[at].form.is_capitalized else None
        if found and _is_person([word.form for word in words[at : found[0]]]):
            end, genders_by_case = found
            yield words[at].start, Name.of(words[at:end], genders_by_case)
            at = end
        else:
            at += 1


def _is_person(forms: Sequence[WordForm]) -> bool:
    """Whether capitalized words are a person's name rather than a place or a company."""
    if all(form.is_latin for form in forms):
        return False
    features = [form.features for form in forms]
    if len(forms) == 1:
        return bool(features[0].name_types & PERSONAL) or not features[0].is_known
    if any(form.is_initial or form.features.name_types & {"Name", "Patr"} for form in forms):
        return True
    if tells_father(forms):
        return True
    return all(not f.is_known or "Surn" in f.name_types for f in features)


@lru_cache(maxsize=1)
def shared_names() -> Names:
    """The names in runs of words in any text, before the surnames of a document are known."""
    return Names(shared_form_cache())
