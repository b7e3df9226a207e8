"""One process at a time writes an index, and the others learn which."""

import errno
import json
import os
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from searchtool.index.lock import HOLDER_NAME, LOCK_NAME, is_being_written, writer_lock
from tests.unit.permissions import folder_for_all, ordinary_user


def fail(holder: str) -> None:
    raise AssertionError(holder)


@contextmanager
def held(index_path: Path) -> Iterator[None]:
    """The lock, held by another thread."""
    is_held, is_done = threading.Event(), threading.Event()

    def hold() -> None:
        with writer_lock(index_path, fail):
            is_held.set()
            is_done.wait(60)

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        assert is_held.wait(60)
        yield
    finally:
        is_done.set()
        thread.join()


def test_a_free_lock_is_taken_and_left(tmp_path: Path) -> None:
    assert not is_being_written(tmp_path)
    for _ in range(2):
        with writer_lock(tmp_path, fail):
            record = json.loads((tmp_path / HOLDER_NAME).read_text("utf-8"))
            assert record["pid"] == os.getpid()
        assert not (tmp_path / HOLDER_NAME).exists()
    assert not is_being_written(tmp_path)


def test_an_error_frees_the_lock(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writer_lock(tmp_path, fail):
        raise ZeroDivisionError
    assert not is_being_written(tmp_path)
    assert not (tmp_path / HOLDER_NAME).exists()


def test_a_second_writer_waits_and_learns_for_whom(tmp_path: Path) -> None:
    order: list[str] = []
    is_waiting = threading.Event()

    def wait(holder: str) -> None:
        order.append(holder)
        is_waiting.set()

    def write() -> None:
        with writer_lock(tmp_path, wait):
            order.append("second")

    thread = threading.Thread(target=write)
    with held(tmp_path):
        thread.start()
        assert is_waiting.wait(60)
        assert is_being_written(tmp_path)
        order.append("first ends")
    thread.join()
    assert order[1:] == ["first ends", "second"]
    assert re.fullmatch(
        rf"process {os.getpid()} is updating the index \(since \d\d:\d\d\)", order[0]
    )


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"pid": "x", "since": ""}',
        '{"pid": 1, "since": 5}',
        '{"pid": 1e999, "since": ""}',
        '{"pid": 1, "since": "0001-01-01T00:00:00"}',
        "[" * 100_000,
    ],
    ids=lambda text: text[:40],
)
def test_a_record_that_makes_no_sense_names_nobody(tmp_path: Path, content: str) -> None:
    class Waited(Exception):
        pass

    def wait(holder: str) -> None:
        assert holder == "another process is updating the index"
        raise Waited

    with held(tmp_path):
        (tmp_path / HOLDER_NAME).write_text(content)
        with pytest.raises(Waited), writer_lock(tmp_path, wait):
            pass


def test_nobody_writes_where_nothing_may_be_written() -> None:
    with folder_for_all() as folder:
        with writer_lock(folder, fail):
            pass
        folder.chmod(0o555)
        (folder / LOCK_NAME).chmod(0o444)
        with ordinary_user():
            assert not is_being_written(folder)
            with pytest.raises(OSError), writer_lock(folder, fail):
                pass


@pytest.mark.skipif(sys.platform == "win32", reason="its locks are others")
@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES, errno.ENOLCK])
def test_a_lock_that_the_system_refuses_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    import fcntl

    def refuse(file: int, operation: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(OSError, match=os.strerror(number)), writer_lock(tmp_path, fail):
        pass
