"""Which words of a passage a query asked for."""

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
    """Finds what one query asks for in passages that match it."""

    def __init__(self, query: Query) -> None:
        asked = list(_asked(query))
        words = [one for one in asked if isinstance(one, TermNode)]
        self._keys = {word.key for word in words if not word.exact}
        self._forms = {word.form for word in words if word.exact}
        self._others = [one for one in asked if not isinstance(one, TermNode)]

    def places(self, keys: str, forms: str) -> set[int]:
        """Positions of all tokens of a passage that are asked for, by their keys and their forms,
        each parted by spaces."""
        found = {place for place, key in enumerate(keys.split()) if key in self._keys}
        if self._forms:
            found.update(n for n, form in enumerate(forms.split()) if form in self._forms)
        if self._others:
            pairs = zip(forms.split(), keys.split(), strict=True)
            terms = [Term(form, key, 0, 0) for form, key in pairs]
            found.update(*(find_matches(other, terms) or () for other in self._others))
        return found


def _asked(query: Query) -> Iterator[WordNode | Phrase]:
    """The words and phrases that a match may hold."""
    match query:
        case And(children) | Or(children):
            for child in children:
                yield from _asked(child)
        case Not() | Filter():
            pass
        case _:
            yield query
