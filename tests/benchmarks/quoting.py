"""Quotes the newest kept summary of each part of the benchmark in docs/performance.md."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.report import TITLES, table
from tests.benchmarks.targets import TARGETS
from tests.benchmarks.tools import PEERS

KEPT = Path(__file__).with_name("runs")


class Summary(NamedTuple):
    """The parts of a summary that `report.summary` wrote."""

    name: str
    about: str
    targets: Mapping[str, list[str]]
    parts: Mapping[str, str]

    @property
    def is_quick(self) -> bool:
        """Whether it is of a quick run over a sample."""
        return "- a quick run" in self.about


def read_summary(path: Path) -> Summary:
    """The summary in a file; its name is that of the folder."""
    _, about, targets, *rest = path.read_text("utf-8").strip().split("\n\n")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in targets.split("\n")[2:]]
    tables = dict(zip(rest[::2], rest[1::2], strict=True))
    parts = {
        part: tables[f"## {title}"] for part, title in TITLES.items() if f"## {title}" in tables
    }
    return Summary(path.parent.name, about, {row[0]: row for row in rows}, parts)


def newest_summaries(kept: Path = KEPT) -> dict[str, Summary]:
    """For every part the last summary that has it, by the name of its folder; a quick one only
    where there is no other."""
    summaries = [read_summary(path) for path in kept.glob("*/summary.md")]
    found: dict[str, Summary] = {}
    for one in sorted(summaries, key=lambda one: (not one.is_quick, one.name)):
        found |= dict.fromkeys(one.parts, one)
    return found


def quote_targets(kept: Path = KEPT) -> str:
    """What was promised, and what was measured of it last."""
    newest = newest_summaries(kept)
    rows = []
    for target in TARGETS:
        summary = newest.get(target.of.part)
        unknown = [target.text, target.bound, "–", "–"]
        rows.append(summary.targets.get(target.text, unknown) if summary else unknown)
    return table(["target", "limit", "measured", ""], rows)


def quote_part(part: str, kept: Path = KEPT) -> str:
    """The table of one part, with the summary it is from."""
    if (summary := newest_summaries(kept).get(part)) is None:
        return "Not measured yet."
    source = f"From [{summary.name}](../tests/benchmarks/runs/{summary.name}/summary.md)"
    quick = ", a quick run over a sample" if summary.is_quick else ""
    return f"{source}{quick}.\n\n{summary.parts[part]}"


def quote_about(kept: Path = KEPT) -> str:
    """The machines and versions of all summaries that are quoted."""
    about = {summary.name: summary.about for summary in newest_summaries(kept).values()}
    if not about:
        return "Not measured yet."
    return "\n\n".join(f"{name}:\n\n{about[name]}" for name in sorted(about))


def quote_peers() -> str:
    """What the other tools do and do not do."""
    return table(["tool", "what it does"], [[peer.NAME, peer.DOES] for peer in PEERS.values()])
