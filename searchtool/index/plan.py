"""What an indexing run is asked to do, whom it informs meanwhile, and what it reports."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from searchtool.core.connection import Connection
from searchtool.core.errors import UnreadableFile
from searchtool.core.model import Skipped
from searchtool.index.shard import Shard


@dataclass(frozen=True, slots=True)
class Plan:
    """What to index. No `paths` means those that the index already holds; `engine` is a name,
    "auto" or None, `fields` and `encodings` are those of `ReadOptions`. `check` reads all files of
    the index, and all files it was built from. `ocr` is None for what the index has done so far.
    `connection` leads to the cluster of an index that lies in one. Only the files of a `shard` are
    looked at. What lies below the paths to `forget` leaves the index, and nothing is read."""

    paths: Sequence[Path] = ()
    rebuild: bool = False
    engine: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    encodings: Mapping[str, str] = field(default_factory=dict)
    check: bool = False
    ocr: bool | None = None
    connection: Connection | None = None
    shard: Shard | None = None
    forget: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come; sizes in bytes, `path` is the file read last."""

    files: int
    all_files: int
    size: int
    all_size: int
    passages: int
    path: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, in files. `failed` are those that could not be read, `partial` those added
    or changed of which a part could not; `unreadable` failed before and have not changed.
    `documents` and `passages` are those read in this run, `size` is that of all files of the index
    in bytes. `skipped` is what lies below the roots, and in the files there, and is not read;
    `more_skipped` counts parts of files that are not named."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    failed: int = 0
    partial: int = 0
    unreadable: int = 0
    documents: int = 0
    passages: int = 0
    seconds: float = 0.0
    size: int = 0
    skipped: Sequence[Skipped] = ()
    more_skipped: int = 0


Change = Literal["added", "changed", "removed"]
"""What has become of the text of a file."""


@dataclass(frozen=True, slots=True)
class RunCallbacks:
    """Functions that are called during a run, by the thread that called it.

    on_progress         after each document and each file
    on_change           for each file whose text is new, has changed or is gone: which of these, and
                        its path
    on_failure          for each file, or part of one, that cannot be read
    on_lock_wait        when another process writes the index; a clause that says which
    on_roots_dropped    when a rebuild leaves out folders that were in the index
    on_root_moved       for each folder of the index that is gone and whose files come in from
                        elsewhere: the folder, where they are now, how many, how many are not there
    on_engine_chosen    for a new build: its engine; bytes of the files, if these decided; whether
                        the plan names an engine
    on_engine_outgrown  when another engine would be faster: the engine, bytes of the files
    """

    on_progress: Callable[[Progress], None] = lambda progress: None
    on_change: Callable[[Change, str], None] = lambda change, path: None
    on_failure: Callable[[UnreadableFile], None] = lambda failure: None
    on_lock_wait: Callable[[str], None] = lambda holder: None
    on_roots_dropped: Callable[[Sequence[Path]], None] = lambda folders: None
    on_root_moved: Callable[[Path, Sequence[Path], int, int], None] = (
        lambda root, folders, files, left: None
    )
    on_engine_chosen: Callable[[str, int | None, bool], None] = lambda engine, size, asked: None
    on_engine_outgrown: Callable[[str, int], None] = lambda engine, size: None
