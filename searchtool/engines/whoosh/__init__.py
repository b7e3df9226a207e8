"""The contract over Whoosh: its table of contents, tables of terms and columns keep the index; what
a segment holds, and how it is written and read, is laid out here for speed.

    terms       a field and a value in, the term they are found by out
    numbers     posting lists, packed
    segments    files: the only module that imports Whoosh
    batch       what a commit adds, in memory
    merging     which segments are written anew, and how
    writer      one commit
    searcher    one view
    matcher  queries over one scope
"""

from pathlib import Path

from searchtool.core.versions import installed_version
from searchtool.engines.base import Writer
from searchtool.engines.whoosh.errors import translated_errors
from searchtool.engines.whoosh.index_reader import IndexReader
from searchtool.engines.whoosh.searcher import WhooshSearcher
from searchtool.engines.whoosh.segment import Storage


class WhooshEngine:
    """A Whoosh index in a folder of its own."""

    def __init__(self, directory: Path) -> None:
        self._storage = Storage(directory)

    def create(self) -> None:
        """Make an empty index."""
        self._storage.create()

    def writer(self) -> Writer:
        """A batch of changes."""
        from searchtool.engines.whoosh.writer import WhooshWriter  # a query does without

        with translated_errors():
            return WhooshWriter(self._storage)

    def searcher(self) -> WhooshSearcher:
        """The last commit."""
        # A commit that ends between reading the table of contents and opening the files it names
        # takes them away; the next table is there already. Measured: 2 in 1,000 opens beside a
        # writer that does nothing but commit.
        generation = None
        with translated_errors():
            while True:
                latest, segments = self._storage.contents()
                try:
                    return WhooshSearcher(IndexReader(self._storage, segments))
                except FileNotFoundError:
                    if latest == generation:
                        raise
                    generation = latest

    def version(self) -> str:
        """Name and version of the library."""
        return f"whoosh {installed_version('whoosh3')}"


def open_engine(directory: Path) -> WhooshEngine:
    """The Whoosh index in `directory`."""
    return WhooshEngine(directory)
