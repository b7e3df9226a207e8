"""What is Whoosh's own: damaged and hostile files, commits, and a machine in trouble."""

import errno
import json
import mmap
import os
import pickle
import random
import resource
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from whoosh import columns
from whoosh.filedb import filetables, structfile

from searchtool.engines import open_engine
from searchtool.engines.base import Engine, EngineCorrupted
from searchtool.engines.whoosh.segment import Storage
from tests.campaigns.faults import Fault, Faults, NoCompiler
from tests.engines.passages import CORPUS, add, ask

LENGTHS = 8
"""Bytes before each key of a table: the lengths of the key and of the value."""


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_engine("whoosh", tmp_path / "engine")
    engine.create()
    return engine


@pytest.mark.parametrize("trouble", [OSError(errno.EMFILE, "Too many open files"), MemoryError()])
def test_a_machine_in_trouble_is_no_damage(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, trouble: BaseException
) -> None:
    add(engine, CORPUS)

    def refuse(*arguments: object, **options: object) -> None:
        raise trouble

    monkeypatch.setattr(mmap, "mmap", refuse)
    with pytest.raises(type(trouble)):
        engine.searcher()


def test_too_many_open_files_are_no_damage(engine: Engine) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.open(os.devnull, os.O_RDONLY)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, hard))
    try:
        with pytest.raises(OSError, match="Too many open files"):
            engine.searcher()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_file_that_cannot_be_mapped_is_no_damage(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "segment.terms").write_bytes(b"1")
    try:
        faults = Faults(tmp_path, [tmp_path / "files"])
    except NoCompiler as error:
        pytest.skip(str(error))
    code = f"""
from searchtool.engines.whoosh.segment import Storage
Storage({str(tmp_path / "files")!r}).map_file("segment.terms")
"""
    errors = []
    for at in range(1, 20):
        environment = os.environ | faults.environment(Fault(at, errno.EMFILE))
        command = [sys.executable, "-c", code]
        finished = subprocess.run(command, env=environment, capture_output=True, text=True)
        if not faults.failed():
            break
        errors += finished.stderr.splitlines()[-1:]
    assert errors
    assert [error for error in errors if os.strerror(errno.EMFILE) not in error] == []


@pytest.mark.parametrize("name", ["*.terms", "*.records", "*.orders", "segments.json"])
@pytest.mark.parametrize("how", ["missing", "empty", "half", "foreign"])
def test_damage_is_reported(engine: Engine, tmp_path: Path, name: str, how: str) -> None:
    add(engine, CORPUS)
    (path,) = (tmp_path / "engine").glob(name)
    whole = path.read_bytes()
    contents = {"empty": b"", "half": whole[: len(whole) // 2], "foreign": b"[1, 2]"}
    path.write_bytes(contents.get(how, whole))
    if how == "missing":
        path.unlink()
    with pytest.raises(EngineCorrupted):
        ask(engine.searcher(), "регион")


def test_nothing_is_pickled(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither while an index is written, changed and merged, nor while it is read."""

    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("pickle is used")

    for module in (pickle, structfile, columns, filetables):
        for name in ("load", "loads", "dump", "dumps", "Pickler", "Unpickler"):
            monkeypatch.setattr(module, name, refuse, raising=False)
    for n in range(12):
        add(engine, {f"d{n}": CORPUS["pogoda"]})
    with engine.writer() as writer:
        writer.delete("/texts/d11")
    searcher = engine.searcher()
    assert len(ask(searcher, 'дожд* | "на Волге"')) == 22
    assert searcher.forms_near("дождь", "paragraph", 1)
    assert searcher.document("d1") is not None
    assert len(list(searcher.files())) == 11
    searcher.close()


def test_a_table_that_leads_back_to_itself_is_damage(engine: Engine, tmp_path: Path) -> None:
    """Whoosh would follow it forever."""
    add(engine, {"d": [" ".join(f"слово{n}" for n in range(500))]})
    (path,) = (tmp_path / "engine").glob("*.terms")
    file, size = Storage(path.parent).map_file(path.name)
    (first, *_), (key, _, value, _), *_ = filetables.OrderedHashReader(file, size).ranges_from(b"")
    table = bytearray(path.read_bytes())
    table[key - 4 : key] = struct.pack("!i", first - LENGTHS - value)  # of the second value
    times = path.stat()
    path.write_bytes(table)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))  # its checksum is not looked at
    with pytest.raises(EngineCorrupted, match="leads back"):
        engine.searcher().vocabulary("key", "paragraph", "")


def test_deletes_are_listed_by_number(engine: Engine, tmp_path: Path) -> None:
    """A segment that loses little is kept as it is."""
    add(engine, {f"d{n}": ["Одно слово."] for n in range(9)})
    with engine.writer() as writer:
        writer.delete("/texts/d1")
    record = json.loads((tmp_path / "engine" / "segments.json").read_text("utf-8"))
    (segment,) = record["segments"]
    assert (record["generation"], segment["size"]) == (2, 27)
    assert segment["deleted"] == [2, 3, 19]  # the document, its passage and, at the end, the file
    searcher = engine.searcher()
    assert searcher.live_ratio() == 1 - 3 / 27
    searcher.close()


def test_changed_bytes_are_damage_or_harmless(engine: Engine, tmp_path: Path) -> None:
    add(engine, CORPUS)
    files = sorted((tmp_path / "engine").iterdir())
    draw = random.Random(15)
    damaged = 0
    for _ in range(300):
        path = draw.choice(files)
        whole = path.read_bytes()
        changed = bytearray(whole)
        for at in draw.choices(range(len(changed)), k=draw.choice([1, 8])):
            changed[at] = draw.randrange(256)
        path.write_bytes(changed)
        try:
            searcher = engine.searcher()
            for query in ("регион", "дожд*", '="глава государства"', "-саммит"):
                ask(searcher, query)
            searcher.close()
        except EngineCorrupted:
            damaged += 1
        path.write_bytes(whole)
    assert damaged > 250  # a byte may be drawn that is there already
