"""Opens the index in force; the first query without one builds it from the folder of texts."""

import os
from typing import TYPE_CHECKING

from searchtool import api
from searchtool.cli.messages import Messages, index_option
from searchtool.core.errors import IndexMissing
from searchtool.core.i18n import tr
from searchtool.core.settings import Settings

if TYPE_CHECKING:
    from searchtool.core.connection import Connection


def open_or_build_index(settings: Settings, messages: Messages) -> api.Index:
    """The index in force, with a note where it does not hold everything. Raises IndexProblem, and
    ConfigError where a list that the settings name is not there."""
    try:
        index = _open(settings)
    except IndexMissing:
        is_named = settings.sources.get("index", "").startswith("-")  # by a flag
        if is_named or "url" in settings.cluster or not os.path.isdir(settings.docs):
            raise
        docs, into = (os.path.join(p, "") for p in (settings.docs, settings.index_path))
        messages.note(
            tr(
                f"no index yet: reading {docs} into {into}",
                f"индекса ещё нет: читаю {docs} в {into}",
            )
        )
        _build(settings, messages)
        index = _open(settings)
    if not index.is_complete:
        is_updated = api.is_being_updated(settings.index_path)
        index.close()
        index = _open(settings)  # the run may have ended meanwhile
        if not index.is_complete:
            messages.note(_why_incomplete(settings.index_path, is_updated=is_updated))
    return index


def _open(settings: Settings) -> api.Index:
    settings.check_lists()
    return api.open_index(
        settings.index_path,
        speakers_file=settings.speakers,
        synonyms_file=settings.synonyms,
        connection=connection_in_force(settings),
    )


def connection_in_force(settings: Settings) -> "Connection | None":
    """What leads to the cluster, if an address is set. Raises ConfigError, UsageError."""
    if not settings.cluster:
        return None
    from searchtool.cli.cluster import connection_to_read  # few have a cluster

    return connection_to_read(settings)


def _why_incomplete(index_path: str, *, is_updated: bool) -> str:
    if is_updated:
        return tr(
            "the index is being updated and does not hold everything yet",
            "индекс обновляется, в нём пока не всё",
        )
    command = f"search index{index_option(index_path)}"
    return tr(
        f"the index is incomplete, its run was interrupted; run: {command}",
        f"индекс построен не полностью: работа была прервана; выполните: {command}",
    )


def _build(settings: Settings, messages: Messages) -> None:
    # What reads and writes is loaded by the one query that has to.
    from searchtool.cli.index_run import run_index

    run_index(settings.index_path, [settings.docs], messages)
