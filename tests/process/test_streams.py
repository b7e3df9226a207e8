"""Standard streams that are closed, full, or hold bytes that are no text."""

import json
from pathlib import Path

import pytest

from tests.command import Run, assert_one_line_error, shell


@pytest.mark.parametrize("form", ["--jsonl", "--csv", "--plain", "--color=always"])
def test_a_closed_pipe_is_no_error(indexed_crowd: Path, form: str) -> None:
    finished = shell(f"search депутаты -n 400 --full -q {form} | head -1 >&2", indexed_crowd)
    assert len(finished.err.splitlines()) == 1
    assert finished.code == 0


def test_a_pipe_closed_after_a_short_answer_is_no_error(indexed_corpus: Path) -> None:
    finished = shell("search дождь --jsonl | head -1", indexed_corpus)
    assert (finished.code, finished.err) == (0, "")
    assert json.loads(finished.out)["rank"] == 1


def test_closed_streams_are_no_crash(indexed_corpus: Path) -> None:
    assert len(shell("search дождь <&-", indexed_corpus).out.splitlines()) == 2
    assert len(shell("search дождь зонт 2>&-", indexed_corpus).out.splitlines()) > 1
    closed = shell("search дождь >&-", indexed_corpus)
    assert "Traceback" not in closed.err


def test_a_query_from_closed_stdin_is_a_clear_error(indexed_corpus: Path) -> None:
    finished = shell("search - <&-", indexed_corpus)
    assert finished.code in (1, 2)
    assert "our fault" not in finished.err


@pytest.mark.parametrize("buffering", ["", "PYTHONUNBUFFERED=1"])
@pytest.mark.parametrize("command", ["дождь", "status"])
def test_a_full_disk_is_one_clear_error(indexed_corpus: Path, buffering: str, command: str) -> None:
    finished = shell(f"{buffering} search {command} > /dev/full", indexed_corpus)
    assert_one_line_error(finished, "standard output: No space left on device")


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_bytes_that_are_no_text_on_stdin_are_no_crash(
    spawn: Run, indexed_corpus: Path, locale: str
) -> None:
    for query, arguments in (
        ("дождь \udcff\udcfe", ["-"]),
        ("\udcff\udcfe\nдождь\n", ["--stdin", "--jsonl"]),
    ):
        finished = spawn(*arguments, stdin=query, cwd=indexed_corpus, env={"LC_ALL": locale})
        assert finished.code == 0
        assert "search:" not in finished.err
        assert "дожд" in finished.out.lower()
