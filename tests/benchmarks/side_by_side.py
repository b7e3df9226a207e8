"""Measures two checkouts side by side: how much faster or slower `search` has become.

    git worktree add --detach ../old COMMIT
    python -m tests.benchmarks.side_by_side ../old . --index DIR [--old-index DIR]
        [--queries FILE] [--rounds N] [--only warm,cold,refresh]

Both run in turn, on the same index unless the old code needs one of another format. What counts is
processor time, so that other work on the machine matters less. `warm` are queries in a process that
goes on, of each class or of a file; `cold` are processes with one query each.
"""

import argparse
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.collection import draw_queries, shuffled
from tests.benchmarks.measure import Bench, Command
from tests.benchmarks.report import table
from tests.benchmarks.tools import NOTHING_FOUND, ONE_WORD, QUESTION, surroundings

EACH = 80
"""Queries of each class; one half is not counted."""

SEARCH = "import sys; from searchtool.cli.main import main; sys.argv[0] = 'search'; main()"

COMMANDS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "cold": {
        "one word, --json": [ONE_WORD, "--json"],
        "eleven words, --json": [QUESTION, "--json"],
        "one word, terminal layout": [ONE_WORD, "--color", "always"],
    },
    "refresh": {"nothing changed": ["index", "--quiet"]},
}


@dataclass(frozen=True, slots=True)
class Checkout:
    """A state of the code, with an index that it can read."""

    folder: Path
    index: Path
    work: Path

    def measure(self, arguments: Sequence[str]) -> float:
        """The processor time of a `search` command, in milliseconds."""
        command = [sys.executable, "-P", "-c", SEARCH, *arguments, "--index", str(self.index)]
        return self._bench().measure(Command(command, NOTHING_FOUND)).cpu * 1000

    def measure_warm(self, queries: Path) -> float:
        """The processor time of a query of a file, in milliseconds."""
        script = str(Path(__file__).with_name("warm_script.py"))
        bench = self._bench()
        bench.measure(Command([sys.executable, "-P", script, str(self.index), str(queries)]))
        return float(bench.output.read_text("utf-8"))

    def _bench(self) -> Bench:
        (self.work / "home").mkdir(parents=True, exist_ok=True)
        return Bench(self.work, {**surroundings(self.work), "PYTHONPATH": str(self.folder)})


class Pair:
    """The old and the new code, measured in turn."""

    def __init__(self, old: Checkout, new: Checkout, rounds: int) -> None:
        self._both = (old, new)
        self._rounds = rounds

    def row(self, part: str, name: str, measure: str, argument: object) -> list[str]:
        """What both take, as medians, and the median ratio."""
        taken = []
        for number in range(self._rounds + 1):
            pair = [getattr(one, measure)(argument) for one in self._both]
            if number:  # the first round fills the caches of the system
                taken.append(pair)
        old, new = (statistics.median(values) for values in zip(*taken, strict=True))
        ratio = statistics.median(new / old for old, new in taken)
        return [part, name, f"{old:.2f}", f"{new:.2f}", f"{ratio:.3f}", f"{1 / ratio:.2f}"]


def main(arguments: list[str]) -> int:
    """Prints a row for each measure."""
    options = _options(arguments)
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    pair = Pair(
        Checkout(options.old.resolve(), (options.old_index or options.index).resolve(), work),
        Checkout(options.new.resolve(), options.index.resolve(), work),
        options.rounds,
    )
    rows = []
    for part in options.only.split(","):
        if part == "warm":
            for name, file in _query_files(work, options.queries).items():
                rows.append(pair.row(part, name, "measure_warm", file))
        else:
            for name, command in COMMANDS[part].items():
                rows.append(pair.row(part, name, "measure", command))
    print(table(["", "processor time, ms", "old", "new", "new : old", "times faster"], rows))
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.side_by_side",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--old-index", type=Path)
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--only", default="warm,cold,refresh")
    parser.add_argument("--work", type=Path, default=Path("build/bench"))
    return parser.parse_args(arguments)


def _query_files(work: Path, own: Path | None) -> Mapping[str, Path]:
    """Files of queries by their names: that of the user, or one for each class and one for all."""
    if own:
        return {own.name: own.resolve()}
    classes = draw_queries(EACH)
    files = {}
    for name, queries in {"all": shuffled(classes), **classes}.items():
        files[name] = work / f"queries-{name.replace(' ', '-')}.txt"
        files[name].write_text("".join(f"{query}\n" for query in queries), "utf-8")
    return files


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
