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

from searchtool.analysis import Analyzer
from searchtool.engines import DEFAULT_ENGINE, open_engine
from searchtool.engines.base import Engine, EngineDamaged, Searcher
from searchtool.errors import IndexDamaged, IndexMissing, IndexProblem, UsageError
from searchtool.files import Root
from searchtool.language import tr
from searchtool.manifest import (
    FILE_NAME,
    Manifest,
    check_fits,
    read_manifest,
    salvage_manifest,
    write_manifest,
)
from searchtool.refresh import Observer, Refresh, Report
from searchtool.roots import check_present, merge_roots, narrow_roots


@dataclass(frozen=True, slots=True)
class Index:
    """An index that answers queries."""

    directory: Path
    manifest: Manifest
    engine: Engine

    def searcher(self) -> Searcher:
        """The last commit. Raises IndexDamaged."""
        with naming_damage(str(self.directory)):
            return self.engine.searcher()


@dataclass(frozen=True, slots=True)
class Plan:
    """What the user asked to index: nothing in `paths` means what the index already holds."""

    paths: Sequence[Path] = ()
    rebuild: bool = False
    engine: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


def open_index(directory: Path) -> Index:
    """The index in `directory`, ready to answer.

    Raises IndexMissing, IndexOutdated, IndexDamaged."""
    manifest = read_manifest(directory)
    check_fits(directory, manifest)
    build = directory / manifest.build
    if not build.is_dir():
        raise IndexDamaged(str(build), tr("missing", "отсутствует"))
    return Index(directory, manifest, open_engine(manifest.engine, build))


def open_searcher(directory: Path) -> tuple[Manifest, Searcher]:
    """The last commit of the index that answers now. Raises as `open_index` does."""
    while True:
        manifest = read_manifest(directory)
        try:
            return manifest, open_index(directory).searcher()
        except IndexDamaged:
            # A rebuild that ends at this moment takes the old build away.
            if read_manifest(directory).build == manifest.build:
                raise


def update_index(directory: Path, plan: Plan, observer: Observer) -> Report:
    """Bring the index up to date with its files, or build it; only what changed is read.

    A rebuild never opens the old index, which answers until the new one takes its place.
    Raises SearchError; a KeyboardInterrupt leaves what was read so far in the index.
    """
    started = time.monotonic()
    merge_roots((), plan.paths)  # before anything is made, so that a slip leaves nothing behind
    _make_folder(directory)
    with _only_writer(directory, observer.waiting):
        previous = _previous(directory, plan.rebuild)
        if previous and not plan.rebuild:
            _check_plan(plan, previous)
        old_roots = previous.roots if previous else ()
        keeps = not (plan.rebuild and plan.paths)
        roots = merge_roots(old_roots if keeps else (), plan.paths)
        if plan.rebuild:
            check_present(roots)
        manifest = _start_build(directory, plan, previous, roots)
        engine = open_engine(manifest.engine, directory / manifest.build)
        run = Refresh(engine, Analyzer(), manifest.fields, observer)
        asked = narrow_roots(roots, plan.paths) if plan.paths else roots
        with naming_damage(str(directory)):
            run.run(asked, is_new=previous is None or manifest.build != previous.build)
        write_manifest(directory, replace(manifest, complete=True, updated=_now()))
        _sweep(directory, keep=manifest.build)
    return replace(run.report, seconds=time.monotonic() - started)


@contextmanager
def naming_damage(where: str) -> Iterator[None]:
    """Damage that an engine meets, as the error that says where and what to do."""
    try:
        yield
    except EngineDamaged as error:
        raise IndexDamaged(
            where, tr("its files are damaged", "файлы индекса повреждены")
        ) from error


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
    if plan.engine not in (None, previous.engine):
        cause = tr(f"the index is kept by {previous.engine}", f"индекс ведёт {previous.engine}")
        raise UsageError("--engine", cause, advice)
    if plan.fields and dict(plan.fields) != dict(previous.fields):
        cause = tr("the index was built with other fields", "индекс построен с другими полями")
        raise UsageError("--field", cause, advice)


def _previous(directory: Path, rebuild: bool) -> Manifest | None:
    """The manifest to go on from; of one that does not fit a rebuild takes what it can read."""
    try:
        manifest = read_manifest(directory)
        if not rebuild:
            check_fits(directory, manifest)
        return manifest
    except IndexMissing:
        return None
    except IndexProblem:
        if rebuild:
            return salvage_manifest(directory)
        raise


def _start_build(
    directory: Path, plan: Plan, previous: Manifest | None, roots: tuple[Root, ...]
) -> Manifest:
    if previous and not plan.rebuild:
        _sweep(directory, keep=previous.build)
        # Until the run has come to its end the next one has something to finish.
        manifest = replace(previous, roots=roots, complete=False)
        write_manifest(directory, manifest)
        return manifest
    name = plan.engine or (previous.engine if previous else DEFAULT_ENGINE)
    build = f"build-{time.time_ns():x}"
    engine = open_engine(name, directory / build)
    engine.create()
    fields = plan.fields or (previous.fields if previous else {})
    manifest = Manifest(name, engine.version(), build, roots, False, _now(), dict(fields))
    if previous is None:
        # Nothing else can answer: an interrupted first run keeps what it has committed.
        write_manifest(directory, manifest)
    return manifest


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="seconds")


@contextmanager
def _only_writer(directory: Path, waiting: Callable[[str], None]) -> Iterator[None]:
    holder = directory / "writer.json"
    lock = filelock.FileLock(directory / "writer.lock")
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
        if path.name != keep:
            shutil.rmtree(path, ignore_errors=True)
    (directory / f"{FILE_NAME}.new").unlink(missing_ok=True)
