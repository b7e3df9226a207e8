"""Sends requests to a cluster: repeats what may succeed later, and takes no answer for whole in
which a part is missing."""

import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from searchtool.core.connection import Connection
from searchtool.engines.opensearch.connection import connect, exceptions
from searchtool.engines.opensearch.errors import (
    BUSY,
    ClusterError,
    NotFoundError,
    failed_shards,
    translated,
)

Answer = TypeVar("Answer")
Json = Mapping[str, Any]

READ_PATIENCE = 10.0
"""Seconds for which a request is repeated: a cluster that loses the node in charge has another one
after 3 to 5. Where no node can be reached at all, it is a fourth of it."""

WRITE_PATIENCE = 180.0
"""The same for a writer, which would lose more than a moment: a shard whose node is lost may have
to wait for another node."""

WRITE_TIMEOUT = 120.0
"""Seconds that a writer waits for an answer at least: to send the same again to a cluster that has
too much to do would make it slower."""

FIRST_PAUSE = 0.1
MAX_PAUSE = 5.0

TOO_MANY_REQUESTS = (BUSY, 502, 503, 504)
"""The states of single items of a bulk request that may succeed later."""


class Cluster:
    """The cluster behind a connection; `patience` is for how many seconds a request is repeated."""

    def __init__(self, connection: Connection, patience: float | None = None) -> None:
        self.name = str(connection)
        self._connection = connection
        self._client = connect(connection)
        self._patience = READ_PATIENCE if patience is None else patience

    def patient(self) -> "Cluster":
        """The same cluster for a writer."""
        timeout = max(self._connection.timeout, WRITE_TIMEOUT)
        return Cluster(replace(self._connection, timeout=timeout), WRITE_PATIENCE)

    def request(self, method: str, path: str, body: Any = None, **params: Any) -> Any:
        """The answer to a request. Raises ClusterError, NotFoundError, ConflictError."""
        return self._repeat(lambda: self._send(method, path, body, params))

    def search(self, body: Json, index: str = "") -> Json:
        """What a search finds, if all shards have answered. Without an index the body names a point
        in time."""
        path = f"/{index}/_search" if index else "/_search"
        params = {"allow_partial_search_results": "false"} if index else {}
        return self._repeat(lambda: self._whole(self._send("POST", path, body, params)))

    def search_all(self, bodies: Sequence[Json], index: str) -> list[Json]:
        """What each of some searches finds, with one request."""
        parts = [
            part for body in bodies for part in ({"allow_partial_search_results": False}, body)
        ]
        lines = "".join(json.dumps(part) + "\n" for part in parts)

        def ask() -> list[Json]:
            answers = self._send("POST", f"/{index}/_msearch", lines, {})["responses"]
            for answer in answers:
                if error := answer.get("error"):
                    failed = exceptions.TransportError(answer["status"], "", {"error": error})
                    raise translated(failed, self.name)
            return [self._whole(answer) for answer in answers]

        return self._repeat(ask)

    def refresh(self, *indexes: str) -> None:
        """Make all that was written visible to searches, on all copies."""
        path = f"/{','.join(indexes)}/_refresh"
        self._repeat(lambda: self._whole(self._send("POST", path, None, {})))

    def bulk(self, index: str, actions: Sequence[tuple[Json, Json]]) -> None:
        """Write documents. Each is an action with its id and its source, so that a request whose
        answer was lost can be repeated. What exists already and was only to be created is left."""
        left = list(actions)

        def write() -> None:
            lines = [json.dumps(part) for action in left for part in action]
            answer = self._send("POST", f"/{index}/_bulk", "\n".join(lines) + "\n", {})
            left[:] = self._unwritten(left, answer)
            if left:
                raise ClusterError(self.name, "", may_pass=True)

        try:
            self._repeat(write)
        except ClusterError as error:
            if error.cause:
                raise
            busy = exceptions.TransportError(BUSY, "", {})
            raise translated(busy, self.name) from error

    def delete_where(self, index: str, query: Json) -> None:
        """Delete what matches; what another one deletes or changes meanwhile is left to it."""
        self.request(
            "POST",
            f"/{index}/_delete_by_query",
            {"query": query},
            conflicts="proceed",
            refresh="true",
            request_timeout=3600,
        )

    def _unwritten(self, sent: list[tuple[Json, Json]], answer: Json) -> list[tuple[Json, Json]]:
        """What has to be sent again. Raises ClusterError for what is refused."""
        if not answer["errors"]:
            return []
        left = []
        for action, item in zip(sent, answer["items"], strict=True):
            ((operation, result),) = item.items()
            status = result["status"]
            if status in TOO_MANY_REQUESTS:
                left.append(action)
            elif status >= 400 and not (operation == "create" and status == 409):
                error = exceptions.TransportError(status, "", {"error": result["error"]})
                raise translated(error, self.name)
        return left

    def _send(self, method: str, path: str, body: Any, params: Mapping[str, Any]) -> Any:
        try:
            return self._client.transport.perform_request(
                method, path, params=dict(params), body=body
            )
        except exceptions.OpenSearchException as error:
            raise translated(error, self.name) from error

    def _whole(self, answer: Json) -> Json:
        shards = answer["_shards"]
        if shards["failed"] or answer.get("timed_out"):
            raise failed_shards(self.name, shards["failed"] or shards["total"], shards["total"])
        return answer

    def _repeat(self, send: Callable[[], Answer]) -> Answer:
        started = time.monotonic()
        pause = FIRST_PAUSE
        while True:
            try:
                return send()
            except ClusterError as error:
                patience = self._patience / 4 if error.is_gone else self._patience
                if not error.may_pass or time.monotonic() - started + pause > patience:
                    raise
            time.sleep(pause * random.uniform(0.5, 1.0))
            pause = min(2 * pause, MAX_PAUSE)

    def documents(self, index: str, ids: Sequence[str]) -> list[Json]:
        """The documents with these ids as they were written last, each with whether it was
        `found`; none is in an index that does not exist."""

        def read() -> list[Json]:
            # The first copy has what was written last, even while another one is lost.
            answer = self._send("POST", f"/{index}/_mget", {"ids": ids}, {"preference": "_primary"})
            for document in answer["docs"]:
                error = document.get("error")
                if error and error["type"] != "index_not_found_exception":
                    failed = exceptions.TransportError(503, "", {"error": error})
                    raise translated(failed, self.name)
            documents: list[Json] = answer["docs"]
            return documents

        try:
            return self._repeat(read)
        except NotFoundError:
            return [{"_id": id, "found": False} for id in ids]

    def create_index(self, name: str, body: Json) -> bool:
        """Whether an index was made; False where there is one already."""
        try:
            self.request("PUT", f"/{name}", body)
        except ClusterError as error:
            if "already exists" not in error.cause:
                raise
            return False
        return True

    def put(self, index: str, id: str, source: Json, **params: Any) -> Json:
        """Write one document that can be read at once, under the conditions that the parameters
        name. Raises ConflictError."""
        answer: Json = self.request("PUT", f"/{index}/_doc/{id}", source, **params)
        return answer
