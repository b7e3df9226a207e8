"""What is stored of files, and what of that a commit replaces."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from searchtool.engines.opensearch.cluster import Cluster, Json
from searchtool.engines.opensearch.mapping import Names
from searchtool.engines.opensearch.state import FILE_MARK, State, any_term

PAGE = 10_000
"""Parts that are asked for with one request."""


class Part(NamedTuple):
    """What one batch holds of one file, but for the record of the file, which is a part of its own:
    how many entries of each kind."""

    name: str
    file: str
    counts: Mapping[str, int]

    @property
    def is_record(self) -> bool:
        """Whether this is the record of the file."""
        return self.name.endswith(FILE_MARK)


class Changes(NamedTuple):
    """What a commit does with files, by their paths as terms: those it deletes, those whose record
    it replaces, those it adds text to, and those to which its run added some before."""

    deleted: AbstractSet[str]
    recorded: AbstractSet[str]
    filled: AbstractSet[str]
    held: AbstractSet[str]

    @property
    def touched(self) -> AbstractSet[str]:
        """All files that the commit changes."""
        return self.deleted | self.recorded | self.filled


def stored_parts(
    cluster: Cluster, names: Names, state: State, files: Iterable[str]
) -> Iterator[Part]:
    """The parts of these files that count."""
    for query in any_term("file", files):
        found: dict[tuple[str, str], Counter[str]] = {}
        for key, count in _buckets(cluster, names, state.restrict(query)):
            found.setdefault((key["part"], key["file"]), Counter())[key["kind"]] += count
        yield from (Part(*names, counts) for names, counts in found.items())


def replaced_parts(
    changes: Changes, run: str, stored: Sequence[Part], written: Sequence[Part]
) -> list[Part]:
    """Those of the stored and written parts that must not count after a commit of a run.

    Two runs may read one file at the same time. Whoever commits first text of it takes it from the
    other, who then finds nothing of its own and leaves the file.
    """
    mine = {part.file for part in stored if _is_of(part, run)}
    lost = changes.held - changes.deleted - mine
    replaced = [part for part in written if part.file in lost]
    for part in stored:
        if part.file in lost:
            continue
        is_old_text = part.file in changes.filled and not part.is_record and not _is_of(part, run)
        is_old_record = part.file in changes.recorded and part.is_record
        if part.file in changes.deleted or is_old_text or is_old_record:
            replaced.append(part)
    return replaced


def _is_of(part: Part, run: str) -> bool:
    """Whether a part is text that a run wrote."""
    return part.name.startswith(f"{run}.") and not part.is_record


def _buckets(cluster: Cluster, names: Names, query: Json) -> Iterator[tuple[Json, int]]:
    sources = [{name: {"terms": {"field": name}}} for name in ("part", "file", "kind")]
    composite: dict[str, object] = {"size": PAGE, "sources": sources}
    while True:
        body = {"size": 0, "query": query, "aggs": {"parts": {"composite": composite}}}
        found = cluster.search(body, names.entries)["aggregations"]["parts"]
        yield from ((bucket["key"], bucket["doc_count"]) for bucket in found["buckets"])
        if len(found["buckets"]) < PAGE:
            return
        composite["after"] = found["after_key"]
