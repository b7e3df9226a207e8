"""`make short-queries`: how well short queries are answered, by graded passages, altogether and by
halves of the queries; fails when a measure is under its floor.

    python -m tests.evaluation.short_queries [FOLDER]

FOLDER (default build/quality) keeps the laid-out collection between runs; the index is rebuilt.
Counted by the `score.py` beside the judgements.
"""

import json
import runpy
import subprocess
import sys
from pathlib import Path
from statistics import mean
from zlib import crc32

from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from searchtool.search.session import Index, open_index
from tests.evaluation.judged import SHARED
from tests.evaluation.run import under_floor

SET = SHARED / "eval" / "retrieval" / "short_dev"
MEASURES = {"nDCG@10": "ndcg", "distinct": "distinct", "P@5": "p5", "unjudged": "unjudged"}
"""The measures of `score.py`, and what they are called here."""

LIMIT = 10
HALVES = ("all", "even", "odd")


def main(folder: Path) -> int:
    """The exit code: 1 when a measure is under its floor."""
    if not SET.is_dir():
        print("skipped: the shared data is not beside the project")
        return 0
    place = folder / "short-index"
    update_index(place, Plan(collection(folder), True, "tantivy"), RunCallbacks())
    with open_index(place) as index:
        scores = score_queries(index)
    measured = {half: averages(scores, half) for half in HALVES}
    for half, values in measured.items():
        print(f"{half:5}", "  ".join(f"{name} {value:.3f}" for name, value in values.items()))
    failures = under_floor("short_dev", measured["all"])
    for line in failures:
        print(line, file=sys.stderr)
    return 1 if failures else 0


def collection(folder: Path) -> list[Path]:
    """The folders to index, laid out below `folder` once: news and Telegram posts."""
    texts = folder / "short"
    if not texts.is_dir():
        script = SHARED / "corpora" / "make.py"
        subprocess.run(
            [sys.executable, script, texts, "--only", "news,telegram"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return [texts]


def score_queries(index: Index) -> dict[str, dict[str, float]]:
    """The measures of each query, by its id."""
    scorer = runpy.run_path(str(SET / "score.py"))
    judged = scorer["Judgements"](SET)
    found: dict[str, dict[str, float]] = {}
    for line in (SET / "queries.jsonl").read_text("utf-8").splitlines():
        query = json.loads(line)
        hits = index.search(query["text"], limit=LIMIT).hits
        passages = [{"path": hit.path, "text": hit.passage.text} for hit in hits]
        found[query["_id"]] = scorer["score"](judged, query["_id"], passages)
    return found


def averages(scores: dict[str, dict[str, float]], half: str) -> dict[str, float]:
    """The means over all queries or a half of them, by the checksum of their ids."""
    chosen = [
        own
        for number, own in scores.items()
        if half == "all" or HALVES[1 + crc32(number.encode()) % 2] == half
    ]
    return {name: mean(own[measure] for own in chosen) for measure, name in MEASURES.items()}


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/quality")
    folder.mkdir(parents=True, exist_ok=True)
    sys.exit(main(folder))
