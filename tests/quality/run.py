"""`make quality`: the judged sets in, a table of measures out; fails under the floors.

    python -m tests.quality.run [FOLDER]

FOLDER (default build/quality) keeps the laid-out collection between runs; the index is built anew.
"""

import io
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from searchtool.documents import Source, read_documents
from searchtool.engines import ENGINES
from searchtool.index import Plan, update_index
from searchtool.passages import split_passages
from searchtool.refresh import Observer
from searchtool.search import SearchOptions, Session, open_session
from tests.quality.baseline import PlainBm25
from tests.quality.judged import (
    SETS,
    SHARED,
    JudgedQuery,
    Scores,
    collection,
    document_of,
    read_queries,
    score,
)
from tests.quality.misspelt import score_suggestions
from tests.quality.morphology import score_morphology
from tests.quality.quotations import score_quotations

FLOORS = json.loads(Path(__file__).with_name("floors.json").read_text("utf-8"))


def main(folder: Path) -> int:
    """The exit code: 1 when a measure is under its floor."""
    if not SHARED.is_dir():
        print("skipped: the shared data is not beside the project")
        return 0
    failures: list[str] = []
    queries = {name: read_queries(name) for name in SETS}
    plain = PlainBm25(_passages(collection(folder)))
    for name in SETS:
        answers = {q.id: [*map(document_of, plain.documents(q.text))] for q in queries[name]}
        print(f"{name:14} plain BM25 on stems  {score(queries[name], answers)}", flush=True)
    del plain
    for engine in sorted(ENGINES):
        directory = folder / f"index-{engine}"
        report = update_index(directory, Plan(collection(folder), True, engine), Observer())
        print(f"{engine}: {report.passages} passages indexed in {report.seconds:.0f} s")
        for name in SETS:
            scores, milliseconds = answer(open_session(directory), queries[name])
            print(f"{name:14} {engine:19}  {scores}  {milliseconds:.0f} ms a query", flush=True)
            failures += under_floor(name, vars(scores))
    together = score_morphology()
    print(f"morphology     {together}")
    failures += under_floor("morphology", vars(together))
    fixed = score_suggestions()
    print(f"suggestions    {fixed}")
    failures += under_floor("suggestions", {"right": fixed.right, "offered": fixed.offered})
    quoted = score_quotations()
    print(f"quotations     {quoted}")
    failures += under_floor("quotations", vars(quoted))
    for failure in failures:
        print(failure)
    return 1 if failures else 0


def answer(session: Session, queries: list[JudgedQuery]) -> tuple[Scores, float]:
    """The scores of one set, and the milliseconds a query took on average."""
    started = time.monotonic()
    options = SearchOptions(limit=20)
    answers = {
        query.id: [document_of(hit.document.id) for hit in session.search(query.text, options).hits]
        for query in queries
    }
    return score(queries, answers), (time.monotonic() - started) * 1000 / len(queries)


def under_floor(name: str, measures: dict[str, float]) -> list[str]:
    """What is worse than the floors kept in the repository; of collisions and offers, more is."""
    bad = []
    for measure, floor in FLOORS[name].items():
        value = measures[measure]
        is_worse = value > floor if measure in ("collisions", "offered") else value < floor
        if is_worse:
            bad.append(f"{name}: {measure} {value:.4f} is worse than the floor {floor}")
    return bad


def _passages(paths: list[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
        for file in sorted(path.rglob("*.txt")) if path.is_dir() else [path]:
            for text in read_documents(Source(file.name, str(file), io.BytesIO(file.read_bytes()))):
                for passage in split_passages(text):
                    yield text.document.id, passage.text


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/quality")
    folder.mkdir(parents=True, exist_ok=True)
    sys.exit(main(folder))
