"""A small collection in two versions, its index, and the stages of an index's life."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path

from searchtool.core.errors import IndexMissing
from searchtool.engines import ENGINES
from searchtool.index.manifest import FIRST_SEEN, read_manifest
from searchtool.index.open import open_snapshot
from searchtool.query.tree import MATCH_ALL
from tests.campaigns.campaign import Options, Round
from tests.campaigns.forks import Forks
from tests.command import Finished
from tests.corpus import write_corpus

FILES = 12
PASSAGES = 12
COMMIT_EVERY = 40
"""Passages between two commits: few, so that a kill finds many of them."""

QUERIES = ("волга", '"закон рынок"', "бер*", "зонт~", "школа -завод", "саммит", "path:0*.txt отец")

_SEARCH = f"""
import sys
from searchtool.index import refresh
refresh.refresh.__defaults__ = ({COMMIT_EVERY},)
from searchtool.cli.main import main
sys.argv = ["search", *sys.argv[1:]]
main()
"""

State = Mapping[str, Sequence[str]]
"""The ids and texts of the passages of each file."""


@dataclass(frozen=True)
class Stage:
    """One run of `search index`, on an index of the old version of the files or on none."""

    name: str
    arguments: Sequence[str]
    needs_index: bool = True


def stages(engine: str) -> tuple[Stage, ...]:
    """The first build, a refresh, a rebuild, and the move to another engine."""
    other = next(name for name in sorted(ENGINES) if name != engine)
    return (
        Stage("first build", ("index", "docs_in", "--engine", engine), needs_index=False),
        Stage("refresh", ("index",)),
        Stage("rebuild", ("index", "--rebuild")),
        Stage("move", ("index", "--rebuild", "--engine", other)),
    )


class Scene:
    """A folder with `docs_in/`, `index/` and a folder for temporary files; `start` gives it the
    index of the old files and the new files. A context, which ends what runs its commands."""

    def __init__(self, folder: Path, engine: str, *, has_letter: bool = True) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder.resolve() / "scene"
        self.index = self.folder / "index"
        self.docs = self.folder / "docs_in"
        self.temporary = self.folder / "tmp"
        self._forks = Forks(folder / "streams", self.folder, self._environment(), COMMIT_EVERY)
        self._source = folder.resolve() / "source"
        self.engine = engine
        write_files(self._source / "new", has_letter=has_letter, is_new=True)
        self.folder.mkdir()
        self.temporary.mkdir()
        write_files(self.docs, has_letter=has_letter, is_new=False)
        assert self.search("index", "docs_in", "--engine", engine).code == 0
        self.old = self.state()
        shutil.copytree(self.index, self._source / "index")
        shutil.rmtree(self.docs)
        shutil.copytree(self._source / "new", self.docs)
        assert self.search("index").code == 0
        self.new = self.state()

    def start(self, *, with_index: bool = True) -> None:
        """The index of the old files, or none, beside the new files."""
        for folder in (self.index, self.temporary):
            shutil.rmtree(folder, ignore_errors=True)
        self.temporary.mkdir()
        if with_index:
            shutil.copytree(self._source / "index", self.index)

    def popen(self, *arguments: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        """A command in a process and a process group of its own, running in the background."""
        return subprocess.Popen(
            [sys.executable, "-P", "-c", _SEARCH, *arguments],
            cwd=self.folder,
            env={**self._environment(), **(env or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def search(
        self,
        *arguments: str,
        stdin: str = "",
        env: Mapping[str, str] | None = None,
        kill_after: float | None = None,
    ) -> Finished:
        """What a command writes and its exit code, if it is not killed after so many seconds."""
        return self._forks.run(arguments, stdin, env or {}, kill_after)

    def __enter__(self) -> "Scene":
        return self

    def __exit__(self, *error: object) -> None:
        self._forks.close()

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join(sys.path),
            "TMPDIR": str(self.temporary),
            "XDG_CONFIG_HOME": str(self.folder / "no-config"),
        }

    def state(self) -> State:
        """What the index holds. Raises IndexProblem."""
        _, searcher = open_snapshot(self.index)
        found: dict[str, list[str]] = {}
        for scope in ("paragraph", "quote"):
            for passage in searcher.matching(MATCH_ALL, scope):
                document = searcher.document(passage.document_id)
                assert document is not None, passage
                name = os.path.basename(document.path)
                found.setdefault(name, []).append(f"{passage.id} {passage.text}")
        searcher.close()
        return {name: tuple(sorted(texts)) for name, texts in found.items()}

    def judge(self, stage: Stage, finished: Finished | None = None) -> str:
        """What is wrong with what a run has left; nothing if all is as it should be."""
        if finished and finished.code == 0 and self.state() != self.new:
            return "exit code 0, but the index lacks something"
        return self.find_unsound(stage) or self.find_unmended(stage)

    def find_unsound(self, stage: Stage) -> str:
        """Why what a run has left is no committed state; nothing if it is one."""
        try:
            state = self.state()
        except IndexMissing:
            return "" if not stage.needs_index else "no index any more"
        except Exception as error:
            return f"cannot be opened: {error!r}"
        if stage.name in ("rebuild", "move"):
            return "" if state == self.old else self._find_not_new(state)
        wrong = [name for name, texts in state.items() if not self._is_whole(name, texts, stage)]
        return f"files in part: {wrong}" if wrong else ""

    def _find_not_new(self, state: State) -> str:
        wrong = [n for n, texts in self.new.items() if state.get(n) != texts]
        wrong += state.keys() - self.new.keys()
        return f"neither the old state nor the new one: {wrong}" if wrong else ""

    def _is_whole(self, name: str, texts: Sequence[str], stage: Stage) -> bool:
        versions = [self.new.get(name)]
        if stage.needs_index:
            versions.append(self.old.get(name))
        return texts in versions

    def find_unmended(self, stage: Stage) -> str:
        """What the next run of a stage does not put right; nothing if it does."""
        finished = self.search(*stage.arguments)
        if finished.code == 2 and "--rebuild" in finished.err:
            self.state()  # tells why
        if finished.code:
            return f"the next run fails: {finished.code} {finished.err!r}"
        if self.state() != self.new:
            return "the next run does not complete the index"
        if litter := self.litter():
            return f"litter after the next run: {litter}"
        return ""

    def litter(self) -> list[str]:
        """Files and folders that serve nothing, where no run is at work."""
        build = self.index / read_manifest(self.index).build
        sound = {"manifest.json", "writer.lock", FIRST_SEEN, build.name}
        found = [path for path in self.index.iterdir() if path.name not in sound]
        found += self.temporary.iterdir()
        found += [path for path in build.iterdir() if not _is_of_use(path)]
        return sorted(path.name for path in found)

    def build(self) -> Path:
        """The folder of the engine's files."""
        return self.index / read_manifest(self.index).build


