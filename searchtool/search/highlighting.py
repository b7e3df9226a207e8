"""Finds the words of a passage that match a query."""

from collections.abc import Iterator

from searchtool.core.model import Term
from searchtool.query.matching import find_matches
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
        self._others = [node for node in nodes if not isinstance(node, TermNode)]

    def positions(self, keys: str, forms: str) -> set[int]:
        """Which tokens of a passage to highlight, counted from 0; `keys` and `forms` are those of
        all its tokens, separated by spaces."""
        found = {n for n, key in enumerate(keys.split()) if key in self._keys}
        if self._forms:
            found.update(n for n, form in enumerate(forms.split()) if form in self._forms)
        if others := [other for other in self._others if _may_match(other, keys, forms)]:
            pairs = zip(forms.split(), keys.split(), strict=True)
            terms = [Term(form, key, 0, 0) for form, key in pairs]
            found.update(*(find_matches(other, terms) or () for other in others))
        return found

    def words(self, keys: str, forms: str) -> set[str]:
        """The keys of the tokens to highlight."""
        words = keys.split()
        return {words[position] for position in self.positions(keys, forms)}


def _may_match(node: WordNode | Phrase, keys: str, forms: str) -> bool:
    """Whether a passage has all the words of a phrase; most have not, and need no more work."""
    words = node.words if isinstance(node, Phrase) else ()
    return all(
        word.form in forms or any(key in keys for key in word.keys)
        for word in words
        if isinstance(word, TermNode)
    )


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
