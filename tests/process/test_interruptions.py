"""After Ctrl-C or a kill the index answers, and the next run goes on."""

import json
import random
import signal
from functools import partial
from pathlib import Path

import pytest

from tests.command import Finished, Run, assert_one_line_error, counts
from tests.conftest import build_folder
from tests.process.background import Indexing, end, start
from tests.process.conftest import FILES, PASSAGES

pytestmark = pytest.mark.slow


def assert_complete(run: Run) -> None:
    """One more run finds nothing amiss and has read every file once."""
    finished = run("index")
    assert finished.code == 0
    added, changed, removed, unchanged, failed = counts(finished)
    assert (added + unchanged, changed, removed, failed) == (FILES, 0, 0, 0)
    assert run("зонт", "--count", "-q") == Finished(0, f"{PASSAGES}\n", "")
    status = json.loads(run("status", "--json").out)
    assert (status["complete"], status["passages"], status["files"]) == (True, PASSAGES, FILES)


def test_ctrl_c_keeps_the_index_and_the_work(run: Run, crowd: Path, tmp_path: Path) -> None:
    for moment in (Indexing.has_lock, Indexing.has_begun, Indexing.has_committed):
        indexing = Indexing(tmp_path, crowd)
        indexing.wait_until(partial(moment, indexing))
        interrupted = indexing.interrupt()
        assert (interrupted.code, interrupted.out) in [(130, ""), (0, "")], interrupted.err
        found = run("зонт", "--count", "-q", "--index", "index")
        assert found.code in (0, 1, 2), found.err
        if found.code == 2:  # it was interrupted before there was an index
            assert_one_line_error(found, "no index here")
    assert_complete(run)


def test_ctrl_c_is_confirmed_and_the_next_run_goes_on(run: Run, crowd: Path, indexed: Path) -> None:
    indexing = Indexing(indexed, crowd)
    indexing.wait_until(indexing.has_begun)
    interrupted = indexing.interrupt()
    added, changed, removed, unchanged, failed = counts(run("index"))
    assert (added + unchanged, changed, removed, failed) == (FILES + 2, 0, 0, 0)
    assert (interrupted.code, interrupted.out) == (130, "")
    assert interrupted.err == "interrupted; what was read is kept\n"


def test_ctrl_c_does_not_harm_a_finished_index(run: Run, crowd: Path, indexed: Path) -> None:
    for moment in (Indexing.has_begun, Indexing.has_committed):
        indexing = Indexing(indexed, crowd, "--rebuild")
        indexing.wait_until(partial(moment, indexing))
        interrupted = indexing.interrupt()
        assert interrupted.code == 130
        assert interrupted.err.endswith("interrupted; the old index is intact\n")
        assert run("дождь", "--count", "-q") == Finished(0, "2\n", "")
        assert run("index", "-q").code == 0
        assert build_folder(indexed / "index")  # what the interrupted run left is swept


def test_ctrl_c_in_a_query_speaks_of_nothing_else(indexed_corpus: Path) -> None:
    process = start(indexed_corpus, "--stdin", "--jsonl")
    assert process.stdin and process.stdout
    process.stdin.write("дождь\n")
    process.stdin.flush()
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    finished = end(process)
    assert (finished.code, finished.err) == (130, "interrupted\n")


def test_a_killed_run_harms_nothing(run: Run, crowd: Path, tmp_path: Path) -> None:
    size = random.randrange(1 << 20)  # of the records of the first commit, about 1 MB
    for moment in (
        Indexing.has_lock,
        Indexing.has_begun,
        partial(Indexing.has_written, size=size),
        Indexing.has_committed,
        Indexing.has_begun,
    ):
        indexing = Indexing(tmp_path, crowd)
        indexing.wait_until(partial(moment, indexing))
        indexing.kill()
        found = run("зонт", "--count", "--index", "index")
        assert "our fault" not in found.err, (moment, size)
        if found.code == 2:
            assert_one_line_error(found, "no index here")
        elif "incomplete" not in found.err:
            assert found.out == f"{PASSAGES}\n", (moment, size)
    assert_complete(run)


def test_a_killed_rebuild_leaves_the_old_index(run: Run, crowd: Path, indexed: Path) -> None:
    for moment in (Indexing.has_begun, Indexing.has_committed):
        indexing = Indexing(indexed, crowd, "--rebuild")
        indexing.wait_until(partial(moment, indexing))
        indexing.kill()
        assert run("дождь", "--count") == Finished(0, "2\n", "")
    assert run("index").code == 0
    assert build_folder(indexed / "index")  # what the killed runs left is swept


def test_a_file_that_was_read_in_part_leaves_nothing_behind(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "docs_in" / "many.jsonl"
    path.parent.mkdir()
    record = json.dumps({"text": "\n\n".join(["Дождь идёт."] * 50)})
    path.write_text("\n".join([record] * 1000), "utf-8")
    indexing = Indexing(tmp_path)
    indexing.wait_until(indexing.has_committed)
    indexing.kill()
    assert int(run("дождь", "--count").out) > 0
    path.unlink()
    assert counts(run("index"))[2] == 1
    assert run("дождь", "--count").out == "0\n"
