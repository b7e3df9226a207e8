"""`make quality`: prints the measures of the judged sets and fails when one is under its floor.

    python -m tests.evaluation.run [FOLDER]

FOLDER (default build/quality) keeps the laid-out collection between runs; the index is rebuilt.
"""

import io
import json
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from searchtool.core.errors import UnreadableFile
from searchtool.documents import Source, read_documents
from searchtool.documents.passages import split_passages
from searchtool.engines import ENGINES
from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from searchtool.search.session import Index, open_index
from tests.evaluation.baseline import PlainBm25
from tests.evaluation.judged import (
    SETS,
    SHARED,
    JudgedQuery,
    collection,
    document_of,
    read_queries,
    score,
)
from tests.evaluation.misspelt import score_suggestions
from tests.evaluation.morphology import score_morphology
from tests.evaluation.quotations import score_quotations
from tests.evaluation.speech import score_confidence, score_speech

Hits = list[tuple[str, float]]
Found = dict[tuple[str, str], Hits]
"""What is found, by the set and the id of a query."""

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
    found = {engine: try_engine(engine, folder, queries, failures) for engine in sorted(ENGINES)}
    failures += differences(found)
    together = score_morphology()
    print(f"morphology     {together}")
    failures += under_floor("morphology", vars(together))
    fixed = score_suggestions()
    print(f"suggestions    {fixed}")
    failures += under_floor("suggestions", {"right": fixed.right, "offered": fixed.offered})
    quoted = score_quotations()
    print(f"quotations     {quoted}")
    failures += under_floor("quotations", vars(quoted))
    for kind, spoken in score_speech().items():
        print(f"{kind:17} {spoken}")
        failures += under_floor(kind, spoken._asdict())
    print("| kind | confidence from | found | right |\n|---|--:|--:|--:|")
    print(*score_confidence(), sep="\n")
    for failure in failures:
        print(failure)
    return 1 if failures else 0


def try_engine(
    engine: str, folder: Path, queries: Mapping[str, list[JudgedQuery]], failures: list[str]
) -> Found:
    """What one engine finds, with its scores printed; `failures` gets those under their floor."""
    directory = folder / f"index-{engine}"
    report = update_index(directory, Plan(collection(folder), True, engine), RunCallbacks())
    print(f"{engine}: {report.passages} passages indexed in {report.seconds:.0f} s")
    found: Found = {}
    for name, own in queries.items():
        started = time.monotonic()
        hits = find(open_index(directory), own)
        milliseconds = (time.monotonic() - started) * 1000 / len(own)
        answers = {
            id: [document_of(passage.rpartition("#p")[0]) for passage, _ in hits[id]] for id in hits
        }
        scores = score(own, answers)
        print(f"{name:14} {engine:19}  {scores}  {milliseconds:.0f} ms a query", flush=True)
        failures += under_floor(name, vars(scores))
        found |= {(name, id): hits[id] for id in hits}
    return found


def find(index: Index, queries: list[JudgedQuery]) -> dict[str, Hits]:
    """By query, the passages found and their scores."""
    return {
        query.id: [(hit.passage.id, hit.score) for hit in index.search(query.text, limit=20).hits]
        for query in queries
    }


def differences(found: Mapping[str, Found]) -> list[str]:
    """Where engines do not find the same in the same order with the same scores."""
    first, *others = found
    differing = [
        f"{other} and {first} differ: {key}"
        for other in others
        for key, hits in found[first].items()
        if found[other][key] != hits
    ]
    print(f"engines        {len(found[first])} queries, {len(differing)} answered differently")
    return differing


def under_floor(name: str, measures: dict[str, float]) -> list[str]:
    """What is worse than the floors kept in the repository; of collisions and offers, more is."""
    bad = []
    for measure, floor in FLOORS.get(name, {}).items():
        value = measures[measure]
        is_worse = value > floor if measure in ("collisions", "offered") else value < floor
        if is_worse:
            bad.append(f"{name}: {measure} {value:.4f} is worse than the floor {floor}")
    return bad


def _passages(paths: list[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
        for file in sorted(path.rglob("*.txt")) if path.is_dir() else [path]:
            source = Source(file.name, str(file), io.BytesIO(file.read_bytes()))
            with suppress(UnreadableFile):  # a post that is nothing but a picture of a face
                for text in read_documents(source):
                    for passage in split_passages(text):
                        yield text.document.id, passage.text


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/quality")
    folder.mkdir(parents=True, exist_ok=True)
    sys.exit(main(folder))
