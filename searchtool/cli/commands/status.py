"""`search status`: what is indexed, what failed and why."""

from collections.abc import Mapping
from typing import Any

from searchtool import api
from searchtool.cli.cluster import connection_to_read
from searchtool.cli.messages import ExitCode
from searchtool.core.i18n import decimal, plural_en, plural_ru, tr
from searchtool.core.settings import ABOVE, DEFAULT, Settings, load_settings
from searchtool.core.sizes import describe_size
from searchtool.render.json import FORMAT, dump
from searchtool.render.sanitize import escape_controls
from searchtool.render.skipped import count_skipped, describe_skipped


def run(values: Mapping[str, Any]) -> ExitCode:
    """Show the state of the index."""
    settings = load_settings(values["index_path"], values["url"])
    stats = api.read_status(settings.index_path, connection=connection_to_read(settings))
    if values["json"]:
        print(dump(_record(stats, settings, name_skipped=values["skipped"]), indent=2))
        return ExitCode.FOUND
    if not (values["failed"] or values["skipped"]):
        _print_table(stats, settings)
    if not values["skipped"] or values["failed"]:
        for failed in stats.failed:
            for line in failed.failure.split("\n"):
                print(escape_controls(line))
    if values["skipped"]:
        for skipped in stats.skipped:
            print(escape_controls(describe_skipped(skipped)))
        if stats.more_skipped:
            print(
                tr(
                    f"and {stats.more_skipped} more parts of files with more than 50",
                    f"и ещё {stats.more_skipped} в файлах, где таких частей больше 50",
                )
            )
    return ExitCode.FOUND


def _record(stats: api.IndexStats, settings: Settings, *, name_skipped: bool) -> dict[str, Any]:
    manifest = stats.manifest
    counted = stats._asdict() | {
        "failed": [failed._asdict() for failed in stats.failed],
        "skipped": len(stats.skipped) + stats.more_skipped,
        "missing_roots": list(map(str, stats.missing_roots)),
        "cluster": _cluster_record(stats.cluster),
    }
    if name_skipped:
        counted["skipped_files"] = [skipped._asdict() for skipped in stats.skipped]
    del counted["manifest"], counted["more_skipped"], counted["roots"]
    return {
        "format": FORMAT,
        "index": settings.index_path,
        "engine": manifest.engine,
        "engine_version": manifest.engine_version,
        "engine_chosen": manifest.chosen,
        "analysis": manifest.analysis,
        "updated": manifest.updated,
        "complete": manifest.complete,
        "roots": [str(root.path) for root in stats.roots],
        "root_states": [_root_record(root) for root in stats.roots],
        "forgotten": manifest.forgotten,
        "fields": manifest.fields,
        "given_encodings": manifest.encodings,
        **counted,
        "settings": {**settings.sources, "collections": sorted(settings.collections)},
    }


def _cluster_record(health: "api.ClusterHealth | None") -> dict[str, Any] | None:
    if health is None:
        return None
    return health._asdict() | {"nodes": [node._asdict() for node in health.nodes]}


def _print_table(stats: api.IndexStats, settings: Settings) -> None:
    manifest = stats.manifest
    rows = {
        tr("index", "индекс"): f"{settings.index_path} ({_source(settings)})",
        tr("engine", "движок"): f"{manifest.engine_version} ({_chosen_by(manifest.chosen)})",
        tr("updated", "обновлён"): manifest.updated,
        tr("complete", "построен полностью"): _yes_or_no(manifest.complete),
        tr("roots", "папки"): "\n".join(map(_root, stats.roots)),
        tr("taken out", "исключено"): "\n".join(map(_one_line, manifest.forgotten)),
        tr("files", "файлы"): f"{stats.files} ({_counts(stats.formats)})" if stats.files else 0,
        tr("documents", "документы"): stats.documents,
        tr("passages", "абзацы"): stats.passages,
        tr("encodings", "кодировки"): _counts(stats.encodings),
        tr("size", "размер"): _megabytes(stats),
        tr("cluster", "кластер"): _cluster(stats.cluster),
        tr("shards", "шарды"): _shards(stats.cluster),
        tr("failed", "не прочитано"): sum(not failed.partial for failed in stats.failed),
        tr("read in part", "прочитано частично"): sum(failed.partial for failed in stats.failed),
        tr("skipped", "пропущено"): count_skipped(stats.skipped, stats.more_skipped) or 0,
        "--field": _given(manifest.fields),
        "--encoding": _given(manifest.encodings),
    }
    rows = {name: value for name, value in rows.items() if value != ""}
    width = max(map(len, rows))
    for name, value in rows.items():
        for number, line in enumerate(str(value).split("\n")):
            print(f"{'' if number else name:{width}}  {escape_controls(line)}")


def _cluster(health: "api.ClusterHealth | None") -> str:
    if health is None:
        return ""
    number = len(health.nodes)
    nodes = tr(plural_en(number, "node"), plural_ru(number, "узел", "узла", "узлов"))
    return f"{health.address} ({health.name}, {health.distribution} {health.version}, {nodes})"


def _shards(health: "api.ClusterHealth | None") -> str:
    if health is None:
        return ""
    return tr(
        f"{health.status}: {health.shards}, replicas {health.replicas}, "
        f"unassigned {health.unassigned}, {describe_size(health.size)} in all copies",
        f"{health.status}: {health.shards}, реплик {health.replicas}, "
        f"не размещено {health.unassigned}, {describe_size(health.size)} во всех копиях",
    )


def _given(values: Mapping[str, str]) -> str:
    """What the user said about files when the index was built."""
    return ", ".join(f"{name}={value}" for name, value in values.items())


def _root(root: api.RootState) -> str:
    """A root and its state, in a line."""
    parts = [tr(plural_en(root.files, "file"), plural_ru(root.files, "файл", "файла", "файлов"))]
    if root.is_missing:
        parts.insert(0, tr("missing", "нет на диске"))
    if root.walked:
        parts.append(tr(f"looked at {root.walked}", f"проверена {root.walked}"))
    if root.unlisted and not root.is_missing:
        number = root.unlisted
        parts.append(tr(f"not looked at: {number}", f"не удалось просмотреть: {number}"))
    return f"{_one_line(str(root.path))} ({', '.join(parts)})"


def _one_line(path: str) -> str:
    return path.replace("\n", "␊")


def _root_record(root: api.RootState) -> dict[str, Any]:
    return root._asdict() | {"path": str(root.path)}


def _source(settings: Settings) -> str:
    source = settings.sources["index"]
    named = {
        DEFAULT: tr("default", "по умолчанию"),
        ABOVE: tr("found in a folder above", "найден в папке выше"),
    }
    return named.get(source, source)


def _yes_or_no(value: bool) -> str:
    return tr("yes", "да") if value else tr("no", "нет")


def _chosen_by(chosen: str) -> str:
    return "auto" if chosen == "auto" else "--engine"


def _counts(counts: Mapping[str, int]) -> str:
    unnamed = tr("no suffix", "без расширения")
    return ", ".join(f"{name or unnamed} {number}" for name, number in counts.items())


def _megabytes(stats: api.IndexStats) -> str:
    text, live, dead = (
        decimal(size / 1e6, 1) for size in (stats.text_bytes, stats.live_bytes, stats.dead_bytes)
    )
    return tr(
        f"{live} MB for {text} MB of files, {dead} MB reclaimable",
        f"{live} МБ на {text} МБ файлов, можно освободить {dead} МБ",
    )
