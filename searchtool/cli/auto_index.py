"""Settings in, the index in force out, built where there is none yet."""

from pathlib import Path

from searchtool.cli.messages import Messages
from searchtool.core.errors import IndexMissing, index_option
from searchtool.core.i18n import tr
from searchtool.core.settings import Settings
from searchtool.index.lock import is_being_written
from searchtool.index.open import open_index
from searchtool.search.session import Session, open_session


def open_or_build_index(settings: Settings, messages: Messages) -> Session:
    """The index in force; the first query without one builds it from the folder of texts."""
    folder = settings.index_path
    try:
        index = open_index(folder)
    except IndexMissing:
        if settings.sources.get("index") == "--index" or not settings.docs.is_dir():
            raise
        messages.note(
            tr(
                f"no index yet: reading {settings.docs}/ into {folder}/",
                f"индекса ещё нет: читаю {settings.docs}/ в {folder}/",
            )
        )
        _build(settings, messages)
        index = open_index(folder)
    if not index.manifest.complete:
        is_written = is_being_written(folder)
        if not open_index(folder).manifest.complete:  # the run may have ended meanwhile
            messages.note(_why_incomplete(folder, is_written=is_written))
    return open_session(folder)


def _why_incomplete(index: Path, *, is_written: bool) -> str:
    if is_written:
        return tr(
            "the index is being brought up to date; not everything is in it yet",
            "индекс сейчас обновляется; в нём ещё не всё",
        )
    command = f"search index{index_option(str(index))}"
    return tr(
        f"the index is incomplete, its run was interrupted; run: {command}",
        f"индекс неполон: построение было прервано; выполните: {command}",
    )


def _build(settings: Settings, messages: Messages) -> None:
    # What reads and writes is loaded by the one query that has to.
    from searchtool.cli.index_run import run_index
    from searchtool.index.plan import Plan

    run_index(settings.index_path, Plan([settings.docs]), messages)
