"""What is wrong with an index, found without changing anything and without reading all of it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from searchtool.core.connection import Connection
from searchtool.core.errors import IndexMissing, SearchError
from searchtool.core.finding import Finding, State
from searchtool.core.i18n import plural_en, plural_ru, tr
from searchtool.core.os_errors import describe_os_error
from searchtool.core.presence import bytes_below
from searchtool.core.sizes import describe_size
from searchtool.documents.ocr import ocr_problem
from searchtool.documents.program import PROGRAMS, TESSERACT
from searchtool.engines import CLUSTER_ENGINES, open_engine
from searchtool.engines.base import SharedEngine
from searchtool.index.cluster_diagnosis import (
    examine_cluster,
    examine_secrecy,
    examine_unreachable,
)
from searchtool.index.lock import describe_writer
from searchtool.index.manifest import list_builds, read_manifest
from searchtool.index.open import NO_BUILD
from searchtool.index.status import IndexStats, read_status

LEAST_FREE = 100_000_000
"""Bytes on the disk of an index below which hardly a run comes to its end."""


def examine_index(
    index_path: Path, connection: Connection | None, advise: Callable[[SearchError], str]
) -> Iterator[Finding]:
    """The index in a folder, what it was built from, its disk, and its cluster. `advise` says what
    helps against an error."""
    cluster = list(_cluster(index_path, connection)) if connection else []
    yield from cluster
    stats = None
    try:
        if not _is_out_of_reach(index_path, cluster):
            stats = read_status(index_path, connection)
    except SearchError as error:
        state: State = "warning" if isinstance(error, IndexMissing) else "fault"
        yield Finding("index", state, f"{error.where}: {error.cause}".lstrip(": "), advise(error))
    yield from _programs(does_ocr=stats is not None and stats.manifest.ocr)
    if stats is not None:
        yield _contents(index_path, stats)
        yield from _completeness(stats)
        yield from _roots(stats)
    if index_path.is_dir():
        yield from _access(index_path)
        yield from _writer(index_path, stats)
        yield from _disk(index_path, stats)


def _cluster(index_path: Path, connection: Connection) -> Iterator[Finding]:
    yield from examine_secrecy(connection)
    try:
        (name,) = CLUSTER_ENGINES
        engine = open_engine(name, index_path / NO_BUILD, connection)
        assert isinstance(engine, SharedEngine)
        yield from examine_cluster(engine.health())
    except SearchError as error:
        what = f"{error.where}: {error.cause}".lstrip(": ")
        yield Finding("cluster", "fault", what, error.advice)
        yield from examine_unreachable(connection)


def _is_out_of_reach(index_path: Path, cluster: list[Finding]) -> bool:
    """Whether the index lies in a cluster that does not answer, which is told already."""
    if not any(one.name == "cluster" and one.state == "fault" for one in cluster):
        return False
    try:
        return read_manifest(index_path).engine in CLUSTER_ENGINES
    except SearchError as error:
        return isinstance(error, IndexMissing)


def _programs(*, does_ocr: bool) -> Iterator[Finding]:
    """What other programs read, where they are installed. Only an index with recognized text needs
    one of them."""
    if does_ocr and (problem := ocr_problem()):
        yield Finding("programs", "fault", *problem)
        return
    every = (*PROGRAMS, TESSERACT)
    missing = [program for program in every if program.path is None]
    what = ", ".join(program.name for program in every if program not in missing)
    what = what or tr("none of those that read more formats", "нет ни одной для других форматов")
    packages = " ".join(program.package for program in missing)
    yield Finding("programs", "ok", what, f"apt install {packages}" if missing else "")


def _contents(index_path: Path, stats: IndexStats) -> Finding:
    files = tr(plural_en(stats.files, "file"), plural_ru(stats.files, "файл", "файла", "файлов"))
    passages = tr(
        plural_en(stats.passages, "passage"),
        plural_ru(stats.passages, "абзац", "абзаца", "абзацев"),
    )
    updated = stats.manifest.updated.partition("+")[0].replace("T", " ")
    return Finding(
        "index",
        "ok",
        ", ".join(filter(None, (str(index_path), stats.manifest.engine_version, files, passages)))
        + (tr(f", updated {updated} UTC", f", обновлён {updated} UTC") if updated else ""),
    )


def _completeness(stats: IndexStats) -> Iterator[Finding]:
    if not stats.manifest.complete:
        what = tr("its run was interrupted", "построен не полностью: работа была прервана")
        yield Finding("complete", "warning", what, "search index")
    if stats.failed:
        number = len(stats.failed)
        what = tr(
            f"not read, wholly or in part: {plural_en(number, 'file')}",
            f"не прочитано целиком или частично: {plural_ru(number, 'файл', 'файла', 'файлов')}",
        )
        yield Finding("failed", "warning", what, "search status --failed")


def _roots(stats: IndexStats) -> Iterator[Finding]:
    for root in stats.manifest.roots:
        path = Path(root.path)
        if path in stats.missing_roots:
            what = tr(f"{path} is missing", f"{path} не найдена")
            advice = tr(
                "connect its disk; or search index --rebuild FOLDER, without it",
                "подключите её диск; или search index --rebuild ПАПКА, уже без неё",
            )
            yield Finding("roots", "warning", what, advice)
        elif not _may(path, os.R_OK):
            what = tr(f"{path} cannot be read by you", f"у вас нет прав на чтение {path}")
            advice = tr("ask its owner for the right", "попросите права у владельца")
            yield Finding("roots", "warning", what, advice)
        else:
            yield Finding("roots", "ok", str(path))


def _may(path: Path, mode: int) -> bool:
    """Whether this process has a right, as the one it acts for."""
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def _access(index_path: Path) -> Iterator[Finding]:
    refused = [path for path in (index_path, *list_builds(index_path)) if not _may(path, os.W_OK)]
    if refused:
        what = tr(
            f"{refused[0]} cannot be written by you, so it cannot be updated",
            f"у вас нет прав на запись в {refused[0]}, поэтому обновить индекс нельзя",
        )
        advice = tr(
            "queries work; ask its owner to update it", "запросы работают; обновляет владелец"
        )
        yield Finding("access", "warning", what, advice)
    else:
        yield Finding("access", "ok", tr("can be read and written", "доступен для чтения и записи"))


def _writer(index_path: Path, stats: IndexStats | None) -> Iterator[Finding]:
    """Who writes the index at this moment, or what was left by one who did."""
    if holder := describe_writer(index_path):
        yield Finding("writer", "ok", holder)
        return
    kept = stats.manifest.build if stats else ""
    left = [path for path in list_builds(index_path) if path.name != kept]
    if kept and left:
        size = describe_size(sum(map(bytes_below, left)))
        what = tr(f"left by an interrupted run: {size}", f"осталось от прерванной работы: {size}")
        yield Finding("writer", "ok", what, "search index")


def _disk(index_path: Path, stats: IndexStats | None) -> Iterator[Finding]:
    try:
        free = shutil.disk_usage(index_path).free
    except OSError as error:
        yield Finding("disk", "fault", f"{index_path}: {describe_os_error(error)}")
        return
    needed = 2 * stats.live_bytes if stats and not stats.cluster else 0
    what = tr(f"{describe_size(free)} free", f"свободно {describe_size(free)}")
    advice = tr("make room on this disk", "освободите место на этом диске")
    if free < LEAST_FREE:
        yield Finding("disk", "fault", what, advice)
    elif free < needed:
        about = tr(
            f"; a rebuild may need {describe_size(needed)}",
            f"; перестройке может понадобиться {describe_size(needed)}",
        )
        yield Finding("disk", "warning", what + about, advice)
    else:
        yield Finding("disk", "ok", what)
