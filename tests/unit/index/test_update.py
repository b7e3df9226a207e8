"""An index is built, refreshed and rebuilt; whatever goes wrong, one that answers stays."""

import errno
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from searchtool.core.errors import (
    IndexForeign,
    NeedsRebuild,
    OptionError,
    RootMissing,
    SearchError,
    UnreadableFile,
    UsageError,
)
from searchtool.engines.checksums import seal
from searchtool.index.manifest import list_builds, read_manifest, write_manifest
from searchtool.index.open import open_snapshot
from searchtool.index.plan import Plan, Progress, Report, RunCallbacks
from searchtool.index.update import update_index

INDEX = Path("index")


def update(*paths: Path, callbacks: RunCallbacks | None = None, **options: Any) -> Report:
    return update_index(INDEX, Plan(paths, **options), callbacks or RunCallbacks())


def count_passages() -> int:
    snapshot = open_snapshot(INDEX)
    try:
        return snapshot.searcher.count_passages("paragraph")
    finally:
        snapshot.searcher.close()


def test_a_first_run_builds_and_a_second_refreshes(texts: Path) -> None:
    assert update(texts).added == 3
    first = read_manifest(INDEX)
    assert first.complete
    assert [root.path for root in first.roots] == [str(texts)]
    (texts / "a.txt").unlink()
    report = update()
    assert (report.removed, report.unchanged) == (1, 2)
    assert report.seconds > 0
    assert read_manifest(INDEX).build == first.build


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_run_without_changes_commits_nothing(texts: Path, engine: str) -> None:
    update(texts, engine=engine)
    (build,) = list_builds(INDEX)
    commit = build / {"whoosh": "segments.json", "tantivy": "meta.json"}[engine]
    before = commit.stat().st_mtime_ns
    assert update().unchanged == 3
    assert commit.stat().st_mtime_ns == before


def test_a_rebuild_replaces_the_build(texts: Path) -> None:
    update(texts, fields={"text": "body"}, encodings={"*.md": "koi8-r"}, engine="whoosh")
    first = read_manifest(INDEX)
    update(rebuild=True)
    second = read_manifest(INDEX)
    assert [path.name for path in list_builds(INDEX)] == [second.build] != [first.build]
    kept = ("engine", "chosen", "fields", "encodings", "roots")
    assert [getattr(second, name) for name in kept] == [getattr(first, name) for name in kept]


def test_paths_are_added_and_a_rebuild_drops_the_others(texts: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "d.txt").write_text("Град.", "utf-8")
    update(texts)
    assert update(other).added == 1
    assert count_passages() == 4
    dropped: list[Path] = []
    update(other, rebuild=True, callbacks=RunCallbacks(on_roots_dropped=dropped.extend))
    assert dropped == [texts]
    assert count_passages() == 1


def test_the_engine_is_announced_for_a_new_build_only(texts: Path) -> None:
    chosen: list[tuple[str, int | None, bool]] = []
    callbacks = RunCallbacks(on_engine_chosen=lambda *choice: chosen.append(choice))
    update(texts, callbacks=callbacks)
    update(callbacks=callbacks)
    update(callbacks=callbacks, engine="tantivy", rebuild=True)
    size = sum(path.stat().st_size for path in texts.iterdir())
    assert chosen == [("whoosh", size, False), ("tantivy", None, True)]
    update(rebuild=True)
    assert read_manifest(INDEX).engine == "tantivy"  # the user's choice holds


@pytest.mark.parametrize(
    ("option", "value"),
    [("engine", "tantivy"), ("fields", {"text": "body"}), ("encodings", {"*": "cp866"})],
)
def test_what_only_a_rebuild_can_change_is_refused(texts: Path, option: str, value: Any) -> None:
    update(texts)
    with pytest.raises(NeedsRebuild) as caught:
        update(**{option: value})
    assert caught.value.where == option
    assert read_manifest(INDEX).complete


@pytest.mark.parametrize(
    ("paths", "options", "error"),
    [
        (["nowhere"], {}, UsageError),
        (["docs_in"], {"engine": "lucene"}, OptionError),
        (["docs_in"], {"engine": "memory"}, OptionError),
    ],
)
def test_a_mistake_leaves_nothing_behind(
    texts: Path, paths: Sequence[str], options: dict[str, Any], error: type[SearchError]
) -> None:
    with pytest.raises(error):
        update(*map(Path, paths), **options)
    assert not INDEX.exists()


def test_the_folder_of_somebody_else_is_left_alone(texts: Path) -> None:
    INDEX.mkdir()
    (INDEX / "manifest.json").write_text('{"name": "extension"}')
    for rebuild in (False, True):
        with pytest.raises(IndexForeign):
            update(texts, rebuild=rebuild)
    assert [path.name for path in INDEX.iterdir()] == ["manifest.json"]


def test_a_folder_that_is_gone_stops_a_rebuild(texts: Path) -> None:
    update(texts)
    texts.rename(texts.with_name("moved"))
    with pytest.raises(RootMissing):
        update(rebuild=True)
    assert count_passages() == 3


