"""Asks a cluster how it and the indexes of one name are doing."""

import re
import time
from collections.abc import Mapping
from typing import Any

from searchtool.engines.cluster_health import ClusterHealth, HealthStatus, NodeHealth
from searchtool.engines.opensearch.cluster import Cluster

WORST_FIRST: tuple[HealthStatus, ...] = ("red", "yellow", "green")


def read_health(cluster: Cluster, index_name: str) -> ClusterHealth:
    """The health of a cluster. Raises ClusterError."""
    root = cluster.request("GET", "/")
    health = cluster.request("GET", "/_cluster/health", level="indices")
    ours = {name: one for name, one in health["indices"].items() if _is_ours(name, index_name)}
    return ClusterHealth(
        address=cluster.name,
        name=root["cluster_name"],
        distribution=root["version"].get("distribution", "elasticsearch"),
        version=root["version"]["number"],
        nodes=_nodes(cluster),
        status=_worst(ours, health["status"]),
        shards=sum(one["number_of_shards"] for one in ours.values()),
        replicas=sum(one["number_of_shards"] * one["number_of_replicas"] for one in ours.values()),
        unassigned=sum(one["unassigned_shards"] for one in ours.values()),
        size=_size(cluster, ours),
        read_only=tuple(sorted(_closed(cluster, ours))),
    )


def _is_ours(name: str, index_name: str) -> bool:
    """Whether an index is the control or belongs to a generation of the index with that name."""
    return (
        re.fullmatch(rf"{re.escape(index_name)}-(?:control|[0-9a-f]+(?:-terms)?)", name) is not None
    )


def _worst(ours: Mapping[str, Any], cluster: HealthStatus) -> HealthStatus:
    found = [one["status"] for one in ours.values()]
    return next((status for status in WORST_FIRST if status in found), cluster)


def _nodes(cluster: Cluster) -> tuple[NodeHealth, ...]:
    versions = cluster.request("GET", "/_nodes/_all/version")["nodes"]
    asked = time.time()
    stats = cluster.request("GET", "/_nodes/stats/fs")["nodes"]
    now = (asked + time.time()) / 2
    return tuple(
        NodeHealth(
            name=one["name"],
            version=versions[id]["version"] if id in versions else "",
            disk_free=one["fs"]["total"]["available_in_bytes"],
            disk_size=one["fs"]["total"]["total_in_bytes"],
            clock_offset=round(one["timestamp"] / 1000 - now, 1),
        )
        for id, one in sorted(stats.items(), key=lambda pair: str(pair[1]["name"]))
    )


def _size(cluster: Cluster, ours: Mapping[str, Any]) -> int:
    if not ours:
        return 0
    stats = cluster.request("GET", f"/{','.join(ours)}/_stats/store", level="indices")
    return int(stats["_all"]["total"]["store"]["size_in_bytes"])


def _closed(cluster: Cluster, ours: Mapping[str, Any]) -> list[str]:
    if not ours:
        return []
    settings = cluster.request("GET", f"/{','.join(ours)}/_settings/index.blocks.*")
    return [
        name
        for name, one in settings.items()
        if "true" in one["settings"].get("index", {}).get("blocks", {}).values()
    ]
