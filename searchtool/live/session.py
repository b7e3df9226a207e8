"""Answers what stands in the line of input after each key; one query at a time."""

import re
import threading
from collections.abc import Callable

from searchtool.api import Hit, Index, Results, SearchOptions

MIN_PREFIX_CHARS = 4
"""Of a word that is being typed, before it stands for all words that begin so; of three letters so
many begin that the answer takes 0.1 s."""

SHOWN_NEIGHBOURS = 3
"""Passages around the one that is looked at, on either side."""

_LAST_WORD = re.compile(rf"(?:^|[\s(])[^\W_]{{{MIN_PREFIX_CHARS},}}$")


class LiveSession:
    """An open index for several threads: what is asked while another question is answered waits,
    and is not answered if a newer one has come meanwhile."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lock = threading.Lock()

    def answer(
        self, query: str, options: SearchOptions, is_wanted: Callable[[], bool]
    ) -> Results | None:
        """The hits of a query that may end in half a word, or None if they are not wanted any more.
        Raises SearchError."""
        with self._lock:
            if not is_wanted():
                return None
            options = options._replace(correct=False)
            last = _LAST_WORD.search(query)
            if last and not self._index.has_word(last[0]):
                return self._index.run(f"{query}*", options)
            results = self._index.run(query, options)
            if results.complete or not last or not is_wanted():
                return results
            begun = self._index.run(f"{query}*", options)
            return begun if begun.complete else results

    def read(self, hit: Hit) -> Hit:
        """A hit with the passages around it, and its own matches."""
        with self._lock:
            shown = self._index.show(hit.passage.id, SHOWN_NEIGHBOURS)
        return hit if shown is None else shown._replace(highlights=hit.highlights, rank=hit.rank)
