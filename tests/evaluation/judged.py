"""The judged sets: their queries, the collection that is searched, and the scores of an answer.

What is searched is the same for all: the corpora of both sets together with the Telegram posts as
distractors. The data lies beside the project; its README says where it comes from.
"""

import json
import math
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
SETS = ("xquad_dev", "headlines_dev")


@dataclass(frozen=True)
class JudgedQuery:
    """A question and the documents that answer it."""

    id: str
    text: str
    relevant: frozenset[str]


@dataclass(frozen=True)
class Scores:
    """Means over the queries of a set."""

    queries: int
    mrr: float
    hit1: float
    hit10: float
    ndcg: float

    def __str__(self) -> str:
        return (
            f"hit@1 {self.hit1:.4f}  MRR@10 {self.mrr:.4f}  "
            f"hit@10 {self.hit10:.4f}  nDCG@10 {self.ndcg:.4f}"
        )


def collection(folder: Path) -> list[Path]:
    """The files to index, laid out below `folder` once: two corpora and the Telegram posts."""
    telegram = folder / "telegram"
    if not telegram.is_dir():
        subprocess.run(
            [sys.executable, SHARED / "corpora" / "make.py", folder, "--only", "telegram"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return [*(SHARED / "eval" / "retrieval" / name / "corpus.jsonl" for name in SETS), telegram]


def read_queries(name: str) -> list[JudgedQuery]:
    """The judged queries of a set."""
    folder = SHARED / "eval" / "retrieval" / name
    relevant: dict[str, set[str]] = {}
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines()[1:]:
        query, document, grade = line.split("\t")
        if int(grade) > 0:
            relevant.setdefault(query, set()).add(document)
    return [
        JudgedQuery(record["_id"], record["text"], frozenset(relevant[record["_id"]]))
        for record in map(json.loads, _lines(folder / "queries.jsonl"))
        if record["_id"] in relevant
    ]


def score(queries: Sequence[JudgedQuery], answers: Mapping[str, Sequence[str]]) -> Scores:
    """The usual measures of documents ranked by their best passage, as `score.py` has them."""
    mrr = hit1 = hit10 = ndcg = 0.0
    for query in queries:
        ranked = list(dict.fromkeys(answers.get(query.id, ())))[:10]
        places = [n for n, document in enumerate(ranked) if document in query.relevant]
        if places:
            best = sum(1 / math.log2(n + 2) for n in range(min(10, len(query.relevant))))
            mrr += 1 / (places[0] + 1)
            hit1 += places[0] == 0
            hit10 += 1
            ndcg += sum(1 / math.log2(n + 2) for n in places) / best
    n = len(queries)
    return Scores(n, mrr / n, hit1 / n, hit10 / n, ndcg / n)


def document_of(hit_document: str) -> str:
    """The id a judged set knows a document by: `corpus.jsonl#xquad-0-0` is `xquad-0-0`."""
    return hit_document.rpartition("#")[2]


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text("utf-8").split("\n") if line.strip())
