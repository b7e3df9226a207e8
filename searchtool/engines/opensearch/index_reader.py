"""Reads one commit of a generation: entries that match, stored records, terms."""

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from searchtool.core.model import Scope
from searchtool.engines.base import EngineCorrupted, TermField
from searchtool.engines.entries import SCOPES
from searchtool.engines.opensearch.cluster import Cluster, Json
from searchtool.engines.opensearch.control import Control
from searchtool.engines.opensearch.errors import ClusterError, NotFoundError
from searchtool.engines.opensearch.mapping import Names, field_name, short_id, to_term
from searchtool.engines.opensearch.state import State
from searchtool.engines.term_codec import to_value

WINDOW = 10_000
"""Hits that OpenSearch gives with one request; for more it is asked page by page."""

MAX_PATTERN_CHARS = 100
"""Of a prefix or a fuzzy word that OpenSearch compares. It refuses more than 1,000, and already the
automaton of a hundred is large."""

PAGE_ENTRIES = 2_000
"""Records that are read with one request: 4 MB."""

KEEP_ALIVE = "5m"
"""For how long the cluster keeps a point in time between two pages."""


class Hit(NamedTuple):
    """An entry that was found: its id in the cluster, its place among those of the same weight;
    `record` is empty unless it was asked for."""

    id: str
    weight: int
    order: int
    record: bytes


class IndexReader:
    """A frozen view: later commits do not change it. Every method raises ClusterError when a part
    of the cluster does not answer, and EngineCorrupted when entries that this view counts on are
    gone."""

    def __init__(
        self, cluster: Cluster, control: Control, names: Names, generation: str, state: State
    ) -> None:
        self._cluster = cluster
        self._control = control
        self._names = names
        self._generation = generation
        self._state = state
        self._safe_until = state.safe_until(state.commits, time.time())

    @property
    def counts(self) -> Mapping[str, int]:
        """The number of entries of each kind."""
        return self._state.counts

    def count(self, query: Json) -> int:
        """The number of entries that match."""
        answer = self._search({"query": self._state.restrict(query), "size": 0})
        return int(answer["hits"]["total"]["value"])

    def counts_of(self, queries: Sequence[Json]) -> list[int]:
        """The number of entries that match, for each of some queries."""
        self._check_age()
        bodies = [
            {"query": self._state.restrict(query), "size": 0, "track_total_hits": True}
            for query in queries
        ]
        with _missing_is_corrupted():
            answers = self._cluster.search_all(bodies, self._names.entries)
        return [answer["hits"]["total"]["value"] for answer in answers]

    def best(
        self, query: Json, weights: Sequence[Json], limit: int, *, with_records: bool
    ) -> tuple[int, list[Hit]]:
        """The number of entries that match, and the first of them, at most `limit`: the heaviest
        by the clauses `weights`, then by their order."""
        every = self._state.restrict(query)
        if weights:
            every = {"bool": {"filter": [every], "should": weights}}
        body = {
            "query": every,
            "sort": [*([{"_score": "desc"}] if weights else []), "order", "entry"],
            "_source": ["record"] if with_records else False,
        }
        if limit <= WINDOW:
            answer = self._search({**body, "size": limit})["hits"]
            return answer["total"]["value"], [_hit(h, bool(weights)) for h in answer["hits"]]
        hits = [_hit(h, bool(weights)) for h in self._pages(body, WINDOW, limit)]
        return self.count(query), hits

    def records(self, ids: Sequence[str]) -> list[bytes]:
        """The record of each of the entries with these ids of the cluster."""
        found: dict[str, bytes] = {}
        for start in range(0, len(ids), PAGE_ENTRIES):
            chosen = ids[start : start + PAGE_ENTRIES]
            body = {"query": {"ids": {"values": chosen}}, "size": len(chosen)}
            hits = self._search(body)["hits"]["hits"]
            found.update((hit["_id"], _record(hit)) for hit in hits)
        try:
            return [found[id] for id in ids]
        except KeyError as error:
            raise EngineCorrupted("an entry that was found is gone") from error

    def all_records(self, query: Json) -> Iterator[bytes]:
        """The records of all entries that match, in no particular order."""
        yield from (record for _, record in self.all_entries(query))

    def all_entries(self, query: Json) -> Iterator[tuple[str, bytes]]:
        """The same with the name of each entry, by which `named` finds it."""
        body = {"query": self._state.restrict(query), "sort": ["entry"], "_source": ["record"]}
        for hit in self._pages(body, PAGE_ENTRIES):
            yield hit["sort"][0], _record(hit)

    def find(self, name: str) -> bytes | None:
        """The record of the entry with this name."""
        return next(iter(self.find_all([name]).values()), None)

    def find_all(self, names: Sequence[str]) -> dict[str, bytes]:
        """The records of the entries with these names, as far as there are any."""
        wanted = {short_id(name): name for name in names}
        body = {
            "query": self._state.restrict({"terms": {"entry": list(wanted)}}),
            "sort": ["entry"],
            "size": len(wanted),
            "_source": ["record"],
            "track_total_hits": False,
        }
        hits = self._search(body)["hits"]["hits"]
        return {wanted[hit["sort"][0]]: _record(hit) for hit in hits}

    def values(self, scope: Scope, field: TermField, prefix: str = "") -> list[str]:
        """The terms of a field that begin with `prefix`, in order."""
        found = self._terms(scope, field, _begins(prefix))
        return [value for value in found if value.startswith(prefix)]

    def values_of(
        self, scope: Scope, beginnings: Sequence[tuple[TermField, str]]
    ) -> dict[TermField, list[str]]:
        """The terms of some fields that begin with prefixes, in order; of a long prefix the first
        letters are compared."""
        fields = {field_name(scope, field): field for field, _ in beginnings}
        begin = [
            {"bool": {"filter": [_in_field(scope, field), _begins(prefix)]}}
            for field, prefix in beginnings
        ]
        body = {
            "query": {"bool": {"should": begin}},
            "sort": ["value", "field"],
            "_source": False,
        }
        found: dict[TermField, list[str]] = {}
        for hit in self._pages(body, WINDOW, index=self._names.terms):
            value, name = hit["sort"]
            found.setdefault(fields[name], []).append(to_value(value))
        return {field: sorted(values) for field, values in found.items()}

    def values_near(self, scope: Scope, field: TermField, value: str, max_edits: int) -> list[str]:
        """The terms of a field at most 1 or 2 edits away, in order; of a long one, all terms."""
        if len(value) > MAX_PATTERN_CHARS:
            return self._terms(scope, field, {"match_all": {}})
        return self._terms(scope, field, {"fuzzy": {"value": fuzzy(value, max_edits)}})

    def key_of(self, form: str) -> str | None:
        """The key with which a form occurs in any scope."""
        ids = [short_id(field_name(scope, "form"), to_term(form)) for scope in SCOPES]
        found = (d for d in self._cluster.documents(self._names.terms, ids) if d.get("found"))
        return next((str(document["_source"]["key"]) for document in found), None)

    def stored(self) -> int:
        """The number of entries that are stored, whether they count or not."""
        answer = self._search({"query": {"match_all": {}}, "size": 0})
        return int(answer["hits"]["total"]["value"])

    def _terms(self, scope: Scope, field: TermField, query: Json) -> list[str]:
        wanted = [_in_field(scope, field), query]
        body = {"query": {"bool": {"filter": wanted}}, "sort": ["value"], "_source": False}
        hits = self._pages(body, WINDOW, index=self._names.terms)
        return sorted(to_value(hit["sort"][0]) for hit in hits)

    def _search(self, body: Json, index: str = "") -> Json:
        self._check_age()
        with _missing_is_corrupted():
            whole = {"track_total_hits": True, **body}
            return self._cluster.search(whole, index or self._names.entries)

    def _pages(
        self, body: Json, size: int, limit: int | None = None, index: str = ""
    ) -> Iterator[Mapping[str, Any]]:
        """The hits of a search, page by page. What matches stays the same, and the sort values of
        each hit differ from those of all others, so the pages fit together even where a point in
        time is lost with its node and another one takes its place."""
        left = sys.maxsize if limit is None else limit
        page = {**body, "size": min(size, left), "track_total_hits": False}
        hits = self._search(page, index)["hits"]["hits"]
        yield from hits
        with PointInTime(self._cluster, index or self._names.entries) as point:
            while len(hits) == page["size"] < left:
                left -= len(hits)
                page = {**page, "size": min(size, left), "search_after": hits[-1]["sort"]}
                hits = point.search(page)["hits"]["hits"]
                yield from hits

    def _check_age(self) -> None:
        """Look whether all that this view counts on is still stored, where it may not be."""
        now = time.time()
        if now < self._safe_until:
            return
        state = self._control.state(self._generation)
        self._safe_until = state.safe_until(self._state.commits, now) if state else 0.0
        if self._safe_until <= now:
            raise EngineCorrupted("entries that were removed since may be deleted")


