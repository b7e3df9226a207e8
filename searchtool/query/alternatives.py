"""Lets a passage hold another name or spelling of a thing instead of a word of the query."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from searchtool.query.tree import Alternative, And, Not, Or, Phrase, Query, TermNode, all_of


class NameGroup(NamedTuple):
    """Words of the query that are one name together, and what else that thing is called."""

    words: tuple[TermNode, ...]
    also: tuple[Alternative, ...]


class Alternatives(NamedTuple):
    """What may stand instead of single nodes of a query, and instead of several words."""

    nodes: Mapping[Query, tuple[Alternative, ...]] = MappingProxyType({})
    groups: tuple[NameGroup, ...] = ()


def expand(query: Query, alternatives: Alternatives) -> Query:
    """The query in which each word may be replaced by its alternatives.

    Exact words have none; phrases in quotation marks and exclusions stay as they are.

    >>> cb = TermNode("цб", "цб", exact=True)
    >>> expand(
    ...     TermNode("центробанк", "центробанк"),
    ...     Alternatives({TermNode("центробанк", "центробанк"): (cb,)}),
    ... ) == Or((TermNode("центробанк", "центробанк"), cb))
    True
    """
    if not any(alternatives):
        return query
    match query:
        case And(children):
            return all_of(list(_expand_all(children, alternatives)))
        case Or(children):
            every = [expand(child, alternatives) for child in children]
            names = [also for words, also in alternatives.groups if {*words} <= {*children}]
            return _any_of([*every, *(name for also in names for name in also)])
        case Not():
            return query
        case _:
            return _any_of([query, *alternatives.nodes.get(query, ())])


def plain_words(query: Query) -> set[TermNode]:
    """The words that may have alternatives: those in any form outside of phrases and exclusions."""
    match query:
        case And(children) | Or(children):
            return set().union(*map(plain_words, children))
        case TermNode(exact=False):
            return {query}
        case _:
            return set()


def compounds(query: Query) -> list[Phrase]:
    """The words with hyphens, and what stands in «…»: each may have other names as a whole."""
    match query:
        case And(children) | Or(children):
            return [compound for child in children for compound in compounds(child)]
        case Phrase(quoted=False, slop=None):
            return [query]
        case _:
            return []


def written(alternative: Alternative) -> str:
    """An alternative as people read it."""
    if isinstance(alternative, Phrase):
        return " ".join(word.form for word in alternative.words)
    return alternative.form


def _expand_all(children: Iterable[Query], alternatives: Alternatives) -> Iterable[Query]:
    rest = dict.fromkeys(children)
    for words, also in alternatives.groups:
        if {*words} <= rest.keys():
            for word in words:
                del rest[word]
            every = [expand(word, alternatives._replace(groups=())) for word in words]
            yield _any_of([And(tuple(every)), *also])
    for child in rest:
        yield expand(child, alternatives)


def _any_of(children: Iterable[Query]) -> Query:
    flat: dict[Query, None] = {}
    for child in children:
        flat.update(dict.fromkeys(child.children if isinstance(child, Or) else (child,)))
    return next(iter(flat)) if len(flat) == 1 else Or(tuple(flat))
