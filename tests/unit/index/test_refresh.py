"""Exactly what is new or changed is read, what is gone is removed, and no accident costs more."""

import os
import signal
from pathlib import Path

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.core.model import FileRecord, Root
from searchtool.engines.base import Engine
from searchtool.index.interrupts import Interrupted
from searchtool.index.plan import Progress, Report, RunCallbacks
from searchtool.index.refresh import find_changes
from searchtool.ingest.discovery import FoundFile, Listing
from searchtool.ingest.pipeline import UNREAD
from tests.unit.index.conftest import Refresh

BASE = Path("/texts")
ROOT = Root(BASE, BASE)


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.added, report.changed, report.removed, report.unchanged, report.failed


def records(engine: Engine) -> dict[str, FileRecord]:
    """What the engine remembers of files, by their names."""
    searcher = engine.searcher()
    try:
        return {record.name: record for record in searcher.files()}
    finally:
        searcher.close()


def count_passages(engine: Engine) -> int:
    searcher = engine.searcher()
    try:
        return searcher.count_passages("paragraph")
    finally:
        searcher.close()


def test_only_what_changed_is_read(refresh_engine: Refresh, engine: Engine, texts: Path) -> None:
    assert counts(refresh_engine()) == (3, 0, 0, 0, 0)
    assert counts(refresh_engine()) == (0, 0, 0, 3, 0)
    (texts / "a.txt").write_text("Снег.\n\nИ ветер.", "utf-8")
    (texts / "b.txt").unlink()
    (texts / "d.txt").write_text("Град.", "utf-8")
    report = refresh_engine()
    assert counts(report) == (1, 1, 1, 1, 0)
    assert (report.documents, report.passages) == (2, 3)
    assert report.size == sum(path.stat().st_size for path in texts.iterdir())
    assert count_passages(engine) == 4
    assert records(engine).keys() == {"a.txt", "c.txt", "d.txt"}


def test_a_text_that_becomes_empty_is_removed(
    refresh_engine: Refresh, engine: Engine, texts: Path
) -> None:
    refresh_engine()
    (texts / "a.txt").write_text("", "utf-8")
    (texts / "b.txt").write_text(" ", "utf-8")
    assert counts(refresh_engine()) == (0, 0, 2, 1, 0)
    assert count_passages(engine) == 1
    assert counts(refresh_engine()) == (0, 0, 0, 1, 0)


def test_a_touched_file_is_compared_once(
    refresh_engine: Refresh, engine: Engine, texts: Path
) -> None:
    refresh_engine()
    os.utime(texts / "a.txt", ns=(1, 1))
    seen: list[Progress] = []
    for expected in ([str(texts / "a.txt")], []):
        report = refresh_engine(callbacks=RunCallbacks(on_progress=seen.append))
        assert [progress.path for progress in seen] == expected
        assert (counts(report), report.passages) == ((0, 0, 0, 3, 0), 0)
        seen.clear()
    assert records(engine)["a.txt"].modified == 1


def test_progress_ends_with_everything(refresh_engine: Refresh, texts: Path) -> None:
    seen: list[Progress] = []
    refresh_engine(callbacks=RunCallbacks(on_progress=seen.append))
    size = sum(path.stat().st_size for path in texts.iterdir())
    last = seen[-1]
    assert (last.files, last.all_files, last.size, last.all_size) == (3, 3, size, size)
    assert last.passages == 3


def test_what_is_not_read_is_told_by_every_run(refresh_engine: Refresh, texts: Path) -> None:
    for name in ("1.jpg", "2.JPG", "none"):
        (texts / name).write_bytes(b"\x7fELF\2\1\1\0")
    (texts / "settings.json").write_text('{"tab": 4}')  # the data of some program
    (texts / "empty.txt").touch()
    expected = {
        "1.jpg": "format",
        "2.JPG": "format",
        "none": "format",
        "settings.json": "format",
        "empty.txt": "empty",
    }
    for added, unchanged in ((3, 0), (0, 3)):
        report = refresh_engine()
        assert counts(report) == (added, 0, 0, unchanged, 0)
        assert {Path(part.where).name: part.reason for part in report.skipped} == expected


def test_a_bad_file_is_reported_once(refresh_engine: Refresh, engine: Engine, texts: Path) -> None:
    (texts / "a.txt").write_bytes(b"\x7fELF\0\0\0\0" * 100)
    failures: list[UnreadableFile] = []
    callbacks = RunCallbacks(on_failure=failures.append)
    report = refresh_engine(callbacks=callbacks)
    assert (counts(report), report.unreadable) == ((2, 0, 0, 0, 1), 0)
    assert [failure.where for failure in failures] == [str(texts / "a.txt")]
    report = refresh_engine(callbacks=callbacks)
    assert (counts(report), report.unreadable, len(failures)) == ((0, 0, 0, 2, 0), 1, 1)
    assert records(engine)["a.txt"].failure == str(failures[0])


