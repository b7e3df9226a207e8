"""Writes a dated record of a run of the benchmark, and the tables in it.

YYYY-MM-DD-name/raw.json      every value that was measured
YYYY-MM-DD-name/summary.md    the tables
"""

import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from searchtool import __version__
from tests.benchmarks.figures import Figure, Figures, ratio
from tests.benchmarks.targets import TARGETS, Target
from tests.benchmarks.tools import PEERS

FORMAT = 1

TITLES = {
    "indexing": "From files to an index that answers",
    "news": "The same on the news articles, with the embedded engine",
    "counts": "How many paragraphs",
    "cold": "One query, a whole process",
    "warm": "Many queries, one process on one core",
    "refresh": "Refresh",
    "growth": "How cost grows",
}
COMPARED = {
    "indexing": "search",
    "news": "search, whoosh engine",
    "cold": "search",
    "warm": "search",
    "refresh": "search",
}
"""Parts where every subject is compared with one of ours, by the first measure of the part."""


@dataclass(frozen=True)
class Record:
    """A run: its figures, and what one must know to judge them."""

    started: str
    command: str
    quick: bool
    versions: Mapping[str, str]
    machine: Mapping[str, str]
    collections: Sequence[Mapping[str, int | str]]
    notes: Sequence[str]
    figures: Figures = field(default_factory=Figures)


def versions() -> dict[str, str]:
    """What was measured; a peer that is missing is said to be."""
    own = {"search": f"searchtool {__version__}{_commit()}", "Python": platform.python_version()}
    return own | {
        name: peer.version() if peer.is_installed() else "not installed"
        for name, peer in PEERS.items()
    }


def machine() -> dict[str, str]:
    """The processor, its cores, the memory, the system."""
    lines = _read("/proc/cpuinfo").splitlines()
    model = next((x.partition(": ")[2] for x in lines if x.startswith("model name")), "")
    total = next(
        (int(x.split()[1]) >> 20 for x in _read("/proc/meminfo").splitlines() if "MemTotal" in x), 0
    )
    return {
        "processor": model or platform.processor() or platform.machine(),
        "cores": str(os.cpu_count()),
        "memory": f"{total} GiB" if total else "unknown",
        "system": f"{platform.system()} {platform.release()}",
    }


def write_record(record: Record, name: str, runs: Path) -> Path:
    """Write a record to a folder of its own in `runs`, and return that folder."""
    folder = runs / f"{record.started[:10]}-{name}"
    folder.mkdir(parents=True, exist_ok=True)
    figures = [
        {
            **figure.key._asdict(),
            "unit": figure.unit,
            "values": [round(v, 4) for v in figure.values],
        }
        for figure in record.figures
    ]
    rest = asdict(record) | {"figures": figures}
    raw = json.dumps({"format": FORMAT, **rest}, ensure_ascii=False, indent=1)
    (folder / "raw.json").write_text(raw + "\n", "utf-8")
    (folder / "summary.md").write_text(summary(record), "utf-8")
    return folder


def summary(record: Record) -> str:
    """The whole run as Markdown."""
    blocks = [f"# {record.started[:10]}: `{record.command}`", about(record)]
    blocks.append(targets_table(record.figures))
    for part, title in TITLES.items():
        if record.figures.subjects(part):
            blocks += [f"## {title}", part_table(record.figures, part)]
    if record.notes:
        blocks += ["## Notes", "\n".join(f"- {note}" for note in record.notes)]
    return "\n\n".join(blocks) + "\n"


def about(record: Record) -> str:
    """What was measured on what."""
    lines = [f"- {name}: {value}" for name, value in (*record.machine.items(), ("", "")) if name]
    lines += [f"- {name}: {value}" for name, value in record.versions.items()]
    for collection in record.collections:
        size = int(collection["size"]) / 1e6
        passages = f", {collection['passages']} paragraphs" if collection.get("passages") else ""
        lines.append(
            f"- {collection['name']}: {collection['files']} files, {size:.1f} MB{passages}"
        )
    if record.quick:
        lines.append(
            "- a quick run: few rounds over a sample, which is small enough for the embedded engine"
        )
    return "\n".join(lines)


def targets_table(figures: Figures, targets: Sequence[Target] = TARGETS) -> str:
    """What was promised and what is."""
    rows = []
    for target in targets:
        value = target.measured(figures)
        verdict = "–" if value is None else "met" if target.is_met(value) else "**not met**"
        rows.append([target.text, target.bound, number(value), verdict])
    return table(["target", "limit", "measured", ""], rows)


def part_table(figures: Figures, part: str) -> str:
    """Subjects down, measures across; with quartiles where there are enough values."""
    subjects, measures = figures.subjects(part), figures.measures(part)
    ours = COMPARED.get(part)
    heads = [_head(figures, part, measure) for measure in measures]
    if ours:
        heads.insert(1, f"{ours} : it")
    rows = []
    for subject in subjects:
        row = [shown(figures.get(part, subject, measure)) for measure in measures]
        if ours:
            base = figures.median(part, ours, measures[0])
            times = ratio(base, figures.median(part, subject, measures[0]))
            row.insert(1, "" if subject == ours else number(times, " x"))
        rows.append([subject, *row])
    return table(["", *heads], rows)


def shown(figure: Figure | None) -> str:
    """The median; of many values also the quartiles.

    >>> from tests.benchmarks.figures import Key
    >>> shown(Figure(Key("cold", "search", "one word"), "ms", (90.0, 80.0, 100.0, 95.0, 85.0)))
    '90.0 (85.0–95.0)'
    """
    if figure is None:
        return "–"
    median = number(figure.median)
    if len(figure.values) < 5:
        return median
    first, third = figure.quartiles
    return f"{median} ({number(first)}–{number(third)})"


def number(value: float | None, unit: str = "") -> str:
    """Three figures that count.

    >>> number(0.01234), number(12.345), number(12345.6), number(None), number(43)
    ('0.0123', '12.3', '12346', '–', '43')
    """
    if value is None:
        return "–"
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:.0f}{unit}"
    places = 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3 if abs(value) >= 0.1 else 4
    return f"{value:.{places}f}{unit}"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Markdown that is also legible as it stands.

    >>> print(table(["", "ms"], [["search", "90"], ["ripgrep", "104"]]))
    |         |  ms |
    |---------|----:|
    | search  |  90 |
    | ripgrep | 104 |
    """
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    rule = "|".join("-" * (w + 2) if not n else "-" * (w + 1) + ":" for n, w in enumerate(widths))
    lines = [_line(heads, widths), f"|{rule}|", *(_line(row, widths) for row in rows)]
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    aligned = [
        cell.rjust(width) if number else cell.ljust(width)
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"| {' | '.join(aligned)} |"


def _head(figures: Figures, part: str, measure: str) -> str:
    units = {figure.unit for figure in figures if figure.key[::2] == (part, measure)}
    unit = ", ".join(sorted(units))
    return f"{measure}, {unit}" if unit else measure


def _commit() -> str:
    command = ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return f", commit {said.stdout.strip()}" if said.returncode == 0 else ""


def _read(path: str) -> str:
    try:
        return Path(path).read_text("utf-8")
    except OSError:
        return ""
