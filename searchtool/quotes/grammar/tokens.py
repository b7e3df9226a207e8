"""Splits a part of a text into words with their grammatical readings.

A title in quotation marks is one word, so that the clause around it can be read; what stands in
parentheses is left out. Other than the tokens of an index, words keep the punctuation between them.
"""

import re
from collections.abc import Sequence

from searchtool.analysis.morphology.readings import Reading
from searchtool.quotes.grammar.forms import SITE, FormCache, WordForm

WORD = re.compile(
    r"[ив]\.\s?о\."  # исполняющий обязанности
    r"|[А-ЯЁA-Z]\.(?=\s?[А-ЯЁA-Z])"  # an initial keeps its full stop
    r"|[A-Za-z][\w]*(?:\.[A-Za-z0-9]\w*)+"  # NEWSru.com
    rf"|{SITE}"
    r"|[^\W_]+(?:[-‑’'][^\W_]+)*"
)
_PARENTHESES = re.compile(r"\([^()]{0,300}\)")
_DOTTED = re.compile(rf"[A-Za-z]\w*\.[A-Za-z0-9]|{SITE}")


class Word:
    """A word of a clause: `form` is what is known of it without context, `gap` what stands between
    the word before and this one; `title` says that it is a whole title in quotation marks."""

    __slots__ = ("end", "form", "gap", "start", "title")

    def __init__(self, form: WordForm, start: int, end: int, gap: str, title: bool = False) -> None:
        self.form = form
        self.start = start
        self.end = end
        self.gap = gap
        self.title = title

    @property
    def text(self) -> str:
        """The word as it stands in the text."""
        return self.form.text

    @property
    def lower(self) -> str:
        """The word in lower case, without ё."""
        return self.form.lower

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The ways to read it, the most probable first."""
        return self.form.features.readings

    @property
    def lemmas(self) -> frozenset[str]:
        """The lemmas it can have."""
        return self.form.features.lemmas

    @property
    def name_types(self) -> frozenset[str]:
        """The types of names it can be: Name, Surn, Patr, Geox, Orgn, Abbr."""
        return self.form.features.name_types

    @property
    def is_known(self) -> bool:
        """Whether the dictionary has it."""
        return self.form.features.is_known

    @property
    def first_pos(self) -> str:
        """The part of speech of the most probable reading."""
        return self.form.features.first_pos

    @property
    def is_capitalized(self) -> bool:
        """Whether it begins with a capital letter, as names do."""
        return self.form.is_capitalized

    @property
    def is_initial(self) -> bool:
        """Whether it is one letter of a name: «К.»."""
        return self.form.is_initial

    @property
    def is_latin(self) -> bool:
        """Whether it is written in Latin letters."""
        return self.form.is_latin

    def readings_in(self, case: str) -> tuple[Reading, ...]:
        """The readings in this case."""
        return self.form.features.by_case.get(case, ())


def split_words(
    text: str, start: int, end: int, titles: Sequence[tuple[int, int]], form_cache: FormCache
) -> list[Word]:
    """The words of `text[start:end]`. `titles` are the spans inside quotation marks.

    >>> text = "сообщил «Ъ» глава МИД (Киев)"
    >>> words = split_words(text, 0, len(text), [(9, 10)], FormCache())
    >>> [(word.text, word.title) for word in words]
    [('сообщил', False), ('Ъ', True), ('глава', False), ('МИД', False)]
    """
    if not titles and text.find("(", start, end) < 0:
        return _split_plainly(text, start, end, form_cache)
    words: list[Word] = []
    reached = start
    for match_start, match_end, is_title in _pieces(text, start, end, titles):
        piece = text[match_start:match_end]
        form = WordForm.of_title(piece) if is_title else form_cache.shared_forms[piece]
        if form.is_capitalized:
            form = form_cache.document_forms[piece]
        gap = text[reached:match_start]
        if "(" in gap:
            gap = _PARENTHESES.sub(" ", gap)
        words.append(Word(form, match_start, match_end, gap, is_title))
        reached = match_end
    return words


def _split_plainly(text: str, start: int, end: int, form_cache: FormCache) -> list[Word]:
    """The words of a text without titles and parentheses, as most are."""
    shared, document = form_cache.shared_forms, form_cache.document_forms
    words = []
    for match in WORD.finditer(text, start, end):
        first, last = match.span()
        form = shared[match.group()]
        if form.is_capitalized:
            form = document[form.text]
        words.append(Word(form, first, last, text[start:first]))
        start = last
    return words


def _pieces(
    text: str, start: int, end: int, titles: Sequence[tuple[int, int]]
) -> list[tuple[int, int, bool]]:
    """Where each word begins and ends, and whether it is a title."""
    parentheses = [match.span() for match in _PARENTHESES.finditer(text, start, end)]
    if parentheses and parentheses[0][0] <= start:
        parentheses = []
    inside = [(a, b, True) for a, b in titles if start < a and b < end]
    closed = sorted([*parentheses, *((a, b) for a, b, _ in inside)])
    found = list(inside)
    reached = start
    for a, b in [*closed, (end, end)]:
        found += [(*match.span(), False) for match in WORD.finditer(text, reached, a)]
        reached = max(reached, b)
    hidden = [t for t in found if t[2] and any(a <= t[0] and t[1] <= b for a, b in parentheses)]
    return sorted(set(found) - set(hidden))


def is_plain(text: str, start: int, end: int) -> bool:
    """Whether no word between two places has a full stop inside, as «NEWSru.com» has."""
    return not _DOTTED.search(text, start, end)


def blank_parentheses(text: str, start: int, end: int) -> tuple[str, int]:
    """`text[start:end]` with blanks in place of what `split_words` leaves out, and `start`; the
    whole text and 0 if it leaves out nothing."""
    if text.find("(", start, end) < 0:
        return text, 0
    own = text[start:end]
    begins_with_one = _PARENTHESES.match(own)
    return _PARENTHESES.sub(_blank_wordless if begins_with_one else _blank, own), start


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _blank_wordless(match: re.Match[str]) -> str:
    return match.group() if WORD.search(match.group()) else _blank(match)
