"""Fixtures: a clean environment, the corpus, an analyzer, engines, and the installed command."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from searchtool.analysis.analyzer import Analyzer
from searchtool.engines import ENGINES, ORACLE, open_engine
from searchtool.engines.base import Engine
from tests.corpus import write_corpus

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees or touches the developer's own settings, locale or files."""
    for name in list(os.environ):
        if name.startswith(("SEARCHTOOL_", "LC_", "_SEARCH")) or name in (
            "LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "LINES",
        ):  # fmt: skip
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no-config"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    """One analyzer for all tests: it only remembers what it has worked out."""
    return Analyzer()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with the articles of `tests.corpus`."""
    return write_corpus(tmp_path / "docs_in")


@pytest.fixture(params=sorted(ENGINES | ORACLE))
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """An empty index of each engine in turn."""
    engine = open_engine(request.param, tmp_path / "engine")
    engine.create()
    return engine


@dataclass(frozen=True)
class Finished:
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Finished]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the installed command in `tmp_path`: `run("index", "docs_in")`."""
    command = Path(sys.executable).with_name("search")

    def run_command(
        *arguments: str | Path,
        stdin: str | None = None,
        env: dict[str, str] | None = None,
        cwd: Path | None = None,
    ) -> Finished:
        finished = subprocess.run(
            [command, *map(str, arguments)],
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="surrogateescape",
            env={**os.environ, "LC_ALL": "C.UTF-8", **(env or {})},
            cwd=cwd or tmp_path,
            timeout=120,
        )
        return Finished(finished.returncode, finished.stdout, finished.stderr)

    return run_command


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
