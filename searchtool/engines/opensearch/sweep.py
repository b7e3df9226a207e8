"""Deletes from a cluster what does not count any more: what dead writers have sent, what was
removed long ago, generations that were replaced or never finished."""

import time
from contextlib import suppress

from searchtool.engines.opensearch.cluster import Cluster
from searchtool.engines.opensearch.control import Control, Pointer
from searchtool.engines.opensearch.errors import NotFoundError
from searchtool.engines.opensearch.mapping import Names
from searchtool.engines.opensearch.state import GRACE_SECONDS, State, any_term


def sweep_entries(
    cluster: Cluster, control: Control, names: Names, generation: str, state: State
) -> None:
    """Delete the entries of a generation that count for no searcher."""
    for query in any_term("batch", state.abandoned):
        found = cluster.search({"query": query, "size": 0, "terminate_after": 1}, names.entries)
        if found["hits"]["total"]["value"]:
            cluster.delete_where(names.entries, query)
    if old := state.old_removed(time.time()):
        control.change_state(generation, lambda state: state.purging(old))
        for query in any_term("part", (part for removed in old for part in removed.parts)):
            cluster.delete_where(names.entries, query)
        control.change_state(generation, lambda state: state.without(old))


def sweep_generations(cluster: Cluster, control: Control, index_name: str, owner: str) -> None:
    """Delete the generations that were replaced long ago, and those that the owner has begun and
    not finished."""
    pointer = control.pointer()
    retired = pointer.retired if pointer else ()
    old = {name for name, replaced in retired if replaced + GRACE_SECONDS < time.time()}
    known = {name for name, _ in retired} | ({pointer.generation} if pointer else set())
    begun = {
        name
        for name, state in control.states().items()
        if state.owner == owner and name not in known
    }
    for name in old | begun:
        delete_generation(cluster, control, index_name, name)
    if old:
        control.change_pointer(
            lambda p: Pointer(p.generation, tuple(r for r in p.retired if r[0] not in old))
        )


def delete_generation(cluster: Cluster, control: Control, index_name: str, generation: str) -> None:
    """Delete a generation. Its state goes first, so that nobody counts on the rest."""
    control.delete(generation)
    for name in Names.of(index_name, generation):
        with suppress(NotFoundError):
            cluster.request("DELETE", f"/{name}")
