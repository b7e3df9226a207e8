"""How a cluster that holds an index is doing."""

from typing import Literal, NamedTuple

HealthStatus = Literal["green", "yellow", "red"]
"""All copies of all shards are there; some copies are missing; some shards are missing."""


class NodeHealth(NamedTuple):
    """A machine of a cluster; sizes in bytes, `clock_offset` is how many seconds its clock is ahead
    of that of this machine."""

    name: str
    version: str
    disk_free: int
    disk_size: int
    clock_offset: float

    @property
    def disk_used(self) -> float:
        """The share of its disk that is in use, from 0 to 1."""
        return 1 - self.disk_free / self.disk_size if self.disk_size else 0.0


class ClusterHealth(NamedTuple):
    """`address` holds no secret. `status` is that of the worst index of ours, as are `shards`,
    `replicas` (copies beside the first that there should be) and `unassigned` ones; `size` is what
    all copies take, in bytes. `read_only` are our indexes that a full disk has closed to
    writers."""

    address: str
    name: str
    distribution: str
    version: str
    nodes: tuple[NodeHealth, ...]
    status: HealthStatus
    shards: int
    replicas: int
    unassigned: int
    size: int
    read_only: tuple[str, ...]
