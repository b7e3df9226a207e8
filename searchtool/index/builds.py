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


def make_folder(index_path: Path) -> None:
    """Make the folder of an index. Raises UsageError where that cannot be."""
    try:
        index_path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            str(index_path),
            tr("cannot be a folder for the index", "не может быть папкой индекса"),
            error.strerror or "",
        ) from error


def continue_build(index_path: Path, previous: Manifest, roots: tuple[Root, ...]) -> Manifest:
    """The manifest of the build that answers, to be refreshed."""
    collect_garbage(index_path, keep=previous.build)
    # Until the run has come to its end the next one has something to finish.
    manifest = previous._replace(roots=roots, complete=False)
    write_manifest(index_path, manifest)
    return manifest


def start_build(
    index_path: Path,
    plan: Plan,
    choice: EngineChoice,
    previous: Manifest | None,
    roots: tuple[Root, ...],
) -> Manifest:
    """A new build beside the one that answers, if there is one; its manifest."""
    build = f"build-{time.time_ns():x}"
    (index_path / build).mkdir()
    (index_path / build / BUILD_MARK).touch()
    engine = open_engine(choice.engine, index_path / build)
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
        write_manifest(index_path, manifest)
    return manifest


def collect_garbage(index_path: Path, keep: str) -> None:
    """Take away builds that no manifest names."""
    for path in index_path.glob("build-*"):
        if path.name != keep and is_build(path):
            shutil.rmtree(path, ignore_errors=True)
    (index_path / f"{FILE_NAME}.new").unlink(missing_ok=True)
