"""The folders inside an index that hold the files of an engine: start, continue, finish, delete."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from searchtool.analysis.analyzer import fingerprint
from searchtool.core.clock import timestamp
from searchtool.core.errors import IndexCorrupted, SearchError, UsageError
from searchtool.core.i18n import tr
from searchtool.core.index_above import BUILD_PREFIX
from searchtool.core.model import Root
from searchtool.core.os_errors import describe_os_error
from searchtool.engines import open_engine
from searchtool.engines.base import Engine, SharedEngine
from searchtool.index.engine_choice import EngineChoice
from searchtool.index.manifest import (
    BUILD_MARK,
    FILE_NAME,
    Manifest,
    list_builds,
    names_build,
    write_manifest,
)
from searchtool.index.open import with_location
from searchtool.index.plan import Plan
from searchtool.index.unread import FILE_NAME as UNREAD_NAME

KEYS_NAME = "keys"
"""In the folder of a build, while a run has several processes: the keys that they share. It lies
there and not among temporary files, so that what a killed run leaves the next one deletes."""


_TEMPORARY = (KEYS_NAME, f"{UNREAD_NAME}.new")


def make_folder(index_path: Path) -> None:
    """Make the folder of an index. Raises UsageError where that is impossible."""
    try:
        index_path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            str(index_path),
            tr(
                f"cannot be a folder for the index ({describe_os_error(error)})",
                f"не может быть папкой индекса ({describe_os_error(error)})",
            ),
            tr("choose another folder: --index DIR", "выберите другую папку: --index ПАПКА"),
        ) from error


def start_build(
    index_path: Path,
    plan: Plan,
    choice: EngineChoice,
    previous: Manifest | None,
    roots: tuple[Root, ...],
) -> Manifest:
    """An empty build, beside the one that answers if there is one, or one that takes part in what
    others have built in a cluster; returns its manifest."""
    build = f"{BUILD_PREFIX}{os.urandom(8).hex()}"
    (index_path / build).mkdir()
    (index_path / build / BUILD_MARK).touch()
    engine = open_engine(choice.engine, index_path / build, plan.connection)
    with filling_build(index_path / build, engine, is_beside=True):
        _create(engine, beside=plan.rebuild)
    fields = plan.fields or (previous.fields if previous else {})
    encodings = plan.encodings or (previous.encodings if previous else {})
    manifest = Manifest(
        engine=choice.engine,
        engine_version=engine.version(),
        build=build,
        roots=roots,
        complete=False,
        updated=timestamp(),
        fields=dict(fields),
        encodings=dict(encodings),
        analysis=fingerprint(),
        chosen=choice.chosen,
        ocr=does_ocr(plan, previous),
        forgotten=previous.forgotten if previous else (),
        id=(previous.id if previous else "") or os.urandom(8).hex(),
        begins=previous.begins if previous else "",
        seen_bytes=previous.seen_bytes if previous else 0,
    )
    if previous is None:
        # Nothing else can answer: an interrupted first run keeps what it has committed.
        write_manifest(index_path, manifest)
    return manifest


def does_ocr(plan: Plan, previous: Manifest | None) -> bool:
    """Whether a run recognizes scanned pages: as it is asked to, or as the index has done."""
    return plan.ocr if plan.ocr is not None else previous is not None and previous.ocr


def continue_build(
    index_path: Path, plan: Plan, previous: Manifest, roots: tuple[Root, ...]
) -> Manifest:
    """The build that answers, marked incomplete until the run comes to its end."""
    _collect_garbage(index_path, keep=previous.build)
    manifest = previous._replace(roots=roots, complete=False, ocr=does_ocr(plan, previous))
    write_manifest(index_path, manifest)
    return manifest


def _create(engine: Engine, *, beside: bool) -> None:
    if not isinstance(engine, SharedEngine):
        engine.create()
    elif beside:
        engine.create_beside()
    elif not engine.join():
        engine.create()


def finish_build(index_path: Path, manifest: Manifest, engine: Engine) -> None:
    """Let this build, which a run has completed, answer from now on, and delete the others."""
    replace_build(index_path, manifest._replace(complete=True, updated=timestamp()), engine)


def replace_build(index_path: Path, manifest: Manifest, engine: Engine) -> None:
    """Let the build that this manifest names answer from now on, and delete the others."""
    if isinstance(engine, SharedEngine):
        engine.publish()
    write_manifest(index_path, manifest)
    _collect_garbage(index_path, keep=manifest.build)


@contextmanager
def filling_build(folder: Path, engine: Engine, *, is_beside: bool) -> Iterator[None]:
    """What fails inside is told with its place. A build `is_beside` the one that answers is deleted
    then, as it never will."""
    try:
        with with_location(str(folder.parent)):
            yield
    except BaseException as error:
        if isinstance(error, IndexCorrupted) and not (folder / BUILD_MARK).exists():
            cause = tr("deleted while it was being written", "удалена во время записи")
            raise IndexCorrupted(str(folder.parent), cause, str(folder)) from error
        if is_beside:
            drop_build(folder, engine)
        raise


def drop_build(folder: Path, engine: Engine) -> None:
    """Delete a build that never answered."""
    if isinstance(engine, SharedEngine):
        with suppress(SearchError):  # of a cluster that is gone; the next build sweeps it
            engine.drop()
    _delete(folder)


def _collect_garbage(index_path: Path, keep: str) -> None:
    """Delete what interrupted runs and former builds left."""
    for path in list_builds(index_path):
        if path.name != keep:
            _delete(path)
    for path in filter(lambda path: names_build(path.name), index_path.iterdir()):
        with suppress(OSError):  # only what is empty can be deleted so: what is left of a build
            path.rmdir()
    left = (index_path / f"{FILE_NAME}.new", *(index_path / keep / name for name in _TEMPORARY))
    for path in left:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _delete(build: Path) -> None:
    """Delete a build, its mark last: what cannot be deleted now is still known as ours then."""
    with suppress(OSError):
        for path in build.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != BUILD_MARK:
                with suppress(OSError):
                    path.unlink()
        if [path.name for path in build.iterdir()] == [BUILD_MARK]:
            (build / BUILD_MARK).unlink()
        build.rmdir()
