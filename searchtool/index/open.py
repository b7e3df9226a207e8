"""An index folder in, its last commit out, ready to answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from searchtool.core.errors import IndexDamaged
from searchtool.core.i18n import tr
from searchtool.engines import open_engine
from searchtool.engines.base import Engine, EngineDamaged, Searcher
from searchtool.index.manifest import Manifest, check_fits, read_manifest

LOCK_NAME = "writer.lock"
"""In the folder of an index; held by the one process that writes."""


class Index(NamedTuple):
    """An index that answers queries."""

    directory: Path
    manifest: Manifest
    engine: Engine

    def searcher(self) -> Searcher:
        """The last commit. Raises IndexDamaged."""
        with naming_damage(str(self.directory)):
            return self.engine.searcher()


def open_index(directory: Path) -> Index:
    """The index in `directory`, ready to answer.

    Raises IndexMissing, IndexForeign, IndexOutdated, IndexDamaged."""
    manifest = read_manifest(directory)
    check_fits(directory, manifest)
    build = directory / manifest.build
    if not build.is_dir():
        raise IndexDamaged(str(directory), tr("missing", "отсутствует"), str(build))
    return Index(directory, manifest, open_engine(manifest.engine, build))


def open_searcher(directory: Path) -> tuple[Manifest, Searcher]:
    """The last commit of the index that answers now. Raises as `open_index` does."""
    while True:
        manifest = read_manifest(directory)
        try:
            return manifest, open_index(directory).searcher()
        except IndexDamaged:
            # A rebuild that ends at this moment takes the old build away.
            if read_manifest(directory).build == manifest.build:
                raise


def is_being_written(directory: Path) -> bool:
    """Whether a process is bringing the index up to date at this moment."""
    import filelock  # few queries meet an index that is not complete

    path = directory / LOCK_NAME
    if not path.exists():
        return False
    try:
        with filelock.FileLock(path, timeout=0):
            return False
    except filelock.Timeout:
        return True
    except OSError:  # where nothing may be written nobody writes
        return False


@contextmanager
def naming_damage(where: str) -> Iterator[None]:
    """Damage that an engine meets, as the error that says where and what to do."""
    try:
        yield
    except EngineDamaged as error:
        raise IndexDamaged(
            where, tr("its files are damaged", "файлы индекса повреждены")
        ) from error
