"""`make bench`: measures `search` beside other tools on the shared data.

    python -m tests.benchmarks.run [--quick] [--only PART] [--tools NAME] [--copies 1,10]

Everything runs on this machine, side by side, page caches warm. Two idle cores take under twenty
minutes for all parts but growth, which takes as long as indexing ten copies does: `make growth`
measures it alone. The folder --work
(default build/bench) keeps the laid-out texts and the indexes between runs, and a dated record of
each run. A record whose tables docs/performance.md is to quote has its summary.md copied to
tests/benchmarks/runs/, in a folder of the same name.
"""

import argparse
import os
import sys
import time
from datetime import datetime
from pathlib import Path

from tests.benchmarks.benchmark_run import Run
from tests.benchmarks.measure import Bench
from tests.benchmarks.parts import PARTS
from tests.benchmarks.quoting import KEPT
from tests.benchmarks.report import Record, machine, summary, versions, write_record
from tests.benchmarks.tools import PEERS, SEARCH, surroundings
from tests.evaluation.judged import SHARED

USUAL = "indexing,news,counts,cold,warm,refresh"

BUSY = 0.5
"""The load of a machine on which other work disturbs the figures."""


def main(arguments: list[str]) -> int:
    """The exit code: 0 also where a target is not met, for that the table is there."""
    options = _options(arguments)
    if not SHARED.is_dir():
        print("skipped: the shared data is not beside the project")
        return 0
    started = datetime.now()
    run = _run(options)
    _note_what_disturbs(run)
    for part in options.only.split(","):
        begun = time.monotonic()
        run.say(f"{part} …")
        PARTS[part](run)
        run.say(f"{part}: done in {time.monotonic() - begun:.0f} s")
    record = Record(
        started=started.isoformat(timespec="seconds"),
        command=_command(options),
        quick=options.quick,
        versions=versions(),
        machine=machine() | {"load while it ran": _load()},
        collections=[
            {
                "name": name,
                "files": collection.files,
                "size": collection.size,
                "passages": run.passages.get(name, 0),
            }
            for name, collection in run.collections.items()
        ],
        notes=run.notes,
        figures=run.figures,
    )
    run.say("\n" + summary(record))
    if options.record:
        folder = write_record(record, options.name, options.work / "runs")
        run.say(f"written to {folder}; `make fix` quotes summaries in {KEPT}")
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.run", description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/bench"))
    parser.add_argument("--only", help=f"parts, of: {', '.join(PARTS)}")
    parser.add_argument("--tools", default=",".join([SEARCH, *PEERS]))
    parser.add_argument("--copies", default="1,10", help="for the part growth")
    parser.add_argument("--rounds", type=int, help="of indexing")
    parser.add_argument("--cold-rounds", type=int, help="of cold queries")
    parser.add_argument("--quick", action="store_true", help="a sample, few rounds")
    parser.add_argument("--name", help="of the record")
    parser.add_argument("--no-record", dest="record", action="store_false")
    options = parser.parse_args(arguments)
    options.only = options.only or USUAL
    options.rounds = options.rounds or (1 if options.quick else 2)
    options.cold_rounds = options.cold_rounds or (5 if options.quick else 21)
    options.name = options.name or ("quick" if options.quick else "bench")
    for names, known in ((options.only, PARTS), (options.tools, {SEARCH, *PEERS})):
        if unknown := set(names.split(",")) - set(known):
            parser.error(f"unknown: {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    return options


def _note_what_disturbs(run: Run) -> None:
    """Say what makes figures worse or leaves them out."""
    if (load := os.getloadavg()[0]) > BUSY:
        run.notes.append(f"the machine was not idle before: load {load:.1f}")
    missing = [name for name, peer in PEERS.items() if not peer.is_installed()]
    run.notes += [f"left out, not installed: {name}" for name in missing if name in run.tools]
    for note in run.notes:
        run.say(note)


def _run(options: argparse.Namespace) -> Run:
    work = options.work.resolve()
    (work / "home").mkdir(parents=True, exist_ok=True)
    return Run(
        Bench(work, surroundings(work)),
        work,
        frozenset(options.tools.split(",")),
        tuple(map(int, options.copies.split(","))),
        options.rounds,
        options.cold_rounds,
        20 if options.quick else 200,
        options.quick,
    )


def _command(options: argparse.Namespace) -> str:
    """As it could be given again, without the place of the work folder."""
    parts = ["python -m tests.benchmarks.run"]
    parts += ["--quick"] if options.quick else []
    parts += [f"--only {options.only}"] if options.only != USUAL else []
    if (tools := set(options.tools.split(","))) != {SEARCH, *PEERS}:
        parts.append(f"--tools '{','.join(sorted(tools))}'")
    parts += [f"--copies {options.copies}"] if "growth" in options.only else []
    return " ".join(parts)


def _load() -> str:
    return ", ".join(f"{load:.1f}" for load in os.getloadavg()) + " (1, 5, 15 minutes)"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
