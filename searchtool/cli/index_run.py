"""An indexing run that keeps the user informed: progress, failures, notes, and a summary."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from searchtool import api
from searchtool.api import MAX_TEXT_BYTES, Progress, Report, RunCallbacks, has_outgrown
from searchtool.cli.messages import Messages, index_option
from searchtool.core.errors import IndexMissing, UnreadableFile, UsageError
from searchtool.core.i18n import decimal, plural_en, plural_ru, tr
from searchtool.core.model import StrPath
from searchtool.core.settings import Settings
from searchtool.render.skipped import count_skipped

if TYPE_CHECKING:
    from searchtool.core.connection import Connection

SMALL_ENGINE, LARGE_ENGINE = "whoosh", "tantivy"


def run_index(
    index_path: StrPath,
    paths: Sequence[StrPath],
    messages: Messages,
    *,
    rebuild: bool = False,
    check: bool = False,
    engine: str | None = None,
    connection: "Connection | None" = None,
    shard: str | None = None,
    fields: Mapping[str, str] | None = None,
    encodings: Mapping[str, str] | None = None,
    ocr: bool | None = None,
) -> Report:
    """Update the index. Raises as `api.update_index` does."""
    with messages.progress() as bar:

        def on_progress(now: Progress) -> None:
            if not bar.is_due():
                return
            files = tr(
                f"{now.files} of {plural_en(now.all_files, 'file')}, {_passages(now.passages)}",
                f"{now.files} из {plural_ru(now.all_files, 'файла', 'файлов', 'файлов')}, "
                f"{_passages(now.passages)}",
            )
            bar.update(now.size, now.all_size, files, Path(now.path).name)

        def on_failure(error: UnreadableFile) -> None:
            messages.error(error)

        def on_lock_wait(holder: str) -> None:
            messages.note(tr(f"waiting: {holder}", f"жду: {holder}"))

        def on_roots_dropped(folders: Sequence[Path]) -> None:
            names = ", ".join(map(str, folders))
            messages.note(
                tr(
                    f"only what was named stays in the index, no longer: {names}",
                    f"в индексе останется только указанное, больше не входит: {names}",
                )
            )

        def on_root_moved(root: Path, folders: Sequence[Path], files: int, left: int) -> None:
            messages.note(_moved(root, folders, files, left))

        def on_engine_chosen(chosen: str, size: int | None, asked: bool) -> None:
            if asked or chosen != SMALL_ENGINE or has_outgrown(chosen, size or 0):
                messages.note(_choice(chosen, size))

        def on_engine_outgrown(chosen: str, size: int) -> None:
            messages.note(_outgrown(chosen, size, index_path))

        callbacks = RunCallbacks(
            on_progress=on_progress,
            on_failure=on_failure,
            on_lock_wait=on_lock_wait,
            on_roots_dropped=on_roots_dropped,
            on_root_moved=on_root_moved,
            on_engine_chosen=on_engine_chosen,
            on_engine_outgrown=on_engine_outgrown,
        )
        report = api.update_index(
            index_path,
            paths,
            rebuild=rebuild,
            check=check,
            engine=engine,
            connection=connection,
            shard=shard,
            fields=fields,
            encodings=encodings,
            ocr=ocr,
            callbacks=callbacks,
        )
    option = index_option(str(index_path))
    if report.unreadable:
        messages.note(_unreadable(report, f"search status --failed{option}"))
    if report.skipped:
        messages.note(_skipped(report, f"search status --skipped{option}"))
    if check:
        messages.note(tr("the files of the index are sound", "файлы индекса целы"))
    messages.note(_summary(report))
    return report


def paths_to_index(paths: list[str] | None, settings: Settings) -> list[Path]:
    """What the command line names, or what the index holds, or the folder of texts. Raises
    UsageError."""
    if paths:
        return list(map(Path, paths))
    if api.indexed_paths(settings.index_path):
        return []
    if not Path(settings.docs).is_dir():
        with suppress(IndexMissing):
            api.read_status(
                settings.index_path, connection=settings.connection()
            )  # an index that is damaged is told first
        option = index_option(settings.index_path)
        raise UsageError(
            settings.docs,
            tr("no such folder", "нет такой папки"),
            tr(
                f"name one: search index FOLDER{option}",
                f"укажите её: search index ПАПКА{option}",
            ),
        )
    return [Path(settings.docs)]


def _moved(root: Path, folders: Sequence[Path], files: int, left: int) -> str:
    now = ", ".join(map(str, folders))
    if not left:
        return tr(
            f"moved: {root}, now {now}; its files are not kept twice",
            f"папка перемещена: {root}, теперь {now}; дважды её файлы не хранятся",
        )
    return tr(
        f"moved: {plural_en(files, 'file')} of {root}, now in {now}; {left} more are missing and "
        "stay in the index",
        f"перемещено: {plural_ru(files, 'файл', 'файла', 'файлов')} из {root}, теперь в {now}; "
        f"ещё {left} не найдено, они остаются в индексе",
    )


def _choice(engine: str, size: int | None) -> str:
    said = tr(f"engine: {engine}", f"движок: {engine}")
    if size is None:
        return said
    is_large = size > MAX_TEXT_BYTES
    limit = _megabytes(MAX_TEXT_BYTES, 0)
    said += tr(
        f" ({_megabytes(size)} of text, {'over' if is_large else 'up to'} {limit})",
        f" (объём текстов {_megabytes(size)} — {'больше' if is_large else 'не больше'} {limit})",
    )
    if has_outgrown(engine, size):
        needs = f"pip install {LARGE_ENGINE}"
        said += tr(f"; faster: {needs}", f"; быстрее: {needs}")
    return said


def _outgrown(engine: str, size: int, index_path: StrPath) -> str:
    command = f"search move --to {LARGE_ENGINE}{index_option(str(index_path))}"
    return tr(
        f"the index has outgrown {engine} ({_megabytes(size)} of text); faster: {command}",
        f"для {engine} индекс слишком велик (текстов {_megabytes(size)}); быстрее: {command}",
    )


def _megabytes(size: int, digits: int = 1) -> str:
    number = decimal(size / 1e6, digits)
    return tr(f"{number} MB", f"{number} МБ")


def _unreadable(report: Report, command: str) -> str:
    return tr(
        f"still not read, wholly or in part: {report.unreadable}; see: {command}",
        f"по-прежнему не прочитано целиком или частично: {report.unreadable}; см.: {command}",
    )


def _skipped(report: Report, command: str) -> str:
    names = count_skipped(report.skipped, report.more_skipped)
    return tr(f"skipped: {names}; see: {command}", f"пропущено: {names}; см.: {command}")


def _summary(report: Report) -> str:
    seconds = decimal(report.seconds, 1)
    partial_en = f"; files read in part: {report.partial}" if report.partial else ""
    partial_ru = f"; файлов прочитано частично: {report.partial}" if report.partial else ""
    english = (
        f"added {report.added}, changed {report.changed}, removed {report.removed}, "
        f"unchanged {report.unchanged}, failed {report.failed} files; "
        f"{_passages(report.passages)} read in {seconds} s{partial_en}"
    )
    russian = (
        f"файлов добавлено {report.added}, изменено {report.changed}, удалено {report.removed}, "
        f"без изменений {report.unchanged}, не прочитано {report.failed}; "
        f"{_passages(report.passages)} за {seconds} с{partial_ru}"
    )
    return tr(english, russian)


def _passages(number: int) -> str:
    return tr(plural_en(number, "passage"), plural_ru(number, "абзац", "абзаца", "абзацев"))
