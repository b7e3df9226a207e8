"""What an indexing run is asked to do, and what it tells: plan, progress, report, callbacks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from searchtool.core.errors import UnreadableFile


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an indexing run has come; sizes in bytes, `path` is what was read last."""

    files: int
    all_files: int
    size: int
    all_size: int
    passages: int
    path: str


@dataclass(frozen=True, slots=True)
class Report:
    """What an indexing run did, in files; `passages` and `documents` are those read in this
    run, `unreadable` the files that failed before and have not changed; `skipped` counts files
    of formats that are not read, by suffix; `size` is that of all files of the index in bytes."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    failed: int = 0
    unreadable: int = 0
    documents: int = 0
    passages: int = 0
    seconds: float = 0.0
    size: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunCallbacks:
    """Who is told what happens during a run."""

    on_progress: Callable[[Progress], None] = lambda progress: None
    on_failure: Callable[[UnreadableFile], None] = lambda failure: None
    on_lock_wait: Callable[[str], None] = lambda holder: None
    on_roots_dropped: Callable[[Sequence[Path]], None] = lambda folders: None
    on_engine_chosen: Callable[[str, int | None, bool], None] = lambda engine, size, asked: None
    on_engine_outgrown: Callable[[str, int], None] = lambda engine, size: None


@dataclass(frozen=True, slots=True)
class Plan:
    """What the user asked to index: nothing in `paths` means what the index already holds."""

    paths: Sequence[Path] = ()
    rebuild: bool = False
    engine: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    encodings: Mapping[str, str] = field(default_factory=dict)
