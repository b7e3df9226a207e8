"""`make campaigns`: runs campaigns and prints each fault, and one line of result for each.

    python -m tests.campaigns [NAME ...] [--engine NAME] [--rounds N] [--seconds N] [--seed N]

The exit code is 1 if anything was found.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

from searchtool.engines import ENGINES
from tests.campaigns import damage, failing, full_disk, hostile_queries, kills, memory, readers
from tests.campaigns.campaign import Campaign, Options, run_campaign
from tests.campaigns.faults import NoCompiler

CAMPAIGNS: dict[str, Campaign] = {
    "kills": kills.run,
    "failing": failing.run,
    "full_disk": full_disk.run,
    "damage": damage.run,
    "hostile_queries": hostile_queries.run,
    "readers": readers.run,
    "memory": memory.run,
}
"""Each with the function that yields its rounds; each is run on every engine."""


def main(arguments: list[str]) -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns")
    parser.add_argument("names", nargs="*", help=f"of {', '.join(CAMPAIGNS)}; all by default")
    parser.add_argument("--engine", action="append", choices=sorted(ENGINES))
    parser.add_argument("--rounds", type=int, default=100, help="of each campaign and engine")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="for the same")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    found = 0

    def tell(fault: str) -> None:
        print(f"    --seed {asked.seed}, {fault}", flush=True)

    for name in asked.names or CAMPAIGNS:
        for engine in asked.engine or sorted(ENGINES):
            with tempfile.TemporaryDirectory(prefix="campaign-") as folder:
                draw = random.Random(f"{asked.seed} {name} {engine}")
                options = Options(engine, asked.rounds, Path(folder), draw, asked.seconds)
                try:
                    result = run_campaign(f"{name} {engine}", CAMPAIGNS[name], options, tell)
                except NoCompiler as error:
                    print(f"{name} {engine}: skipped, {error}")
                    continue
            print(result, flush=True)
            found += len(result.faults)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
