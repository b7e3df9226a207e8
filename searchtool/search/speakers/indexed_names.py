"""Reads from an index which names it has for speakers, and where they speak."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from searchtool.core.model import Passage
from searchtool.engines.base import Searcher
from searchtool.query.tree import MATCH_ALL, Filter
from searchtool.search.speakers.people import Documents

MAX_LOOKUPS = 200
"""Names that are looked up one by one; if there are more, all that is said is read at once."""


class Statement(NamedTuple):
    """Who says something where, and how."""

    speaker_name: str
    document_id: str
    is_retold: bool


def count_statements(passages: Iterable[Passage]) -> Counter[Statement]:
    """How often each of those who are named says something in each document."""
    return Counter(
        Statement(one.speaker_name, one.document_id, one.manner == "indirect")
        for one in passages
        if one.speaker_name
    )


class IndexedNames:
    """The names in an index; those of deleted passages may be among them, without documents."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._documents: dict[str, Documents] = {}
        self._has_all = False

    @cached_property
    def names(self) -> Sequence[str]:
        """All names."""
        return self._searcher.vocabulary("who", "quote", "")

    def names_with(self, beginning: str) -> Iterable[str]:
        """The names with a word that begins so, in any capitals."""
        wanted = f" {beginning.casefold()}"
        return (name for name in self.names if wanted in f" {name.casefold()}")

    def documents(self, name: str) -> Documents:
        """How often a name speaks in each document."""
        if name not in self._documents and not self._has_all:
            if len(self._documents) < MAX_LOOKUPS:
                said = self._searcher.matching(Filter("who", name, name), "quote")
                self._documents[name] = Counter(passage.document_id for passage in said)
            else:
                self.read_all()
        return self._documents.get(name, Counter())

    def read_all(self) -> Counter[Statement]:
        """All that is said, so that no name has to be looked up."""
        every = count_statements(self._searcher.matching(MATCH_ALL, "quote"))
        found: dict[str, Documents] = defaultdict(Counter)
        for statement, count in every.items():
            found[statement.speaker_name][statement.document_id] += count
        self._documents, self._has_all = dict(found), True
        return every
