"""What is wrong with a cluster, and how to mend it."""

import re
from collections.abc import Iterator
from pathlib import Path

from searchtool.core.connection import Connection, Node
from searchtool.core.finding import Finding
from searchtool.core.i18n import decimal, plural_en, plural_ru, tr
from searchtool.core.sizes import describe_size
from searchtool.engines.cluster_health import ClusterHealth, NodeHealth

VERSIONS = range(2, 4)
"""Of OpenSearch, by their first number, that the engine is tried on or speaks the same way."""

LOW_WATERMARK, FLOOD_WATERMARK = 0.85, 0.95
"""Shares of a disk: above the first a node gets no more shards, at the second indexes are closed to
writers. The defaults of OpenSearch."""

MAX_CLOCK_OFFSET = 30.0
"""Seconds: writers tell by the clock whether another one is still alive."""

LEAST_MAP_COUNT = 262_144
"""Without as many mapped areas of memory a node that others can reach does not start."""

_MAP_COUNT = Path("/proc/sys/vm/max_map_count")
_LOOPBACK = re.compile(r"127\..*|::1|localhost")


def examine_cluster(health: ClusterHealth) -> Iterator[Finding]:
    """All that a cluster which answers tells of itself."""
    yield _software(health)
    yield _shards(health)
    if health.read_only:
        what = tr("closed to writers: ", "закрыты для записи: ") + ", ".join(health.read_only)
        advice = tr(
            "free disk of its nodes; they open by themselves",
            "освободите диски узлов; откроются сами",
        )
        yield Finding("watermark", "fault", what, advice)
    yield from map(_disk, health.nodes)
    yield _clock(health)


def examine_unreachable(connection: Connection) -> Iterator[Finding]:
    """What may keep a cluster on this machine from starting."""
    if any(_LOOPBACK.fullmatch(node.host) for node in connection.nodes):
        yield from _map_count()


def examine_secrecy(connection: Connection) -> Iterator[Finding]:
    """Whether a secret would be sent where others can read it."""
    exposed = [node for node in connection.nodes if _is_exposed(node)]
    if exposed and (connection.password or connection.api_key):
        what = tr(
            f"{exposed[0]}: the password goes there unencrypted",
            f"{exposed[0]}: пароль уходит туда незашифрованным",
        )
        yield Finding("secrets", "warning", what, "https://")


def _is_exposed(node: Node) -> bool:
    return not node.is_encrypted and _LOOPBACK.fullmatch(node.host) is None


def _software(health: ClusterHealth) -> Finding:
    nodes = tr(
        plural_en(len(health.nodes), "node"),
        plural_ru(len(health.nodes), "узел", "узла", "узлов"),
    )
    what = f"{health.address}: {health.name}, {health.distribution} {health.version}, {nodes}"
    supported = f"OpenSearch {VERSIONS[0]}–{VERSIONS[-1]}"
    number = int(health.version.partition(".")[0])
    if health.distribution != "opensearch":
        return Finding("cluster", "fault", what, tr("needs ", "нужен ") + supported)
    versions = sorted({node.version for node in health.nodes})
    if number not in VERSIONS:
        return Finding("cluster", "warning", what, tr("tried on ", "проверено на ") + supported)
    if len(versions) > 1:
        what += tr("; versions ", "; версии ") + ", ".join(versions)
        return Finding("cluster", "warning", what, tr("finish the upgrade", "завершите обновление"))
    return Finding("cluster", "ok", what)


def _shards(health: ClusterHealth) -> Finding:
    what = tr(
        f"{health.status}: {plural_en(health.shards, 'shard')}, replicas {health.replicas}, "
        f"unassigned {health.unassigned}, {describe_size(health.size)}",
        f"{health.status}: шардов {health.shards}, реплик {health.replicas}, "
        f"не размещено {health.unassigned}, {describe_size(health.size)}",
    )
    why = "GET _cluster/allocation/explain"
    if health.status == "red":
        advice = tr(
            f"some shards are lost: start their nodes; why: {why}",
            f"часть шардов потеряна: запустите их узлы; причина: {why}",
        )
        return Finding("shards", "fault", what, advice)
    if health.status == "yellow":
        advice = tr(
            f"some copies are missing: start their nodes; why: {why}",
            f"не хватает копий: запустите их узлы; причина: {why}",
        )
        return Finding("shards", "warning", what, advice)
    return Finding("shards", "ok", what)


def _disk(node: NodeHealth) -> Finding:
    free, used = describe_size(node.disk_free), round(100 * node.disk_used)
    what = tr(
        f"{node.name}: {free} free, {used}% used", f"{node.name}: свободно {free}, занято {used}%"
    )
    advice = tr("free its disk, or add a node", "освободите его диск или добавьте узел")
    if node.disk_used >= FLOOD_WATERMARK:
        return Finding("nodes", "fault", what, advice)
    if node.disk_used >= LOW_WATERMARK:
        return Finding("nodes", "warning", what, advice)
    return Finding("nodes", "ok", what)


def _clock(health: ClusterHealth) -> Finding:
    wrong = [node for node in health.nodes if abs(node.clock_offset) > MAX_CLOCK_OFFSET]
    if not wrong:
        return Finding("clock", "ok", tr("nodes and this machine agree", "часы узлов совпадают"))
    offsets = ", ".join(f"{node.name} {decimal(node.clock_offset, 0)}" for node in wrong)
    what = tr(f"seconds ahead of this machine: {offsets}", f"спешат на секунд: {offsets}")
    advice = tr("synchronize all clocks (NTP)", "синхронизируйте часы (NTP)")
    return Finding("clock", "warning", what, advice)


def _map_count() -> Iterator[Finding]:
    try:
        number = int(_MAP_COUNT.read_text())
    except (OSError, ValueError):  # another system
        return
    what = f"vm.max_map_count {number}"
    if number < LEAST_MAP_COUNT:
        what += tr(f", less than {LEAST_MAP_COUNT}", f", меньше {LEAST_MAP_COUNT}")
        command = f"sudo sysctl -w vm.max_map_count={LEAST_MAP_COUNT}"
        yield Finding("map_count", "warning", what, command)
    else:
        yield Finding("map_count", "ok", what)
