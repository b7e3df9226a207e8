"""The list of when each text was seen first survives kills, and damage to it is told."""

import os
from pathlib import Path
from typing import Any

import pytest

from searchtool.core.errors import IndexCorrupted
from searchtool.index.first_seen import RECORD
from searchtool.index.manifest import FIRST_SEEN, read_manifest
from searchtool.index.plan import Plan, Report, RunCallbacks
from searchtool.index.update import update_index

INDEX = Path("index")
LIST = INDEX / FIRST_SEEN


def update(*paths: Path, **options: Any) -> Report:
    return update_index(INDEX, Plan(paths, **options), RunCallbacks())


def flip(at: int) -> None:
    content = bytearray(LIST.read_bytes())
    content[at] ^= 1
    LIST.write_bytes(content)


@pytest.mark.parametrize("at", [0, 9, 17, -1])
def test_a_changed_byte_is_told_and_a_rebuild_does_without_it(texts: Path, at: int) -> None:
    update(texts)
    whole = LIST.read_bytes()
    flip(at)
    with pytest.raises(IndexCorrupted, match=FIRST_SEEN):
        update(check=True)
    (texts / "new.txt").write_text("Новый текст о мосте.", "utf-8")
    with pytest.raises(IndexCorrupted, match=FIRST_SEEN):
        update()
    update(rebuild=True)
    update(check=True)
    kept = [whole[i : i + RECORD.size] for i in range(0, len(whole), RECORD.size)]
    lost = at // RECORD.size if at >= 0 else len(kept) - 1
    del kept[lost]
    assert LIST.read_bytes().startswith(b"".join(kept))


def test_a_list_that_was_cut_is_told(texts: Path) -> None:
    update(texts)
    assert read_manifest(INDEX).seen_bytes == LIST.stat().st_size > RECORD.size
    os.truncate(LIST, LIST.stat().st_size - RECORD.size)
    with pytest.raises(IndexCorrupted, match=FIRST_SEEN):
        update(check=True)
    update(rebuild=True)
    update(check=True)


def test_what_a_killed_run_has_begun_to_write_is_no_damage(texts: Path) -> None:
    update(texts)
    with LIST.open("ab") as file:
        file.write(b"half a record")
    update(check=True)
    (texts / "new.txt").write_text("Новый текст о мосте.", "utf-8")
    update()
    update(check=True)
    assert LIST.stat().st_size % RECORD.size == 0
