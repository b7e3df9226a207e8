"""The folders of an index that hold the files of an engine: start, continue, delete."""

import shutil
import time
from pathlib import Path

from searchtool.analysis.analyzer import fingerprint
from searchtool.core.errors import UsageError
from searchtool.core.i18n import tr
from searchtool.engines import open_engine
from searchtool.index.engine_choice import EngineChoice
from searchtool.index.manifest import (
    BUILD_MARK,
    FILE_NAME,
    Manifest,
    is_build,
    now,
    write_manifest,
)
from searchtool.index.plan import Plan
from searchtool.ingest.discovery import Root


def make_folder(directory: Path) -> None:
    """Make the folder of an index. Raises UsageError where that cannot be."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            str(directory),
            tr("cannot be a folder for the index", "не может быть папкой индекса"),
            error.strerror or "",
        ) from error


def continue_build(directory: Path, previous: Manifest, roots: tuple[Root, ...]) -> Manifest:
    """The manifest of the build that answers, to be refreshed."""
    collect_garbage(directory, keep=previous.build)
    # Until the run has come to its end the next one has something to finish.
    manifest = previous._replace(roots=roots, complete=False)
    write_manifest(directory, manifest)
    return manifest


def start_build(
    directory: Path,
    plan: Plan,
    choice: EngineChoice,
    previous: Manifest | None,
    roots: tuple[Root, ...],
) -> Manifest:
    """A new build beside the one that answers, if there is one; its manifest."""
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
        updated=now(),
        fields=dict(fields),
        encodings=dict(encodings),
        analysis=fingerprint(),
        chosen=choice.chosen,
    )
    if previous is None:
        # Nothing else can answer: an interrupted first run keeps what it has committed.
        write_manifest(directory, manifest)
    return manifest


def collect_garbage(directory: Path, keep: str) -> None:
    """Take away builds that no manifest names."""
    for path in directory.glob("build-*"):
        if path.name != keep and is_build(path):
            shutil.rmtree(path, ignore_errors=True)
    (directory / f"{FILE_NAME}.new").unlink(missing_ok=True)
