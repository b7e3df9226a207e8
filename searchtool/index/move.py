"""Moves an index to another engine: a new build beside the old one, then one rename."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from searchtool.core import clock
from searchtool.core.connection import Connection
from searchtool.core.errors import IndexCorrupted, SearchError, UsageError
from searchtool.core.i18n import tr
from searchtool.core.os_errors import located_os_errors
from searchtool.core.presence import bytes_below
from searchtool.core.sizes import describe_size
from searchtool.engines import ALL_ENGINES, check_installed, open_engine
from searchtool.engines.base import Engine, Searcher, SharedEngine
from searchtool.index.builds import filling_build, replace_build, start_build
from searchtool.index.copying import Contents, copy_contents, count_contents
from searchtool.index.engine_choice import EngineChoice, check_engine
from searchtool.index.first_seen import FirstSeen
from searchtool.index.interrupts import Interruptible
from searchtool.index.lock import writer_lock
from searchtool.index.manifest import Manifest, check_fits, check_owner, read_manifest
from searchtool.index.open import NO_BUILD, with_location
from searchtool.index.plan import Plan
from searchtool.index.unread import read_unread, write_unread

SIZE_FACTORS = {"whoosh": 1.5, "tantivy": 1.5}
"""Room that a move needs beside the old index, by the engine it is moved to, in sizes of the old
one."""


@dataclass(frozen=True, slots=True)
class MovePlan:
    """To which engine; `connection` leads to the cluster that the index moves to or from, and
    `replace` lets it take the place of an index there."""

    engine: str
    connection: Connection | None = None
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """What a move is about to do: engines from and to, passages, bytes needed and free, both None
    where that is not on this disk."""

    source: str
    target: str
    passages: int
    needed: int | None = None
    free: int | None = None


@dataclass(frozen=True, slots=True)
class MoveReport:
    """What a move did; `moved` is False where the index had that engine already."""

    engine: str
    moved: bool
    documents: int = 0
    passages: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class MoveCallbacks:
    """Functions that are called during a move.

    on_start      before anything is written
    on_progress   after some passages: how many so far, of how many
    on_lock_wait  when another process writes the index; a clause that says which
    """

    on_start: Callable[[Move], None] = lambda move: None
    on_progress: Callable[[int, int], None] = lambda done, total: None
    on_lock_wait: Callable[[str], None] = lambda holder: None


def move_index(index_path: Path, plan: MovePlan, callbacks: MoveCallbacks) -> MoveReport:
    """Let another engine hold an index. It answers as before, complete or not, and the files it was
    built from are not read. Until the end the old build answers; what goes wrong leaves it.

    Raises SearchError; a KeyboardInterrupt says what is kept.
    """
    clock.make_readable()
    started = time.monotonic()
    check_engine(plan.engine, known=tuple(ALL_ENGINES))
    check_installed(plan.engine)
    check_owner(index_path)
    read_manifest(index_path)
    with located_os_errors(str(index_path)), writer_lock(index_path, callbacks.on_lock_wait):
        previous = read_manifest(index_path)
        check_fits(index_path, previous)
        if previous.engine == plan.engine:
            return MoveReport(plan.engine, moved=False)
        _check_free_name(plan)
        with _interrupt_message():
            copied = _move(index_path, previous, plan, callbacks)
    seconds = time.monotonic() - started
    return MoveReport(plan.engine, True, copied.documents, copied.passages, seconds)


def _check_free_name(plan: MovePlan) -> None:
    """Raises UsageError where others would lose their index in the cluster."""
    target = open_engine(plan.engine, NO_BUILD, plan.connection)
    if isinstance(target, SharedEngine) and not plan.replace and target.join():
        raise UsageError(
            str(plan.connection),
            tr("there is an index already", "там уже есть индекс"),
            tr(
                "end the address with another name, or add --replace",
                "укажите другое имя в конце адреса или добавьте --replace",
            ),
        )


def _move(
    index_path: Path, previous: Manifest, plan: MovePlan, callbacks: MoveCallbacks
) -> Contents:
    """The move itself, while the lock is held."""
    build_plan = Plan(rebuild=True, connection=plan.connection)
    choice = EngineChoice(plan.engine, "user")
    with with_location(str(index_path)), Interruptible() as interrupt:
        searcher = _open_source(index_path, previous, plan.connection)
        contents = count_contents(searcher)
        callbacks.on_start(_announce(index_path, previous, plan.engine, contents.passages))

        def on_passages(written: int) -> None:
            interrupt.check()
            callbacks.on_progress(written, contents.passages)

        manifest = start_build(index_path, build_plan, choice, previous, previous.roots)
        target = open_engine(plan.engine, index_path / manifest.build, plan.connection)
        with filling_build(index_path / manifest.build, target, is_beside=True):
            with FirstSeen(index_path, previous.seen_bytes) as first_seen:
                copy_contents(searcher, target, previous.roots, on_passages, first_seen)
            searcher.close()
            _check_copy(index_path, contents, target)
            write_unread(index_path, manifest.build, read_unread(index_path, previous.build))
        state = manifest._replace(
            complete=previous.complete, updated=previous.updated, programs=previous.programs
        )
        replace_build(index_path, state, target)
    return contents


def _open_source(index_path: Path, previous: Manifest, connection: Connection | None) -> Searcher:
    """What is moved, once all its files are known to be sound."""
    source = open_engine(previous.engine, index_path / previous.build, connection)
    source.check()
    return source.searcher()


def _announce(index_path: Path, previous: Manifest, engine: str, passages: int) -> Move:
    """What the move will take. Raises SearchError where there is no room for it."""
    if not {engine, previous.engine} <= SIZE_FACTORS.keys():
        return Move(previous.engine, engine, passages)
    needed = round(bytes_below(index_path / previous.build) * SIZE_FACTORS[engine])
    free = shutil.disk_usage(index_path).free
    if free < needed:
        cause = tr(
            f"needs about {describe_size(needed)} beside the index, {describe_size(free)} free",
            f"рядом с индексом нужно около {describe_size(needed)}, свободно {describe_size(free)}",
        )
        advice = tr("make room on this disk", "освободите место на этом диске")
        raise SearchError(str(index_path), cause, advice)
    return Move(previous.engine, engine, passages, needed, free)


def _check_copy(index_path: Path, contents: Contents, target: Engine) -> None:
    searcher = target.searcher()
    copied = count_contents(searcher)
    searcher.close()
    if copied != contents:
        cause = tr(
            f"its copy would hold {copied}, not {contents}",
            f"в копии оказалось {copied}, а не {contents}",
        )
        raise IndexCorrupted(str(index_path), cause)


@contextmanager
def _interrupt_message() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt as error:
        raise KeyboardInterrupt(
            tr("interrupted; the index is as it was", "прервано; индекс остался прежним")
        ) from error
