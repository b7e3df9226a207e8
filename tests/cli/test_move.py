"""`search move`: another engine holds the index, and nothing else changes."""

import json
import os
import shutil
import subprocess
import sys
from collections import namedtuple
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from searchtool import MoveCallbacks, SearchError, move_index
from tests.command import LOCALE, RUSSIAN, Run, assert_one_line_error
from tests.conftest import build_folder, change_manifest
from tests.docs.examples import ROOT

QUERIES = (
    "саммит", "кибербезопасность региона", '"глава государства"', "=климат", "клим*", "климт~",
    "погода OR бюджет -дождь", "нет такого слова", "прогноз погоды на неделю", "Верещагин сказал",
)  # fmt: skip
OPTIONS: tuple[tuple[str, ...], ...] = (
    (), ("--quotes",), ("--said",), ("--sort", "newest"), ("--all", "-n", "50"),
    ("--sure", "--quotes"), ("--since", "2019"), ("--until", "2020-06"), ("--path", "news/*"),
    ("--title", "саммит"), ("--speaker", "Верещагин"), ("--author", "Корсакова"),
)  # fmt: skip


@pytest.fixture
def texts(tmp_path: Path, run: Run) -> Path:
    """Where `run` runs, with the texts of the project, a damaged and a skipped file indexed."""
    shutil.copytree(ROOT / "docs_in", tmp_path / "docs_in")
    (tmp_path / "docs_in" / "broken.docx").write_bytes(b"PK\x03\x04" + b"x" * 90)
    (tmp_path / "docs_in" / "photo.jpg").write_bytes(b"\xff\xd8\xff" + b"x" * 90)
    assert run("index", "-q").code == 2
    return tmp_path


def answers(run: Run) -> list[Any]:
    """All that the index says, without what another engine may change."""
    found: list[Any] = []
    for query, options in product(QUERIES, OPTIONS):
        found.append(without(run(query, *options, "--json").out, "took_ms"))
    found.append(run("speakers", "--csv", "-n", "1000").out)
    found.append(run("show", found[0]["hits"][0]["id"], "--json").out)
    found.append(run("status", "--failed", "--skipped").out)
    found.append(
        without(
            run("status", "--json", "--skipped").out,
            "engine", "engine_version", "engine_chosen", "live_bytes", "dead_bytes",
        )
    )  # fmt: skip
    return found


def without(text: str, *names: str) -> dict[str, Any]:
    return {name: value for name, value in json.loads(text).items() if name not in names}


def engine_of(run: Run) -> str:
    return str(json.loads(run("status", "--json").out)["engine"])


def test_answers_are_the_same_after_a_move_and_back(run: Run, texts: Path) -> None:
    before = answers(run)
    assert sum(answer.get("total", 0) > 0 for answer in before if isinstance(answer, dict)) > 60
    for engine in ("tantivy", "whoosh", "tantivy"):
        moved = run("move", "--to", engine)
        assert (moved.code, moved.out) == (0, "")
        assert engine_of(run) == engine
        assert answers(run) == before


def test_no_file_is_read(run: Run, texts: Path) -> None:
    before = run("саммит", "--plain").out
    (texts / "docs_in").rename(texts / "elsewhere")
    assert run("move", "--to", "tantivy").code == 0
    (texts / "elsewhere").rename(texts / "docs_in")
    assert run("саммит", "--plain").out == before


def test_the_next_run_finds_nothing_to_do(run: Run, texts: Path) -> None:
    run("move", "--to", "tantivy")
    assert "added 0, changed 0, removed 0" in run("index").err
    (texts / "docs_in" / "new.txt").write_text("Единственное слово: вомбат.", "utf-8")
    assert "added 1, changed 0, removed 0" in run("index").err
    assert run("вомбат", "--count").out == "1\n"


def test_what_was_given_to_the_index_stays(run: Run, tmp_path: Path) -> None:
    (tmp_path / "docs_in").mkdir()
    (tmp_path / "docs_in" / "a.jsonl").write_text('{"body": "Вомбат спит."}', "utf-8")
    run("index", "--field", "text=body")
    run("move", "--to", "tantivy")
    assert json.loads(run("status", "--json").out)["fields"] == {"text": "body"}
    assert run("index").code == 0
    assert run("index", "--rebuild").code == 0  # keeps the engine, as one that was asked for
    assert engine_of(run) == "tantivy"