class PointInTime:
    """What an index held at one moment, for as long as pages of it are read; made when the first
    one is."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster = cluster
        self._index = index
        self._id = ""

    def search(self, body: Json) -> Json:
        """What a search finds in it."""
        with _missing_is_corrupted():
            try:
                return self._search(body)
            except (
                ClusterError,
                NotFoundError,
            ):  # lost with its node, or kept for too short a time
                self._id = ""
                return self._search(body)

    def _search(self, body: Json) -> Json:
        if not self._id:
            path = f"/{self._index}/_search/point_in_time"
            self._id = self._cluster.request("POST", path, keep_alive=KEEP_ALIVE)["pit_id"]
        return self._cluster.search({**body, "pit": {"id": self._id, "keep_alive": KEEP_ALIVE}})

    def __enter__(self) -> "PointInTime":
        return self

    def __exit__(self, *_: object) -> None:
        if self._id:
            with suppress(ClusterError, NotFoundError):  # it ends by itself
                self._cluster.request("DELETE", "/_search/point_in_time", {"pit_id": [self._id]})


@contextmanager
def _missing_is_corrupted() -> Iterator[None]:
    """An index that does not exist, as an EngineCorrupted."""
    try:
        yield
    except NotFoundError as error:
        raise EngineCorrupted("an index of the cluster is missing") from error


def _in_field(scope: Scope, field: TermField) -> Json:
    return {"term": {"field": field_name(scope, field)}}


def _begins(prefix: str) -> Json:
    beginning = to_term(prefix[:MAX_PATTERN_CHARS])
    return {"prefix": {"value": beginning}} if beginning else {"match_all": {}}


def _hit(found: Json, is_weighed: bool) -> Hit:
    weight = round(found["sort"][0]) if is_weighed else 0
    record = _record(found) if "_source" in found else b""
    return Hit(found["_id"], weight, found["sort"][-2], record)


def _record(found: Json) -> bytes:
    """The record of an entry, which is stored as a text with a character for each byte."""
    return bytes(found["_source"]["record"], "latin-1")


def fuzzy(value: str, max_edits: int) -> Json:
    """What a fuzzy query compares, with all values that are near: the usual way of rewriting it
    would take the first 50."""
    return {
        "value": to_term(value),
        "fuzziness": max_edits,
        "prefix_length": 0,
        "transpositions": True,
        "rewrite": "constant_score",
    }
