"""A plan in, an index brought up to date out, and the user told."""

from collections.abc import Sequence
from pathlib import Path

from searchtool.cli.messages import Messages
from searchtool.core.errors import UnreadableFile, index_option
from searchtool.core.i18n import plural_ru, tr
from searchtool.engines import DEFAULT_ENGINE, LARGE_ENGINE
from searchtool.index.engine_choice import MOST_TEXT, has_outgrown
from searchtool.index.plan import Plan, Progress, Report, RunCallbacks
from searchtool.index.update import update_index

MOST_KINDS = 5
"""Formats that are named when their files are passed over."""


def run_index(directory: Path, plan: Plan, messages: Messages) -> Report:
    """Update the index, telling the user of progress and failures, with a summary at the end."""
    with messages.progress() as bar:

        def progress(now: Progress) -> None:
            if not bar.is_due():
                return
            files = tr(
                f"{now.files} of {now.all_files} files, {now.passages} passages",
                f"{now.files} из {now.all_files} файлов, {_passages_ru(now.passages)}",
            )
            bar.update(now.size, now.all_size, files, Path(now.path).name)

        def failure(error: UnreadableFile) -> None:
            messages.error(error)

        def waiting(holder: str) -> None:
            messages.note(tr(f"waiting for {holder}", f"ожидаю: {holder}"))

        def leaving(folders: Sequence[Path]) -> None:
            names = ", ".join(map(str, folders))
            messages.note(
                tr(
                    f"only what was named stays in the index, no longer {names}",
                    f"в индексе останется только названное, без {names}",
                )
            )

        def choosing(engine: str, size: int | None, asked: bool) -> None:
            if asked or engine != DEFAULT_ENGINE or has_outgrown(engine, size or 0):
                messages.note(_choice(engine, size))

        def outgrown(engine: str, size: int) -> None:
            messages.note(_outgrown(engine, size, directory))

        observer = RunCallbacks(progress, failure, waiting, leaving, choosing, outgrown)
        report = update_index(directory, plan, observer)
    if report.unreadable:
        command = f"search status --failed{index_option(str(directory))}"
        messages.note(
            tr(
                f"still unreadable: {report.unreadable} files; see: {command}",
                f"по-прежнему не читаются: {report.unreadable}; см.: {command}",
            )
        )
    if report.passed_over:
        messages.note(_passed_over(report))
    messages.note(_summary(report))
    return report


def _choice(engine: str, size: int | None) -> str:
    said = tr(f"engine: {engine}", f"движок: {engine}")
    if size is None:
        return said
    over = size > MOST_TEXT
    border = _megabytes(MOST_TEXT, 0)
    said += tr(
        f" ({_megabytes(size)} of text, {'over' if over else 'up to'} {border})",
        f" (текста {_megabytes(size)}, {'больше' if over else 'не больше'} {border})",
    )
    if has_outgrown(engine, size):
        needs = f"pip install {LARGE_ENGINE}"
        said += tr(f"; faster: {needs}", f"; быстрее: {needs}")
    return said


def _outgrown(engine: str, size: int, directory: Path) -> str:
    command = f"search index --rebuild --engine {LARGE_ENGINE}{index_option(str(directory))}"
    return tr(
        f"the index has outgrown {engine} ({_megabytes(size)} of text); faster: {command}",
        f"индекс перерос {engine} (текста {_megabytes(size)}); быстрее: {command}",
    )


def _megabytes(size: int, digits: int = 1) -> str:
    number = f"{size / 1e6:.{digits}f}"
    return tr(f"{number} MB", f"{number.replace('.', ',')} МБ")


def _passed_over(report: Report) -> str:
    kinds = [f"{suffix or '?'} {number}" for suffix, number in report.passed_over.items()]
    shown = ", ".join(kinds[:MOST_KINDS]) + (", …" if len(kinds) > MOST_KINDS else "")
    number = sum(report.passed_over.values())
    return tr(
        f"passed over {number} files of formats that are not read: {shown}",
        f"пропущены файлы нечитаемых форматов, {number}: {shown}",
    )


def _summary(report: Report) -> str:
    seconds = f"{report.seconds:.1f}"
    english = (
        f"added {report.added}, changed {report.changed}, removed {report.removed}, "
        f"unchanged {report.unchanged}, failed {report.failed} files; "
        f"{report.passages} passages read in {seconds} s"
    )
    russian = (
        f"файлов добавлено {report.added}, изменено {report.changed}, удалено {report.removed}, "
        f"без изменений {report.unchanged}, не прочитано {report.failed}; "
        f"{_passages_ru(report.passages)} за {seconds.replace('.', ',')} с"
    )
    return tr(english, russian)


def _passages_ru(number: int) -> str:
    return plural_ru(number, "абзац", "абзаца", "абзацев")
