"""Readers beside a writer: processes that ask again and again, some a query each and some in one
session, while the index is refreshed, rebuilt and moved to the other engine.

Every answer must be that of the files before a change or after it, and no query may fail.
"""

import json
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.campaigns.campaign import Options, Round
from tests.campaigns.scene import Scene
from tests.command import Finished

SECONDS_PER_ROUND = 6
"""So 100 rounds are ten minutes."""

FRESH_READERS = 4
SESSION_READERS = 4
STEADY = "премьер"
CHANGING = "наводнение"
"""Words of the texts: the number of passages with the second one changes in steps."""

CHANGES: Sequence[tuple[str, Sequence[str]]] = (
    ("more files", ("index",)),
    ("rebuild", ("index", "--rebuild")),
    ("fewer files", ("index",)),
    ("move to tantivy", ("index", "--rebuild", "--engine", "tantivy")),
    ("more files", ("index",)),
    ("move to whoosh", ("index", "--rebuild", "--engine", "whoosh")),
    ("fewer files", ("index",)),
)
NEWS = 6
"""Files that come and go, with one passage each."""


def run(options: Options) -> Iterator[Round]:
    """A change of the index a round, with all readers at work."""
    with Scene(options.folder, options.engine) as scene:
        yield from _rounds(scene, options)


def _rounds(scene: Scene, options: Options) -> Iterator[Round]:
    expected = {STEADY: {_count(scene, STEADY)}, CHANGING: {0, NEWS}}
    readers = [_Reader(scene, expected, _ask) for _ in range(FRESH_READERS)]
    readers += [_Reader(scene, expected, _Session(scene)) for _ in range(SESSION_READERS)]
    for reader in readers:
        reader.start()
    try:
        for number in range(options.rounds):
            name, arguments = CHANGES[number % len(CHANGES)]
            yield _change(scene, name, arguments, readers)
    finally:
        for reader in readers:
            reader.stop()
    yield from (Round("a reader", f"{reader.answers} answers") for reader in readers)


def _change(
    scene: Scene, name: str, arguments: Sequence[str], readers: Sequence["_Reader"]
) -> Round:
    started = time.monotonic()
    if name.endswith("files"):
        _write_news(scene.docs, is_there=name.startswith("more"))
    finished = scene.search(*arguments)
    time.sleep(max(0.0, started + SECONDS_PER_ROUND - time.monotonic()))
    faults = [fault for reader in readers for fault in reader.take_faults()]
    if finished.code:
        faults.append(f"the writer ends with {finished.code}: {finished.err!r}")
    return Round(name, name, "; ".join(faults))


def _write_news(docs: Path, *, is_there: bool) -> None:
    for number in range(NEWS):
        path = docs / f"news-{number}.txt"
        if is_there:
            path.write_text(
                f"Большое {CHANGING} прошло, сообщение {'я' * (number + 3)}.\n", "utf-8"
            )
        else:
            path.unlink(missing_ok=True)


def _count(scene: Scene, word: str) -> int:
    return int(_ask(scene, word).out)


def _ask(scene: Scene, word: str) -> Finished:
    process = scene.popen(word, "--count", "--no-fix", "-q", "--no-expand")
    out, err = process.communicate()
    return Finished(process.returncode, out, err)


class _Session:
    """Asks in one long session."""

    def __init__(self, scene: Scene) -> None:
        self._process: subprocess.Popen[str] = scene.popen(
            "--stdin", "--jsonl", "--no-fix", "-q", "--no-expand"
        )

    def __call__(self, scene: Scene, word: str) -> Finished:
        """The answer of one line, as `--count` would give it."""
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(f"{word}\n")
            self._process.stdin.flush()
            answer = json.loads(self._process.stdout.readline())
        except (OSError, ValueError):
            _, err = self._process.communicate()
            return Finished(self._process.returncode, "", err)
        if "error" in answer:
            return Finished(2, "", answer["error"])
        return Finished(0, f"{answer['complete']}\n", "")

    def close(self) -> None:
        """End the session."""
        self._process.communicate()


class _Reader(threading.Thread):
    """Asks until it is stopped, and keeps what was wrong with the answers."""

    def __init__(
        self,
        scene: Scene,
        expected: dict[str, set[int]],
        ask: Callable[[Scene, str], Finished],
    ) -> None:
        super().__init__(daemon=True)
        self.answers = 0
        self._scene = scene
        self._expected = expected
        self._ask = ask
        self._faults: list[str] = []
        self._is_stopped = threading.Event()

    def run(self) -> None:
        """Ask for each word in turn."""
        while not self._is_stopped.is_set():
            for word, expected in self._expected.items():
                answer = self._ask(self._scene, word)
                self.answers += 1
                if answer.code not in (0, 1) or int(answer.out or -1) not in expected:
                    self._faults.append(f"{word}: {answer.code} {answer.out!r} {answer.err!r}")
                    time.sleep(1)

    def take_faults(self) -> list[str]:
        """What was wrong since the last time."""
        found, self._faults = self._faults, []
        return found

    def stop(self) -> None:
        """Ask no more."""
        self._is_stopped.set()
        self.join()
        if isinstance(self._ask, _Session):
            self._ask.close()
