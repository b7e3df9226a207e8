"""Files of an index that are not those that were written: told at once by size and time, wholly by
`--check` and before a run builds on them."""

import os
import random
import shutil
from pathlib import Path

import pytest

from searchtool.engines import ENGINES
from searchtool.index.plan import Plan, RunCallbacks
from searchtool.index.update import update_index
from tests.command import Finished, Run, assert_one_line_error
from tests.conftest import build_folder
from tests.corpus import write_corpus
from tests.process.background import start

LOCKS = (".tantivy-writer.lock", ".tantivy-meta.lock", ".searchtool")


@pytest.fixture(scope="module", params=sorted(ENGINES))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the corpus and its index, to be copied."""
    folder = tmp_path_factory.mktemp(request.param)
    write_corpus(folder / "docs_in")
    plan = Plan([folder / "docs_in"], engine=request.param)
    update_index(folder / "index", plan, RunCallbacks())
    return folder


@pytest.fixture
def build(built: Path, tmp_path: Path) -> Path:
    """The folder of the engine's files in a copy, which indexes the texts of the original."""
    shutil.copytree(built / "index", tmp_path / "index")
    return build_folder(tmp_path / "index")


def flip(path: Path, *, is_newer: bool = True) -> None:
    """Change one bit of a file, as a disk does that fails, or as a program does that writes."""
    times = path.stat()
    content = bytearray(path.read_bytes())
    content[random.Random(path.name).randrange(len(content))] ^= 1
    path.write_bytes(content)
    if not is_newer:
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def assert_damage_is_told(finished: Finished) -> None:
    assert_one_line_error(finished, "files are damaged", "search index --rebuild")


def test_a_file_that_was_changed_is_told_by_each_command(run: Run, build: Path) -> None:
    for path in sorted(build.iterdir()):
        if path.name in LOCKS or path.name == "unread.json":
            continue
        content = path.read_bytes()
        flip(path)
        commands = (
            ["дождь"],
            ["status"],
            ["show", "pogoda.txt#p1"],
            ["index"],
            ["index", "--check"],
        )
        for command in commands:
            assert_damage_is_told(run(*command))
        path.write_bytes(content)


def test_bytes_that_a_disk_has_lost_are_found_by_a_check(run: Run, build: Path) -> None:
    for path in sorted(build.iterdir()):
        if path.name in LOCKS or path.suffix == ".json":
            continue
        content = path.read_bytes()
        flip(path, is_newer=False)
        assert_damage_is_told(run("index", "--check"))
        path.write_bytes(content)


def test_nothing_is_built_on_damaged_files(run: Run, built: Path, build: Path) -> None:
    (one, *_) = build.glob("*.orders" if list(build.glob("*.orders")) else "*.fast")
    flip(one, is_newer=False)
    damaged = one.read_bytes()
    new = built / "docs_in" / "new.txt"
    new.write_text("Новый зонт.\n", "utf-8")
    try:
        assert_damage_is_told(run("index"))
    finally:
        new.unlink()
    assert one.read_bytes() == damaged


def test_a_copied_index_is_sound(run: Run, build: Path) -> None:
    for path in build.iterdir():
        path.touch()
    assert run("дождь", "--count").out == "2\n"
    assert run("index", "--check").code == 0


def test_a_check_finds_another_text_of_the_same_size_and_time(run: Run, corpus: Path) -> None:
    assert run("index", "-q").code == 0
    path = corpus / "pogoda.txt"
    times = path.stat()
    path.write_bytes(path.read_bytes().replace("зонт".encode(), "торт".encode()))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert "changed 0" in run("index").err
    checked = run("index", "--check")
    assert (checked.code, checked.out) == (0, "")
    assert "the files of the index are sound\n" in checked.err
    assert "changed 1, removed 0, unchanged 1" in checked.err
    assert "unchanged 2" in run("index", "--check").err
    assert run("торт", "--count").out == "1\n"


def test_what_cannot_be_checked_is_told(run: Run, corpus: Path) -> None:
    assert_one_line_error(run("index", "--check"), "no index here")
    assert_one_line_error(run("index", "--check", "--rebuild"), "cannot be combined")


@pytest.mark.slow
def test_a_file_cut_under_a_session_ends_it_and_the_next_says_why(
    run: Run, build: Path, tmp_path: Path
) -> None:
    session = start(tmp_path, "--stdin", "--jsonl")
    assert session.stdin is not None
    assert session.stdout is not None
    session.stdin.write("дождь\n")
    session.stdin.flush()
    assert '"total": 2' in session.stdout.readline()
    for path in build.iterdir():
        if path.name not in LOCKS:
            os.truncate(path, 1)
    out, err = session.communicate("бер* | зонт~ | саммит\n", timeout=60)
    assert session.returncode in (2, -7, -10), (out, err)  # SIGBUS is 7 on Linux, 10 on macOS
    assert_damage_is_told(run("дождь"))
