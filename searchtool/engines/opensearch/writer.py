"""Writes one commit of an index in a cluster, as a batch of its own."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from searchtool.core.model import Scope
from searchtool.engines.base import EngineCorrupted, IndexedPassage, TermField
from searchtool.engines.codec import read_words
from searchtool.engines.entries import EntryWriter, Kind, entry_id
from searchtool.engines.opensearch.cluster import Cluster, Json
from searchtool.engines.opensearch.control import Control
from searchtool.engines.opensearch.errors import overtaken
from searchtool.engines.opensearch.mapping import (
    Names,
    field_name,
    short_id,
    to_term,
    to_words,
)
from searchtool.engines.opensearch.parts import Changes, Part, replaced_parts, stored_parts
from searchtool.engines.opensearch.run import Run
from searchtool.engines.opensearch.state import FILE_MARK, LEASE_SECONDS, State, part_name
from searchtool.query.matching import Fields
from searchtool.query.tree import FilterField

BULK_BYTES = 1_000_000
"""Size of the records that are sent with one request, which is three times as large."""

RENEW_SECONDS = LEASE_SECONDS / 5
"""How often a writer gives a sign of life."""


class OpenSearchWriter(EntryWriter):
    """One commit. Until its end nothing of it counts, so to discard it is to leave it: the next
    writer deletes what it has sent."""

    def __init__(
        self,
        cluster: Cluster,
        control: Control,
        names: Names,
        generation: str,
        batch: int,
        run: Run,
    ) -> None:
        super().__init__()
        self._cluster = cluster
        self._control = control
        self._names = names
        self._generation = generation
        self._batch = batch
        self._run = run
        self._renewed = time.monotonic()
        self._entries: list[tuple[Json, Json]] = []
        self._terms: list[tuple[Json, Json]] = []
        self._size = 0
        self._written = _Written()
        self._parts: dict[str, str] = {}  # their names, by the path of the file
        self._filled: set[str] = set()
        self._deleted: set[str] = set()
        self._replaced: set[str] = set()

    def _add_record(
        self, kind: Literal["document", "file"], id: str, file: str, record: bytes
    ) -> None:
        self._add(kind, entry_id(kind, id), to_term(file), record, {})

    def _add_passages(self, passages: Sequence[IndexedPassage], fields: Fields, file: str) -> None:
        shared, path = _values(fields), to_term(file)
        for indexed in passages:
            scope, words = indexed.scope, read_words(indexed.record)
            keys, forms = to_words(words.keys), to_words(words.forms)
            values = {**shared, **_values(indexed.fields)}
            source: dict[str, Any] = {field_name(scope, n): found for n, found in values.items()}
            source |= {field_name(scope, "key"): keys, field_name(scope, "form"): forms}
            source["order"] = indexed.order
            self._add(scope, entry_id("passage", indexed.id), path, indexed.record, source)
            self._add_terms(scope, keys.split(), forms.split(), values)

    def _delete(self, field: Literal["id", "file"], value: str) -> None:
        if field == "file":
            self._deleted.add(to_term(value))
        else:  # only the records of files are replaced
            self._replaced.add(to_term(value.removeprefix(entry_id("file", ""))))

    def _commit(self) -> None:
        self._add_files()
        self._send()
        self._cluster.refresh(self._names.entries, self._names.terms)
        self._check_written()
        self._control.change_state(self._generation, self._committed)
        self._run.held -= self._deleted
        self._run.held |= self._filled

    def _discard(self) -> None:
        """Nothing: what was sent does not count."""

    def _add(self, kind: Kind, name: str, file: str, record: bytes, words: Json) -> None:
        if file not in self._parts:
            self._parts[file] = part_name(self._run.name, self._batch, len(self._parts))
        part = self._parts[file]
        if kind == "file":
            part += FILE_MARK
        else:
            self._filled.add(file)
        id = short_id(part, name)
        source = {
            "kind": kind,
            "entry": short_id(name),
            "file": file,
            "part": part,
            "batch": self._batch,
            "order": 0,
            "record": record.decode("latin-1"),
            **words,
        }
        self._written.add(id, part, file, kind)
        self._entries.append(({"index": {"_id": id}}, source))
        self._size += len(record)
        if self._size >= BULK_BYTES:
            self._send()

    def _add_terms(
        self,
        scope: Scope,
        keys: Sequence[str],
        forms: Sequence[str],
        values: Mapping[FilterField, Sequence[str]],
    ) -> None:
        """Add what a passage is found by to the vocabulary."""
        found: list[tuple[TermField, str, str]] = [
            ("form", form, key) for form, key in zip(forms, keys, strict=True)
        ]
        found += [("key", key, "") for key in keys]
        found += [(name, value, "") for name, many in values.items() for value in many]
        for name, value, key in found:
            field = field_name(scope, name)
            if self._run.is_new(f"{field} {value}"):
                source = {"field": field, "value": value, "key": key}
                self._terms.append(({"create": {"_id": short_id(field, value)}}, source))

    def _send(self) -> None:
        """Send what was gathered, and sometimes a sign of life."""
        if time.monotonic() - self._renewed > RENEW_SECONDS:
            self._control.change_state(self._generation, self._renew)
            self._renewed = time.monotonic()
        gathered = (self._names.entries, self._entries), (self._names.terms, self._terms)
        for index, actions in gathered:
            if actions:
                self._cluster.bulk(index, actions)
                actions.clear()
        self._size = 0

    def _check_written(self) -> None:
        """Make sure that all that was sent is there. Raises EngineCorrupted."""
        query = {"term": {"batch": self._batch}}
        body = {"query": query, "size": 0, "track_total_hits": True}
        found = self._cluster.search(body, self._names.entries)["hits"]["total"]["value"]
        if found != len(self._written):
            raise EngineCorrupted(f"{found} entries of {len(self._written)} that were written")

    def _renew(self, state: State) -> State:
        return self._checked(state).renew(self._batch, time.time())

    def _checked(self, state: State) -> State:
        """The state, if this batch can still be committed. Raises ClusterError."""
        if state.is_retired or not state.is_open(self._batch):
            raise overtaken(self._cluster.name)
        return state

    def _committed(self, state: State) -> State:
        """The state with this batch committed, and what it replaces removed."""
        self._checked(state)
        changes = Changes(self._deleted, self._replaced, self._filled, self._run.held)
        stored = list(stored_parts(self._cluster, self._names, state, changes.touched))
        replaced = replaced_parts(changes, self._run.name, stored, self._written.parts())
        counts = self._written.counts()
        for part in replaced:
            counts.subtract(part.counts)
        return state.commit(self._batch, [part.name for part in replaced], counts, time.time())


class _Written:
    """The entries of a batch by their ids in the cluster, as one written again is the same."""

    def __init__(self) -> None:
        self._entries: dict[str, tuple[str, str, Kind]] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, id: str, part: str, file: str, kind: Kind) -> None:
        """Note an entry."""
        self._entries[id] = part, file, kind

    def counts(self) -> Counter[str]:
        """The number of entries of each kind."""
        return Counter(kind for _, _, kind in self._entries.values())

    def parts(self) -> list[Part]:
        """What there is of each file."""
        found: dict[tuple[str, str], Counter[str]] = {}
        for part, file, kind in self._entries.values():
            found.setdefault((part, file), Counter())[kind] += 1
        return [Part(part, file, counts) for (part, file), counts in found.items()]


def _values(fields: Fields) -> dict[FilterField, list[str]]:
    return {name: list(map(to_term, values)) for name, values in fields.items()}