def told_errors(judge: Callable[[], str]) -> str:
    """What a judge says, or the error that it met, with its causes: a campaign goes on."""
    try:
        return judge()
    except Exception as error:
        causes: list[str] = []
        cause: BaseException | None = error
        while cause:
            causes.append(repr(cause))
            cause = cause.__cause__
        return f"cannot be judged: {' from '.join(causes)}"


def _is_of_use(path: Path) -> bool:
    """Whether the list of a commit names a file of an engine, or it belongs to every build."""
    if path.suffix == ".new" or path.name.startswith(".tmp"):
        return False
    for name in ("meta.json", "segments.json"):
        listed = path.with_name(name)
        if listed.exists():
            stem = path.name.partition(".")[0].removeprefix("segment-")
            is_segment = len(stem) in (16, 32) and set(stem) <= set("0123456789abcdef")
            text = listed.read_text("utf-8").replace("-", "")
            return not is_segment or stem in text
    return False


_HEADERS = """\
From: Lidia <lidia@example.org>
Subject: Letter
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit"""


def in_two_scenes(
    options: Options, rounds: Callable[[Scene, Options], Iterator[Round]]
) -> Iterator[Round]:
    """A tenth of the rounds with a letter among the files, which is read in child processes: it
    makes a run of the indexer three times as long."""
    with (
        Scene(options.folder / "letter", options.engine) as mixed,
        Scene(options.folder / "texts", options.engine, has_letter=False) as plain,
    ):
        few = rounds(mixed, replace(options, folder=options.folder / "letter"))
        many = rounds(plain, replace(options, folder=options.folder / "texts"))
        yield from islice(_mixed(few, many), options.rounds)


def _mixed(few: Iterator[Round], many: Iterator[Round]) -> Iterator[Round]:
    """One of a few, nine of many, and again; then what is left of either."""
    for number in count():
        source, other = (many, few) if number % 10 else (few, many)
        done = next(source, None)
        if done is None:
            yield from other
            return
        yield done


def write_files(folder: Path, *, has_letter: bool, is_new: bool) -> None:
    """A collection of which the new version has some files changed, some more and some less."""
    write_corpus(folder)
    for number in range(FILES + 1):
        if number == (1 if is_new else FILES):
            continue
        draw = random.Random(number)
        passages = [_passage(draw) for _ in range(PASSAGES)]
        if is_new and number % 3 == 0:
            passages[number % PASSAGES] += " Школа закрыта."
        (folder / f"{number:02}.txt").write_text("\n\n".join(passages) + "\n", "utf-8")
    if not has_letter:
        return
    text = "\n\n".join(_passage(random.Random(number)) for number in range(30, 36))
    # Mail is read in a child process, which loads less for it than for other formats.
    (folder / "letter.eml").write_text(f"{_HEADERS}\n\n{text}\n", "utf-8")


def _passage(draw: random.Random) -> str:
    words = "закон рынок отец зонт волга берег музей поезд школа завод премьер".split()
    said = " ".join(draw.choices(words, k=draw.randint(5, 40)))
    if draw.random() < 0.3:
        return f"«{said.capitalize()}», — сказала Лидия Корсакова."
    return f"Депутаты приняли {said}."
