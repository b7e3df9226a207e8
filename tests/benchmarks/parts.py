"""What the benchmark measures: one function for each part."""

import os
import random
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from tests.benchmarks import tools
from tests.benchmarks.benchmark_run import WHOOSH_ENGINE, Run
from tests.benchmarks.collection import Collection, draw_queries, folder_size, lay_out, shuffled
from tests.benchmarks.figures import Figures, Key
from tests.benchmarks.measure import MIB, SEED, Command, Measured
from tests.benchmarks.peers import tantivy_minimal_script, tantivy_script, whoosh_script
from tests.benchmarks.tools import ONE_WORD, QUESTION, SEARCH, Peer, ask

MB = 10**6

START = "no query"
"""Beside the classes of queries: what a process takes that is given none."""

LONG = 60.0
"""Seconds. What takes longer is not repeated."""

MINIMAL = f"{tantivy_script.NAME}, minimal"
"""Beside the peers: one stem looked up in the index of the script over tantivy."""

ONLY_NEWS = frozenset({whoosh_script.NAME})
"""Peers that take minutes to index the whole collection, and are beside us on the news alone."""

ADDED = "\n\nСтрока, которой вчера здесь не было.\n"

COUNTS = (
    ("кибербезопасность", "all", "кибербезопасность"),
    ("президент", "all", "президент"),
    ("президент россия", "all", "президент россия"),
    ('"глава государства"', "phrase", "глава государства"),
    ('"министр иностранных дел"', "phrase", "министр иностранных дел"),
    ("безоп*", "prefix", "безоп"),
    ("президент -россия", "without", "президент россия"),
)
"""Queries on whose counts all that search by Snowball stems must agree."""


def measure_indexing(run: Run) -> None:
    """From files, or ready paragraphs, to an index that answers."""
    names = [SEARCH] if SEARCH in run.tools else []
    names += [peer.NAME for peer in _peers_on(run, run.whole) if peer.TARGET != "nothing"]
    _index_side_by_side(run, "indexing", names, run.whole)


def measure_news(run: Run) -> None:
    """The embedded engine beside plain Whoosh, on the news articles."""
    names = [WHOOSH_ENGINE] if SEARCH in run.tools else []
    names += [peer.NAME for peer in run.peers("passages")]
    _index_side_by_side(run, "news", names, run.news)


def _peers_on(run: Run, collection: Collection) -> list[Peer]:
    """Those that are measured on a collection."""
    return [peer for peer in run.peers() if collection is run.news or peer.NAME not in ONLY_NEWS]


def _index_side_by_side(run: Run, part: str, names: list[str], collection: Collection) -> None:
    def take(name: str) -> Measured | None:
        command = run.index_command(name, collection)
        measured = run.bench.measure(command, memory=True) if command else None
        run.mark_built(run.place(name, collection))
        return measured

    for name, taken in _repeat(run, names, take).items():
        size = folder_size(run.place(name, collection)) / MB
        _add_indexing(run.figures, part, name, taken, size)


def _add_indexing(
    figures: Figures, part: str, subject: str, taken: Iterable[Measured], size: float
) -> None:
    taken = list(taken)
    peaks = [measured.peak for measured in taken if measured.peak]
    figures.add(part, subject, "wall", "s", [measured.wall for measured in taken])
    figures.add(part, subject, "processor", "s", [measured.cpu for measured in taken])
    if peaks:
        figures.add(part, subject, "peak", "MiB", [peak.resident / MIB for peak in peaks])
        figures.add(part, subject, "private", "MiB", [peak.private / MIB for peak in peaks])
    figures.add(part, subject, "index", "MB", [size])


def _repeat(
    run: Run, names: list[str], take: Callable[[str], Measured | None]
) -> dict[str, list[Measured]]:
    """What each gives in all rounds, in another order every time."""
    draw = random.Random(SEED)
    taken: dict[str, list[Measured]] = {name: [] for name in names}
    left = set(names)
    for _ in range(run.rounds):
        for name in draw.sample(names, len(names)):
            if name not in left:
                continue
            left.discard(name)
            with run.tolerating(name):
                measured = take(name)
                if measured is None:
                    continue
                run.say(f"  {name}: {measured.wall:.1f} s")
                taken[name].append(measured)
                if measured.wall <= LONG:
                    left.add(name)
    return {name: measured for name, measured in taken.items() if measured}


