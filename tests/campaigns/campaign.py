"""What a campaign is: rounds of one kind of mischief, and one line of result."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """How long a campaign is, in rounds and in seconds, and where it may write: `folder` is empty
    and its own."""

    engine: str
    rounds: int
    folder: Path
    draw: random.Random
    seconds: float = float("inf")


@dataclass(frozen=True)
class Round:
    """What was done and what came of it, in a few words; `fault` tells what should not be so."""

    what: str
    outcome: str
    fault: str = ""


@dataclass(frozen=True)
class Result:
    """The rounds of a campaign, counted, and its faults."""

    name: str
    seconds: float
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: tuple[str, ...] = ()

    def __str__(self) -> str:
        counted = ", ".join(f"{outcome} {count}" for outcome, count in self.outcomes.most_common())
        told = f"{self.outcomes.total()} rounds, {len(self.faults)} faults"
        return f"{self.name}: {told}; {counted}; {self.seconds:.0f} s"


Campaign = Callable[[Options], Iterator[Round]]
"""Yields a `Round` each; at most `rounds` of them, or as many as it takes for each case once."""


def run_campaign(
    name: str,
    campaign: Campaign,
    options: Options,
    tell: Callable[[str], None] = lambda fault: None,
) -> Result:
    """Run a campaign to its end; `tell` is told each fault when it is found."""
    started = time.monotonic()
    outcomes: Counter[str] = Counter()
    faults: list[str] = []
    for number, done in enumerate(campaign(options), start=1):
        outcomes[done.outcome] += 1
        if done.fault:
            faults.append(f"round {number}, {done.what}: {done.fault}")
            tell(faults[-1])
        if time.monotonic() - started > options.seconds:
            break
    return Result(name, time.monotonic() - started, outcomes, tuple(faults))
