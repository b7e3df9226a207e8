"""When an indexing run commits."""

from collections.abc import Sequence
from types import TracebackType

from searchtool.core.model import Document
from searchtool.engines.base import Engine, IndexedPassage, Writer
from searchtool.index.interrupts import Interrupted, Interruptible

COMMIT_EVERY = 20_000
"""Passages between two commits: what a killed run can lose."""


class CommitPolicy:
    """Writers one after the other: each commits after `COMMIT_EVERY` passages, the last at the end
    or when the user interrupts; anything else that ends the run discards what is not committed."""

    def __init__(self, engine: Engine, interrupt: Interruptible) -> None:
        self._engine = engine
        self._interrupt = interrupt
        self._size = 0
        self.writer: Writer

    def add(self, document: Document, passages: Sequence[IndexedPassage]) -> None:
        """Add a document and commit when the batch is full."""
        self._interrupt.check()
        self.writer.add(document, passages)
        self._size += len(passages)
        if self._size >= COMMIT_EVERY:
            self.writer.__exit__(None, None, None)
            self.writer = self._engine.writer()
            self._size = 0

    def __enter__(self) -> "CommitPolicy":
        self.writer = self._engine.writer()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is Interrupted:
            kind = error = trace = None
        self.writer.__exit__(kind, error, trace)
