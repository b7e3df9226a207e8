"""A file in, its documents ready for an engine out, and what to remember of it."""

import json
import os
from pathlib import Path

import pytest

from searchtool.core.model import Skipped
from searchtool.engines.codec import read_passage
from searchtool.ingest.discovery import FoundFile
from searchtool.ingest.pipeline import (
    MAX_REPORTED_FAILURES,
    UNREAD,
    FileOutcome,
    FileTask,
    IndexableDocument,
    ReadOptions,
    extract_quotes,
    ingest_file,
)
from tests.corpus import ARTICLE

OPEN_FILES = Path("/proc/self/fd")


def task_for(path: Path) -> FileTask:
    status = path.stat()
    return FileTask(FoundFile(str(path), path.name, status.st_size, status.st_mtime_ns), None)


def ingest_all(
    path: Path, options: ReadOptions | None = None
) -> tuple[list[IndexableDocument], FileOutcome]:
    *documents, finished = ingest_file(options or ReadOptions(), task_for(path))
    assert isinstance(finished, FileOutcome)
    return [document for document in documents if isinstance(document, IndexableDocument)], finished


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


def test_a_file_ends_with_what_to_remember(article: Path) -> None:
    (document,), finished = ingest_all(article)
    record = finished.record
    assert (record.documents, record.passages) == (1, document.count_paragraphs())
    assert (record.encoding, record.failure, finished.failures) == ("utf-8", None, ())
    assert (record.size, record.modified) == (
        article.stat().st_size,
        article.stat().st_mtime_ns,
    )
    first = document.passages[0]
    assert first.scope == "paragraph"
    assert read_passage(first.record).id == first.id == "a.txt#p1"


def test_a_document_without_passages_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(" \n***\n", "utf-8")
    documents, finished = ingest_all(path)
    assert (documents, finished.record.documents) == ([], 0)
    assert finished.record.failure is None
    assert finished.record.skipped == (Skipped(str(path), "empty"),)


def test_the_same_bytes_are_not_read_again(article: Path) -> None:
    _, finished = ingest_all(article)
    (again,) = ingest_file(ReadOptions(), task_for(article)._replace(known=finished.record))
    assert isinstance(again, FileOutcome)
    assert again.is_same
    article.write_text("Другой текст.", "utf-8")
    *documents, changed = ingest_file(
        ReadOptions(), task_for(article)._replace(known=finished.record)
    )
    assert isinstance(changed, FileOutcome)
    assert len(documents) == 1
    assert not changed.is_same


def test_a_file_that_is_gone_keeps_what_was_read(tmp_path: Path) -> None:
    task = FileTask(FoundFile(str(tmp_path / "gone.txt"), "gone.txt", 1, 1), None)
    (finished,) = ingest_file(ReadOptions(), task)
    assert isinstance(finished, FileOutcome)
    assert not finished.is_whole
    assert "missing" in str(finished.failures[0])


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="no list of open files")
def test_a_file_that_cannot_be_closed_is_read_all_the_same(article: Path) -> None:
    answers = ingest_file(ReadOptions(), task_for(article))
    next(answers)
    for number in OPEN_FILES.iterdir():
        if number.is_symlink() and number.readlink() == article:
            os.close(int(number.name))
    answers.close()  # type: ignore[attr-defined]  # a generator


def test_a_file_that_grows_is_read_again_next_time(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('{"text": "Первая строка."}\n' * 3, "utf-8")
    answers = ingest_file(ReadOptions(), task_for(path))
    first = next(answers)
    with path.open("a", encoding="utf-8") as file:
        file.write('{"text": "Ещё одна."}\n')
    rest = list(answers)
    assert isinstance(first, IndexableDocument)
    finished = rest[-1]
    assert isinstance(finished, FileOutcome)
    assert finished.record.modified == UNREAD
    assert "changed while" in str(finished.failures[0])


def test_many_failures_of_a_file_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("not json\n" * 5_000 + json.dumps({"text": "Годная строка."}), "utf-8")
    (document,), finished = ingest_all(path)
    assert document.document.id == "a.jsonl#5001"
    assert len(finished.failures) == MAX_REPORTED_FAILURES + 1
    assert str(finished.failures[-1]) == f"{path}: {5_000 - MAX_REPORTED_FAILURES} more failures"


@pytest.mark.parametrize(
    ("globs", "found"),
    [
        ({"*.txt": "koi8-r"}, "koi8-r"),
        ({"old/*": "koi8-r"}, None),
        ({"*.txt": "cp866", "a.*": "koi8-r"}, "koi8-r"),
    ],
)
def test_a_named_encoding_is_used(tmp_path: Path, globs: dict[str, str], found: str | None) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Привет".encode("koi8-r"))
    options = ReadOptions(encodings=globs)
    assert options.encoding("a.txt") == found
    if found:
        (document,), finished = ingest_all(path, options)
        assert read_passage(document.passages[0].record).text == "Привет"
        assert finished.record.encoding == "koi8-r"


def test_globs_of_encodings_look_at_folders_too() -> None:
    options = ReadOptions(encodings={"old/*": "koi8-r"})
    assert options.encoding("root/old/a.txt") == "koi8-r"
    assert options.encoding("older/a.txt") is None


def test_fields_for_some_files_win_over_those_for_all() -> None:
    options = ReadOptions({"old/*:text": "a", "text": "b", "*/c:d.csv:id": "e", "title": "f"})
    assert options.record_fields("x.csv") == {"text": "b", "title": "f"}
    assert options.record_fields("docs/old/x.csv") == {"text": "a", "title": "f"}
    assert options.record_fields("docs/c:d.csv") == {"text": "b", "id": "e", "title": "f"}


def test_quotations_of_a_file_need_no_index(article: Path) -> None:
    *quotes, finished = extract_quotes(task_for(article))
    assert isinstance(finished, FileOutcome)
    assert quotes
    assert all(not isinstance(quote, FileOutcome) and quote.kind == "quote" for quote in quotes)
