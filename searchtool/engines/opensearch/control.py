"""Reads and changes the documents that all writers and searchers of an index share: the pointer to
the generation that answers, and the state of each generation."""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Generic, NamedTuple, TypeVar

from searchtool.analysis.analyzer import fingerprint
from searchtool.core.errors import IndexOutdated
from searchtool.core.i18n import tr
from searchtool.engines.base import EngineCorrupted
from searchtool.engines.opensearch.cluster import Cluster, Json
from searchtool.engines.opensearch.errors import ConflictError, NotFoundError
from searchtool.engines.opensearch.mapping import control_index
from searchtool.engines.opensearch.state import State

FORMAT = 1
"""Raised whenever what is in a cluster cannot be read any more."""

POINTER = "pointer"
"""The id of the document that names the generation which answers."""

_MAX_PAUSE = 0.2  # between two attempts of writers that get in each other's way

Record = TypeVar("Record", "Pointer", State)


class Pointer(NamedTuple):
    """The generation that answers, and the former ones with the time when they were replaced."""

    generation: str
    retired: tuple[tuple[str, float], ...] = ()

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> "Pointer":
        """The pointer that `record` holds. Raises KeyError, TypeError, ValueError."""
        return cls(record["generation"], tuple((g, t) for g, t in record["retired"]))

    def to_record(self) -> dict[str, Any]:
        """What `of` reads."""
        return self._asdict()


class Found(NamedTuple, Generic[Record]):
    """A record as it was read, and what a change has to name so that it is the next one."""

    record: Record
    stamp: str
    version: Mapping[str, int]


class Control:
    """The shared documents of the index with one name."""

    def __init__(self, cluster: Cluster, index_name: str) -> None:
        self._cluster = cluster
        self._index = f"{index_name}-control"

    def prepare(self) -> None:
        """Make the index of these documents, if there is none."""
        self._cluster.create_index(self._index, control_index())

    def pointer(self) -> Pointer | None:
        """The pointer, if an index with this name answers."""
        found = self._read(POINTER, Pointer)
        return found.record if found else None

    def state(self, generation: str) -> State | None:
        """The state of a generation, if there is one; a folder that only reads has none."""
        found = self._read(generation, State) if generation else None
        return found.record if found else None

    def current(self, own: str) -> tuple[str, State]:
        """The generation to search and to write, and its state: the own one, if it was made and not
        replaced; else that which answers. Raises EngineCorrupted where none does."""
        first, *rest = self._documents(POINTER, own) if own else self._documents(POINTER)
        pointer = self._found(first, Pointer)
        retired = {name for name, _ in pointer.record.retired} if pointer else set()
        for document in rest:
            found = self._found(document, State)
            if found and (own not in retired):
                return own, found.record
        state = self.state(pointer.record.generation) if pointer else None
        if pointer is None or state is None:
            raise EngineCorrupted(f"nothing in {self._index} answers")
        return pointer.record.generation, state

    def create(self, id: str, record: Record) -> bool:
        """Whether a document was made; False where there is one already."""
        stamp = os.urandom(8).hex()
        try:
            self._put(id, record, stamp, {"op_type": "create"})
        except ConflictError:
            found = self._read(id, type(record))
            return found is not None and found.stamp == stamp  # the first answer was lost
        return True

    def change_state(self, generation: str, change: Callable[[State], State]) -> State:
        """Replace the state of a generation by what `change` makes of it; that is called again when
        another one was faster. Raises EngineCorrupted where there is none."""
        return self._change(generation, State, change)

    def change_pointer(self, change: Callable[[Pointer], Pointer]) -> Pointer:
        """The same for the pointer."""
        return self._change(POINTER, Pointer, change)

    def delete(self, id: str) -> None:
        """Delete a document."""
        with suppress(NotFoundError):
            self._cluster.request("DELETE", f"/{self._index}/_doc/{id}")

    def states(self) -> dict[str, State]:
        """The state of each generation, by its name, as of the last refresh."""
        self._cluster.refresh(self._index)
        body = {"size": 1000, "query": {"match_all": {}}}
        hits = self._cluster.search(body, self._index)["hits"]["hits"]
        return {
            hit["_id"]: State.of(hit["_source"]["record"]) for hit in hits if hit["_id"] != POINTER
        }

    def _change(self, id: str, kind: type[Record], change: Callable[[Record], Record]) -> Record:
        pause = 0.005
        while True:
            found = self._read(id, kind)
            if found is None:
                raise EngineCorrupted(f"no document {id} in {self._index}")
            changed = change(found.record)
            if changed == found.record:
                return changed
            stamp = os.urandom(8).hex()
            try:
                self._put(id, changed, stamp, found.version)
                return changed
            except ConflictError:
                latest = self._read(id, kind)
                if latest is not None and latest.stamp == stamp:  # the first answer was lost
                    return changed
            time.sleep(pause)
            pause = min(2 * pause, _MAX_PAUSE)

    def _put(
        self, id: str, record: Pointer | State, stamp: str, conditions: Mapping[str, Any]
    ) -> None:
        source = {"stamp": stamp, "record": record.to_record()}
        self._cluster.put(self._index, id, source, **conditions)

    def _read(self, id: str, kind: type[Record]) -> Found[Record] | None:
        return self._found(self._documents(id)[0], kind)

    def _documents(self, *ids: str) -> list[Json]:
        return self._cluster.documents(self._index, ids)

    def _found(self, document: Json, kind: type[Record]) -> Found[Record] | None:
        if not document.get("found"):
            return None
        version = {"if_seq_no": document["_seq_no"], "if_primary_term": document["_primary_term"]}
        source = document["_source"]
        try:
            return Found(kind.of(source["record"]), source["stamp"], version)
        except (KeyError, TypeError, ValueError) as error:
            cause = f"document {document['_id']} in {self._index} cannot be read"
            raise EngineCorrupted(cause) from error


def new_state(owner: str) -> State:
    """The state of a generation that is empty."""
    return State(fingerprint(), FORMAT, owner)


def check_fits(state: State, where: str) -> None:
    """Raises IndexOutdated when the words of a generation were analyzed in another way."""
    if state.format != FORMAT:
        cause = tr("made by another version of searchtool", "создан другой версией searchtool")
        raise IndexOutdated(where, cause)
    if state.analysis != fingerprint():
        cause = tr("built with another analyzer", "построен с другим анализатором")
        raise IndexOutdated(where, cause)
