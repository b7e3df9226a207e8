"""The contract over tantivy: a Query becomes a query of tantivy's, never a string for its parser.

For each scope there is a field of keys with positions, and fields of forms and of filter values
without; none has tantivy's analyzers, scores or lengths. What its index cannot tell, as that words
stand near each other, is settled by looking at the passages that may match.

    terms        values in, terms that tantivy can take out
    damage       what broken files raise in, EngineDamaged out
    binding      what is used of tantivy: the only module that imports it
    writer       one commit
    searcher     one view
    translation  queries over one scope
"""

import sys
from contextlib import suppress
from pathlib import Path

from searchtool.core.versions import installed_version
from searchtool.engines.base import Writer
from searchtool.engines.tantivy.bindings import create_index, open_searcher
from searchtool.engines.tantivy.errors import translated_errors
from searchtool.engines.tantivy.index_reader import IndexReader
from searchtool.engines.tantivy.managed_files import check_managed_files
from searchtool.engines.tantivy.searcher import TantivySearcher

_M_ARENA_MAX = -8  # of malloc.h


class TantivyEngine:
    """A tantivy index in a folder of its own."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def create(self) -> None:
        """Make an empty index."""
        create_index(self._directory)

    def writer(self) -> Writer:
        """A batch of changes."""
        from searchtool.engines.tantivy.writer import TantivyWriter  # a query does without

        check_managed_files(self._directory)
        _share_one_arena()
        with translated_errors():
            return TantivyWriter(self._directory)

    def searcher(self) -> TantivySearcher:
        """The last commit."""
        with translated_errors():
            return TantivySearcher(IndexReader(*open_searcher(self._directory)))

    def version(self) -> str:
        """Name and version of the library."""
        return f"tantivy {installed_version('tantivy')}"


def _share_one_arena() -> None:
    """The C library of Linux gives threads arenas of their own; what is freed in one is no use in
    another: after 44 commits they hold 200 MB, one for all 80. Indexing takes no longer."""
    if sys.platform == "linux":
        import ctypes  # 3 ms that only writing takes

        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def open_engine(directory: Path) -> TantivyEngine:
    """The tantivy index in `directory`."""
    return TantivyEngine(directory)
