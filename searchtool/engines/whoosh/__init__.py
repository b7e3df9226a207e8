"""The engine over Whoosh. Its ordered tables of terms and its columns store the index; what a
segment contains, and how it is written and read, is our own, for speed.

    segment          files of segments; the only module that imports Whoosh
    errors           what damaged files raise, as EngineCorrupted
    term_codec       a field and a value to a term, and back
    posting_codec    posting lists to bytes, and back
    postings_buffer  the inverted index of a commit, in memory
    merging          which segments are merged, and how
    index_reader     values, postings and stored records of one commit
    matcher          the passages that match a query
    searcher         the answers of the contract
    writer           one commit
"""

from searchtool.core.model import StrPath
from searchtool.core.versions import installed_version
from searchtool.engines.base import Writer
from searchtool.engines.whoosh.errors import translated_errors
from searchtool.engines.whoosh.index_reader import IndexReader
from searchtool.engines.whoosh.searcher import WhooshSearcher
from searchtool.engines.whoosh.segment import Storage


class WhooshEngine:
    """A Whoosh index in a folder of its own."""

    def __init__(self, directory: StrPath) -> None:
        self._storage = Storage(directory)

    def create(self) -> None:
        """Make an empty index."""
        self._storage.create()

    def writer(self) -> Writer:
        """Start a commit."""
        from searchtool.engines.whoosh.writer import WhooshWriter  # not needed by a query

        with translated_errors():
            return WhooshWriter(self._storage)

    def searcher(self) -> WhooshSearcher:
        """The last commit."""
        # A commit that ends between reading the list of segments and opening their files may delete
        # these; then the next list is already there. Measured: 2 of 1,000 opens beside a writer
        # that does nothing but commit.
        generation = None
        with translated_errors():
            while True:
                latest, segments = self._storage.contents()
                try:
                    self._storage.check(segments, is_whole=False)
                    return WhooshSearcher(IndexReader(self._storage, segments))
                except FileNotFoundError:
                    if latest == generation:
                        raise
                    generation = latest

    def check(self) -> None:
        """Read all files of the last commit."""
        with translated_errors():
            _, segments = self._storage.contents()
            self._storage.check(segments, is_whole=True)

    def version(self) -> str:
        """Name and version of the library."""
        return f"whoosh {installed_version('whoosh3')}"


def open_engine(directory: StrPath) -> WhooshEngine:
    """The Whoosh index in `directory`."""
    return WhooshEngine(directory)
