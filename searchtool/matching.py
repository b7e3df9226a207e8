"""A Query and the Terms of a passage in, the places that match out.

This is what a query means, word by word and without an index: engines must agree with it, and
highlights come from it.
"""

from collections.abc import Sequence

from searchtool.model import Term
from searchtool.query import All, Either, Not, Phrase, Prefix, Query, Word


def find_matches(query: Query, terms: Sequence[Term]) -> set[int] | None:
    """Positions of the terms that make the passage match, or None if it does not.

    A passage can match without any position: when all that is asked is that a word be absent.
    """
    match query:
        case Word() | Prefix():
            return {i for i, term in enumerate(terms) if _accepts(query, term)} or None
        case Phrase():
            return _phrase_positions(query, terms) or None
        case All(children):
            found = [find_matches(child, terms) for child in children]
            return (
                set().union(*(f for f in found if f)) if all(f is not None for f in found) else None
            )
        case Either(children):
            present = [f for child in children if (f := find_matches(child, terms)) is not None]
            return set().union(*present) if present else None
        case Not(child):
            return set() if find_matches(child, terms) is None else None


def _accepts(word: Word | Prefix, term: Term) -> bool:
    if isinstance(word, Prefix):
        return term.form.startswith(word.form)
    return term.form == word.form if word.exact else term.key == word.key


def _phrase_positions(phrase: Phrase, terms: Sequence[Term]) -> set[int]:
    size = len(phrase.words)
    found: set[int] = set()
    for start in range(len(terms) - size + 1):
        if all(_accepts(word, terms[start + i]) for i, word in enumerate(phrase.words)):
            found.update(range(start, start + size))
    return found
