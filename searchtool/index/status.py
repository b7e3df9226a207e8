"""What an index holds, what could not be read, and the room it takes on disk."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from searchtool.core.model import FileRecord
from searchtool.index.manifest import Manifest, list_builds
from searchtool.index.open import open_snapshot, with_location


class IndexStats(NamedTuple):
    """Numbers of files, documents and passages, and sizes in bytes. `dead_bytes` can be reclaimed:
    builds that the manifest does not name, and what was removed from the one it names. `encodings`
    and `formats` count files."""

    manifest: Manifest
    files: int
    documents: int
    passages: int
    text_bytes: int
    live_bytes: int
    dead_bytes: int
    encodings: dict[str, int]
    formats: dict[str, int]
    failed: tuple[FileRecord, ...]


def read_status(index_path: Path) -> IndexStats:
    """The state of an index, by its own records.

    Raises IndexMissing, IndexForeign, IndexOutdated, IndexCorrupted.
    """
    manifest, searcher = open_snapshot(index_path)
    with with_location(str(index_path)):
        records = sorted(searcher.files(), key=lambda record: record.path)
        passages = searcher.count_passages("paragraph")
        live_ratio = searcher.live_ratio()
    searcher.close()
    build = index_path / manifest.build
    live_bytes = round(_bytes_below(build) * live_ratio)
    builds = {build, *list_builds(index_path)}
    return IndexStats(
        manifest=manifest,
        files=len(records),
        documents=sum(record.documents for record in records),
        passages=passages,
        text_bytes=sum(record.size for record in records),
        live_bytes=live_bytes,
        dead_bytes=sum(map(_bytes_below, builds)) - live_bytes,
        encodings=dict(Counter(r.encoding for r in records if r.encoding).most_common()),
        formats=dict(Counter(Path(r.path).suffix.lower() for r in records).most_common()),
        failed=tuple(record for record in records if record.failure),
    )


def _bytes_below(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
