"""Splits a query text into words, quoted phrases and signs."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

MAX_LEXEMES = 400
"""Words and signs of a query that are read: a longer one, such as a pasted page, would not become
more precise."""

MAX_CHARS = 20_000
"""Of a query: as much as so many words can have."""

_WORD = r"[\w\u0300-\u036f\u00ad]+"

OR_SIGNS = frozenset(("OR", "ИЛИ", "|"))
AND_SIGNS = frozenset(("AND", "И", "&", "&&"))
NOT_SIGNS = frozenset(("NOT", "НЕ"))
OPERATORS = OR_SIGNS | AND_SIGNS | NOT_SIGNS

_LEXEME = r"""(?x)
      (?P<space>\s+)
    | (?P<quoted>=?(?:"[^"]*"|“[^”"]*[”"]|„[^“”"]*[“”"]|«(?:[^«»]++|«[^«»]*+»)*+»)(?:~\d*)?)
    | (?P<sign>[()|])
    | (?P<text>\d{1,3}(?:[\ \xa0\u202f]\d{3})+(?=[\s)]|$)|[^\s()|"“„«]+|["“„«])
"""
_SIGNS = frozenset('()|"“„«')


class Lexeme(NamedTuple):
    """A piece of a query; `kind` is text, quoted or sign."""

    kind: str
    text: str
    after_space: bool


def split_pieces(text: str) -> Iterator[tuple[str, str]]:
    """The pieces of a query with what is between them, each with its kind: text, quoted, sign or
    space. Put together they are the query again.

    >>> list(split_pieces('мир -"труд и май"'))
    [('text', 'мир'), ('space', ' '), ('text', '-'), ('quoted', '"труд и май"')]
    """
    for match in re.finditer(_LEXEME, text):
        yield match.lastgroup or "text", match.group()


def _is_plain(text: str) -> bool:
    """Whether the pattern is not needed, which takes a millisecond to compile: a text without signs
    and digits is split at its spaces."""
    return _SIGNS.isdisjoint(text) and not any(map(str.isdecimal, text))


def read_part(text: str) -> str:
    """The part of a query that is read. A piece of it may hold thousands of words: «а,б,в»."""
    if len(text) < 2 * MAX_LEXEMES:
        return text
    words = list(islice(re.compile(_WORD).finditer(text, 0, MAX_CHARS), MAX_LEXEMES + 1))
    return text[: words[-1].start() if len(words) > MAX_LEXEMES else MAX_CHARS]


def lexemes(text: str) -> list[Lexeme]:
    """The pieces of a query, at most one more than `MAX_LEXEMES`, which shows that it is longer."""
    if _is_plain(text):
        return [Lexeme("text", word, True) for word in text.split()[: MAX_LEXEMES + 1]]
    found: list[Lexeme] = []
    after_space = True
    for match in re.finditer(_LEXEME, text):
        if len(found) > MAX_LEXEMES:
            break
        kind = match.lastgroup or "text"
        if kind != "space":
            found.append(Lexeme(kind, match.group(), after_space))
        after_space = kind == "space"
    return found
