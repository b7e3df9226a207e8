"""What clusters answer about their health: a sound one, and such in trouble."""

import time
from typing import Any

GIGABYTE = 10**9


def healthy(name: str, **changes: Any) -> dict[str, Any]:
    """The answers, by path, of a cluster with two nodes and an index of that name. `changes` are
    its `status`, `version`, `distribution`, `disk_free` (gigabytes of 100), `clock` (seconds ahead)
    and `read_only`."""
    entries, control = f"{name}-0a1b", f"{name}-control"
    status = changes.get("status", "green")
    version = {"number": changes.get("version", "2.19.1")}
    if distribution := changes.get("distribution", "opensearch"):
        version["distribution"] = distribution
    shards = {
        "number_of_shards": 3,
        "number_of_replicas": 1,
        "unassigned_shards": 0 if status == "green" else 3,
    }
    blocks = {"blocks": {"read_only_allow_delete": "true"}} if changes.get("read_only") else {}
    disk = {
        "total_in_bytes": 100 * GIGABYTE,
        "available_in_bytes": changes.get("disk_free", 50) * GIGABYTE,
    }
    moment = int((time.time() + changes.get("clock", 0)) * 1000)
    nodes = {
        id: {"name": f"node-{id}", "timestamp": moment, "fs": {"total": disk}} for id in ("a", "b")
    }
    ours = f"{control},{entries}"
    return {
        "/": {"cluster_name": "press", "version": version},
        "/_cluster/health": {
            "status": "yellow",  # of another index in the same cluster
            "indices": {
                control: {
                    **shards,
                    "number_of_shards": 1,
                    "unassigned_shards": 0,
                    "status": "green",
                },
                entries: {**shards, "status": status},
                f"{name}-of-others": {**shards, "status": "red"},
            },
        },
        "/_nodes/_all/version": {"nodes": {id: version_of(version) for id in nodes}},
        "/_nodes/stats/fs": {"nodes": nodes},
        f"/{ours}/_stats/store": {"_all": {"total": {"store": {"size_in_bytes": 5_000_000}}}},
        f"/{ours}/_settings/index.blocks.*": {
            entries: {"settings": {"index": blocks} if blocks else {}},
            control: {"settings": {}},
        },
    }


def version_of(version: dict[str, Any]) -> dict[str, Any]:
    return {"version": version["number"]}
