"""The engine over an OpenSearch cluster. It stores and matches what the others do; what OpenSearch
does not have, a frozen view and a commit of all or nothing, is made by one document that all
writers change by compare-and-set (`state`).

    connection        a client of the cluster; the only module that imports the library
    errors            what a cluster refuses or fails at, in one line
    cluster           requests, repeated while they may succeed
    mapping           the indexes of a generation and their fields
    state             which entries count
    control           the documents that all writers and searchers share
    index_reader      entries and terms of one commit
    query_translator  our queries to those of OpenSearch
    searcher          the answers of the contract
    run, parts        what a run holds of files, what a commit replaces
    writer            one commit
    sweep             deletes what does not count any more
"""

import os
import socket
import time
from functools import cached_property

from searchtool.core.connection import Connection
from searchtool.core.model import StrPath
from searchtool.core.versions import installed_version
from searchtool.engines.base import EngineCorrupted
from searchtool.engines.cluster_health import ClusterHealth
from searchtool.engines.entries import KINDS
from searchtool.engines.opensearch.cluster import Cluster
from searchtool.engines.opensearch.control import (
    POINTER,
    Control,
    Pointer,
    check_fits,
    new_state,
)
from searchtool.engines.opensearch.index_reader import IndexReader
from searchtool.engines.opensearch.mapping import Names, entries_index, terms_index
from searchtool.engines.opensearch.run import Run
from searchtool.engines.opensearch.searcher import OpenSearchSearcher
from searchtool.engines.opensearch.state import State
from searchtool.engines.opensearch.sweep import (
    delete_generation,
    sweep_entries,
    sweep_generations,
)
from searchtool.engines.opensearch.writer import OpenSearchWriter

_BUILD_PREFIX = "build-"


class OpenSearchEngine:
    """An index in a cluster, as seen from one folder: the name of the folder is that of the
    generation that was made from it. What answers is this generation while it is being built, and
    then the one that the pointer names."""

    def __init__(self, directory: StrPath, connection: Connection) -> None:
        self._connection = connection
        self._name = connection.index_name
        self._shards = connection.shards
        self._own = os.path.basename(directory).removeprefix(_BUILD_PREFIX)
        # One process at a time writes into the folder of an index, so what another one has begun
        # there it will not finish.
        self._owner = f"{socket.gethostname()}:{os.path.dirname(os.path.abspath(directory))}"
        self._cluster = Cluster(connection)
        self._control = Control(self._cluster, self._name)
        self._run = Run()
        self._is_swept = False

    @cached_property
    def _patient(self) -> Cluster:
        return self._cluster.patient()

    def join(self) -> bool:
        """Whether an index with this name answers already, made from another folder."""
        return self._control.pointer() is not None

    def create(self) -> None:
        """Make an empty generation that answers at once. If another machine was faster, this folder
        joins what that has made."""
        self._make()
        if self._control.create(POINTER, Pointer(self._own)):
            self._set_alias()
        else:
            self.drop()

    def create_beside(self) -> None:
        """Make an empty generation that does not answer before `publish`."""
        self._make()

    def _make(self) -> None:
        self._control.prepare()
        sweep_generations(self._cluster, self._control, self._name, self._owner)
        names = Names.of(self._name, self._own)
        self._cluster.create_index(names.entries, entries_index(self._shards))
        self._cluster.create_index(names.terms, terms_index())
        self._control.create(self._own, new_state(self._owner))

    def publish(self) -> None:
        """Let this generation answer from now on; nothing if it does, or if there is none."""
        pointer, state = self._control.pointer(), self._control.state(self._own)
        if state is None or (pointer is not None and pointer.generation == self._own):
            return
        if pointer is None and self._control.create(POINTER, Pointer(self._own)):
            self._set_alias()
            return
        replaced = self._control.change_pointer(self._replaced).retired
        for name, _ in replaced:
            if self._control.state(name) is not None:
                self._control.change_state(name, lambda state: state._replace(is_retired=True))
        self._set_alias()

    def drop(self) -> None:
        """Delete this generation, if it does not answer."""
        pointer = self._control.pointer()
        if pointer is None or pointer.generation != self._own:
            delete_generation(self._cluster, self._control, self._name, self._own)

    def writer(self) -> OpenSearchWriter:
        """Start a commit; writers of other folders may be at work."""
        cluster = self._patient
        control = Control(cluster, self._name)
        generation, state = control.current(self._own)
        check_fits(state, cluster.name)
        names = Names.of(self._name, generation)
        batch = 0

        def open_batch(state: State) -> State:
            nonlocal batch
            opened, batch = state.open_batch(self._owner, time.time())
            return opened

        state = control.change_state(generation, open_batch)
        sweep_entries(cluster, control, names, generation, state)
        if not self._is_swept:
            sweep_generations(cluster, control, self._name, "")
            self._is_swept = True
        return OpenSearchWriter(cluster, control, names, generation, batch, self._run)

    def searcher(self) -> OpenSearchSearcher:
        """The last commit."""
        return OpenSearchSearcher(self._reader())

    def check(self) -> None:
        """Count the entries of the last commit; their files the cluster checks itself."""
        reader = self._reader()
        for kind in KINDS:
            stored, committed = reader.count({"term": {"kind": kind}}), reader.counts.get(kind, 0)
            if stored != committed:
                raise EngineCorrupted(f"{stored} entries of {committed} ({kind})")

    def health(self) -> ClusterHealth:
        """How the cluster and the index in it are doing, at once: who asks waits for nothing."""
        from searchtool.engines.opensearch.health import read_health  # not needed by a query

        return read_health(Cluster(self._connection, patience=0), self._name)

    def version(self) -> str:
        """Name and version of the library."""
        return f"opensearch {installed_version('opensearch-py')}"

    def _reader(self) -> IndexReader:
        generation, state = self._control.current(self._own)
        check_fits(state, self._cluster.name)
        names = Names.of(self._name, generation)
        return IndexReader(self._cluster, self._control, names, generation, state)

    def _replaced(self, pointer: Pointer) -> Pointer:
        if pointer.generation == self._own:
            return pointer
        return Pointer(self._own, (*pointer.retired, (pointer.generation, time.time())))

    def _set_alias(self) -> None:
        """Let the name of the index stand for its entries, for people who look at the cluster."""
        entries = Names.of(self._name, self._own).entries
        actions = [
            {"remove": {"index": f"{self._name}-*", "alias": self._name, "must_exist": False}},
            {"add": {"index": entries, "alias": self._name}},
        ]
        self._cluster.request("POST", "/_aliases", {"actions": actions})


def open_engine(directory: StrPath, connection: Connection) -> OpenSearchEngine:
    """The index in a cluster that belongs to the folder `directory`."""
    return OpenSearchEngine(directory, connection)
