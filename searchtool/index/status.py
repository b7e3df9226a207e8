"""What an index holds, what could not be read, and the room it takes on disk."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from searchtool.core.model import FileRecord, Skipped, StrPath
from searchtool.core.presence import bytes_below, is_gone
from searchtool.documents.source import suffix_of
from searchtool.engines import CLUSTER_ENGINES, open_engine
from searchtool.engines.base import SharedEngine
from searchtool.engines.cluster_health import ClusterHealth
from searchtool.index.manifest import Manifest, list_builds
from searchtool.index.open import open_snapshot, with_location
from searchtool.index.unread import Unread, read_unread
from searchtool.ingest.discovery import is_inside

if TYPE_CHECKING:
    from searchtool.core.connection import Connection


class Failed(NamedTuple):
    """A file or folder that could not be read, and why: a line for each part. Of one that is
    `partial` the rest was read."""

    path: str
    failure: str
    partial: bool = False


class RootState(NamedTuple):
    """A root and its files with a text; when all below it was looked at last, a time in ISO 8601;
    whether it is missing at this moment; how many folders and files below it the last run could not
    look at."""

    path: Path
    files: int
    walked: str | None
    is_missing: bool
    unlisted: int


class IndexStats(NamedTuple):
    """Numbers of files with a text, documents and passages, and sizes in bytes. `dead_bytes` can be
    reclaimed: builds that the manifest does not name, and what was removed from the one it names.
    `encodings` and `formats` count files. `failed` are the files and folders that could not be
    read, wholly or in part, `skipped` what is not meant to be read; `more_skipped` counts parts of
    files whose names are not remembered. `roots` are those of the manifest, with their state.
    `cluster` is how that one is doing which holds the index, if one does; its sizes are those of
    all copies."""

    manifest: Manifest
    files: int
    documents: int
    passages: int
    text_bytes: int
    live_bytes: int
    dead_bytes: int
    encodings: dict[str, int]
    formats: dict[str, int]
    failed: tuple[Failed, ...]
    skipped: tuple[Skipped, ...]
    more_skipped: int
    roots: tuple[RootState, ...]
    cluster: ClusterHealth | None = None

    @property
    def missing_roots(self) -> tuple[Path, ...]:
        """The roots that are gone at this moment."""
        return tuple(root.path for root in self.roots if root.is_missing)


def read_status(index_path: StrPath, connection: "Connection | None" = None) -> IndexStats:
    """The state of an index, by its own records.

    Raises IndexMissing, IndexForeign, IndexOutdated, IndexCorrupted.
    """
    folder = Path(index_path)
    manifest, searcher = open_snapshot(folder, connection)
    with with_location(str(folder)):
        records = sorted(searcher.files(), key=lambda record: record.path)
        passages = searcher.count_passages("paragraph")
        unread = read_unread(folder, manifest.build)
        live_ratio = searcher.live_ratio()
        searcher.close()
        build = folder / manifest.build
        cluster = _health(manifest, build, connection)
        stored = cluster.size if cluster else bytes_below(build)
        live_bytes = round(stored * live_ratio)
        others = [path for path in list_builds(folder) if path != build]
        all_bytes = stored + sum(map(bytes_below, others))
    read = [record for record in records if record.passages]
    return IndexStats(
        manifest=manifest,
        files=len(read),
        documents=sum(record.documents for record in records),
        passages=passages,
        text_bytes=sum(record.size for record in read),
        live_bytes=live_bytes,
        dead_bytes=all_bytes - live_bytes,
        encodings=dict(Counter(r.encoding for r in read if r.encoding).most_common()),
        formats=dict(Counter(suffix_of(r.path) for r in read).most_common()),
        failed=_failed(records, unread),
        skipped=(*unread.skipped, *(part for record in records for part in record.skipped)),
        more_skipped=sum(record.more_skipped for record in records),
        roots=tuple(_state(str(root.path), read, unread) for root in manifest.roots),
        cluster=cluster,
    )


def _state(root: str, read: Sequence[FileRecord], unread: Unread) -> RootState:
    return RootState(
        Path(root),
        files=sum(is_inside(record.path, root) for record in read),
        walked=unread.walked.get(root),
        is_missing=is_gone(root),
        unlisted=sum(is_inside(failure.where, root) for failure in unread.failures),
    )


def _health(
    manifest: Manifest, build: Path, connection: "Connection | None"
) -> ClusterHealth | None:
    if manifest.engine not in CLUSTER_ENGINES:
        return None
    engine = open_engine(manifest.engine, build, connection)
    return engine.health() if isinstance(engine, SharedEngine) else None


def _failed(records: Sequence[FileRecord], unread: Unread) -> tuple[Failed, ...]:
    found = {failure.where: Failed(failure.where, str(failure)) for failure in unread.failures}
    for record in records:
        if record.failure:
            found[record.path] = Failed(record.path, record.failure, record.passages > 0)
    return tuple(found[path] for path in sorted(found))