def check_counts(run: Run) -> None:
    """Whether those that search by Snowball stems find the same paragraphs; a note says where not.
    The figures of `search` are for comparison: its keys bring more forms together than stems."""
    for label, kind, text in COUNTS:
        for peer in run.peers("passages"):
            where = run.ensure_index(peer.NAME, run.news)
            if where and (arguments := peer.count_command(str(where), kind, text)):
                _add_count(run, peer.NAME, label, Command(arguments))
        counts = [
            f"{name} {run.figures.median('counts', name, label)}"
            for name in run.figures.subjects("counts")
            if name != WHOOSH_ENGINE
        ]
        if len({count.rpartition(" ")[2] for count in counts}) > 1:
            run.notes.append(f"{label}: counts differ: {', '.join(counts)}")
        if SEARCH in run.tools and (where := run.ensure_index(WHOOSH_ENGINE, run.news)):
            _add_count(run, WHOOSH_ENGINE, label, ask(where, label, "--count", "--quiet"))


def _add_count(run: Run, subject: str, label: str, command: Command) -> None:
    with run.tolerating(f"{subject}, count of {label}"):
        run.bench.measure(command)
        number = int(run.bench.output.read_text("utf-8"))
        run.figures.add("counts", subject, label, "", [number])


def measure_cold(run: Run) -> None:
    """Whole processes that answer one query, page caches warm."""
    commands: dict[Key, Command] = {}

    def enter(subject: str, measure: str, command: Command) -> None:
        commands[Key("cold", subject, measure)] = command

    enter("python -c pass", "one word", Command([sys.executable, "-c", "pass"]))
    if SEARCH in run.tools:
        if where := run.ensure_index(SEARCH, run.whole):
            enter(SEARCH, "one word", ask(where, ONE_WORD, "--json"))
            enter(SEARCH, "eleven words", ask(where, QUESTION, "--json"))
            enter("search, terminal layout", "one word", ask(where, ONE_WORD, "--color", "always"))
        if where := run.ensure_index(WHOOSH_ENGINE, run.news):
            enter(f"{WHOOSH_ENGINE}, news", "one word", ask(where, ONE_WORD, "--json"))
    for collection, suffix in ((run.whole, ""), (run.news, ", news")):
        for peer in _peers_on(run, collection):
            if not peer.query_command("", "", ONE_WORD):
                continue
            where = run.ensure_index(peer.NAME, collection)
            for measure, text in (("one word", ONE_WORD), ("eleven words", QUESTION)):
                arguments = where and peer.query_command(str(collection.folder), str(where), text)
                if arguments:
                    subject = f"{peer.NAME}{suffix}"
                    enter(subject, measure, Command(arguments, tools.NOTHING_FOUND))
            if where and peer.NAME == tantivy_script.NAME:
                enter(f"{MINIMAL}{suffix}", "one word", _minimal_query(str(where)))
    _enter_walls(run, commands)


def _minimal_query(where: str) -> Command:
    (stem,) = tantivy_script.stem(ONE_WORD)
    return Command([sys.executable, tantivy_minimal_script.__file__, where, stem])


def _enter_walls(run: Run, commands: Mapping[Key, Command]) -> None:
    walls, failures = run.bench.interleave(commands, run.cold_rounds)
    for key, seconds in walls.items():
        run.figures.add(*key, "ms", [wall * 1000 for wall in seconds])
    run.notes += [f"{key.subject}, {key.measure}: {reason}" for key, reason in failures.items()]


