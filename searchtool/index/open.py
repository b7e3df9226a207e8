"""Opens an index: its manifest is checked, and its last commit is ready to answer."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from searchtool.analysis.analyzer import fingerprint
from searchtool.core.errors import IndexCorrupted, IndexMissing
from searchtool.core.i18n import tr
from searchtool.core.model import StrPath
from searchtool.core.os_errors import located_os_errors
from searchtool.engines import CLUSTER_ENGINES, open_engine
from searchtool.engines.base import EngineCorrupted, Searcher, SharedEngine
from searchtool.index.manifest import Manifest, check_fits, read_manifest

if TYPE_CHECKING:
    from searchtool.core.connection import Connection

NO_BUILD = ""
"""In place of the folder of a build: where an index in a cluster is only read."""


class Snapshot(NamedTuple):
    """An index as it was committed last: its manifest, and the searcher that answers from it."""

    manifest: Manifest
    searcher: Searcher


def open_snapshot(index_path: StrPath, connection: "Connection | None" = None) -> Snapshot:
    """The last commit of the index in a folder; whoever asks for it closes the searcher. Where
    there is none, that of the cluster is opened, if a connection leads to one.

    Raises IndexMissing, IndexForeign, IndexOutdated, IndexCorrupted.
    """
    manifest = find_manifest(index_path, connection)
    tried: list[str] = []
    while True:
        try:
            return Snapshot(manifest, _open_searcher(index_path, manifest, connection))
        except IndexCorrupted:
            # A rebuild that ends at this moment deletes the old build; and a call of the system
            # that fails once, of which a library does not tell, is no damage.
            if manifest.build in tried:
                raise
            tried.append(manifest.build)
            manifest = find_manifest(index_path, connection)


def find_manifest(index_path: StrPath, connection: "Connection | None" = None) -> Manifest:
    """The manifest of the index in a folder. Where there is none and a connection leads to an index
    in a cluster, one that stands for that."""
    try:
        return read_manifest(index_path)
    except IndexMissing:
        if connection is None:
            raise
    (name,) = CLUSTER_ENGINES
    engine = open_engine(name, NO_BUILD, connection)
    if not (isinstance(engine, SharedEngine) and engine.join()):
        raise IndexMissing(str(connection))
    return Manifest(name, engine.version(), NO_BUILD, (), True, "", {}, {}, fingerprint(), "user")


def _open_searcher(
    index_path: StrPath, manifest: Manifest, connection: "Connection | None"
) -> Searcher:
    check_fits(index_path, manifest)
    build = os.path.join(index_path, manifest.build)
    with with_location(str(index_path)):
        if manifest.build != NO_BUILD and not _is_folder(build):
            raise IndexCorrupted(str(index_path), tr("missing", "отсутствует"), build)
        return open_engine(manifest.engine, build, connection).searcher()


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
