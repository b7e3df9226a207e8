"""`search watch` beside work on the files, as the installed command."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import Finished, Run, assert_one_line_error
from tests.process.background import end, start

pytest.importorskip("watchdog", reason="the extra searchtool[watch] is not installed")

from searchtool.cli.file_events import FileEvents

HOURS = "7200"
"""So that only an event can be what wakes it."""


@pytest.fixture
def watch(run: Run, corpus: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A watch over the corpus that has told what it watches."""
    process = begin(tmp_path, "--every", HOURS)
    yield process
    process.kill()
    end(process)


def begin(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    process = start(folder, "watch", *arguments)
    assert process.stderr
    while not (line := process.stderr.readline()).startswith("watching;"):
        assert line, process.poll()
    return process


def told(process: subprocess.Popen[str]) -> str:
    """The next change, without its time."""
    assert process.stdout
    return process.stdout.readline().rstrip("\n").partition(" ")[2]


def test_a_line_for_each_change(run: Run, corpus: Path, watch: subprocess.Popen[str]) -> None:
    file = corpus / "a-new-one.txt"
    file.write_text("Тигрята вышли на прогулку.\n", "utf-8")
    assert told(watch) == f"added {file}"
    assert run("тигрёнок", "--count").out == "1\n"
    file.write_text("Котята остались дома с вечера.\n", "utf-8")
    assert told(watch) == f"changed {file}"
    assert run("котёнок", "--count").out == "1\n"
    file.rename(corpus / "renamed.txt")
    assert {told(watch), told(watch)} == {f"removed {file}", f"added {corpus / 'renamed.txt'}"}
    file = corpus / "folder" / "deep" / "another.txt"
    file.parent.mkdir(parents=True)
    file.write_text("Ежата спят.", "utf-8")
    assert told(watch) == f"added {file}"


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly(run: Run, watch: subprocess.Popen[str], ending: signal.Signals) -> None:
    watch.send_signal(ending)
    assert end(watch) == Finished(0, "", "")
    assert run("дождь", "--count").out != "0\n"


def test_the_time_alone_is_enough(run: Run, corpus: Path, tmp_path: Path) -> None:
    """A folder on a network drive sends no events; here one that comes after the start."""
    late = tmp_path / "late"
    late.mkdir()
    (late / "first.txt").write_text("Первый.", "utf-8")
    run("index", corpus, late)
    (late / "first.txt").unlink()
    late.rmdir()
    watch = begin(tmp_path, "--every", "1")
    late.mkdir()
    (late / "second.txt").write_text("Второй.", "utf-8")
    changes = {told(watch), told(watch)}
    assert changes == {f"removed {late / 'first.txt'}", f"added {late / 'second.txt'}"}
    watch.send_signal(signal.SIGINT)
    assert end(watch).code == 0


def test_an_index_that_is_lost_ends_it(run: Run, corpus: Path, tmp_path: Path) -> None:
    watch = begin(tmp_path, "--every", "1")
    (tmp_path / "index" / "manifest.json").write_text("no index", "utf-8")
    finished = end(watch)
    assert finished.code == 2
    assert finished.err.count("\n") == 1 and "manifest.json" in finished.err


def test_what_is_written_into_the_index_is_no_change(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    with FileEvents(str(tmp_path / "index")) as events:
        assert events.watch([str(tmp_path), str(tmp_path / "gone")]) == []
        (tmp_path / "index" / "segment").write_text("…", "utf-8")
        assert not events.wait(0.3)
        (tmp_path / "a.txt").write_text("…", "utf-8")
        assert events.wait(60)
        (tmp_path / "a.txt").read_text("utf-8")
        assert not events.wait(0.3)


def test_without_the_extra_its_command_is_named(
    run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "watchdog"]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "searchtool.cli.file_events", raising=False)
    assert_one_line_error(run("watch"), "watchdog", "pip install 'searchtool[watch]'")
