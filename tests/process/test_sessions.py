"""A session of `--stdin` answers every line, whatever is in it and whatever happens meanwhile."""

import json
import subprocess
from pathlib import Path

import pytest

from searchtool.engines import ENGINES
from tests.command import Run, hits
from tests.conftest import build_folder
from tests.process.background import end, start

BAD_LINES = (
    "", "\0", "((((", "a" * 300_000, "слово~ " * 5_000, "path:[ " * 3_000, '"и* в~', "\udcff\udcfe",
    "date:99999999999d..", "-" * 3_000, "title:" + "*" * 9_000, "speaker:\0", "«" * 10_000,
)  # fmt: skip


@pytest.fixture(params=sorted(ENGINES))
def folder(request: pytest.FixtureRequest, spawn: Run, corpus: Path, tmp_path: Path) -> Path:
    """Where the corpus is indexed with each engine."""
    assert spawn("index", "--engine", request.param, "-q").code == 0
    return tmp_path


def test_bad_lines_are_answered_like_the_others(spawn: Run, folder: Path) -> None:
    lines = [line for bad in BAD_LINES for line in (bad, "дождь")]
    finished = spawn("--stdin", "--jsonl", stdin="\n".join(lines) + "\n")
    answers = hits(finished)
    assert (finished.code, len(answers)) == (0, len(lines))
    assert all(answer["hits"] for answer in answers[1::2])


def test_a_line_of_many_megabytes_is_one_query(spawn: Run, folder: Path) -> None:
    answers = hits(spawn("--stdin", "--jsonl", stdin=f"дождь {'а б ' * 1_000_000}\nдождь\n"))
    assert len(answers) == 2
    assert answers[0]["notes"] == ["long query: only its first 400 words are used"]


def ask(session: subprocess.Popen[str], query: str) -> dict[str, object]:
    """The answer to a line."""
    assert session.stdin and session.stdout
    session.stdin.write(f"{query}\n")
    session.stdin.flush()
    answer: dict[str, object] = json.loads(session.stdout.readline())
    return answer


def test_a_query_that_fails_does_not_end_the_session(folder: Path) -> None:
    session = start(folder, "--stdin", "--jsonl")
    first = ask(session, "дождь")
    assert first["hits"]
    (records,) = [
        path for path in build_folder(folder / "index").iterdir()
        if path.suffix in (".records", ".store")
    ]  # fmt: skip
    sound = records.read_bytes()
    with records.open("r+b") as file:
        file.write(b"\xff" * len(sound))
    failed = ask(session, "кибербезопасность")
    assert failed.keys() == {"format", "query", "error"}
    with records.open("r+b") as file:
        file.write(sound)
    assert ask(session, "дождь")["hits"] == first["hits"]
    finished = end(session)
    assert finished.code == 2
    assert finished.err.count("search: ") == 1