def test_an_incomplete_index_stays_incomplete(run: Run, texts: Path) -> None:
    change_manifest(texts / "index", complete=False)
    before = json.loads(run("status", "--json").out)
    run("move", "--to", "tantivy")
    status = json.loads(run("status", "--json").out)
    assert (status["complete"], status["updated"]) == (False, before["updated"])


def test_one_build_is_left(run: Run, texts: Path) -> None:
    old = build_folder(texts / "index")
    run("move", "--to", "tantivy")
    assert build_folder(texts / "index") != old


def test_moving_to_the_same_engine_does_nothing(run: Run, indexed: Path) -> None:
    build = build_folder(indexed / "index")
    moved = run("move", "--to", "whoosh")
    assert (moved.code, moved.err) == (0, "the index uses the whoosh engine already\n")
    assert build_folder(indexed / "index") == build


def test_what_is_told(run: Run, indexed: Path) -> None:
    started, done = run("move", "--to", "tantivy").err.splitlines()
    assert started.startswith("moving 10 passages from whoosh to tantivy; needs about ")
    assert done.startswith("moved 10 passages in ")
    russian = run("move", "--to", "whoosh", env=RUSSIAN).err
    assert russian.startswith("перевожу 10 абзацев с tantivy на whoosh; рядом с индексом нужно ")
    assert run("move", "--to", "tantivy", "-q").err == ""


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        ((), ("--to: missing", "whoosh, tantivy")),
        (("--to", "lucene"), ("--to: unknown engine 'lucene'", "whoosh, tantivy")),
        (("--to", "auto"), ("--to: unknown engine 'auto'",)),
        (("--to", "tantivy", "--index", "nowhere"), ("nowhere: no index here",)),
    ],
)
def test_misuse_is_one_line(
    run: Run, indexed: Path, arguments: tuple[str, ...], parts: tuple[str, ...]
) -> None:
    assert_one_line_error(run("move", *arguments), *parts)
    assert not (indexed / "nowhere").exists()


def test_a_damaged_index_is_not_moved(run: Run, indexed: Path) -> None:
    build = build_folder(indexed / "index")
    damaged = max(build.iterdir(), key=lambda path: path.stat().st_size)
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    assert_one_line_error(run("move", "--to", "tantivy"), "files are damaged", "--rebuild")
    assert build_folder(indexed / "index") == build


def test_a_full_disk_is_told_before_anything_is_written(
    run: Run, indexed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**9, 10**9, 10))
    build = build_folder(indexed / "index")
    assert_one_line_error(run("move", "--to", "tantivy"), "index: needs about 0.0 MB", "make room")
    assert build_folder(indexed / "index") == build


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SearchError("", "no"), MemoryError()])
def test_a_move_that_fails_leaves_the_old_index(
    run: Run, indexed: Path, error: BaseException
) -> None:
    build, before = build_folder(indexed / "index"), run("саммит", "--plain").out

    def fail(done: int, total: int) -> None:
        raise error

    with pytest.raises(type(error)):
        move_index(indexed / "index", engine="tantivy", callbacks=MoveCallbacks(on_progress=fail))
    assert build_folder(indexed / "index") == build
    assert run("саммит", "--plain").out == before
    assert run("move", "--to", "tantivy").code == 0


KILLED = """
import os, signal
from searchtool import MoveCallbacks, move_index

def kill(done, total):
    os.kill(os.getpid(), signal.SIGKILL)

move_index("index", engine="tantivy", callbacks=MoveCallbacks(on_progress=kill))
"""


def test_a_move_that_is_killed_leaves_the_old_index(run: Run, indexed: Path) -> None:
    build, before = build_folder(indexed / "index"), run("саммит", "--plain").out
    killed = subprocess.run(
        [sys.executable, "-c", KILLED], cwd=indexed, env={**os.environ, **LOCALE}
    )
    assert killed.returncode == -9
    assert len(list((indexed / "index").glob("build-*"))) == 2
    assert run("саммит", "--plain").out == before
    assert run("index").code == 0
    assert build_folder(indexed / "index") == build


def test_queries_meanwhile_are_answered(run: Run, indexed: Path) -> None:
    before, meanwhile = run("саммит", "--plain").out, []

    def ask(done: int, total: int) -> None:
        meanwhile.append(run("саммит", "--plain").out)

    callbacks = MoveCallbacks(on_progress=ask)
    report = move_index(indexed / "index", engine="tantivy", callbacks=callbacks)
    assert (report.moved, report.engine, report.documents) == (True, "tantivy", 2)
    assert set(meanwhile) == {before}
