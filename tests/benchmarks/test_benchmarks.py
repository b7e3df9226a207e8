"""The benchmark: its calculations, the other tools on a few paragraphs, the steps of coldstart."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from tests.benchmarks import side_by_side, tools
from tests.benchmarks.collection import draw_queries, folder_size, shuffled
from tests.benchmarks.figures import Figure, Figures, Key
from tests.benchmarks.measure import MIB, Bench, Command, Failed
from tests.benchmarks.quoting import (
    KEPT,
    newest_summaries,
    quote_part,
    quote_targets,
    read_summary,
)
from tests.benchmarks.report import Record, about, part_table, targets_table, write_record
from tests.benchmarks.steps import IMPORTS, STEPS
from tests.benchmarks.targets import TARGETS, Target

PASSAGES = (
    "Глава государства подписал указ о кибербезопасности.",
    "Главы государств обсудили безопасность границ.",
    "Государство и его глава: безопасный разговор.",
    "О погоде в регионе.",
)
HOLDING = """
import subprocess, sys
held = bytearray(60 << 20)
if sys.argv[1:]:
    subprocess.run([sys.executable, "-c", sys.argv[1]], check=True)
sum(range(10_000_000))
"""
"""Holds 60 MiB and works long enough to be looked at several times."""


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path, tools.surroundings(tmp_path))


@pytest.fixture
def figures() -> Figures:
    found = Figures()
    found.add("indexing", "search", "wall", "s", (30.0, 20.0, 25.0))
    found.add("indexing", "recoll", "wall", "s", [50.0])
    found.add("cold", "search", "one word", "ms", (80.0, 90.0, 100.0, 110.0, 120.0))
    return found


@pytest.fixture
def record(figures: Figures) -> Record:
    collections: list[dict[str, int | str]] = [
        {"name": "news", "files": 2, "size": 3_000_000, "passages": 4}
    ]
    return Record("2026-03-01T10:00:00", "run", False, {}, {}, collections, ["a note"], figures)


def test_a_later_figure_replaces_an_earlier_one(figures: Figures) -> None:
    figures.add("indexing", "recoll", "wall", "s", [40.0])
    assert figures.median("indexing", "recoll", "wall") == 40.0
    assert figures.subjects("indexing") == ["search", "recoll"]


def test_quartiles_of_one_value_are_that_value() -> None:
    assert Figure(Key("cold", "search", "one word"), "ms", (3.0,)).quartiles == (3.0, 3.0)


def test_targets_are_met_not_met_or_not_measured(figures: Figures) -> None:
    wall, other = Key("indexing", "search", "wall"), Key("indexing", "recoll", "wall")
    targets = [
        Target("half of it", wall, 0.5, other),
        Target("a second", wall, 1, unit="s"),
        Target("nobody looked", Key("warm", "search", "all"), 200, is_floor=True),
    ]
    verdicts = [row.split("|")[-2].strip() for row in targets_table(figures, targets).split("\n")]
    assert verdicts[2:] == ["met", "**not met**", "–"]


def test_every_target_names_figures_that_a_part_takes() -> None:
    from tests.benchmarks.parts import PARTS

    keys = [key for target in TARGETS for key in (target.of, target.to) if key]
    assert {key.part for key in keys} <= set(PARTS)


def test_table_compares_with_ours_and_shows_quartiles(figures: Figures) -> None:
    assert part_table(figures, "indexing").split("\n")[3] == ("| recoll |    50.0 |     0.500 x |")
    assert "100 (90.0–110)" in part_table(figures, "cold")


def test_a_record_holds_every_value(record: Record, tmp_path: Path) -> None:
    folder = write_record(record, "bench", tmp_path)
    assert folder.name == "2026-03-01-bench"
    raw = json.loads((folder / "raw.json").read_text("utf-8"))
    values = [tuple(figure["values"]) for figure in raw["figures"]]
    assert values == [figure.values for figure in record.figures]
    assert "a note" in (folder / "summary.md").read_text("utf-8")


def test_a_summary_can_be_read_back(record: Record, tmp_path: Path) -> None:
    folder = write_record(record, "bench", tmp_path)
    summary = read_summary(folder / "summary.md")
    assert (summary.name, summary.is_quick) == ("2026-03-01-bench", False)
    assert summary.about == about(record)
    parts = {part: part_table(record.figures, part) for part in ("indexing", "cold")}
    assert summary.parts == parts


def test_the_newest_whole_summary_of_a_part_is_quoted(record: Record, tmp_path: Path) -> None:
    later = Figures(
        [
            Figure(Key("indexing", "search", "wall"), "s", (1.0,)),
            Figure(Key("indexing", "recoll", "wall"), "s", (4.0,)),
        ]
    )
    quick = Figures([Figure(Key("cold", "search", "one word"), "ms", (2.0,))])
    write_record(record, "first", tmp_path)
    write_record(replace(record, started="2026-03-02T10:00:00", figures=later), "b", tmp_path)
    write_record(
        replace(record, started="2026-03-03T10:00:00", quick=True, figures=quick), "c", tmp_path
    )
    found = newest_summaries(tmp_path)
    assert found["indexing"].name == "2026-03-02-b"
    assert found["cold"].name == "2026-03-01-first"
    assert "100 (90.0–110)" in quote_part("cold", tmp_path)
    first, *others = quote_targets(tmp_path).split("\n")[2:]
    assert [cell.strip() for cell in first.split("|")[3:5]] == ["0.250", "met"]
    assert all("| –" in row or "– |" in row for row in others)


def test_only_the_newest_summary_of_each_part_is_kept() -> None:
    quoted = {summary.name for summary in newest_summaries().values()}
    files = [path for path in KEPT.rglob("*") if path.is_file()]
    assert sorted(files) == sorted(KEPT / name / "summary.md" for name in quoted)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is needed")
def test_peak_memory_is_that_of_the_whole_tree(bench: Bench) -> None:
    alone = bench.measure(Command([sys.executable, "-c", HOLDING]), memory=True)
    both = bench.measure(Command([sys.executable, "-c", HOLDING, HOLDING]), memory=True)
    assert alone.peak and 60 * MIB < alone.peak.private < 110 * MIB
    assert both.peak and 120 * MIB < both.peak.private < 220 * MIB
    assert both.peak.resident >= both.peak.private


def test_commands_are_interleaved_and_failures_left_out(bench: Bench) -> None:
    log = bench.folder / "log"
    one, two, bad = (Key("cold", name, "one word") for name in ("one", "two", "bad"))
    commands = {
        one: Command(["sh", "-c", f"echo one >> {log}"]),
        bad: Command(["sh", "-c", "echo why >&2; exit 3"]),
        two: Command(["sh", "-c", f"echo two >> {log}"]),
    }
    walls, failures = bench.interleave(commands, 6)
    assert [*walls] == [one, two]
    assert all(len(taken) == 6 for taken in walls.values())
    assert "ended with 3" in failures[bad] and "why" in failures[bad]
    ran = log.read_text().split()
    assert sorted(ran) == ["one"] * 7 + ["two"] * 7  # one round more warms up
    assert {*zip(ran[::2], ran[1::2], strict=True)} == {("one", "two"), ("two", "one")}


def test_a_command_that_takes_too_long_is_ended(bench: Bench) -> None:
    with pytest.raises(Failed, match="ended with -9"):
        bench.measure(Command(["sleep", "60"], limit=0.2))


def test_queries_are_the_same_every_time(shared: Path) -> None:
    drawn = draw_queries(5)
    assert drawn == draw_queries(5)
    assert all(len(queries) == 5 for queries in drawn.values())
    assert sorted(shuffled(drawn)) == sorted(
        query for queries in drawn.values() for query in queries
    )
    assert all(query[0] == query[-1] == '"' for query in drawn["phrases"])


@pytest.mark.parametrize("name", ["tantivy", "SQLite FTS5", "Whoosh"])
def test_scripts_agree_on_counts(name: str, bench: Bench) -> None:
    peer = tools.PEERS[name]
    if not peer.is_installed():
        pytest.skip(f"{name} is not installed")
    passages = bench.folder / "passages.jsonl"
    lines = [json.dumps({"id": str(n), "text": text}) for n, text in enumerate(PASSAGES)]
    passages.write_text("\n".join(lines), "utf-8")
    where = str(bench.folder / "index")
    command = peer.index_command("", str(passages), where)
    assert command
    bench.measure(Command(command))
    assert folder_size(Path(where)) > 0
    asked = {
        ("all", "глава государства"): 3,
        ("phrase", "глава государства"): 2,
        ("prefix", "безоп"): 2,
        ("without", "глава безопасность"): 1,
    }
    for (kind, text), expected in asked.items():
        arguments = peer.count_command(where, kind, text)
        assert arguments
        bench.measure(Command(arguments))
        assert int(bench.output.read_text("utf-8")) == expected, (kind, text)
    arguments = peer.query_command("", where, "погода в регионе")
    assert arguments
    bench.measure(Command(arguments))
    assert "О погоде в регионе." in bench.output.read_text("utf-8").split("\n")[0]


@pytest.mark.parametrize("form", [["--json"], ["--color", "always"]])
def test_every_step_of_a_query_is_timed(form: list[str], corpus: Path, tmp_path: Path) -> None:
    update_index(tmp_path / "index", Plan([corpus]), RunCallbacks())
    report = tmp_path / "steps.json"
    script = Path(tools.__file__).with_name("steps.py")
    query = tools.search("саммит", "--index", tmp_path / "index", *form)
    finished = subprocess.run(
        [sys.executable, script, report, *query], capture_output=True, env=os.environ, check=False
    )
    assert finished.returncode in tools.NOTHING_FOUND, finished.stderr
    assert finished.stdout or finished.returncode
    assert set(json.loads(report.read_text())) == {IMPORTS, *STEPS.values()}


def test_two_checkouts_are_measured_side_by_side(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    update_index(tmp_path / "index", Plan([corpus]), RunCallbacks())
    queries = tmp_path / "queries.txt"
    queries.write_text("саммит\nмост\n", "utf-8")
    checkout = str(Path(tools.__file__).parents[2])
    options = ["--index", str(tmp_path / "index"), "--queries", str(queries), "--rounds", "1"]
    assert side_by_side.main([checkout, checkout, *options, "--work", str(tmp_path)]) == 0
    rows = [row.split("|")[1:-1] for row in capsys.readouterr().out.strip().split("\n")[2:]]
    assert [row[0].strip() for row in rows] == ["warm", "cold", "cold", "cold", "refresh"]
    assert all(float(cell) > 0 for row in rows for cell in row[2:])
