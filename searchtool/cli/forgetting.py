"""Takes places out of an index, and tells what that means."""

from pathlib import Path

from searchtool import api
from searchtool.cli.messages import Messages, index_option
from searchtool.core.connection import Connection
from searchtool.core.i18n import plural_en, plural_ru, tr


def forget(
    index_path: str, paths: list[str], messages: Messages, connection: Connection | None
) -> None:
    """Take what lies below these paths out of the index. Raises as `api.update_index` does."""

    def on_lock_wait(holder: str) -> None:
        messages.note(tr(f"waiting: {holder}", f"жду: {holder}"))

    callbacks = api.RunCallbacks(on_failure=messages.error, on_lock_wait=on_lock_wait)
    report = api.update_index(index_path, forget=paths, connection=connection, callbacks=callbacks)
    status = api.read_status(index_path, connection=connection)
    messages.note(_summary(report.removed, status.files))
    for path in status.manifest.forgotten:
        if any(Path(path).is_relative_to(Path(given).resolve()) for given in paths):
            messages.note(_stays_out(path, index_option(index_path)))
    if not status.manifest.roots:
        messages.note(_is_empty(index_option(index_path)))


def _summary(removed: int, left: int) -> str:
    return tr(
        f"taken out of the index: {plural_en(removed, 'file')}; left: {left}; "
        "the files themselves are untouched",
        f"исключено из индекса: {plural_ru(removed, 'файл', 'файла', 'файлов')}; "
        f"осталось: {left}; сами файлы не тронуты",
    )


def _stays_out(path: str, option: str) -> str:
    return tr(
        f"later runs leave it out; to take it back: search index {path}{option}",
        f"не читается и при следующих обновлениях; чтобы вернуть: search index {path}{option}",
    )


def _is_empty(option: str) -> str:
    return tr(
        f"that was the last folder, the index is empty now; add one: search index FOLDER{option}",
        f"это была последняя папка, индекс теперь пуст; добавьте: search index ПАПКА{option}",
    )
