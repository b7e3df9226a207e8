"""Splits a query text into words, quoted phrases and signs."""

import re
from typing import NamedTuple

MAX_LEXEMES = 400
"""Words and signs of a query that are read: a longer one, such as a pasted page, would not become
more precise."""

_LEXEME = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<quoted>=?(?:"[^"]*"|“[^”"]*[”"]|„[^“”"]*[“”"])(?:~\d*)?)
    | (?P<sign>[()|])
    | (?P<text>[^\s()|"“„]+|["“„])
    """,
    re.VERBOSE,
)


class Lexeme(NamedTuple):
    """A piece of a query; `kind` is text, quoted or sign."""

    kind: str
    text: str
    after_space: bool


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
