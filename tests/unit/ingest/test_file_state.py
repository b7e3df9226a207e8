"""What has become of a file whose stamps differ from those remembered."""

import hashlib
import os
from pathlib import Path

import pytest

from searchtool.core.model import FileRecord
from searchtool.ingest.file_state import file_state
from tests.unit.permissions import folder_for_all, ordinary_user

TEXT = "Завтра дождь."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "pogoda.txt"
    path.write_text(TEXT, "utf-8")
    return path


def remembered(path: Path) -> FileRecord:
    status = path.stat()
    digest = hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
    return FileRecord(str(path), path.name, status.st_size, status.st_mtime_ns, digest)


def set_time(path: Path, seconds: int) -> None:
    os.utime(path, (seconds, seconds))


def test_a_touched_file_is_read_once_for_all_its_hits(path: Path) -> None:
    record = remembered(path)
    set_time(path, 1_000_000_000)
    assert file_state(str(path), record) == "same"
    path.write_text(TEXT.replace("дождь", "ветер"), "utf-8")
    set_time(path, 1_000_000_000)
    assert file_state(str(path), record) == "same"  # it was not read again
    set_time(path, 1_000_000_001)
    assert file_state(str(path), record) == "changed"


def test_a_file_of_another_size_has_changed(path: Path) -> None:
    record = remembered(path)
    set_time(path, 1_000_000_000)
    assert file_state(str(path), record._replace(size=1)) == "changed"


def test_a_file_that_can_be_read_again_is_read(path: Path) -> None:
    record = remembered(path)
    set_time(path, 1_000_000_000)
    content = path.read_bytes()
    path.unlink()
    path.mkdir()  # no file, so it cannot be read
    set_time(path, 1_000_000_000)
    record = record._replace(size=path.stat().st_size)
    assert file_state(str(path), record) == "changed"
    path.rmdir()
    path.write_bytes(content)
    set_time(path, 1_000_000_000)
    assert file_state(str(path), record._replace(size=len(content))) == "same"


def test_only_regular_files_are_read(path: Path) -> None:
    record = remembered(path)._replace(size=0)  # as an index from a stranger may say
    path.unlink()
    os.mkfifo(path)  # to open it would wait for somebody to write
    assert file_state(str(path), record) == "changed"
    assert file_state(os.devnull, record) == "changed"


def test_an_empty_file_is_not_read() -> None:
    status = os.stat("/proc/self/status")  # says that it is empty
    record = FileRecord("/proc/self/status", "status", 0, status.st_mtime_ns - 1, "")
    assert file_state("/proc/self/status", record) == "same"


def test_a_path_that_cannot_be_is_missing() -> None:
    assert file_state("a\0b", FileRecord("a\0b", "a", 1, 1, "")) == "missing"


def test_what_cannot_be_looked_at_is_unknown() -> None:
    with folder_for_all() as folder:
        path = folder / "closed" / "a.txt"
        path.parent.mkdir()
        path.write_text(TEXT, "utf-8")
        record = remembered(path)
        path.parent.chmod(0)
        with ordinary_user():
            assert file_state(str(path), record) == "unknown"
        path.parent.chmod(0o700)