def test_a_broken_link_keeps_what_was_read(
    refresh_engine: Refresh, engine: Engine, texts: Path
) -> None:
    (texts / "a.txt").rename(texts / "target.md")
    (texts / "a.txt").symlink_to("target.md")
    assert counts(refresh_engine()) == (4, 0, 0, 0, 0)
    (texts / "target.md").unlink()
    for _ in range(2):  # it is tried again each time
        report = refresh_engine()
        assert (report.failed, report.unreadable) == (1, 0)
        record = records(engine)["a.txt"]
        assert (record.modified, record.documents) == (UNREAD, 1)
        assert count_passages(engine) == 3
    (texts / "a.txt").unlink()
    assert counts(refresh_engine()) == (0, 0, 1, 2, 0)


def test_a_missing_root_costs_nothing(refresh_engine: Refresh, engine: Engine, texts: Path) -> None:
    refresh_engine()
    texts.rename(texts.with_name("moved"))
    report = refresh_engine()
    assert counts(report) == (0, 0, 0, 0, 1)
    assert report.size > 0
    assert count_passages(engine) == 3


def test_only_the_roots_asked_for_are_compared(
    refresh_engine: Refresh, engine: Engine, texts: Path
) -> None:
    refresh_engine()
    for name in ("a.txt", "b.txt"):
        (texts / name).unlink()
    assert counts(refresh_engine(Root(texts / "a.txt", texts))) == (0, 0, 1, 0, 0)
    assert records(engine).keys() == {"b.txt", "c.txt"}


class Stop(Exception):
    """Ends a run where a test wants it."""


def test_a_run_that_fails_keeps_what_was_committed(refresh_engine: Refresh, engine: Engine) -> None:
    def stop(progress: Progress) -> None:
        if progress.files == 2:
            raise Stop

    with pytest.raises(Stop):
        refresh_engine(callbacks=RunCallbacks(on_progress=stop), commit_every=1)
    assert count_passages(engine) == 2
    assert counts(refresh_engine())[3] in (1, 2)  # the record of the last file may be lost
    assert count_passages(engine) == 3


def test_a_file_that_was_committed_in_part_is_read_again(
    refresh_engine: Refresh, engine: Engine, texts: Path
) -> None:
    lines = ['{"text": "Дождь идёт."}'] * 10
    (texts / "many.jsonl").write_text("\n".join(lines), "utf-8")

    def stop(progress: Progress) -> None:
        if progress.passages == 5:
            raise Stop

    with pytest.raises(Stop):
        refresh_engine(
            Root(texts / "many.jsonl", texts),
            callbacks=RunCallbacks(on_progress=stop),
            commit_every=2,
        )
    assert count_passages(engine) == 4
    assert records(engine)["many.jsonl"].modified == UNREAD
    refresh_engine()
    assert count_passages(engine) == 13
    (texts / "many.jsonl").unlink()
    refresh_engine()
    assert count_passages(engine) == 3


def test_ctrl_c_keeps_what_was_read(refresh_engine: Refresh, engine: Engine) -> None:
    def interrupt(progress: Progress) -> None:
        if progress.files == 1:
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(Interrupted):
        refresh_engine(callbacks=RunCallbacks(on_progress=interrupt))
    assert count_passages(engine) == 1
    assert counts(refresh_engine()) == (2, 0, 0, 1, 0)


def test_a_second_ctrl_c_stops_at_once(refresh_engine: Refresh, engine: Engine) -> None:
    def interrupt(progress: Progress) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt) as caught:
        refresh_engine(callbacks=RunCallbacks(on_progress=interrupt))
    assert not isinstance(caught.value, Interrupted)
    assert count_passages(engine) == 0


def record(name: str, size: int = 1, modified: int = 1) -> FileRecord:
    return FileRecord(str(BASE / name), name, size, modified, "digest")


def known(*records: FileRecord) -> dict[str, FileRecord]:
    return {record.path: record for record in records}


def listing(*files: FoundFile, unreadable: str = "") -> Listing:
    failures = [(ROOT, UnreadableFile(unreadable, ""))] if unreadable else []
    return Listing({file.path: file for file in files}, failures, [])


def found(name: str, size: int = 1, modified: int = 1) -> FoundFile:
    return FoundFile(str(BASE / name), name, size, modified)


@pytest.mark.parametrize(
    "file", [found("a", size=2), found("a", modified=2), found("a")._replace(name="label/a")]
)
def test_a_file_with_another_size_time_or_name_is_read(file: FoundFile) -> None:
    assert find_changes([], listing(file), known(record("a"))).to_read == [file]


def test_the_same_file_is_not_read() -> None:
    changes = find_changes([], listing(found("a")), known(record("a")))
    assert (changes.to_read, changes.same) == ([], [record("a")])


def test_nothing_is_gone_below_a_folder_that_cannot_be_read(tmp_path: Path) -> None:
    root = Root(tmp_path, tmp_path)
    paths = [str(tmp_path / name) for name in ("closed/a", "closed-too/a", "a")]
    files = {path: record("a")._replace(path=path) for path in paths}
    changes = find_changes([root], listing(unreadable=str(tmp_path / "closed")), files)
    assert changes.gone == set(paths[1:])
    assert [kept.path for kept in changes.kept] == paths[:1]
