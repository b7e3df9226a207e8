"""Creates, refreshes or rebuilds an index. What its folder holds:

manifest.json     names the build that answers; replaced last, by one rename
build-…/          the engine's files
writer.lock       held by the one process that writes; its death frees it
writer.json       who that is, for those who wait
first-seen.bin    when each text was seen first; builds come and go
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from searchtool.core import clock
from searchtool.core.errors import (
    IndexForeign,
    IndexMissing,
    IndexProblem,
    NeedsRebuild,
    OptionError,
)
from searchtool.core.i18n import tr
from searchtool.core.model import FileRecord, Root
from searchtool.core.os_errors import located_os_errors
from searchtool.documents.ocr import ocr_problem
from searchtool.documents.program import TESSERACT, installed_programs
from searchtool.engines import open_engine
from searchtool.index.builds import (
    KEYS_NAME,
    continue_build,
    does_ocr,
    filling_build,
    finish_build,
    make_folder,
    start_build,
)
from searchtool.index.engine_choice import AUTO, check_engine, choose_engine, has_outgrown
from searchtool.index.first_seen import FirstSeen, format_moment
from searchtool.index.interrupts import Interrupted
from searchtool.index.lock import writer_lock
from searchtool.index.manifest import (
    Manifest,
    check_fits,
    check_owner,
    read_manifest,
    recover_manifest,
)
from searchtool.index.moved_files import find_moves, follow_moves
from searchtool.index.old_texts import OldTexts
from searchtool.index.open import with_location
from searchtool.index.places import Places, add_paths, forget_paths
from searchtool.index.plan import Plan, Report, RunCallbacks
from searchtool.index.refresh import refresh
from searchtool.index.shard import check_shard
from searchtool.index.unread import Unread, read_unread, update_unread, write_unread
from searchtool.ingest.discovery import Listing, is_inside, list_files
from searchtool.ingest.pipeline import ReadOptions
from searchtool.ingest.roots import check_present, narrow_roots


def update_index(index_path: Path, plan: Plan, callbacks: RunCallbacks) -> Report:
    """Bring an index up to date with its files, or build it; only what changed is read.

    A rebuild does not need the old index, which answers until the new one takes its place; it does
    not, when the old one holds text of files that cannot be read now.
    Raises SearchError; a KeyboardInterrupt says what is kept.
    """
    clock.make_readable()
    started = time.monotonic()
    # Before anything is made, so that a mistake leaves nothing behind.
    if plan.forget and (plan.paths or plan.rebuild or plan.check):
        cause = tr("only takes out, and reads nothing", "только исключает и ничего не читает")
        raise OptionError("forget", cause)
    check_engine(plan.engine)
    check_owner(index_path)
    if plan.shard is not None:
        check_shard(plan.engine or _engine_of(index_path), rebuild=plan.rebuild)
    ocr = does_ocr(plan, recover_manifest(index_path))
    add_paths(Places(), plan.paths, ocr=ocr)
    if ocr and not plan.forget and (problem := ocr_problem()):
        raise OptionError("ocr", *problem)
    if plan.check or plan.forget:
        read_manifest(index_path)
    make_folder(index_path)
    with located_os_errors(str(index_path)), writer_lock(index_path, callbacks.on_lock_wait):
        previous = _read_previous(index_path, plan)
        with _interrupt_message(previous is not None and plan.rebuild):
            report = _run(index_path, plan, callbacks, previous)
    return replace(report, seconds=time.monotonic() - started)


def _engine_of(index_path: Path) -> str | None:
    try:
        return read_manifest(index_path).engine
    except IndexProblem:
        return None


def _read_previous(index_path: Path, plan: Plan) -> Manifest | None:
    """The manifest to go on from; of one that does not fit, a rebuild takes what it can read."""
    try:
        manifest = read_manifest(index_path)
        if not plan.rebuild:
            check_fits(index_path, manifest)
            _check_plan(plan, manifest)
        return manifest
    except IndexMissing:
        if plan.check or plan.forget:
            raise
        return None
    except IndexForeign:
        raise
    except IndexProblem:
        if plan.rebuild:
            return recover_manifest(index_path)
        raise


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
    if plan.ocr is False and previous.ocr:
        cause = tr("the index was built with --ocr", "индекс построен с --ocr")
        raise NeedsRebuild("no_ocr", cause)


def _run(
    index_path: Path, plan: Plan, callbacks: RunCallbacks, previous: Manifest | None
) -> Report:
    """The run itself, while the lock is held."""
    is_refresh = previous is not None and not plan.rebuild
    places = _choose_places(index_path, plan, previous, callbacks)
    if previous is not None:
        previous = previous._replace(forgotten=places.forgotten)
    ocr = does_ocr(plan, previous)
    walk = _walk(index_path, plan, places, ocr)
    if previous is not None and is_refresh and not plan.forget:
        walk = _follow_moves(index_path, plan, previous, walk, callbacks)
    places, asked, listing, moved = walk
    roots = places.roots
    if previous is not None and is_refresh:
        manifest = continue_build(index_path, plan, previous, roots)
        unread = read_unread(index_path, manifest.build)
    else:
        choice = choose_engine(plan.engine, previous, listing.size)
        callbacks.on_engine_chosen(choice.engine, choice.size, plan.engine is not None)
        manifest = start_build(index_path, plan, choice, previous, roots)
        unread = Unread()
    engine = open_engine(manifest.engine, index_path / manifest.build, plan.connection)
    keys = str(index_path / manifest.build / KEYS_NAME)
    options = ReadOptions(manifest.fields, manifest.encodings, keys, ocr)
    programs = (*installed_programs(), *([TESSERACT.name] if ocr else []))
    is_beside = previous is not None and not is_refresh
    # Without OCR a new index is to lack what was recognized.
    keeps_texts = plan.rebuild and previous is not None and (ocr or not previous.ocr)
    seen_bytes = previous.seen_bytes if previous is not None else 0
    first_seen = FirstSeen(index_path, seen_bytes, mends=plan.rebuild)
    with filling_build(index_path / manifest.build, engine, is_beside=is_beside), first_seen:
        report = refresh(
            engine,
            asked,
            listing,
            options,
            callbacks,
            check=plan.check,
            was_cut_off=previous is not None and is_refresh and not previous.complete,
            shard=plan.shard,
            replaces=OldTexts(index_path, plan.connection) if keeps_texts else None,
            read_again=not set(programs) <= set(manifest.programs),
            covers=lambda path: places.covers(path) and path not in moved,
            first_seen=first_seen,
        )
    unread = update_unread(unread, listing, asked, places.covers)
    write_unread(index_path, manifest.build, unread)
    if asked == list(roots):
        manifest = manifest._replace(programs=programs)
    begins = manifest.begins or format_moment(first_seen.latest or clock.milliseconds())
    manifest = manifest._replace(begins=begins, seen_bytes=first_seen.size)
    finish_build(index_path, manifest, engine)
    if is_refresh and has_outgrown(manifest.engine, report.size):
        callbacks.on_engine_outgrown(manifest.engine, report.size)
    return report


def _choose_places(
    index_path: Path, plan: Plan, previous: Manifest | None, callbacks: RunCallbacks
) -> Places:
    """What the index covers after this run. Raises UsageError."""
    old = Places.of(previous)
    if previous is not None and plan.forget:
        return forget_paths(old, plan.forget, _known_paths(index_path, plan, previous))
    if not plan.rebuild:
        return add_paths(old, plan.paths, ocr=does_ocr(plan, previous))
    places = (
        add_paths(old._replace(roots=()), plan.paths, ocr=does_ocr(plan, previous))
        if plan.paths
        else old
    )
    check_present(index_path, places.roots)
    if dropped := _dropped(old.roots, places.roots):
        callbacks.on_roots_dropped(dropped)
    return places


def _known_paths(index_path: Path, plan: Plan, manifest: Manifest) -> list[str]:
    """The files of an index, and what of its folders could not be read."""
    files = [record.path for record in _known_files(index_path, plan, manifest)]
    unread = read_unread(index_path, manifest.build)
    return [*files, *(failure.where for failure in unread.failures)]


def _known_files(index_path: Path, plan: Plan, manifest: Manifest) -> list[FileRecord]:
    with with_location(str(index_path)):
        searcher = open_engine(
            manifest.engine, index_path / manifest.build, plan.connection
        ).searcher()
        try:
            return list(searcher.files())
        finally:
            searcher.close()


def _dropped(old: Sequence[Root], new: Sequence[Root]) -> list[Path]:
    return [
        Path(root.path)
        for root in old
        if not any(is_inside(str(root.path), str(other.path)) for other in new)
    ]


class _Walk(NamedTuple):
    """What the index covers, what of it is looked at, the files there, and those it holds that were
    moved."""

    places: Places
    asked: Sequence[Root]
    listing: Listing
    moved: frozenset[str] = frozenset()


def _walk(index_path: Path, plan: Plan, places: Places, ocr: bool) -> _Walk:
    asked = narrow_roots(places.roots, plan.paths) if plan.paths else list(places.roots)
    if plan.forget:
        asked = []
    return _Walk(
        places, asked, list_files(asked, partial(places.ignore, index_path=index_path), ocr=ocr)
    )


def _follow_moves(
    index_path: Path, plan: Plan, previous: Manifest, walk: _Walk, callbacks: RunCallbacks
) -> _Walk:
    """The walk after what was moved from roots that are gone was noticed; few indexes have any."""
    if all(Path(root.base).exists() for root in previous.roots):
        return walk
    known = _known_files(index_path, plan, previous)
    moves = list(find_moves(previous.roots, known, walk.listing))
    if not moves:
        return walk
    for move in moves:
        folders = list(map(Path, move.folders))
        callbacks.on_root_moved(Path(move.root.path), folders, len(move.files), move.left)
    places = follow_moves(walk.places, moves)
    again = _walk(index_path, plan, places, does_ocr(plan, previous))
    return again._replace(moved=frozenset().union(*(move.files for move in moves)))


@contextmanager
def _interrupt_message(is_rebuild: bool) -> Iterator[None]:
    """Ctrl-C with a message that says what it leaves in the index."""
    try:
        yield
    except KeyboardInterrupt as error:
        if is_rebuild:
            kept = tr("the old index is intact", "старый индекс цел")
        elif isinstance(error, Interrupted):
            kept = tr("what was read is kept", "прочитанное сохранено")
        else:
            kept = tr("what was committed is kept", "записанное ранее сохранено")
        raise KeyboardInterrupt(tr("interrupted", "прервано") + f"; {kept}") from error
