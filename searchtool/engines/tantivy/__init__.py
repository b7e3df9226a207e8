"""The engine over tantivy. A Query is translated to a query object of tantivy, never to a string
for its parser.

For each scope there is a field of keys with positions, and fields of forms and of filter values
without positions; none uses tantivy's analyzers, scores or field lengths. What its index cannot
tell, such as whether words stand near each other, is checked in the passages that may match.

    bindings          what is used of tantivy; the only module that imports it
    errors            what tantivy raises, as EngineCorrupted or OSError
    committed_files   checksums of the files of a commit
    index_reader      terms, addresses and stored records of one commit
    query_translator  our queries to those of tantivy
    searcher          the answers of the contract
    writer            one commit
    mapped_pages      what a merge gives back to the system
    read_only         for a folder where this user may not write
"""

import sys
from contextlib import suppress

from searchtool.core.model import StrPath
from searchtool.core.versions import installed_version
from searchtool.engines.base import Writer
from searchtool.engines.tantivy.bindings import create_index, open_searcher
from searchtool.engines.tantivy.committed_files import check_committed_files
from searchtool.engines.tantivy.errors import translated_errors
from searchtool.engines.tantivy.index_reader import IndexReader
from searchtool.engines.tantivy.searcher import TantivySearcher

_M_ARENA_MAX = -8  # of malloc.h


class TantivyEngine:
    """A tantivy index in a folder of its own."""

    def __init__(self, directory: StrPath) -> None:
        self._directory = directory

    def create(self) -> None:
        """Make an empty index."""
        # A query does without these.
        from searchtool.engines.tantivy.committed_files import remember_files
        from searchtool.engines.tantivy.managed_files import share_files

        with translated_errors():
            create_index(self._directory)
            share_files(self._directory)
            remember_files(self._directory)

    def writer(self) -> Writer:
        """Start a commit."""
        # What a query does without is imported here.
        from pathlib import Path

        from searchtool.engines.tantivy.managed_files import check_managed_files
        from searchtool.engines.tantivy.writer import TantivyWriter

        folder = Path(self._directory)
        check_managed_files(folder)  # before tantivy deletes what is listed
        _share_one_arena()
        with translated_errors():
            return TantivyWriter(folder)

    def searcher(self) -> TantivySearcher:
        """The last commit."""
        with translated_errors():
            check_committed_files(self._directory, is_whole=False)
        try:
            return _open(self._directory)
        except OSError as error:
            from searchtool.engines.tantivy.read_only import REFUSED, linked_folder  # rarely needed

            if error.errno not in REFUSED:
                raise
            with linked_folder(self._directory) as folder:
                return _open(folder)

    def check(self) -> None:
        """Read all files of the last commit."""
        with translated_errors():
            check_committed_files(self._directory, is_whole=True)

    def version(self) -> str:
        """Name and version of the library."""
        return f"tantivy {installed_version('tantivy')}"


def _open(directory: StrPath) -> TantivySearcher:
    with translated_errors():
        return TantivySearcher(IndexReader(*open_searcher(directory)))


def _share_one_arena() -> None:
    """Make all threads share one arena of memory. The C library of Linux gives each thread its own,
    and what is freed in one cannot be used in another: after 44 commits they hold 200 MB, a shared
    one 80 MB. Indexing takes no longer."""
    if sys.platform == "linux":
        import ctypes  # takes 3 ms, which a query is spared

        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def open_engine(directory: StrPath) -> TantivyEngine:
    """The tantivy index in `directory`."""
    return TantivyEngine(directory)