def measure_warm(run: Run) -> None:
    """Queries a second of one process on one core: what they take longer than none does."""
    core = min(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else None
    classes = draw_queries(run.queries)
    sets = {START: [], "all": shuffled(classes), **classes}
    files = {name: run.work / f"queries-{name.replace(' ', '-')}.txt" for name in sets}
    for name, queries in sets.items():
        files[name].write_text("".join(f"{query}\n" for query in queries), "utf-8")
    commands: dict[str, Command] = {}
    for subject, make in _warm_processes(run).items():
        commands |= {f"{subject}: {name}": make(file, core) for name, file in files.items()}
    taken = _repeat(run, list(commands), lambda name: run.bench.measure(commands[name]))
    walls = {name: [one.wall for one in measured] for name, measured in taken.items()}
    for name, values in walls.items():
        subject, _, asked = name.partition(": ")
        start = min(walls.get(f"{subject}: {START}", [0.0]))
        if asked != START:
            rates = [len(sets[asked]) / (wall - start) for wall in values]
            run.figures.add("warm", subject, asked, "queries/s", rates)


def _warm_processes(run: Run) -> Mapping[str, Callable[[Path, int | None], Command]]:
    """What answers a file of queries on one core, by who does."""
    found: dict[str, Callable[[Path, int | None], Command]] = {}
    if SEARCH in run.tools and (where := run.ensure_index(SEARCH, run.whole)):
        found[SEARCH] = partial(tools.ask_many, where)
    for peer in _peers_on(run, run.whole):
        if peer.many_command("") and (where := run.ensure_index(peer.NAME, run.whole)):
            many = peer.many_command(str(where)) or []
            found[peer.NAME] = partial(Command, many, tools.NOTHING_FOUND)
    return found


def measure_refresh(run: Run) -> None:
    """Bringing the index up to date when nothing has changed, and when one file has."""
    commands = {}
    if SEARCH in run.tools and (where := run.ensure_index(SEARCH, run.whole)):
        commands[SEARCH] = tools.refresh(where)
    for peer in _peers_on(run, run.whole):
        if peer.refresh_command("") and (where := run.ensure_index(peer.NAME, run.whole)):
            commands[peer.NAME] = Command(peer.refresh_command(str(where)) or [])
    file = min(run.whole.folder.rglob("*.txt"))
    content = file.read_bytes()
    taken: dict[tuple[str, str], list[float]] = {}

    def take(measure: str) -> None:
        for name, command in commands.items():
            wall = run.bench.measure(command).wall
            taken.setdefault((name, measure), []).append(wall)

    with run.tolerating("refresh"):
        try:
            for _ in range(3):
                file.write_bytes(content + ADDED.encode())
                take("one file changed")
                take("nothing changed")
                file.write_bytes(content)
                take("one file changed")
        finally:
            file.write_bytes(content)
    for name in commands:
        for measure in ("nothing changed", "one file changed"):
            run.figures.add("refresh", name, measure, "s", taken.get((name, measure), []))


def measure_growth(run: Run) -> None:
    """How the cost grows with copies of the same collection."""
    commands: dict[Key, Command] = {}
    for copies in run.copies:
        collection = run.known(lay_out(run.work, copies))
        subject = _copies(copies)
        run.figures.add("growth", subject, "text", "MB", [collection.size / MB])
        if SEARCH in run.tools and (where := _grow(run, subject, collection)):
            commands[Key("growth", subject, "one word")] = ask(where, ONE_WORD, "--json")
            commands[Key("growth", subject, "eleven words")] = ask(where, QUESTION, "--json")
        if ripgrep := next((peer for peer in run.peers("nothing")), None):
            arguments = ripgrep.query_command(str(collection.folder), "", ONE_WORD)
            assert arguments
            commands[Key("growth", subject, "ripgrep")] = Command(arguments, tools.NOTHING_FOUND)
    _enter_walls(run, commands)


def _grow(run: Run, subject: str, collection: Collection) -> Path | None:
    """The index of some copies; one copy may have been measured in this run already."""
    where = run.place(SEARCH, collection)
    measured = [figure for figure in run.figures if figure.key[:2] == ("indexing", SEARCH)]
    if collection == run.whole and measured:
        for figure in measured:
            run.figures.add("growth", subject, figure.key.measure, figure.unit, figure.values)
        return where
    with run.tolerating(subject):
        command = run.index_command(SEARCH, collection)
        assert command
        taken = run.bench.measure(command, memory=True)
        run.say(f"  {subject}: {taken.wall:.1f} s")
        run.mark_built(where)
        _add_indexing(run.figures, "growth", subject, [taken], folder_size(where) / MB)
    return where if run.is_built(where) else None


def _copies(copies: int) -> str:
    return "1 copy" if copies == 1 else f"{copies} copies"


PARTS: Mapping[str, Callable[[Run], None]] = {
    "indexing": measure_indexing,
    "news": measure_news,
    "counts": check_counts,
    "cold": measure_cold,
    "warm": measure_warm,
    "refresh": measure_refresh,
    "growth": measure_growth,
}
