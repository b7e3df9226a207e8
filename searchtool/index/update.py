"""Files in, an index that answers out: create, refresh, rebuild and swap.

index/manifest.json     names the build that answers; replaced last, by one rename
index/build-…/          the engine's files
index/writer.lock       held by the one process that writes; its death frees it
index/writer.json       who that is, for those who wait
"""

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path

import filelock

from searchtool.analysis.analyzer import fingerprint
from searchtool.core.errors import IndexForeign, IndexMissing, IndexProblem, SearchError, UsageError
from searchtool.core.i18n import tr
from searchtool.engines import open_engine
from searchtool.index.engine_choice import AUTO, Choice, choose_engine, has_outgrown
from searchtool.index.manifest import (
    BUILD_MARK,
    FILE_NAME,
    Manifest,
    check_fits,
    check_ours,
    is_build,
    read_manifest,
    salvage_manifest,
    write_manifest,
)
from searchtool.index.open import LOCK_NAME, naming_damage
from searchtool.index.refresh import Interrupted, Observer, Refresh, Report
from searchtool.ingest.discovery import Root, is_inside
from searchtool.ingest.pipeline import Recipe
from searchtool.ingest.roots import check_present, merge_roots, narrow_roots


@dataclass(frozen=True, slots=True)
class Plan:
    """What the user asked to index: nothing in `paths` means what the index already holds."""

    paths: Sequence[Path] = ()
    rebuild: bool = False
    engine: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    encodings: Mapping[str, str] = field(default_factory=dict)


def update_index(directory: Path, plan: Plan, observer: Observer) -> Report:
    """Bring the index up to date with its files, or build it; only what changed is read.

    A rebuild never opens the old index, which answers until the new one takes its place.
    Raises SearchError; a KeyboardInterrupt says what it leaves in the index.
    """
    started = time.monotonic()
    # Before anything is made, so that a slip leaves nothing behind.
    merge_roots((), plan.paths)
    check_ours(directory)
    _make_folder(directory)
    with _naming_folder(directory), _only_writer(directory, observer.waiting):
        previous = _previous(directory, plan.rebuild)
        if previous and not plan.rebuild:
            _check_plan(plan, previous)
        old_roots = previous.roots if previous else ()
        keeps = not (plan.rebuild and plan.paths)
        roots = merge_roots(old_roots if keeps else (), plan.paths)
        if plan.rebuild:
            check_present(roots)
            if left := _left_out(old_roots, roots):
                observer.leaving(left)
        if previous and not plan.rebuild:
            manifest = _go_on(directory, previous, roots)
        else:
            choice = choose_engine(plan.engine, previous, roots)
            observer.choosing(choice.engine, choice.size, plan.engine is not None)
            manifest = _start_build(directory, plan, choice, previous, roots)
        engine = open_engine(manifest.engine, directory / manifest.build)
        run = Refresh(engine, Recipe(manifest.fields, manifest.encodings), observer)
        asked = narrow_roots(roots, plan.paths) if plan.paths else roots
        is_new = previous is None or manifest.build != previous.build
        with naming_damage(str(directory)), _saying_what_is_kept(previous is not None and is_new):
            run.run(asked, is_new=is_new)
        write_manifest(directory, manifest._replace(complete=True, updated=_now()))
        _sweep(directory, keep=manifest.build)
        if not is_new and has_outgrown(manifest.engine, run.report.size):
            observer.outgrown(manifest.engine, run.report.size)
    return replace(run.report, seconds=time.monotonic() - started)


