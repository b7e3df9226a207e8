"""When a run commits, and what it discards."""

import pytest

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.model import Document, FileRecord, SourceText
from searchtool.engines.base import Engine
from searchtool.index.commits import AutoCommitWriter
from searchtool.index.interrupts import Interrupted
from searchtool.ingest.pipeline import IndexableDocument, ingest_document


@pytest.fixture
def document(analyzer: Analyzer) -> IndexableDocument:
    """A document of two paragraphs."""
    source = Document("a.txt", "/a.txt", "txt", "utf-8")
    return ingest_document(SourceText(source, "Первый абзац.\n\nВторой абзац."), "a.txt", analyzer)


def named(document: IndexableDocument, name: str) -> IndexableDocument:
    """The same under another name."""
    passages = [p._replace(id=p.id.replace("a.txt", name)) for p in document.passages]
    renamed = document.document._replace(id=name, path=f"/{name}")
    return document._replace(document=renamed, passages=passages)


def count(engine: Engine) -> tuple[int, int]:
    """Committed documents' passages, and committed files."""
    searcher = engine.searcher()
    try:
        return searcher.count_passages("paragraph"), len(list(searcher.files()))
    finally:
        searcher.close()


def test_full_batches_are_committed_at_once(engine: Engine, document: IndexableDocument) -> None:
    with AutoCommitWriter(engine, commit_every=4) as writer:
        counted = []
        for name in ("a", "b", "c"):
            writer.add(*named(document, name))
            counted.append(count(engine)[0])
    assert counted == [0, 4, 4]
    assert count(engine)[0] == 6


def test_a_slow_run_is_committed_by_time(engine: Engine, document: IndexableDocument) -> None:
    with AutoCommitWriter(engine, seconds=0.0) as writer:
        writer.add(*named(document, "a"))
        assert count(engine)[0] == 2


@pytest.mark.parametrize(
    ("error", "kept"), [(Interrupted, 6), (KeyboardInterrupt, 4), (OSError, 4)]
)
def test_only_an_interrupt_commits_the_rest(
    engine: Engine, document: IndexableDocument, error: type[BaseException], kept: int
) -> None:
    with pytest.raises(error), AutoCommitWriter(engine, commit_every=4) as writer:
        for name in ("a", "b", "c"):
            writer.add(*named(document, name))
        raise error
    assert count(engine)[0] == kept


def test_files_are_recorded_and_removed(engine: Engine, document: IndexableDocument) -> None:
    record = FileRecord("/a.txt", "a.txt", 1, 1, "digest")
    with AutoCommitWriter(engine) as writer:
        writer.add(*document)
        writer.record(record)
    assert count(engine) == (2, 1)
    with AutoCommitWriter(engine) as writer:
        writer.delete("/a.txt")
    assert count(engine) == (0, 0)
