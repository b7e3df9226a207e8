"""Fixtures: a clean environment, the corpus, an analyzer, engines, and the command line."""

import json
import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.connection import Connection
from searchtool.engines import CLUSTER_ENGINES, ENGINES, ORACLE, open_engine
from searchtool.engines.base import Engine
from searchtool.index.manifest import crc_of
from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from tests.cluster.server import delete_index, running
from tests.command import Finished, Run, run_in_process, run_installed
from tests.corpus import write_corpus

IN_CLUSTER = pytest.param("opensearch", marks=pytest.mark.cluster)
"""The engine that is tried where a cluster is up."""

EVERY_ENGINE = [*sorted(ENGINES | ORACLE), IN_CLUSTER]

OpenNew = Callable[[str, Path], Engine]

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def pytest_configure() -> None:
    """No test sees the developer's own settings or locale, nor does a module that is imported."""
    for name in list(os.environ):
        if name.startswith(("SEARCHTOOL_", "LC_", "_SEARCH")) or name in (
            "LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "LINES",
            "PYTHONUNBUFFERED", "PYTHONIOENCODING", "PYTHONUTF8",
        ):  # fmt: skip
            del os.environ[name]
    os.environ["XDG_CONFIG_HOME"] = str(Path(__file__).with_name("no-config"))
    os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp()


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test touches the developer's own files."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    """One analyzer for all tests: it only remembers what it has worked out."""
    return Analyzer()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with the articles of `tests.corpus`."""
    return write_corpus(tmp_path / "docs_in")


@pytest.fixture(params=EVERY_ENGINE)
def engine(request: pytest.FixtureRequest, tmp_path: Path, open_new: OpenNew) -> Engine:
    """An empty index of each engine in turn."""
    return open_new(request.param, tmp_path / "engine")


@pytest.fixture(scope="session")
def cluster_url() -> str:
    """The address of a cluster that `make cluster-up` has started."""
    url = os.environ.get("TEST_CLUSTER_URL") or running()
    if url is None:
        pytest.skip("no cluster is up: make cluster-up")
    return url


@pytest.fixture
def open_new(request: pytest.FixtureRequest) -> Iterator[OpenNew]:
    """Makes empty indexes by the name of an engine and its folder; those in the cluster are deleted
    in the end."""
    yield from _open_and_delete(request)


@pytest.fixture(scope="module")
def open_new_once(request: pytest.FixtureRequest) -> Iterator[OpenNew]:
    """The same for indexes that several tests read."""
    yield from _open_and_delete(request)


def _open_and_delete(request: pytest.FixtureRequest) -> Iterator[OpenNew]:
    connections: list[Connection] = []

    def open_one(name: str, folder: Path) -> Engine:
        connection = None
        if name in CLUSTER_ENGINES:
            url = request.getfixturevalue("cluster_url")
            connection = Connection(f"{url}/test-{os.urandom(4).hex()}")
            connections.append(connection)
        engine = open_engine(name, folder, connection)
        engine.create()
        return engine

    yield open_one
    for connection in connections:
        delete_index(connection)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command line in this process, in `tmp_path`: `run("index", "docs_in")`."""
    return _in_folder(run_in_process, tmp_path)


@pytest.fixture
def spawn(tmp_path: Path) -> Run:
    """Runs the installed command in a process of its own, in `tmp_path`."""
    return _in_folder(run_installed, tmp_path)


def _in_folder(run: Run, folder: Path) -> Run:
    def run_there(*arguments: str | Path, cwd: Path | None = None, **options: Any) -> Finished:
        return run(*arguments, cwd=cwd or folder, **options)

    return run_there


@pytest.fixture
def shared() -> Path:
    """The shared data, which is not part of the project."""
    if not SHARED.is_dir():
        pytest.skip("the shared data is not beside the project")
    return SHARED


def copy_files(source: Path, names: Sequence[str], target: Path) -> Path:
    """Some files of a folder in a folder of their own."""
    target.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copy(source / name, target / name)
    return target


@pytest.fixture
def indexed(run: Run, corpus: Path, tmp_path: Path) -> Path:
    """Where `run` runs, with the corpus indexed."""
    assert run("index", "-q").code == 0
    return tmp_path


def build_folder(index: Path) -> Path:
    """The folder of the engine's files in an index."""
    (build,) = index.glob("build-*")
    return build


def change_manifest(index: Path, **values: object) -> None:
    """Write other values into the manifest of an index, with its checksum, as anybody may."""
    path = index / "manifest.json"
    record = json.loads(path.read_text("utf-8")) | values
    path.write_text(json.dumps(record | {"crc": crc_of(record)}), "utf-8")


@pytest.fixture(scope="session")
def indexed_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the corpus and its index, to be read only."""
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus(folder / "docs_in")
    return index_folder(folder)


@pytest.fixture(scope="session")
def indexed_crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More passages about the same than are ever ranked together, some of them long, and their
    index, to be read only."""
    folder = tmp_path_factory.mktemp("crowd")
    (folder / "docs_in").mkdir()
    choose = random.Random(1)
    words = "закон рынок отец зонт волга берег музей поезд школа завод index".split()
    for number in range(30):
        passages = [
            "Депутаты приняли " + " ".join(choose.choices(words, k=choose.randint(3, 150))) + "."
            for _ in range(15)
        ]
        (folder / "docs_in" / f"{number:02}.txt").write_text("\n\n".join(passages), "utf-8")
    return index_folder(folder)


def index_folder(folder: Path) -> Path:
    """The same folder, its texts in `docs_in/` indexed in `index/`."""
    update_index(folder / "index", Plan([folder / "docs_in"]), RunCallbacks())
    return folder