@contextmanager
def _naming_folder(directory: Path) -> Iterator[None]:
    """What the system refuses, a full disk or a file, as the error that says where."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        where = str(error.filename or directory)
        raise SearchError(where, error.strerror or str(error)) from error


@contextmanager
def _saying_what_is_kept(is_beside: bool) -> Iterator[None]:
    """Ctrl-C, with the truth about the index: `is_beside` an old one, which still answers."""
    try:
        yield
    except KeyboardInterrupt as error:
        if is_beside:
            kept = tr("the old index is intact", "старый индекс цел")
        elif isinstance(error, Interrupted):
            kept = tr("what was read is kept", "прочитанное сохранено")
        else:
            kept = tr("what was committed is kept", "записанное ранее сохранено")
        raise KeyboardInterrupt(tr("interrupted", "прервано") + f"; {kept}") from error


def _left_out(old: Sequence[Root], new: Sequence[Root]) -> list[Path]:
    return [
        root.path
        for root in old
        if not any(is_inside(str(root.path), str(other.path)) for other in new)
    ]


def _make_folder(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            str(directory),
            tr("cannot be a folder for the index", "не может быть папкой индекса"),
            error.strerror or "",
        ) from error


def _check_plan(plan: Plan, previous: Manifest) -> None:
    """Raises UsageError for what only a rebuild can change."""
    advice = tr("add --rebuild to change it", "добавьте --rebuild, чтобы сменить")
    asked = previous.engine if plan.engine == AUTO == previous.chosen else plan.engine
    if asked not in (None, previous.engine):
        cause = tr(f"the index is kept by {previous.engine}", f"индекс ведёт {previous.engine}")
        raise UsageError("--engine", cause, advice)
    if plan.fields and dict(plan.fields) != dict(previous.fields):
        cause = tr("the index was built with other fields", "индекс построен с другими полями")
        raise UsageError("--field", cause, advice)
    if plan.encodings and dict(plan.encodings) != dict(previous.encodings):
        cause = tr(
            "the index was built with other encodings", "индекс построен с другими кодировками"
        )
        raise UsageError("--encoding", cause, advice)


def _previous(directory: Path, rebuild: bool) -> Manifest | None:
    """The manifest to go on from; of one that does not fit a rebuild takes what it can read."""
    try:
        manifest = read_manifest(directory)
        if not rebuild:
            check_fits(directory, manifest)
        return manifest
    except IndexMissing:
        return None
    except IndexForeign:
        raise
    except IndexProblem:
        if rebuild:
            return salvage_manifest(directory)
        raise


def _go_on(directory: Path, previous: Manifest, roots: tuple[Root, ...]) -> Manifest:
    _sweep(directory, keep=previous.build)
    # Until the run has come to its end the next one has something to finish.
    manifest = previous._replace(roots=roots, complete=False)
    write_manifest(directory, manifest)
    return manifest


def _start_build(
    directory: Path,
    plan: Plan,
    choice: Choice,
    previous: Manifest | None,
    roots: tuple[Root, ...],
) -> Manifest:
    build = f"build-{time.time_ns():x}"
    (directory / build).mkdir()
    (directory / build / BUILD_MARK).touch()
    engine = open_engine(choice.engine, directory / build)
    engine.create()
    fields = plan.fields or (previous.fields if previous else {})
    encodings = plan.encodings or (previous.encodings if previous else {})
    manifest = Manifest(
        engine=choice.engine,
        engine_version=engine.version(),
        build=build,
        roots=roots,
        complete=False,
        updated=_now(),
        fields=dict(fields),
        encodings=dict(encodings),
        analysis=fingerprint(),
        chosen=choice.chosen,
    )
    if previous is None:
        # Nothing else can answer: an interrupted first run keeps what it has committed.
        write_manifest(directory, manifest)
    return manifest


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="seconds")


@contextmanager
def _only_writer(directory: Path, waiting: Callable[[str], None]) -> Iterator[None]:
    holder = directory / "writer.json"
    lock = filelock.FileLock(directory / LOCK_NAME)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        waiting(_holder(holder))
        lock.acquire()
    try:
        holder.write_text(json.dumps({"pid": os.getpid(), "since": _now()}), "utf-8")
        yield
        holder.unlink(missing_ok=True)
    finally:
        lock.release()


def _holder(path: Path) -> str:
    try:
        record = json.loads(path.read_text("utf-8"))
        return tr(
            f"process {record['pid']}, writing since {record['since']}",
            f"процесс {record['pid']}, пишет с {record['since']}",
        )
    except (OSError, ValueError, KeyError, TypeError):
        return tr("another process", "другой процесс")


def _sweep(directory: Path, keep: str) -> None:
    """Take away builds that no manifest names."""
    for path in directory.glob("build-*"):
        if path.name != keep and is_build(path):
            shutil.rmtree(path, ignore_errors=True)
    (directory / f"{FILE_NAME}.new").unlink(missing_ok=True)
