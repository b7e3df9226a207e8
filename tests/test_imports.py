"""Nothing is loaded that a command does not use: a start costs what its imports cost."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Run

HEAVY = ("whoosh", "rich.console", "pymorphy3", "trafilatura", "markdown_it", "yaml", "lxml")


def loaded_by(code: str, cwd: Path) -> set[str]:
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules))"
    finished = subprocess.run(
        [sys.executable, "-c", script], cwd=cwd, capture_output=True, text=True, check=True
    )
    return set(finished.stdout.split())


@pytest.mark.parametrize("module", HEAVY)
def test_the_command_line_alone_loads_nothing_heavy(module: str, tmp_path: Path) -> None:
    assert module not in loaded_by("import searchtool.cli.app", tmp_path)


def test_json_needs_no_rich_and_no_reader(run: Run, corpus: Path, tmp_path: Path) -> None:
    run("index", corpus)
    code = (
        "sys.argv = ['search', 'дождь', '--json']\n"
        "from searchtool.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
    )
    loaded = loaded_by(code, tmp_path)
    assert "whoosh" in loaded
    assert not loaded & {"rich.console", "trafilatura", "markdown_it", "yaml", "lxml"}
