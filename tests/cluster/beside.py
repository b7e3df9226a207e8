"""An index with files beside the same index in a cluster: how long queries take.

    python -m tests.cluster.beside INDEX

INDEX is a folder with an index of an engine with files. A copy of it is moved to the cluster that
`make cluster-up` has started. Prints the seconds of the move and a table in Markdown: queries in an
open index, asked for the first time and again, and a query from a cold start, in turn.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from searchtool.core.connection import Connection
from searchtool.search.session import Index, open_index
from tests.cluster.server import delete_index, running

QUERIES = (
    "кибербезопасность", "президент россия", '"глава государства"', "безоп*", "школа -завод",
    "Москва", "землетрясение турция", "кто:путин", "выборы 2018", "умер актёр", "цены на нефть",
    "суд приговор", "космос", "вакцина от гриппа", "чемпионат мира по футболу",
)  # fmt: skip
COLD_ROUNDS = 15


def milliseconds(index: Index) -> tuple[float, list[str]]:
    """How long all queries take, and the ids of all hits."""
    started = time.perf_counter()
    hits = [hit.passage.id for query in QUERIES for hit in index.search(query).hits]
    return 1000 * (time.perf_counter() - started), hits


def cold_milliseconds(options: Sequence[str]) -> float:
    """A query in a process of its own."""
    command = [sys.executable, "-P", "-m", "searchtool", QUERIES[0], "--json", "-q", *options]
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return 1000 * (time.perf_counter() - started)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path)
    asked = parser.parse_args()
    url = running() or parser.error("no cluster is up: make cluster-up")
    connection = Connection(f"{url}/beside-{os.getpid()}", shards=3)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "index"
        shutil.copytree(asked.index, copy)
        move = ["move", "--to", "opensearch", "--url", connection.url, "--index", str(copy), "-q"]
        started = time.monotonic()
        subprocess.run([sys.executable, "-P", "-m", "searchtool", *move], check=True)
        print(f"moved in {time.monotonic() - started:.0f} s\n", flush=True)
        try:
            compare(asked.index, copy, connection)
        finally:
            delete_index(connection)


def compare(here: Path, there: Path, connection: Connection) -> None:
    """Print the table, and whether the hits are the same."""
    rows = []
    with open_index(here) as local, open_index(there, connection=connection) as remote:
        for what in ("15 queries for the first time", "the same again"):
            (mine, hits), (theirs, same) = milliseconds(local), milliseconds(remote)
            rows.append((what, mine, theirs))
            print(f"{what}: {len(hits)} hits, {'the same' if hits == same else 'others'}")
    places = (["--index", str(here)], ["--index", str(there), "--url", connection.url])
    rounds = [[cold_milliseconds(place) for place in places] for _ in range(COLD_ROUNDS)]
    mine, theirs = (statistics.median(column) for column in zip(*rounds, strict=True))
    rows.append(("a query from a cold start", mine, theirs))
    print("\n| ms | with files | in the cluster | ratio |\n|---|---|---|---|")
    for what, mine, theirs in rows:
        print(f"| {what} | {mine:.0f} | {theirs:.0f} | {theirs / mine:.1f} |")


if __name__ == "__main__":
    main()
