"""Bounds how many passages are read to check the phrases of a query.

No index tells where the words of `"пр* по*"` or `"=дом =быт"~3` stand: the passages that hold all
of them are read, 50 µs each. Of two frequent prefixes that may be most of a collection.
"""

from collections.abc import Callable

from searchtool.core.i18n import tr
from searchtool.query.describe import describe
from searchtool.query.tree import And, Not, Or, Phrase, Query, TermNode, all_of

MAX_CHECKED = 5_000
"""Passages that are read for all the phrases of a query."""


class PhraseLimits:
    """Bounds the phrases of one query. `notes` tell which ones are searched as words."""

    def __init__(self, count: Callable[[Query], int]) -> None:
        """`count` gives the number of passages that match."""
        self.notes: list[str] = []
        self._count = count
        self._left = MAX_CHECKED

    def bounded(self, query: Query) -> Query:
        """The query, with words in place of each phrase that would take too long to check."""
        match query:
            case And(children):
                return all_of(list(map(self.bounded, children))) if children else query
            case Or(children):
                return Or(tuple(map(self.bounded, children)))
            case Not(child):
                return Not(self.bounded(child))
            case Phrase(words) if needs_check(query):
                self._left -= (count := self._count(all_of(words)))
                if self._left >= 0:
                    return query
                self._left += count
                self._note(query)
                return all_of(words)
            case _:
                return query

    def _note(self, phrase: Phrase) -> None:
        shown = describe(phrase)
        if len(shown) > 80:
            shown = f"{shown[:80]}…"
        self.notes.append(
            tr(
                f"{shown}: its words are too frequent for a phrase, searched as single words",
                f"{shown}: слова слишком частые для фразы, ищутся как отдельные слова",
            )
        )


def needs_check(phrase: Phrase) -> bool:
    """Whether an engine has to read passages to find a phrase."""
    return phrase.slop is not None or any(
        not isinstance(word, TermNode) or word.exact or word.other_keys for word in phrase.words
    )
