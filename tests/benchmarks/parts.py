"""What the benchmark measures: one function for each part."""

import os
import random
import sys
from collections.abc import Callable, Iterable, Mapping

from tests.benchmarks import tools
from tests.benchmarks.benchmark_run import WHOOSH_ENGINE, Run
from tests.benchmarks.collection import Collection, draw_queries, folder_size, lay_out, shuffled
from tests.benchmarks.figures import Figures, Key
from tests.benchmarks.measure import MIB, SEED, Command, Measured
from tests.benchmarks.tools import ONE_WORD, QUESTION, SEARCH, ask

MB = 10**6

START = "no query"
"""Beside the classes of queries: what a process takes that is given none."""

LONG = 60.0
"""Seconds. What takes longer is not repeated."""

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
    names += [peer.NAME for peer in run.peers() if peer.TARGET != "nothing"]
    _index_side_by_side(run, "indexing", names, run.whole)


def measure_news(run: Run) -> None:
    """The embedded engine beside plain Whoosh, on the news articles."""
    names = [WHOOSH_ENGINE] if SEARCH in run.tools else []
    names += [peer.NAME for peer in run.peers("passages")]
    _index_side_by_side(run, "news", names, run.news)


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
            where = run.ensure_index(peer.NAME, run.whole)
            if where and (arguments := peer.count_command(str(where), kind, text)):
                _add_count(run, peer.NAME, label, Command(arguments))
        counts = [
            f"{name} {run.figures.median('counts', name, label)}"
            for name in run.figures.subjects("counts")
            if name != SEARCH
        ]
        if len({count.rpartition(" ")[2] for count in counts}) > 1:
            run.notes.append(f"{label}: counts differ: {', '.join(counts)}")
        if SEARCH in run.tools and (where := run.ensure_index(SEARCH, run.whole)):
            _add_count(run, SEARCH, label, ask(where, label, "--count", "--quiet"))


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
        for peer in run.peers():
            where = run.ensure_index(peer.NAME, collection)
            for measure, text in (("one word", ONE_WORD), ("eleven words", QUESTION)):
                arguments = where and peer.query_command(str(collection.folder), str(where), text)
                if arguments:
                    subject = f"{peer.NAME}{suffix}"
                    enter(subject, measure, Command(arguments, tools.NOTHING_FOUND))
    _enter_walls(run, commands)


def _enter_walls(run: Run, commands: Mapping[Key, Command]) -> None:
    walls, failures = run.bench.interleave(commands, run.cold_rounds)
    for key, seconds in walls.items():
        run.figures.add(*key, "ms", [wall * 1000 for wall in seconds])
    run.notes += [f"{key.subject}, {key.measure}: {reason}" for key, reason in failures.items()]


def measure_warm(run: Run) -> None:
    """Queries a second of one process on one core: what they take longer than none does."""
    where = run.ensure_index(SEARCH, run.whole) if SEARCH in run.tools else None
    if where is None:
        return
    core = min(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else None
    classes = draw_queries(run.queries)
    sets = {START: [], "all": shuffled(classes), **classes}
    commands = {}
    for name, queries in sets.items():
        file = run.work / f"queries-{name.replace(' ', '-')}.txt"
        file.write_text("".join(f"{query}\n" for query in queries), "utf-8")
        commands[name] = tools.ask_many(where, file, core)
    taken = _repeat(run, list(sets), lambda name: run.bench.measure(commands[name]))
    start = min((measured.wall for measured in taken.pop(START, [])), default=0.0)
    for name in sets:
        if name in taken:
            rates = [len(sets[name]) / (one.wall - start) for one in taken[name]]
            run.figures.add("warm", SEARCH, name, "queries/s", rates)


def measure_refresh(run: Run) -> None:
    """Bringing the index up to date when nothing has changed, and when one file has."""
    where = run.ensure_index(SEARCH, run.whole) if SEARCH in run.tools else None
    if where is None:
        return
    file = min(run.whole.folder.rglob("*.txt"))
    content = file.read_bytes()
    unchanged, changed = [], []
    with run.tolerating("refresh"):
        try:
            for _ in range(3):
                file.write_bytes(content + ADDED.encode())
                changed.append(run.bench.measure(tools.refresh(where)).wall)
                unchanged.append(run.bench.measure(tools.refresh(where)).wall)
                file.write_bytes(content)
                changed.append(run.bench.measure(tools.refresh(where)).wall)
        finally:
            file.write_bytes(content)
        run.figures.add("refresh", SEARCH, "nothing changed", "s", unchanged)
        run.figures.add("refresh", SEARCH, "one file changed", "s", changed)


def measure_growth(run: Run) -> None:
    """How the cost grows with copies of the same collection."""
    commands: dict[Key, Command] = {}
    for copies in run.copies:
        collection = run.known(lay_out(run.work, copies))
        subject = _copies(copies)
        run.figures.add("growth", subject, "text", "MB", [collection.size / MB])
        if SEARCH in run.tools:
            with run.tolerating(subject):
                command = run.index_command(SEARCH, collection)
                assert command
                measured = run.bench.measure(command, memory=True)
                run.say(f"  {subject}: {measured.wall:.1f} s")
                where = run.place(SEARCH, collection)
                run.mark_built(where)
                _add_indexing(run.figures, "growth", subject, [measured], folder_size(where) / MB)
                commands[Key("growth", subject, "one word")] = ask(where, ONE_WORD, "--json")
                commands[Key("growth", subject, "eleven words")] = ask(where, QUESTION, "--json")
        if ripgrep := next((peer for peer in run.peers("nothing")), None):
            arguments = ripgrep.query_command(str(collection.folder), "", ONE_WORD)
            assert arguments
            commands[Key("growth", subject, "ripgrep")] = Command(arguments, tools.NOTHING_FOUND)
    _enter_walls(run, commands)


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
