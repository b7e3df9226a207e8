"""An index in, what it holds and what it takes up out."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from searchtool.core.model import FileRecord
from searchtool.index.manifest import Manifest, is_build
from searchtool.index.open import open_searcher, with_location


class IndexStats(NamedTuple):
    """Files, documents and passages by number, sizes in bytes; `dead_bytes` are builds that the
    manifest does not name, and of the one it names the share of what is removed. `encodings` and
    `formats` count files."""

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


def read_status(directory: Path) -> IndexStats:
    """The state of an index, from its own records. Raises as `open_index` does: IndexMissing,
    IndexForeign, IndexOutdated, IndexDamaged."""
    manifest, searcher = open_searcher(directory)
    with with_location(str(directory)):
        records = sorted(searcher.files(), key=lambda record: record.path)
        passages = searcher.count_passages("paragraph")
        share = searcher.live_ratio()
    searcher.close()
    build = directory / manifest.build
    live = round(_bytes_below(build) * share)
    builds = {build, *filter(is_build, directory.glob("build-*"))}
    return IndexStats(
        manifest=manifest,
        files=len(records),
        documents=sum(record.documents for record in records),
        passages=passages,
        text_bytes=sum(record.size for record in records),
        live_bytes=live,
        dead_bytes=sum(map(_bytes_below, builds)) - live,
        encodings=dict(Counter(r.encoding for r in records if r.encoding).most_common()),
        formats=dict(Counter(Path(r.path).suffix.lower() for r in records).most_common()),
        failed=tuple(record for record in records if record.failure),
    )


def _bytes_below(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
