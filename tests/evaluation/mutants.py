"""`make mutants`: reads damaged files of every format and reports crashes, hangs and memory.

    python -m tests.evaluation.mutants [NUMBER]

NUMBER (default 20,000) damaged files are made of those of the format corpus, and of those of public
reports where the shared data is there: bytes are changed, cut, doubled and joined with those of
other files. They are read as the index command reads: in
child processes with limits. No child may die, none may take over `MAX_SECONDS` or `MAX_BYTES`, and
each file must give a passage, or fail with a reason, or be named as skipped.
"""

import importlib
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from searchtool.ingest.discovery import FoundFile
from searchtool.ingest.pipeline import (
    FileOutcome,
    FileTask,
    IndexableDocument,
    ReadOptions,
    ingest_file,
)
from searchtool.ingest.scheduler import run_tasks
from searchtool.ingest.worker import WorkerCrash
from tests.documents.make import files
from tests.evaluation.judged import SHARED

MAX_SECONDS = 10.0
MAX_BYTES = 1 << 30
SILENT = "lost in silence"
REPORTS = SHARED.parent / "reports" / "in"


def measured(task: FileTask) -> Iterator[str | FileOutcome]:
    """What becomes of one file, in the child: its documents, seconds, and peak memory so far."""
    started = time.monotonic()
    for answer in ingest_file(ReadOptions(), task):
        if isinstance(answer, IndexableDocument):
            continue
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
        yield f"{time.monotonic() - started} {peak}"
        yield answer


def outcome_of(outcome: FileOutcome) -> str:
    """What became of a file, in a word or two."""
    record = outcome.record
    if outcome.failures:
        return "read in part" if record.passages else "failed with its reason"
    if record.passages:
        return "read"
    return "skipped by name" if record.skipped else SILENT


def originals() -> list[tuple[str, bytes]]:
    """The names and contents of the files that are damaged."""
    reported = (path for path in sorted(REPORTS.rglob("*")) if path.is_file())
    return [*sorted(files().items()), *((path.name, path.read_bytes()) for path in reported)]


def mutate(content: bytes, others: list[bytes], draw: random.Random) -> bytes:
    """The content with one to six damages."""
    damaged = bytearray(content)
    for _ in range(draw.randint(1, 6)):
        if not damaged:
            break
        at = draw.randrange(len(damaged))
        kind = draw.randrange(6)
        if kind == 0:
            damaged[at] = draw.randrange(256)
        elif kind == 1:
            del damaged[at : at + draw.randint(1, 64)]
        elif kind == 2:
            damaged[at:at] = damaged[at : at + draw.randint(1, 256)] * draw.randint(1, 40)
        elif kind == 3:
            damaged[at:at] = draw.randbytes(draw.randint(1, 32))
        elif kind == 4:
            other = draw.choice(others)
            start = draw.randrange(len(other))
            damaged[at:] = other[start : start + 4096]
        else:
            del damaged[at:]
    return bytes(damaged)


def main(number: int, seed: int = 1) -> int:
    """Prints what was found; the exit code is 1 if anything broke the rules."""
    draw = random.Random(seed)
    sound = originals()
    contents = [content for _, content in sound]
    outcomes: Counter[str] = Counter()
    slowest, highest, broken = 0.0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        tasks = []
        for index in range(number):
            name, content = sound[index % len(sound)]
            path = Path(folder) / f"{index}-{Path(name).name}"
            path.write_bytes(mutate(content, contents, draw))
            tasks.append(FileTask(FoundFile(str(path), path.name, path.stat().st_size, 0), None))
        # By its own name: what runs as a script has none that a child could import.
        work = importlib.import_module("tests.evaluation.mutants").measured
        for task, answer in run_tasks(work, tasks, lambda: None):
            if isinstance(answer, str):
                seconds, peak = answer.split()
                slowest, highest = max(slowest, float(seconds)), max(highest, int(peak))
                if float(seconds) > MAX_SECONDS:
                    print(f"slow: {task.file.name} {seconds}")
                    broken += 1
            elif isinstance(answer, WorkerCrash):
                print(f"died: {task.file.name}: {answer.cause}")
                outcomes["died"] += 1
                broken += 1
            else:
                kind = outcome_of(answer)
                outcomes[kind] += 1
                if kind == SILENT:
                    print(f"silent: {task.file.name}")
                    broken += 1
                foreign = [str(f) for f in answer.failures if "could not be parsed (" in str(f)]
                for failure in foreign[:1]:
                    print(f"unforeseen: {failure}")
    print(f"{number} files: {dict(outcomes)}; slowest {slowest:.2f} s, peak {highest >> 20} MB")
    return 1 if broken or highest > MAX_BYTES or outcomes.total() != number else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
