"""How often a command looks at a file or folder: the system is asked once where once is enough."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.command import Run

SCRIPT = """
import atexit, json, os, sys
looked = []
def note(event, arguments):
    if event in ("open", "os.scandir") and isinstance(arguments[0], (str, bytes)):
        looked.append([event, os.path.abspath(os.fsdecode(arguments[0]))])
from searchtool.cli.main import main
os._exit = sys.exit
sys.argv = ["search", *sys.argv[2:]]
sys.addaudithook(note)
try:
    main()
finally:
    json.dump(looked, open(os.environ["LOOKED"], "w"))
"""


def looked_at(cwd: Path, *arguments: str) -> Counter[tuple[str, str]]:
    """What one command opens and lists, each with how often, by path below `cwd`."""
    report = cwd / "looked.json"
    subprocess.run(
        [sys.executable, "-c", SCRIPT, "search", *arguments],
        cwd=cwd,
        env={**os.environ, "LOOKED": str(report)},
        check=True,
        capture_output=True,
    )
    return Counter(
        (event, os.path.relpath(path, cwd)) for event, path in json.loads(report.read_text("utf-8"))
    )


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_a_query_opens_the_manifest_once(
    run: Run, corpus: Path, tmp_path: Path, engine: str
) -> None:
    run("index", corpus, "--engine", engine)
    for command in (["дождь"], ["status"], ["show", "pogoda.txt#p1"], ["speakers"]):
        looked = looked_at(tmp_path, *command)
        assert looked["open", "index/manifest.json"] == 1, command
        opened = {path for event, path in looked if event == "open" and "/build-" in path}
        assert all(looked["open", path] == 1 for path in opened), looked


def test_a_first_build_walks_its_folders_once(corpus: Path, tmp_path: Path) -> None:
    (corpus / "news").mkdir()
    (corpus / "news" / "a.txt").write_text("Новость.", "utf-8")
    looked = looked_at(tmp_path, "index", "docs_in")
    assert looked["os.scandir", "docs_in"] == looked["os.scandir", "docs_in/news"] == 1
    assert looked["open", "docs_in/news/a.txt"] == 1
