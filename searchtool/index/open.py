"""An index folder in, its last commit out, ready to answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from searchtool.core.errors import IndexCorrupted
from searchtool.core.i18n import tr
from searchtool.engines import open_engine
from searchtool.engines.base import Engine, EngineCorrupted, Searcher
from searchtool.index.manifest import Manifest, check_fits, read_manifest


class Index(NamedTuple):
    """An index that answers queries."""

    directory: Path
    manifest: Manifest
    engine: Engine

    def searcher(self) -> Searcher:
        """The last commit. Raises IndexDamaged."""
        with with_location(str(self.directory)):
            return self.engine.searcher()


def open_index(directory: Path) -> Index:
    """The index in `directory`, ready to answer.

    Raises IndexMissing, IndexForeign, IndexOutdated, IndexDamaged."""
    manifest = read_manifest(directory)
    check_fits(directory, manifest)
    build = directory / manifest.build
    if not build.is_dir():
        raise IndexCorrupted(str(directory), tr("missing", "отсутствует"), str(build))
    return Index(directory, manifest, open_engine(manifest.engine, build))


def open_searcher(directory: Path) -> tuple[Manifest, Searcher]:
    """The last commit of the index that answers now. Raises as `open_index` does."""
    while True:
        manifest = read_manifest(directory)
        try:
            return manifest, open_index(directory).searcher()
        except IndexCorrupted:
            # A rebuild that ends at this moment takes the old build away.
            if read_manifest(directory).build == manifest.build:
                raise


@contextmanager
def with_location(where: str) -> Iterator[None]:
    """Damage that an engine meets, as the error that says where and what to do."""
    try:
        yield
    except EngineCorrupted as error:
        raise IndexCorrupted(
            where, tr("its files are damaged", "файлы индекса повреждены")
        ) from error
