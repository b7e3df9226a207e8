"""What ends a run or one of its processes leaves an index that answers, and that the next run
completes."""

import os
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from tests.command import Run
from tests.documents.make import write_files
from tests.process.background import Indexing, end, start
from tests.process.conftest import FILES
from tests.process.test_interruptions import assert_complete

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_ends_a_run_and_harms_nothing(
    run: Run, crowd: Path, tmp_path: Path, number: signal.Signals
) -> None:
    for moment in (Indexing.has_lock, Indexing.has_begun, Indexing.has_committed):
        indexing = Indexing(tmp_path, crowd)
        indexing.wait_until(partial(moment, indexing))
        indexing.process.send_signal(number)
        ended = end(indexing.process)
        assert ended.code in (-number, 0)
        assert "Traceback" not in ended.err
    assert_complete(run)


def test_a_second_ctrl_c_ends_a_run_at_once(run: Run, crowd: Path, tmp_path: Path) -> None:
    for moment in (Indexing.has_lock, Indexing.has_begun, Indexing.has_committed):
        indexing = Indexing(tmp_path, crowd)
        indexing.wait_until(partial(moment, indexing))
        indexing.process.send_signal(signal.SIGINT)
        time.sleep(0.02)
        indexing.process.send_signal(signal.SIGINT)
        ended = end(indexing.process)
        assert ended.code in (130, 0, -signal.SIGINT)
        assert "Traceback" not in ended.err
    assert_complete(run)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_a_signal_ends_a_query_and_a_session(indexed_corpus: Path, number: signal.Signals) -> None:
    session = start(indexed_corpus, "--stdin", "--jsonl")
    assert session.stdin and session.stdout
    session.stdin.write("дождь\n")
    session.stdin.flush()
    session.stdout.readline()
    session.send_signal(number)
    ended = end(session)
    assert ended.code == (130 if number == signal.SIGINT else -number)
    assert "Traceback" not in ended.err


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    found = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for path in found for child in path.read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_a_child_that_is_killed_costs_its_file_only(run: Run, tmp_path: Path) -> None:
    """It is named, as one that may have crashed its reader; a rebuild reads it."""
    docs = tmp_path / "docs_in"
    for number in range(FILES // 10):
        write_files(docs / str(number))
    indexing = Indexing(tmp_path)
    killed = 0
    while indexing.process.poll() is None and killed < 3:
        for child in children(indexing.process.pid):
            os.kill(child, signal.SIGKILL)
            killed += 1
        time.sleep(0.3)
    ended = end(indexing.process)
    assert killed
    assert ended.code in (0, 2)
    assert "Traceback" not in ended.err
    failed = run("status", "--failed").out.splitlines()
    assert len(failed) <= killed
    assert all("signal 9" in line for line in failed)
    assert run("index", "--rebuild").code == 0
    assert run("status", "--failed").out == ""
