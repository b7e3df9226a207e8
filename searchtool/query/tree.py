"""The nodes of a query tree, and the words of a query.

Nodes are named tuples because these make a cold start 30 ms shorter than dataclasses. Their `kind`
makes nodes of different classes with the same values unequal.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

FilterField = Literal[
    "title", "author", "date", "path", "speaker", "who", "sure", "verbatim", "alias", "seen"
]  # fmt: skip


class TermNode(NamedTuple):
    """A word in any form or, if `exact`, in this form only. A stop word (`is_stop`) is left out if
    the query has other words. The form may have `other_keys` in a text: «зубов» that of «Зубов»."""

    form: str
    key: str
    exact: bool = False
    is_stop: bool = False
    other_keys: tuple[str, ...] = ()
    kind: Literal["term"] = "term"

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys that the word is matched by."""
        return (self.key, *self.other_keys)


class Prefix(NamedTuple):
    """Words that begin with these letters."""

    form: str
    kind: Literal["prefix"] = "prefix"


class Fuzzy(NamedTuple):
    """Words at most `max_edits` edits away from this form; 0 stands for what its length allows."""

    form: str
    max_edits: int = 0
    kind: Literal["fuzzy"] = "fuzzy"


WordNode = TermNode | Prefix | Fuzzy


class Phrase(NamedTuple):
    """Words one right after the other; with `slop`, in any order with at most that many other words
    among them. One that is not `quoted` is a hyphenated word, or stands in «…» as in a text: where
    too few passages hold it, its words alone are found, too."""

    words: tuple[WordNode, ...]
    quoted: bool = True
    slop: int | None = None
    kind: Literal["phrase"] = "phrase"


class Filter(NamedTuple):
    """Documents or quotations with a value of a field from `low` to `high`, both included, or, for
    paths, with one that contains `pattern` or matches it as a glob."""

    field: FilterField
    low: str = ""
    high: str = ""
    pattern: str | None = None
    kind: Literal["filter"] = "filter"


class And(NamedTuple):
    """Every child must match."""

    children: tuple["Query", ...]
    kind: Literal["and"] = "and"


class Or(NamedTuple):
    """At least one child must match."""

    children: tuple["Query", ...]
    kind: Literal["or"] = "or"


class Not(NamedTuple):
    """The child must not match."""

    child: "Query"
    kind: Literal["not"] = "not"


Query = WordNode | Phrase | Filter | And | Or | Not
MATCH_NONE = Or(())
MATCH_ALL = And(())


Alternative = TermNode | Phrase
"""What may stand in a text instead of a word of the query."""


class QueryToken(NamedTuple):
    """A word of a query in its place in the text; `also` are other ways to write it, or the
    compound that it is a part of."""

    word: WordNode
    is_stop: bool = False
    is_capitalized: bool = False
    also: tuple[Alternative, ...] = ()


def words(query: Query) -> list[WordNode]:
    """The distinct words that a match may contain, in order, words of phrases included."""
    found: dict[WordNode, WordNode] = {}
    for word in _words(query):
        found.setdefault(match_key(word), word)
    return list(found.values())


def match_key(word: WordNode) -> WordNode:
    """A node that is equal for two words of a query that match the same, whatever their form."""
    if isinstance(word, TermNode) and not word.exact:
        return TermNode("", word.key, other_keys=word.other_keys)
    return word


def _words(query: Query) -> Iterator[WordNode]:
    match query:
        case And(children) | Or(children):
            for child in children:
                yield from _words(child)
        case Phrase(words=parts):
            yield from parts
        case TermNode() | Prefix() | Fuzzy():
            yield query


def all_of(children: Sequence[Query]) -> Query:
    """The conjunction of the children, without nested ones and duplicates."""
    if not children:
        return MATCH_NONE
    flat: dict[Query, None] = {}
    for child in children:
        flat.update(dict.fromkeys(child.children if isinstance(child, And) else (child,)))
    return next(iter(flat)) if len(flat) == 1 else And(tuple(flat))
