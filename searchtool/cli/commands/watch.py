"""`search watch`: keeps an index up to date while its files change."""

import signal
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from searchtool import api
from searchtool.cli.cluster import engine_to_write
from searchtool.cli.index_run import paths_to_index, run_index
from searchtool.cli.messages import ExitCode, Messages
from searchtool.core.errors import IndexProblem, SearchError
from searchtool.core.extras import load_extra
from searchtool.core.i18n import tr
from searchtool.core.os_errors import describe_os_error
from searchtool.core.settings import Settings, load_settings
from searchtool.render.sanitize import one_line

if TYPE_CHECKING:
    from searchtool.core.connection import Connection

CHANGES = {
    "added": ("added", "добавлен"),
    "changed": ("changed", "изменён"),
    "removed": ("removed", "удалён"),
}


def run(values: Mapping[str, Any]) -> ExitCode:
    """Refresh the index, and again whenever files change or some time has passed, until Ctrl-C."""
    settings = load_settings(values["index_path"], values["url"])
    connection = settings.connection()
    messages = Messages(quiet=values["quiet"])
    file_events = load_extra("searchtool.cli.file_events", "watch")
    run_index(
        settings.index_path,
        paths_to_index(values["paths"], settings),
        messages,
        engine=engine_to_write(None, settings),
        connection=connection,
    )
    try:
        with file_events.FileEvents(settings.index_path) as events:
            signal.signal(signal.SIGTERM, _stop)
            _watch(events, messages, settings)
            messages.note(_watching(values["every"]))
            while True:
                events.wait(values["every"])
                _refresh(settings.index_path, connection, messages)
                _watch(events, messages, settings)
    except KeyboardInterrupt as error:
        if str(error):  # a refresh was under way, and says what is kept
            raise
    return ExitCode.FOUND


def _stop(*_: object) -> None:
    """What ends the program for a service manager ends it as Ctrl-C does."""
    raise KeyboardInterrupt


def _watch(events: Any, messages: Messages, settings: Settings) -> None:
    """Watch the folders of the index, those that have come meanwhile too."""
    try:
        paths = api.indexed_paths(settings.index_path)
    except IndexProblem:
        raise
    except SearchError as failure:
        messages.error(failure)
        return
    for error in events.watch(map(str, paths)):
        cause = describe_os_error(error)
        advice = tr("changes are seen later", "изменения будут замечены позже")
        messages.error(SearchError(str(error.filename or ""), cause, advice))


def _refresh(index_path: str, connection: "Connection | None", messages: Messages) -> None:
    """Bring the index up to date, with a line for each change and each file that fails. What fails
    now may work next time, but not an index that cannot be used: raises IndexProblem."""
    changes: list[tuple[str, str]] = []
    callbacks = api.RunCallbacks(
        on_change=lambda change, path: changes.append((change, path)), on_failure=messages.error
    )
    try:
        api.update_index(index_path, connection=connection, callbacks=callbacks)
    except IndexProblem:
        raise
    except SearchError as error:
        messages.error(error)
    finally:  # not before it is committed: who reads a line finds what it tells
        _print_changes(changes)


def _print_changes(changes: Iterable[tuple[str, str]]) -> None:
    """Lines on standard output: they are what one watches for, and scripts read them."""
    for change, path in changes:
        print(f"{time.strftime('%H:%M:%S')} {tr(*CHANGES[change])} {one_line(path)}", flush=True)


def _watching(seconds: int) -> str:
    return tr(
        f"watching; every {seconds} s all files are looked at; Ctrl-C ends it",
        f"слежу за файлами; раз в {seconds} с проверяю все; Ctrl-C — выход",
    )
