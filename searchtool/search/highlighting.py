"""Finds the words of a passage that match a query."""

from collections.abc import Iterable, Iterator

from searchtool.core.model import Term
from searchtool.query.matching import find_matches, phrase_positions
from searchtool.query.tree import (
    And,
    Filter,
    Not,
    Or,
    Phrase,
    Query,
    TermNode,
    WordNode,
)


class Highlighter:
    """Finds the words of one query in passages that match it."""

    def __init__(self, query: Query) -> None:
        nodes = list(_highlighted_nodes(query))
        terms = [node for node in nodes if isinstance(node, TermNode)]
        self._keys = {key for term in terms if not term.exact for key in term.keys}
        self._forms = {term.form for term in terms if term.exact}
        self._others = [(_needed(node), node) for node in nodes if not isinstance(node, TermNode)]

    def positions(self, keys: str, forms: str) -> set[int]:
        """Which tokens of a passage to highlight, counted from 0; `keys` and `forms` are those of
        all its tokens, separated by spaces."""
        found = {n for n, key in enumerate(keys.split()) if key in self._keys}
        if self._forms:
            found.update(n for n, form in enumerate(forms.split()) if form in self._forms)
        if others := [other for need, other in self._others if _are_there(need, keys, forms)]:
            found.update(*(_find(other, keys.split(), forms.split()) for other in others))
        return found

    def words(self, keys: str, forms: str) -> set[str]:
        """The keys of the tokens to highlight."""
        words = keys.split()
        return {words[position] for position in self.positions(keys, forms)}


def _find(node: WordNode | Phrase, keys: list[str], forms: list[str]) -> set[int]:
    """The positions of the words that match, by the keys and forms of all."""
    if isinstance(node, Phrase) and all(isinstance(word, TermNode) for word in node.words):
        places = [_places(word, keys, forms) for word in _needed(node)]
        return phrase_positions(places, node.slop) if all(places) else set()
    terms = [Term(form, key, 0, 0) for form, key in zip(forms, keys, strict=True)]
    return find_matches(node, terms) or set()


def _places(word: TermNode, keys: list[str], forms: list[str]) -> set[int]:
    if word.exact:
        return {n for n, form in enumerate(forms) if form == word.form}
    wanted = word.keys
    return {n for n, key in enumerate(keys) if key in wanted}


def _needed(node: WordNode | Phrase) -> list[TermNode]:
    """The words without which a passage does not match."""
    words = node.words if isinstance(node, Phrase) else ()
    return [word for word in words if isinstance(word, TermNode)]


def _are_there(words: Iterable[TermNode], keys: str, forms: str) -> bool:
    """Whether a passage may have all the words; most have not, and need no more work."""
    for word in words:
        if word.form in forms or word.key in keys:
            continue
        if not any(key in keys for key in word.other_keys):
            return False
    return True


def _highlighted_nodes(query: Query) -> Iterator[WordNode | Phrase]:
    """The words and phrases that a passage may match by."""
    match query:
        case And(children) | Or(children):
            for child in children:
                yield from _highlighted_nodes(child)
        case Not() | Filter():
            pass
        case _:
            yield query
