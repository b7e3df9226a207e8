"""What the state document of a generation says: which batches and which parts of them count.

A commit writes one batch. What a batch holds of one file is a part, the record of the file being
another one. An entry counts when its batch is committed and its part is not removed. All changes
are made by compare-and-set on this one document, so a commit becomes visible as a whole or not at
all, and a searcher that has read the document once sees nothing of later ones.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

GRACE_SECONDS = 600
"""For how long what was removed or replaced stays stored: longer than any query takes."""

MARGIN_SECONDS = 120
"""So much earlier a searcher stops counting on what was removed: clocks differ, and a query takes
its time."""

LEASE_SECONDS = 900
"""A writer that is silent for so long is taken for dead."""

MAX_TERMS = 60_000
"""Values in one clause of a query; OpenSearch takes 65,536."""

FILE_MARK = "f"
"""At the end of the name of a part: the record of a file."""


class OpenBatch(NamedTuple):
    """A batch that is being written: by whom, and until when its writer is believed to live."""

    owner: str
    until: float


class Removed(NamedTuple):
    """Parts that one commit removed or replaced, and when."""

    commit: int
    time: float
    parts: tuple[str, ...]


class State(NamedTuple):
    """`commits` counts the commits. Batches up to `floor` are committed or `abandoned`; `committed`
    are those above it that are. What commits up to `purged` removed may be deleted already.
    `counts` are the numbers of entries of each kind. `analysis` is the fingerprint of the analyzer,
    `format` that of this record; `owner` made the generation, which `is_retired` when another one
    answers in its place."""

    analysis: str
    format: int
    owner: str
    commits: int = 0
    last_batch: int = 0
    floor: int = 0
    committed: tuple[int, ...] = ()
    abandoned: tuple[int, ...] = ()
    opened: Mapping[str, OpenBatch] = {}
    removed: tuple[Removed, ...] = ()
    purged: int = 0
    counts: Mapping[str, int] = {}
    is_retired: bool = False

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> "State":
        """The state that `record` holds. Raises KeyError, TypeError, ValueError."""
        typed = {
            "committed": tuple(record["committed"]),
            "abandoned": tuple(record["abandoned"]),
            "opened": {batch: OpenBatch(*found) for batch, found in record["opened"].items()},
            "removed": tuple(Removed(c, t, tuple(parts)) for c, t, parts in record["removed"]),
        }
        return cls(**{**record, **typed})

    def to_record(self) -> dict[str, Any]:
        """What `of` reads."""
        return self._asdict()

    def open_batch(self, owner: str, now: float) -> tuple["State", int]:
        """With one more batch that is being written, and its number. Batches of the same owner, who
        has one writer at a time, and of those who are silent are given up."""
        dead = [int(b) for b, o in self.opened.items() if o.owner == owner or o.until < now]
        batch = self.last_batch + 1
        opened = {b: found for b, found in self.opened.items() if int(b) not in dead}
        opened[str(batch)] = OpenBatch(owner, now + LEASE_SECONDS)
        state = self._replace(
            last_batch=batch, opened=opened, abandoned=(*self.abandoned, *sorted(dead))
        )
        return state._raised(), batch

    def is_open(self, batch: int) -> bool:
        """Whether a batch is still being written, for all others know."""
        return str(batch) in self.opened

    def renew(self, batch: int, now: float) -> "State":
        """With a sign of life of the writer of a batch."""
        lease = self.opened[str(batch)]._replace(until=now + LEASE_SECONDS)
        return self._replace(opened={**self.opened, str(batch): lease})

    def commit(
        self, batch: int, removed: Sequence[str], counts: Mapping[str, int], now: float
    ) -> "State":
        """With a batch committed and parts removed; `counts` is what that adds and takes away."""
        opened = {b: found for b, found in self.opened.items() if b != str(batch)}
        commits = self.commits + 1
        more = (Removed(commits, now, tuple(removed)),) if removed else ()
        kinds = self.counts.keys() | counts.keys()
        state = self._replace(
            commits=commits,
            opened=opened,
            committed=(*self.committed, batch),
            removed=(*self.removed, *more),
            counts={kind: self.counts.get(kind, 0) + counts.get(kind, 0) for kind in kinds},
        )
        return state._raised()

    def old_removed(self, now: float) -> tuple[Removed, ...]:
        """What was removed so long ago that no searcher counts on it unawares."""
        return tuple(found for found in self.removed if found.time + GRACE_SECONDS < now)

    def safe_until(self, commits: int, now: float) -> float:
        """Until when all is surely stored that counted after so many commits; the past where some
        of it may be gone."""
        if self.purged > commits:
            return 0.0
        later = (found.time for found in self.removed if found.commit > commits)
        return min([now, *later]) + GRACE_SECONDS - MARGIN_SECONDS

    def purging(self, old: Sequence[Removed]) -> "State":
        """With the announcement that these are about to be deleted."""
        return self._replace(purged=max([self.purged, *(found.commit for found in old)]))

    def without(self, old: Sequence[Removed]) -> "State":
        """Without parts that were deleted."""
        commits = {found.commit for found in old}
        return self._replace(removed=tuple(r for r in self.removed if r.commit not in commits))

    def _raised(self) -> "State":
        """With the floor as high as it may be."""
        floor = self.floor
        known = {*self.committed, *self.abandoned}
        while floor + 1 in known:
            floor += 1
        return self._replace(floor=floor, committed=tuple(b for b in self.committed if b > floor))

    def restrict(self, query: Mapping[str, Any]) -> Mapping[str, Any]:
        """A query for those entries only that count."""
        counting: Mapping[str, Any] = {"range": {"batch": {"lte": self.floor}}}
        if self.committed:
            counting = {"bool": {"should": [counting, {"terms": {"batch": self.committed}}]}}
        parts = [part for found in self.removed for part in found.parts]
        unwanted: list[Mapping[str, Any]] = list(any_term("part", parts))
        if self.abandoned:
            unwanted.append({"terms": {"batch": self.abandoned}})
        return {"bool": {"filter": [query, counting], "must_not": unwanted}}


def any_term(field: str, values: Iterable[str | int]) -> Iterable[Mapping[str, Any]]:
    """Queries that together find what has one of the values in a field."""
    every = list(values)
    for start in range(0, len(every), MAX_TERMS):
        yield {"terms": {field: every[start : start + MAX_TERMS]}}


def part_name(run: str, batch: int, number: int) -> str:
    """The name of what a batch holds of one file: `run` is the indexing run that wrote it."""
    return f"{run}.{batch}.{number}"
