"""`make agree`: checks that every engine gives the hits of the memory engine in the same order,
that of the cluster too if `make cluster-up` has started one.

    python -m tests.evaluation.agreement [COUNT]

Over the judged corpora without the distractors, since the oracle looks at every passage for every
clause of every query; COUNT (default 100) queries of each set.
"""

import io
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.connection import Connection
from searchtool.core.model import Document
from searchtool.documents import Source, read_documents
from searchtool.documents.passages import split_passages
from searchtool.engines import ENGINES, open_engine
from searchtool.engines.base import Engine, IndexedPassage
from searchtool.engines.codec import index_passage
from searchtool.ingest.filter_values import filter_values
from searchtool.search.session import Index
from tests.cluster.server import delete_index, running
from tests.evaluation.judged import SETS, SHARED, read_queries


def main(count: int) -> int:
    """The exit code: 1 when an engine disagrees."""
    draw = random.Random(1)
    queries = [q.text for name in SETS for q in draw.sample(read_queries(name), count)]
    analyzer = Analyzer()
    batches = list(read_corpora(analyzer))
    with tempfile.TemporaryDirectory() as folder:
        answers = {
            name: ask_all(open_engine(name, Path(folder) / name), name, batches, queries)
            for name in ("memory", *sorted(ENGINES))
        }
    if (url := running()) is not None:
        connection = Connection(f"{url}/agreement-{os.getpid()}", shards=3)
        engine = open_engine("opensearch", "build-a", connection)
        answers["opensearch"] = ask_all(engine, "opensearch", batches, queries)
        delete_index(connection)
    wanted_answers = answers.pop("memory")
    bad = 0
    for name, found in answers.items():
        for query, got, wanted in zip(queries, found, wanted_answers, strict=True):
            if got != wanted:
                bad += 1
                print(f"{name}: {query!r}\n  {got[:3]}\n  {wanted[:3]}")
    print(f"{len(queries)} queries, {bad} answered differently")
    return 1 if bad else 0


def ask_all(
    engine: Engine,
    name: str,
    batches: Sequence[tuple[Document, list[IndexedPassage]]],
    queries: Sequence[str],
) -> list[list[tuple[str, float]]]:
    """The hits of all queries in an engine that is given the documents."""
    engine.create()
    with engine.writer() as writer:
        for document, passages in batches:
            writer.add(document, passages)
    started = time.monotonic()
    index = Index(engine.searcher(), engine.searcher, Path(name))
    found = [hits(index, query) for query in queries]
    print(f"{name}: {time.monotonic() - started:.0f} s", flush=True)
    return found


def read_corpora(analyzer: Analyzer) -> list[tuple[Document, list[IndexedPassage]]]:
    """The documents of the judged sets with their passages, ready for an engine."""
    batches: list[tuple[Document, list[IndexedPassage]]] = []
    for name in SETS:
        path = SHARED / "eval" / "retrieval" / name / "corpus.jsonl"
        for text in read_documents(
            Source(f"{name}.jsonl", str(path), io.BytesIO(path.read_bytes()))
        ):
            passages = split_passages(text)
            words = [analyzer.words(p.text) for p in passages]
            values = filter_values(text.document, name, analyzer)
            length = sum(w.tokens for w in words)
            indexed = [
                index_passage(p, w, values, length) for p, w in zip(passages, words, strict=True)
            ]
            batches.append((text.document, indexed))
    return batches


def hits(index: Index, query: str) -> list[tuple[str, float]]:
    """The ids and scores of the first hits."""
    found = index.search(query, limit=50).hits
    return [(hit.passage.id, hit.score) for hit in found]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
