"""Opens an index: its manifest is checked, and its last commit is ready to answer."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from searchtool.core.errors import IndexCorrupted
from searchtool.core.i18n import tr
from searchtool.core.model import StrPath
from searchtool.core.os_errors import located_os_errors
from searchtool.engines import open_engine
from searchtool.engines.base import EngineCorrupted, Searcher
from searchtool.index.manifest import Manifest, check_fits, read_manifest


class Snapshot(NamedTuple):
    """An index as it was committed last: its manifest, and the searcher that answers from it."""

    manifest: Manifest
    searcher: Searcher


def open_snapshot(index_path: StrPath) -> Snapshot:
    """The last commit of the index in a folder; whoever asks for it closes the searcher.

    Raises IndexMissing, IndexForeign, IndexOutdated, IndexCorrupted.
    """
    manifest = read_manifest(index_path)
    tried: list[str] = []
    while True:
        try:
            return Snapshot(manifest, _open_searcher(index_path, manifest))
        except IndexCorrupted:
            # A rebuild that ends at this moment deletes the old build; and a call of the system
            # that fails once, of which a library does not tell, is no damage.
            if manifest.build in tried:
                raise
            tried.append(manifest.build)
            manifest = read_manifest(index_path)


def _open_searcher(index_path: StrPath, manifest: Manifest) -> Searcher:
    check_fits(index_path, manifest)
    build = os.path.join(index_path, manifest.build)
    with with_location(str(index_path)):
        if not _is_folder(build):
            raise IndexCorrupted(str(index_path), tr("missing", "отсутствует"), build)
        return open_engine(manifest.engine, build).searcher()


def _is_folder(path: str) -> bool:
    """Raises OSError where that cannot be seen."""
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


@contextmanager
def with_location(where: str) -> Iterator[None]:
    """An engine's EngineCorrupted, raised inside, as an IndexCorrupted that says where, and what
    the system refuses as a SearchError that does."""
    try:
        with located_os_errors(where):
            yield
    except EngineCorrupted as error:
        damaged = tr("its files are damaged", "файлы индекса повреждены")
        file = f" ({error.file})" if error.file else ""
        raise IndexCorrupted(where, damaged + file) from error
