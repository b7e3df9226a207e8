"""Files in, an index that answers out: create, refresh, rebuild and swap.

index/manifest.json     names the build that answers; replaced last, by one rename
index/build-…/          the engine's files
index/writer.lock       held by the one process that writes; its death frees it
index/writer.json       who that is, for those who wait
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from searchtool.core.errors import (
    IndexForeign,
    IndexMissing,
    IndexProblem,
    NeedsRebuild,
    SearchError,
)
from searchtool.core.i18n import tr
from searchtool.documents import SUFFIXES
from searchtool.engines import open_engine
from searchtool.index.builds import collect_garbage, continue_build, make_folder, start_build
from searchtool.index.engine_choice import AUTO, choose_engine, has_outgrown
from searchtool.index.interrupts import Interrupted
from searchtool.index.lock import only_writer
from searchtool.index.manifest import (
    Manifest,
    check_fits,
    check_owner,
    now,
    read_manifest,
    recover_manifest,
    write_manifest,
)
from searchtool.index.open import with_location
from searchtool.index.plan import Plan, Report, RunCallbacks
from searchtool.index.refresh import Refresh
from searchtool.ingest.discovery import Root, is_inside, list_files
from searchtool.ingest.pipeline import ReadOptions
from searchtool.ingest.roots import check_present, merge_roots, narrow_roots


def update_index(index_path: Path, plan: Plan, callbacks: RunCallbacks) -> Report:
    """Bring the index up to date with its files, or build it; only what changed is read.

    A rebuild never opens the old index, which answers until the new one takes its place.
    Raises SearchError; a KeyboardInterrupt says what it leaves in the index.
    """
    started = time.monotonic()
    # Before anything is made, so that a slip leaves nothing behind.
    merge_roots((), plan.paths)
    check_owner(index_path)
    make_folder(index_path)
    with _naming_folder(index_path), only_writer(index_path, callbacks.on_lock_wait):
        previous = _previous(index_path, plan.rebuild)
        if previous and not plan.rebuild:
            _check_plan(plan, previous)
        old_roots = previous.roots if previous else ()
        keeps = not (plan.rebuild and plan.paths)
        roots = merge_roots(old_roots if keeps else (), plan.paths)
        if plan.rebuild:
            check_present(roots)
            if left := _left_out(old_roots, roots):
                callbacks.on_roots_dropped(left)
        asked = narrow_roots(roots, plan.paths) if plan.paths else roots
        listing = list_files(asked, SUFFIXES)
        if previous and not plan.rebuild:
            manifest = continue_build(index_path, previous, roots)
        else:
            choice = choose_engine(plan.engine, previous, listing.size)
            callbacks.on_engine_chosen(choice.engine, choice.size, plan.engine is not None)
            manifest = start_build(index_path, plan, choice, previous, roots)
        engine = open_engine(manifest.engine, index_path / manifest.build)
        run = Refresh(engine, ReadOptions(manifest.fields, manifest.encodings), callbacks)
        is_new = previous is None or manifest.build != previous.build
        with with_location(str(index_path)), _saying_what_is_kept(previous is not None and is_new):
            run.run(asked, listing, is_new=is_new)
        write_manifest(index_path, manifest._replace(complete=True, updated=now()))
        collect_garbage(index_path, keep=manifest.build)
        if not is_new and has_outgrown(manifest.engine, run.report.size):
            callbacks.on_engine_outgrown(manifest.engine, run.report.size)
    return replace(run.report, seconds=time.monotonic() - started)


@contextmanager
def _naming_folder(index_path: Path) -> Iterator[None]:
    """What the system refuses, a full disk or a file, as the error that says where."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        where = str(error.filename or index_path)
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


def _check_plan(plan: Plan, previous: Manifest) -> None:
    """Raises NeedsRebuild for what only a rebuild can change."""
    asked = previous.engine if plan.engine == AUTO == previous.chosen else plan.engine
    if asked not in (None, previous.engine):
        cause = tr(
            f"the index uses the {previous.engine} engine",
            f"индекс построен движком {previous.engine}",
        )
        raise NeedsRebuild("engine", cause)
    if plan.fields and dict(plan.fields) != dict(previous.fields):
        cause = tr("the index was built with other fields", "индекс построен с другими полями")
        raise NeedsRebuild("fields", cause)
    if plan.encodings and dict(plan.encodings) != dict(previous.encodings):
        cause = tr(
            "the index was built with other encodings", "индекс построен с другими кодировками"
        )
        raise NeedsRebuild("encodings", cause)


def _previous(index_path: Path, rebuild: bool) -> Manifest | None:
    """The manifest to go on from; of one that does not fit a rebuild takes what it can read."""
    try:
        manifest = read_manifest(index_path)
        if not rebuild:
            check_fits(index_path, manifest)
        return manifest
    except IndexMissing:
        return None
    except IndexForeign:
        raise
    except IndexProblem:
        if rebuild:
            return recover_manifest(index_path)
        raise
