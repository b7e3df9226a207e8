"""A command imports only what it uses: most of the time of a start goes to imports."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import Run

HEAVY = ("whoosh", "rich.console", "pymorphy3", "trafilatura", "markdown_it", "yaml", "lxml")


def loaded_by(code: str, cwd: Path) -> set[str]:
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules))"
    finished = subprocess.run(
        [sys.executable, "-c", script], cwd=cwd, capture_output=True, text=True, check=True
    )
    return set(finished.stdout.split())


@pytest.fixture(scope="module")
def loaded_by_command_line(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return loaded_by("import searchtool.cli.app", tmp_path_factory.mktemp("imports"))


@pytest.mark.parametrize("module", HEAVY)
def test_the_command_line_alone_loads_nothing_heavy(
    module: str, loaded_by_command_line: set[str]
) -> None:
    assert module not in loaded_by_command_line


# What a query can do without, each of them several milliseconds.
SPARED = {
    "typer", "rich", "pymorphy3", "snowballstemmer", "rapidfuzz", "importlib.metadata",
    "dataclasses", "inspect", "hashlib", "tomllib", "trafilatura", "markdown_it", "yaml", "lxml",
    "pathlib", "urllib.parse", "shlex",
    "searchtool.index.update", "searchtool.ingest.pipeline", "searchtool.documents.formats",
    "searchtool.quotes.extraction", "searchtool.search.suggestions",
    "searchtool.search.places", "searchtool.opening", "searchtool.cli.last_answer",
    "searchtool.search.counting.tally", "searchtool.core.counts",
    "searchtool.render.timeline", "searchtool.render.csv",
}  # fmt: skip


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
@pytest.mark.parametrize("form", ["--json", "--plain"])
def test_a_query_loads_nothing_it_does_not_use(
    run: Run, corpus: Path, tmp_path: Path, engine: str, form: str
) -> None:
    run("index", corpus, "--engine", engine)
    code = (
        "import os; os._exit = sys.exit\n"  # what is printed comes after the answer
        f"sys.argv = ['search', 'дождь', '{form}']\n"
        "from searchtool.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
    )
    loaded = loaded_by(code, tmp_path)
    assert engine in loaded
    of_whoosh = {"dataclasses", "inspect", "hashlib", "pathlib", "urllib.parse", "shlex"}
    of_the_engine = of_whoosh if engine == "whoosh" else set()
    assert not loaded & (SPARED - of_the_engine)


def test_a_word_the_index_does_not_know_takes_the_dictionary(
    run: Run, corpus: Path, tmp_path: Path
) -> None:
    run("index", corpus)
    assert run("дождями", "--count").out == run("дождь", "--count").out != "0\n"
