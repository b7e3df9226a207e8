"""One run of the benchmark: its settings, folders and indexes, and what was measured so far."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tests.benchmarks import tools
from tests.benchmarks.collection import (
    Collection,
    export_passages,
    lay_out,
    lay_out_news,
    lay_out_sample,
)
from tests.benchmarks.figures import Figures
from tests.benchmarks.measure import Bench, Command, Failed
from tests.benchmarks.tools import PEERS, SEARCH, Peer

WHOOSH_ENGINE = "search, whoosh engine"


@dataclass
class Run:
    """One run of the bench: what is to be done, and what has been measured so far."""

    bench: Bench
    work: Path
    tools: frozenset[str]
    copies: tuple[int, ...] = (1,)
    rounds: int = 1
    cold_rounds: int = 15
    queries: int = 200
    quick: bool = False
    figures: Figures = field(default_factory=Figures)
    notes: list[str] = field(default_factory=list)
    collections: dict[str, Collection] = field(default_factory=dict)
    passages: dict[str, int] = field(default_factory=dict)
    failed: set[Path] = field(default_factory=set)

    @cached_property
    def whole(self) -> Collection:
        """The collection, or the sample of the quick run."""
        return self.known(lay_out_sample(self.work) if self.quick else lay_out(self.work, 1))

    @cached_property
    def news(self) -> Collection:
        """The news articles."""
        return self.known(lay_out_news(self.work))

    def known(self, collection: Collection) -> Collection:
        """The same, remembered for the record."""
        self.collections[collection.name] = collection
        return collection

    def place(self, tool: str, collection: Collection) -> Path:
        """Where a tool's index of a collection is."""
        return self.indexes / f"{tool.replace(' ', '-')}-{collection.name}"

    @property
    def indexes(self) -> Path:
        """The folder of all indexes."""
        return self.work / "indexes"

    def say(self, text: str) -> None:
        print(text, flush=True)

    @contextmanager
    def tolerating(self, what: str) -> Iterator[None]:
        """A tool that fails is noted; the others go on."""
        try:
            yield
        except Failed as error:
            self.notes.append(f"{what}: {error}")
            self.say(f"{what}: {error}")

    def peers(self, target: str | None = None) -> list[Peer]:
        """Those that are wanted and installed; `target` is what they index."""
        return [
            peer
            for name, peer in PEERS.items()
            if name in self.tools and peer.is_installed() and target in (None, peer.TARGET)
        ]

    def index_command(self, tool: str, collection: Collection) -> Command | None:
        """What makes a tool's index, in an empty place."""
        where = self.place(tool, collection)
        _mark(where).unlink(missing_ok=True)
        shutil.rmtree(where, ignore_errors=True)
        where.parent.mkdir(parents=True, exist_ok=True)
        if tool == SEARCH:
            return tools.index_with_search(collection.folder, where)
        if tool == WHOOSH_ENGINE:
            return tools.index_with_search(collection.folder, where, "--engine", "whoosh")
        passages = self._passages(collection) if PEERS[tool].TARGET == "passages" else Path()
        arguments = PEERS[tool].index_command(str(collection.folder), str(passages), str(where))
        return Command(arguments) if arguments else None

    def ensure_index(self, tool: str, collection: Collection) -> Path | None:
        """The tool's index, built now if there is none; None where that fails."""
        where = self.place(tool, collection)
        if not self.is_built(where) and where not in self.failed:
            self.failed.add(where)
            with self.tolerating(f"{tool}, index of {collection.name}"):
                if command := self.index_command(tool, collection):
                    self.bench.measure(command)
                self.mark_built(where)
        return where if self.is_built(where) else None

    def is_built(self, where: Path) -> bool:
        """Whether an index has been built to the end, now or by an earlier run."""
        return _mark(where).is_file()

    def mark_built(self, where: Path) -> None:
        """It has been."""
        _mark(where).touch()

    def _passages(self, collection: Collection) -> Path:
        target = self.work / f"passages-{collection.name}.jsonl"
        if collection.name not in self.passages:
            self.passages[collection.name] = export_passages(collection, target)
        return target


def _mark(where: Path) -> Path:
    return where.with_name(f"{where.name}.built")
