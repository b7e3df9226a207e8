"""`search status`: what is indexed, what failed and why."""

from typing import Annotated, Any

import typer

from searchtool.cli.flags import IndexOption, JsonOption
from searchtool.core.i18n import tr
from searchtool.core.settings import Settings, load_settings
from searchtool.index.manifest import Manifest
from searchtool.index.status import IndexStats, read_status
from searchtool.render.json import dump
from searchtool.render.sanitize import escape_controls

FailedOption = Annotated[
    bool,
    typer.Option("--failed", help=tr("Only the files that failed.", "Только непрочитанные файлы.")),
]


def status(
    failed: FailedOption = False, json: JsonOption = False, index: IndexOption = None
) -> None:
    """Show the state of the index."""
    settings = load_settings(index)
    found = read_status(settings.index_path)
    if json:
        print(dump(_record(found, settings), indent=2))
        return
    if not failed:
        _print_table(found, settings)
    for record in found.failed:
        print(escape_controls(record.failure or ""))


def _record(found: IndexStats, settings: Settings) -> dict[str, Any]:
    manifest = found.manifest
    counted = found._asdict() | {"failed": [record._asdict() for record in found.failed]}
    del counted["manifest"]
    return {
        "format": 1,
        "index": str(settings.index_path),
        "engine": manifest.engine,
        "engine_version": manifest.engine_version,
        "engine_chosen": manifest.chosen,
        "analysis": manifest.analysis,
        "updated": manifest.updated,
        "complete": manifest.complete,
        "roots": [str(root.path) for root in manifest.roots],
        **counted,
        "settings": settings.sources,
    }


def _print_table(found: IndexStats, settings: Settings) -> None:
    manifest = found.manifest
    rows = {
        tr("index", "индекс"): f"{settings.index_path} ({settings.sources['index']})",
        tr("engine", "движок"): f"{manifest.engine_version} ({_chosen(manifest)})",
        tr("updated", "обновлён"): manifest.updated,
        tr("complete", "полон"): tr("yes", "да") if manifest.complete else tr("no", "нет"),
        tr("roots", "папки"): ", ".join(str(root.path) for root in manifest.roots),
        tr("files", "файлы"): f"{found.files} ({_counts(found.formats)})",
        tr("documents", "документы"): found.documents,
        tr("passages", "абзацы"): found.passages,
        tr("encodings", "кодировки"): _counts(found.encodings),
        tr("size", "размер"): _megabytes(found),
        tr("failed", "не прочитано"): len(found.failed),
    }
    width = max(map(len, rows))
    for name, value in rows.items():
        print(f"{name:{width}}  {escape_controls(str(value))}")


def _chosen(manifest: Manifest) -> str:
    return "auto" if manifest.chosen == "auto" else "--engine"


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counts.items())


def _megabytes(found: IndexStats) -> str:
    text, live, dead = (b / 1e6 for b in (found.text_bytes, found.live_bytes, found.dead_bytes))
    return tr(
        f"{live:.1f} MB for {text:.1f} MB of files, {dead:.1f} MB dead",
        f"{live:.1f} МБ на {text:.1f} МБ файлов, мёртвых {dead:.1f} МБ",
    )
