"""`make coldstart`: shows where the milliseconds of one cold query go.

    python -m tests.benchmarks.coldstart [--index DIR] [--rounds N] [--top N] [OPTION_OF_SEARCH...]

Without --index that of the last `make bench`, else one of the news articles. The whole is the wall
clock of processes as users start them; its parts are of other processes, with clocks inside.
"""

import argparse
import json
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import tools
from tests.benchmarks.benchmark_run import Run
from tests.benchmarks.figures import Key
from tests.benchmarks.measure import Bench, Command
from tests.benchmarks.report import table
from tests.benchmarks.steps import IMPORTS, STEPS
from tests.benchmarks.tools import SEARCH
from tests.evaluation.judged import SHARED

OWN, STANDARD, OTHERS = "ours", "standard library", "third party"


class Import(NamedTuple):
    """One line of `python -X importtime`, in milliseconds: the module alone, and with what it
    loads."""

    module: str
    alone: float
    whole: float


def main(arguments: list[str]) -> int:
    """Prints the parts, the groups of modules and the costliest modules."""
    options, form = _options(arguments)
    work = options.work.resolve()
    (work / "home").mkdir(parents=True, exist_ok=True)
    bench = Bench(work, tools.surroundings(work))
    index = options.index.resolve() if options.index else _index(bench)
    if index is None:
        print("skipped: no index, and the shared data is not beside the project")
        return 0
    query = tools.search(tools.ONE_WORD, "--index", index, *(form or ["--json"]))
    print(f"search {' '.join([tools.ONE_WORD, *(form or ['--json'])])}, milliseconds\n")
    print(_parts_table(bench, query, options.rounds))
    imports = _imports(bench, query, options.rounds)
    print("\n" + _groups_table(imports))
    print("\n" + _modules_table(imports, options.top))
    return 0


def _options(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.coldstart",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--work", type=Path, default=Path("build/bench"))
    parser.add_argument("--index", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--top", type=int, default=25)
    return parser.parse_known_args(arguments)


def _index(bench: Bench) -> Path | None:
    if not SHARED.is_dir():
        return None
    run = Run(bench, bench.folder, frozenset({SEARCH}))
    for built in (f"{SEARCH}-collection-1", f"{SEARCH}-sample"):
        if run.is_built(where := run.indexes / built):
            return where
    return run.ensure_index(SEARCH, run.news)


def _parts_table(bench: Bench, query: Sequence[str], rounds: int) -> str:
    whole, empty = Key("cold", "search", "whole"), Key("cold", "python", "whole")
    walls, failures = bench.interleave(
        {
            whole: Command(query, tools.NOTHING_FOUND),
            empty: Command([sys.executable, "-c", "pass"]),
        },
        rounds,
    )
    if failures:
        raise SystemExit("\n".join(failures.values()))
    start, total = (statistics.median(walls[key]) * 1000 for key in (empty, whole))
    steps = _steps(bench, query, rounds)
    rest = total - start - sum(steps.values())
    parts = {"start of the interpreter": start, **steps, "reading options, ending": rest}
    rows = [[name, f"{value:.1f}", f"{value / total:.0%}"] for name, value in parts.items()]
    return table(["", "ms", "share"], [*rows, ["whole process", f"{total:.1f}", ""]])


def _steps(bench: Bench, query: Sequence[str], rounds: int) -> Mapping[str, float]:
    """Medians in milliseconds."""
    report = bench.folder / "steps.json"
    script = Path(__file__).with_name("steps.py")
    command = Command([sys.executable, str(script), str(report), *query], tools.NOTHING_FOUND)
    names = dict.fromkeys([IMPORTS, *STEPS.values()])
    taken = []
    for _ in range(rounds):
        bench.measure(command)
        taken.append(json.loads(report.read_text("utf-8")))
    return {name: statistics.median(x.get(name, 0.0) for x in taken) * 1000 for name in names}


def _imports(bench: Bench, query: Sequence[str], rounds: int) -> list[Import]:
    """Every module the query loads and an empty process does not; the least of all rounds."""
    empty = {x.module for x in _importtime(bench, ["-c", "pass"])}
    least: dict[str, Import] = {}
    for _ in range(rounds):
        for one in _importtime(bench, query):
            if one.module not in empty:
                before = least.get(one.module, one)
                least[one.module] = min(before, one, key=lambda x: x.whole)
    return list(least.values())


def _importtime(bench: Bench, arguments: Sequence[str]) -> list[Import]:
    command = [sys.executable, "-X", "importtime", *arguments]
    bench.measure(Command(command, tools.NOTHING_FOUND))
    return parse_importtime((bench.folder / "errors").read_text("utf-8"))


def parse_importtime(text: str) -> list[Import]:
    """What `python -X importtime` wrote.

    >>> parse_importtime(
    ...     "import time: self [us] | cumulative | imported package\\n"
    ...     "import time:       500 |       1500 |   json.decoder\\n"
    ... )
    [Import(module='json.decoder', alone=0.5, whole=1.5)]
    """
    found = []
    for line in text.splitlines():
        cells = line.removeprefix("import time:").split("|")
        if line.startswith("import time:") and len(cells) == 3 and cells[0].strip().isdigit():
            found.append(Import(cells[2].strip(), int(cells[0]) / 1000, int(cells[1]) / 1000))
    return found


def group(module: str) -> str:
    """Whose a module is.

    >>> group("searchtool.search"), group("json.decoder"), group("tantivy")
    ('ours', 'standard library', 'third party')
    """
    package = module.partition(".")[0]
    if package == "searchtool":
        return OWN
    return STANDARD if package in sys.stdlib_module_names else OTHERS


def _groups_table(imports: Sequence[Import]) -> str:
    rows = []
    for name in (STANDARD, OWN, OTHERS):
        members = [x for x in imports if group(x.module) == name]
        rows.append([name, str(len(members)), f"{sum(x.alone for x in members):.1f}"])
    return table(["imports, the modules alone", "modules", "ms"], rows)


def _modules_table(imports: Sequence[Import], top: int) -> str:
    rows = [
        [x.module, group(x.module), f"{x.alone:.2f}", f"{x.whole:.2f}"]
        for x in sorted(imports, key=lambda x: -x.whole)[:top]
    ]
    return table(["module", "", "alone, ms", "with what it loads, ms"], rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
