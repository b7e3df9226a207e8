"""What passages cost in a cluster: bytes, seconds of writing, milliseconds of a query.

    python -m tests.cluster.measure INDEX --copies 1 3 --shards 1 3

INDEX is a folder with an index of an engine with files, whose passages are written to the cluster
that `make cluster-up` has started, as often as there are copies. Prints a table in Markdown.
"""

import argparse
import os
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from searchtool.core.connection import Connection
from searchtool.core.model import Document
from searchtool.engines import open_engine
from searchtool.engines.base import Clause, Engine, IndexedPassage, Searcher
from searchtool.engines.codec import index_passage, read_passage, read_words
from searchtool.index.open import open_snapshot
from searchtool.query.tree import Or, TermNode
from tests.cluster.server import ask, delete_index, running

COMMIT_EVERY = 20_000
CLAUSES = (1, 5, 20, 100)
QUERIES = 20


def documents(source: Searcher) -> Iterator[tuple[Document, list[IndexedPassage]]]:
    """The documents of an index, each with its passages."""
    passages: dict[str, list[IndexedPassage]] = {}
    for scope in ("paragraph", "quote"):
        for record in source.records(scope):
            passage = read_passage(record)
            indexed = index_passage(passage, read_words(record), {}, 100)
            passages.setdefault(passage.document_id, []).append(indexed)
    for document in source.documents():
        yield document, passages.get(document.id, [])


def fill(
    engine: Engine, source: Sequence[tuple[Document, list[IndexedPassage]]], copies: int
) -> int:
    """Write all documents so many times; returns the number of passages."""
    written = 0
    pending = [(copy, *one) for copy in range(copies) for one in source]
    while pending:
        with engine.writer() as writer:
            size = 0
            while pending and size < COMMIT_EVERY:
                copy, document, passages = pending.pop()
                path = f"/{copy}{document.path}"
                renamed = [p._replace(id=f"{copy}/{p.id}") for p in passages]
                writer.add(document._replace(id=f"{copy}/{document.id}", path=path), renamed)
                size += len(passages)
            written += size
    return written


def query_ms(searcher: Searcher, words: Sequence[TermNode], count: int) -> float:
    """The median time of queries for any of so many words, in milliseconds."""
    draw = random.Random(count)
    times = []
    for _ in range(QUERIES):
        asked = draw.sample(words, count)
        started = time.perf_counter()
        clauses = [Clause(word, draw.randint(1, 9)) for word in asked]
        searcher.candidates(Or(tuple(asked)), clauses, "paragraph", 100)
        times.append(time.perf_counter() - started)
    return 1000 * statistics.median(times)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 3])
    parser.add_argument("--shards", type=int, nargs="+", default=[1, 3])
    asked = parser.parse_args()
    url = running() or parser.error("no cluster is up: make cluster-up")
    source = open_snapshot(asked.index).searcher
    every = list(documents(source))
    keys = source.vocabulary("key", "paragraph", "")
    words = [TermNode(key, key) for key in random.Random(1).sample(list(keys), 2_000)]
    nodes = ask(f"{url}/_cluster/health")["number_of_data_nodes"]
    heads = ["nodes", "shards", "passages", "bytes/passage, one copy", "s/1,000 passages"]
    heads += [f"ms, {count} clauses" for count in CLAUSES]
    print("| " + " | ".join(heads) + " |\n" + "|---" * len(heads) + "|")
    for shards in asked.shards:
        for copies in asked.copies:
            name = f"measure-{os.urandom(3).hex()}"
            connection = Connection(f"{url}/{name}", shards=shards)
            engine = open_engine("opensearch", "build-aa", connection)
            engine.create()
            started = time.perf_counter()
            passages = fill(engine, every, copies)
            seconds = time.perf_counter() - started
            ask(f"{url}/{name}-aa*/_flush", "POST", timeout=120)
            stats = ask(f"{url}/{name}-aa*/_stats/store", timeout=60)
            size = stats["_all"]["primaries"]["store"]["size_in_bytes"]
            searcher = engine.searcher()
            costs = [f"{query_ms(searcher, words, count):.0f}" for count in CLAUSES]
            cells = [nodes, shards, passages, round(size / passages)]
            cells += [f"{1000 * seconds / passages:.1f}", *costs]
            print("| " + " | ".join(map(str, cells)) + " |", flush=True)
            delete_index(connection)


if __name__ == "__main__":
    main()
