"""Harmful files are reported in one line each, and the rest is indexed."""

import io
import json
import os
import tarfile
import time
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from tests.command import Run

SENTENCE = "Кибербезопасность обсудили на совещании в Озёрске."


def zip_bomb() -> bytes:
    """More than a gigabyte in one megabyte, in archives inside an archive."""
    inner = zipped({"a.txt": bytes(50 << 20)})
    return zipped({f"{number}.zip": inner for number in range(22)})


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def laughs() -> bytes:
    """A billion of one word, by entities of entities."""
    names = [f"l{number}" for number in range(10)]
    entities = ['<!ENTITY l0 "ха">']
    for inner, outer in pairwise(names):
        entities.append(f'<!ENTITY {outer} "{f"&{inner};" * 10}">')
    return (
        f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE x [{"".join(entities)}]>'
        f"<FictionBook><body><section><p>&l9;</p></section></body></FictionBook>"
    ).encode()


def nested_page() -> bytes:
    return b"<html><body>" + b"<div>" * 200_000 + SENTENCE.encode() + b"</body></html>"


def sparse_tar() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        entry = tarfile.TarInfo("big.txt")
        entry.size = 65 << 20
        archive.addfile(entry, io.BytesIO(b"\0" * entry.size))
    return stream.getvalue()


HARMFUL = {
    "bomb.zip": (zip_bomb, "unpacks to more than 1 GB"),
    "laughs.fb2": (laughs, ""),
    "nested.html": (nested_page, ""),
    "sparse.tar.gz": (sparse_tar, "larger than 64 MB"),
    "empty.pdf": (lambda: b"%PDF-1.7\n", ""),
    "old.doc": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        "damaged or of another format",
    ),
    "line.txt": (lambda: b"a" * ((64 << 20) + 10), "larger than 64 MB"),
    "long.jsonl": (
        lambda: b'{"text": "' + b"a" * (20 << 20) + b'"}\n{"text": "Ok."}\n',
        "long.jsonl:1: the line is too long",
    ),
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Three texts among links that lead nowhere and a pipe."""
    folder = tmp_path / "docs_in"
    folder.mkdir()
    os.symlink(folder, folder / "loop")
    os.symlink("itself", folder / "itself")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.txt")
    for number in range(3):
        (folder / f"z{number}.txt").write_text(f"{SENTENCE}\n\nНомер {number}.", "utf-8")
    return folder


@pytest.mark.slow
def test_harmful_files_cost_one_line_each(run: Run, docs: Path) -> None:
    for name, (make, _) in HARMFUL.items():
        (docs / name).write_bytes(make())
    started = time.monotonic()
    finished = run("index", "docs_in")
    assert time.monotonic() - started < 90
    assert finished.code == 2
    *lines, summary = finished.err.splitlines()
    assert "Traceback" not in finished.err
    for name, (_, message) in HARMFUL.items():
        about = [line for line in lines if f"/{name}" in line]
        assert len(about) <= 1, about
        if message:
            assert len(about) == 1, name
            assert message in about[0]
    assert summary.startswith("added ")
    found = json.loads(run("кибербезопасность", "--json", "--all").out)
    assert {hit["path"] for hit in found["hits"]} >= {f"docs_in/z{n}.txt" for n in range(3)}
    assert "docs_in/loop" not in str(found)
    failed = run("status", "--failed").out.splitlines()
    assert len(failed) == len([line for line in lines if line.startswith("search: ")])


def test_what_failed_is_tried_again_only_when_it_changes(run: Run, docs: Path) -> None:
    for name in HARMFUL.keys() - {"bomb.zip", "sparse.tar.gz"}:  # which take seconds
        (docs / name).write_bytes(HARMFUL[name][0]())
    run("index", "docs_in")
    again = run("index")
    failures = [line for line in again.err.splitlines() if line.startswith("search: ")]
    assert failures == [line for line in failures if "itself" in line]
    (docs / "old.doc").write_text(r"{\rtf1 Kibernetika}", "utf-8")
    third = run("index")
    assert "added 1" in third.err
    assert "kibernetika" in run("Kibernetika", "--plain").out.casefold()
