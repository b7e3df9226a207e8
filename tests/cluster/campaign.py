"""Kills nodes and indexers at random while an index is written and searched.

    python -m tests.cluster.campaign --rounds 50 --seed 1

A cluster of three processes is started. In each round some files are rewritten and indexed; at a
random moment a random node, or the indexer, gets SIGKILL; meanwhile one query is asked again and
again. Each file always has as many passages that match, so any other total is wrong, whatever was
committed. No error may be shown but one line. In the end of a round, when the indexer has come
through, the index must hold exactly what a clean build of the same files holds.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from searchtool.core.connection import Connection
from searchtool.core.errors import SearchError
from searchtool.engines import open_engine
from searchtool.engines.base import Searcher
from searchtool.index.open import open_snapshot
from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from searchtool.query.tree import MATCH_ALL
from searchtool.search.session import open_index
from tests.cluster.server import ROOM, Node, Unavailable, ask, fetch_jars, wait_until_green

FILES = 200
MATCHING = 3
"""Passages of each file that hold the word that is asked for."""

BASE_PORT = 9250
MAX_RUNS = 5
"""Runs of the indexer in one round: all but the last may fail with a clear line."""

INDEXER_SECONDS = 600
WORDS = "берег волга депутат закон зонт музей отец поезд рынок школа".split()


class Wrong(Exception):
    """What must not happen."""


class Asker(threading.Thread):
    """Asks one query again and again until it is stopped; counts answers and errors, and keeps the
    state of the cluster at each error that is unlike the one before."""

    def __init__(self, index: Path, connection: Connection) -> None:
        super().__init__(daemon=True)
        self._index = index
        self._connection = connection
        self._is_stopped = threading.Event()
        self.seen: Counter[str] = Counter()
        self.errors: list[str] = []
        self.wrong: list[str] = []

    def run(self) -> None:
        """Ask, each time from the newest commit."""
        while not self._is_stopped.is_set():
            try:
                with open_index(self._index, connection=self._connection) as index:
                    total = index.search("столица").total
                self.seen["answers"] += 1
                if total != FILES * MATCHING:
                    self.wrong.append(f"total {total}")
            except SearchError as error:
                self.seen["errors"] += 1
                self._keep(f"{error}; {_health(self._connection)}")
                if "\n" in str(error):
                    self.wrong.append(str(error))
            except Exception as error:
                self.wrong.append(repr(error))

    def _keep(self, error: str) -> None:
        if error not in self.errors[-1:]:
            self.errors.append(error)

    def stop(self) -> None:
        """Stop, and raise Wrong for what was wrong."""
        self._is_stopped.set()
        self.join(120)
        if self.wrong:
            raise Wrong(f"search: {self.wrong[:3]}")


def _health(connection: Connection) -> str:
    """What the nodes say of the cluster, for a person who reads the record of a campaign."""
    told = []
    for node in connection.nodes:
        try:
            health = ask(f"{node}/_cluster/health?timeout=1s&cluster_manager_timeout=1s")
            missing = health["unassigned_shards"]
            told.append(f"{health['status']}, {health['number_of_nodes']} nodes, {missing} missing")
        except (OSError, ValueError) as error:
            told.append(f"{error}")
    return " | ".join(told)


class Campaign:
    """One cluster, one folder of files, one index."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._choose = random.Random(seed)
        self._folder = folder
        self._texts = folder / "texts"
        self._index = folder / "index"
        self._home = ROOM / f"campaign-{os.getpid()}"
        self.nodes = [Node(self._home, number, BASE_PORT, 3) for number in (1, 2, 3)]
        name = f"campaign-{seed}"
        self._url = ",".join(f"{node.url}/{name}" for node in self.nodes)
        self._connection = Connection(self._url)
        self.totals: Counter[str] = Counter()

    def start(self) -> None:
        """Start the cluster and index the files for the first time."""
        self._texts.mkdir(parents=True)
        for node in self.nodes:
            node.start()
        self._wait()
        self._rewrite(range(FILES))
        self._index_until_done()
        self._compare()

    def round(self) -> str:
        """One round; returns what was killed. Raises Wrong."""
        self._rewrite(self._choose.sample(range(FILES), FILES // 3))
        victim = self._choose.choice([*self.nodes, None])
        asker = Asker(self._index, self._connection)
        asker.start()
        indexer = self._start_indexer()
        time.sleep(self._choose.uniform(0.1, 12.0))
        if victim is None:
            indexer.kill()
            indexer.wait()
            killed = "indexer"
        else:
            victim.kill()
            killed = f"node {victim.number}"
            self._finish(indexer, may_fail=True)
            victim.start()
        self._index_until_done()
        self._wait()
        asker.stop()
        self._compare()
        self.totals.update(asker.seen)
        self.totals[killed] += 1
        return "\n    ".join([f"{killed}, {dict(asker.seen)}", *asker.errors])

    def stop(self) -> None:
        """Kill what is left of the cluster and delete its files."""
        for node in self.nodes:
            node.kill()
        shutil.rmtree(self._home, ignore_errors=True)

    def _wait(self) -> None:
        alive = next(node for node in self.nodes if node.is_up())
        wait_until_green(alive.url, len(self.nodes), 600)

    def _rewrite(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            words = " ".join(self._choose.choices(WORDS, k=self._choose.randint(3, 60)))
            paragraphs = [f"Столица {words} {self._choose.random()}."] * MATCHING
            paragraphs += ["Другое дело."] * self._choose.randint(0, 4)
            (self._texts / f"{number}.txt").write_text("\n\n".join(paragraphs), "utf-8")

    def _start_indexer(self) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "searchtool", "index", str(self._texts), "-q"]
        command += ["--engine", "opensearch", "--url", self._url, "--index", str(self._index)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def _finish(self, indexer: "subprocess.Popen[str]", *, may_fail: bool) -> bool:
        """Whether an indexer has come through. Raises Wrong for more than one line of error."""
        _, errors = indexer.communicate(timeout=INDEXER_SECONDS)
        if indexer.returncode == 0:
            return True
        self.totals["indexer gave up"] += 1
        if not may_fail or len(errors.splitlines()) != 1:
            raise Wrong(f"indexer, exit {indexer.returncode}: {errors}")
        return False

    def _index_until_done(self) -> None:
        for left in reversed(range(MAX_RUNS)):
            if self._finish(self._start_indexer(), may_fail=left > 0):
                return
            self._wait()

    def _compare(self) -> None:
        """The index must hold what a clean build of the same files holds."""
        clean = self._folder / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        update_index(clean, Plan([self._texts], engine="tantivy"), RunCallbacks())
        expected = open_snapshot(clean).searcher
        found = open_snapshot(self._index, self._connection).searcher
        if _contents(expected) != _contents(found):
            raise Wrong("the index is not that of a clean build")
        expected.close()
        manifest = open_snapshot(self._index, self._connection).manifest
        open_engine("opensearch", self._index / manifest.build, self._connection).check()


def _contents(searcher: Searcher) -> tuple[object, ...]:
    return (
        sorted(searcher.matching(MATCH_ALL, "paragraph")),
        sorted(searcher.documents()),
        sorted(searcher.files()),
        searcher.count_passages("paragraph"),
        len(list(searcher.files())),
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that no node is left
    try:
        fetch_jars()
    except Unavailable as error:
        print(f"no cluster: {error}", file=sys.stderr)
        sys.exit(3)
    with tempfile.TemporaryDirectory() as folder:
        campaign = Campaign(Path(folder), asked.seed)
        try:
            campaign.start()
            for number in range(1, asked.rounds + 1):
                started = time.monotonic()
                done = campaign.round()
                print(f"{number}: {done}, {time.monotonic() - started:.0f} s", flush=True)
        finally:
            campaign.stop()
    print(f"{asked.rounds} rounds, nothing wrong: {dict(campaign.totals)}")


if __name__ == "__main__":
    main()
