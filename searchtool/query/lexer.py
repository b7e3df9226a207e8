"""Splits a query text into words, quoted phrases and signs."""

import re
from collections.abc import Iterator
from typing import NamedTuple

MAX_LEXEMES = 400
"""Words and signs of a query that are read: a longer one, such as a pasted page, would not become
more precise."""

OR_SIGNS = frozenset(("OR", "ИЛИ", "|"))
AND_SIGNS = frozenset(("AND", "И", "&", "&&"))
NOT_SIGNS = frozenset(("NOT", "НЕ"))
OPERATORS = OR_SIGNS | AND_SIGNS | NOT_SIGNS

_LEXEME = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<quoted>=?(?:"[^"]*"|“[^”"]*[”"]|„[^“”"]*[“”"]|«(?:[^«»]++|«[^«»]*+»)*+»)(?:~\d*)?)
    | (?P<sign>[()|])
    | (?P<text>\d{1,3}(?:[\ \xa0\u202f]\d{3})+(?=[\s)]|$)|[^\s()|"“„«]+|["“„«])
    """,
    re.VERBOSE,
)


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
    for match in _LEXEME.finditer(text):
        yield match.lastgroup or "text", match.group()


def lexemes(text: str) -> list[Lexeme]:
    """The pieces of a query, at most one more than `MAX_LEXEMES`, which shows that it is longer."""
    found: list[Lexeme] = []
    after_space = True
    for match in _LEXEME.finditer(text):
        if len(found) > MAX_LEXEMES:
            break
        kind = match.lastgroup or "text"
        if kind != "space":
            found.append(Lexeme(kind, match.group(), after_space))
        after_space = kind == "space"
    return found
