"""An index in, what it holds and what it takes up out."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from searchtool.index import Index
from searchtool.model import FileRecord


@dataclass(frozen=True, slots=True)
class Status:
    """Files, documents and passages by number, sizes in bytes; `dead_bytes` are files that no
    manifest names any more. `encodings` and `formats` count the files read."""

    files: int
    documents: int
    passages: int
    text_bytes: int
    live_bytes: int
    dead_bytes: int
    encodings: dict[str, int]
    formats: dict[str, int]
    failed: tuple[FileRecord, ...]


def read_status(index: Index) -> Status:
    """The state of an index, from its own records. Raises IndexDamaged."""
    searcher = index.searcher()
    try:
        records = sorted(searcher.files(), key=lambda record: record.path)
        passages = searcher.count_passages("paragraph")
    finally:
        searcher.close()
    live = _bytes_below(index.directory / index.manifest.build)
    return Status(
        files=len(records),
        documents=sum(record.documents for record in records),
        passages=passages,
        text_bytes=sum(record.size for record in records),
        live_bytes=live,
        dead_bytes=sum(_bytes_below(path) for path in index.directory.glob("build-*")) - live,
        encodings=dict(Counter(r.encoding for r in records if r.encoding).most_common()),
        formats=dict(Counter(Path(r.path).suffix.lower() for r in records).most_common()),
        failed=tuple(record for record in records if record.failure),
    )


def _bytes_below(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