def test_a_rebuild_that_fails_leaves_the_old_index(texts: Path) -> None:
    update(texts)
    (texts / "a.txt").unlink()

    def fill(progress: Progress) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(SearchError, match="index: No space left on device"):
        update(rebuild=True, callbacks=RunCallbacks(on_progress=fill))
    assert (count_passages(), len(list_builds(INDEX))) == (3, 1)
    assert update().removed == 1
    assert len(list_builds(INDEX)) == 1


def test_a_run_after_one_that_was_cut_off_sweeps_and_sums_up(texts: Path) -> None:
    """Though that one had committed everything."""
    update(texts, engine="tantivy")
    manifest = read_manifest(INDEX)
    write_manifest(INDEX, manifest._replace(complete=False))
    build = INDEX / manifest.build
    left = [build / "sums.json.new", build / ".tmpAbC123", build / "unread.json.new"]
    for path in left:
        path.write_text("{", "utf-8")
    (build / "sums.json").write_text(seal({"files": {}}), "utf-8")
    assert update().unchanged == 3
    assert "meta.json" in (build / "sums.json").read_text("utf-8")
    assert not [path.name for path in left if path.exists()]


def break_link(texts: Path) -> None:
    (texts / "a.txt").unlink()
    (texts / "a.txt").symlink_to("nowhere.txt")


def test_a_rebuild_does_not_replace_what_it_cannot_read(texts: Path) -> None:
    update(texts)
    break_link(texts)
    (texts / "b.txt").write_text("Снег.", "utf-8")
    failures: list[UnreadableFile] = []
    with pytest.raises(
        SearchError, match=r"^index: not replaced, since it holds text from /.*a\.txt"
    ):
        update(rebuild=True, callbacks=RunCallbacks(on_failure=failures.append))
    assert [Path(failure.where).name for failure in failures] == ["a.txt"]
    assert (count_passages(), len(list_builds(INDEX))) == (3, 1)
    assert update().changed == 1
    (texts / "a.txt").unlink()
    assert update(rebuild=True).added == 2


def test_what_was_never_read_stops_no_rebuild(texts: Path) -> None:
    break_link(texts)
    assert update(texts).failed == 1
    assert update(rebuild=True).failed == 1


def test_an_index_that_cannot_answer_is_replaced_whatever_can_be_read(texts: Path) -> None:
    for damage in (outdate, flip):
        update(texts)
        damage()
        break_link(texts)
        assert update(rebuild=True).added == 2
        (texts / "a.txt").unlink()
        (texts / "a.txt").write_text("Град.", "utf-8")


def outdate() -> None:
    write_manifest(INDEX, read_manifest(INDEX)._replace(format=1))


def flip() -> None:
    """Change a byte of the longest file of an engine, as nobody notices who does not read it."""
    (build,) = list_builds(INDEX)
    path = max(build.iterdir(), key=lambda path: path.stat().st_size)
    status, content = path.stat(), bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_an_index_deleted_during_a_run_is_not_called_damaged(texts: Path, engine: str) -> None:
    def delete(progress: Progress) -> None:
        shutil.rmtree(INDEX, ignore_errors=True)

    with pytest.raises(SearchError, match=r"No such file|deleted while it was"):
        update(texts, engine=engine, callbacks=RunCallbacks(on_progress=delete))
    assert update(texts, engine=engine).added == 3


def test_a_first_run_that_fails_keeps_an_incomplete_index(texts: Path) -> None:
    def stop(progress: Progress) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        update(texts, callbacks=RunCallbacks(on_progress=stop))
    assert not read_manifest(INDEX).complete
    assert update().added == 3
    assert read_manifest(INDEX).complete


@pytest.mark.parametrize(
    ("is_first", "options", "kept"),
    [
        (True, {}, "what was committed is kept"),
        (False, {}, "what was committed is kept"),
        (False, {"rebuild": True}, "the old index is intact"),
    ],
)
def test_an_interrupt_says_what_is_kept(
    texts: Path, is_first: bool, options: dict[str, Any], kept: str
) -> None:
    def interrupt(progress: Progress) -> None:
        raise KeyboardInterrupt

    if not is_first:
        update(texts)
        (texts / "a.txt").write_text("Снег.", "utf-8")
    with pytest.raises(KeyboardInterrupt, match=f"interrupted; {kept}"):
        update(
            *([texts] if is_first else []),
            callbacks=RunCallbacks(on_progress=interrupt),
            **options,
        )


def test_a_rebuild_takes_what_it_can_from_an_outdated_manifest(texts: Path) -> None:
    update(texts, engine="tantivy", fields={"text": "body"})
    write_manifest(INDEX, read_manifest(INDEX)._replace(format=1))
    with pytest.raises(SearchError):
        update()
    assert update(rebuild=True).added == 3
    manifest = read_manifest(INDEX)
    assert (manifest.engine, manifest.fields) == ("tantivy", {"text": "body"})


@pytest.mark.parametrize("call", ["unlink", "rmdir"])
def test_what_could_not_be_deleted_is_deleted_by_the_next_run(
    texts: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    update(texts)
    (former,) = list_builds(INDEX)
    sound = getattr(os, call)
    refused: list[str] = []

    def refuse_once(path: Any, **options: Any) -> None:
        if former.name in os.fspath(path) and not refused:
            refused.append(path)
            raise OSError(errno.EINTR, os.strerror(errno.EINTR), path)
        sound(path, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuse_once)
        update(rebuild=True)
    assert refused
    update()
    assert not former.exists()
