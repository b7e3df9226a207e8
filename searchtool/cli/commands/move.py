"""`search move --to ENGINE`: let another engine hold the index."""

from collections.abc import Mapping
from typing import Any

from searchtool import api
from searchtool.cli.messages import ExitCode, Messages
from searchtool.core.errors import OptionError
from searchtool.core.i18n import decimal, plural_en, plural_ru, tr
from searchtool.core.settings import load_settings
from searchtool.core.sizes import describe_size


def run(values: Mapping[str, Any]) -> ExitCode:
    """Move the index."""
    _check_target(values["to"])
    settings = load_settings(values["index_path"], values["url"])
    messages = Messages(quiet=values["quiet"])
    with messages.progress() as bar:

        def on_start(move: api.Move) -> None:
            messages.note(_announced(move))

        def on_progress(done: int, total: int) -> None:
            if bar.is_due():
                bar.update(done, total, _passages(total))

        def on_lock_wait(holder: str) -> None:
            messages.note(tr(f"waiting: {holder}", f"жду: {holder}"))

        report = api.move_index(
            settings.index_path,
            engine=values["to"],
            connection=settings.connection(),
            replace=values["replace"],
            callbacks=api.MoveCallbacks(on_start, on_progress, on_lock_wait),
        )
    messages.note(_summary(report))
    return ExitCode.FOUND


def _check_target(name: str | None) -> None:
    names = api.engine_names()
    if name in names:
        return
    cause = tr("missing", "не указан")
    if name is not None:
        cause = tr(f"unknown engine {name!r}", f"неизвестный движок {name!r}")
    known = ", ".join(names)
    raise OptionError("to", cause, tr(f"choose from: {known}", f"возможны: {known}"))


def _announced(move: api.Move) -> str:
    said = tr(
        f"moving {_passages(move.passages)} from {move.source} to {move.target}",
        f"перевожу {_passages(move.passages)} с {move.source} на {move.target}",
    )
    if move.needed is None or move.free is None:
        return said
    needed, free = describe_size(move.needed), describe_size(move.free)
    return said + tr(
        f"; needs about {needed} beside the index, {free} free",
        f"; рядом с индексом нужно около {needed}, свободно {free}",
    )


def _summary(report: api.MoveReport) -> str:
    if not report.moved:
        return tr(
            f"the index uses the {report.engine} engine already",
            f"индекс уже построен движком {report.engine}",
        )
    seconds = decimal(report.seconds, 1)
    return tr(
        f"moved {_passages(report.passages)} in {seconds} s; "
        f"the index uses the {report.engine} engine",
        f"переведено за {seconds} с: {_passages(report.passages)}; теперь движок {report.engine}",
    )


def _passages(number: int) -> str:
    return tr(plural_en(number, "passage"), plural_ru(number, "абзац", "абзаца", "абзацев"))
