"""A writer that commits as it goes, so that an interrupted run keeps most of its work."""

import time
from collections.abc import Sequence
from types import TracebackType

from searchtool.core.model import Document, FileRecord
from searchtool.engines.base import Engine, IndexedPassage, Writer
from searchtool.index.first_seen import FirstSeen
from searchtool.index.interrupts import Interrupted
from searchtool.query.matching import NO_FIELDS, Fields

COMMIT_EVERY = 80_000
"""Passages between two commits. Each leaves a segment, and tantivy merges eight of them, which it
maps into memory: with a commit every 20,000, 277,000 paragraphs took a tenth more time and 85 MiB
more; with one every 150,000, 75 MiB more."""

FIRST_COMMIT = 20_000
"""Passages before the first commit of a run, so that a new index soon has something to find."""

COMMIT_SECONDS = 60.0
"""The same in seconds: what a killed run can lose."""


class AutoCommitWriter:
    """An engine's writer that commits after every `commit_every` passages, when the last commit was
    `seconds` ago, and at the end, also when the user interrupts. Any other exception discards what
    is not committed yet. It is opened by the first change, so that a run without any leaves the
    files of the engine alone."""

    def __init__(
        self,
        engine: Engine,
        commit_every: int = COMMIT_EVERY,
        seconds: float = COMMIT_SECONDS,
        first_seen: FirstSeen | None = None,
    ) -> None:
        """`first_seen` tells the age of passages, which not every index needs."""
        self._engine = engine
        self._first_seen = first_seen
        self._commit_every = commit_every
        self._commit_at = min(FIRST_COMMIT, commit_every)
        self._seconds = seconds
        self._started = time.monotonic()
        self._open: Writer | None = None
        self._pending = 0

    def add(
        self,
        document: Document,
        passages: Sequence[IndexedPassage],
        fields: Fields = NO_FIELDS,
        digest: str = "",
    ) -> None:
        """Add one document of a file with these bytes, and commit when it is time to."""
        writer = self._writer
        writer.add(document, self._stamped(passages, digest), fields)
        self._added(len(passages))

    def add_passages(
        self, document: Document, passages: Sequence[IndexedPassage], fields: Fields = NO_FIELDS
    ) -> None:
        """Add passages to a document that was added, and commit when it is time to."""
        writer = self._writer
        writer.add_passages(document, self._stamped(passages, ""), fields)
        self._added(len(passages))

    def _stamped(self, passages: Sequence[IndexedPassage], digest: str) -> Sequence[IndexedPassage]:
        return self._first_seen.stamped(passages, digest) if self._first_seen else passages

    def _added(self, passages: int) -> None:
        self._pending += passages
        is_late = time.monotonic() - self._started > self._seconds
        if self._pending >= self._commit_at or is_late:
            self._commit_at = self._commit_every
            self._end(None, None, None)

    def record(self, file: FileRecord) -> None:
        """Remember a file in place of what was remembered of it."""
        self._writer.record(file)
        if self._first_seen and file.passages and file.digest:
            self._first_seen.add_file(file.digest)

    def delete(self, path: str) -> None:
        """Remove a file and its documents, as far as they were committed before."""
        self._writer.delete(path)

    def __enter__(self) -> "AutoCommitWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is Interrupted:
            kind = error = trace = None
        self._end(kind, error, trace)

    @property
    def _writer(self) -> Writer:
        if self._open is None:
            self._open = self._engine.writer()
            if self._first_seen:
                self._first_seen.begin_commit()
        return self._open

    def _end(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._open is not None:
            self._open.__exit__(kind, error, trace)
        self._open = None
        self._pending = 0
        self._started = time.monotonic()
