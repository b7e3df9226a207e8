"""What a user asks to be written is there whole, or what was there before is."""

import errno
import os
from pathlib import Path

import pytest

from searchtool.core.own_file import is_inside, write_own


def test_a_file_that_cannot_be_written_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.html"
    path.write_text("старое")
    (tmp_path / "a.html.new").write_text("чужое")

    def fail(file: int) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no space left") as raised:
        write_own(path, "новое")
    assert raised.value.filename == str(path)
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {
        "a.html": "старое",
        "a.html.new": "чужое",
    }


def test_what_is_in_a_folder_is_told_by_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "link").symlink_to("index")
    assert is_inside(tmp_path / "index", tmp_path / "index")
    assert is_inside(tmp_path / "link" / "a.html", tmp_path / "index")
    assert not is_inside(tmp_path / "index2" / "a.html", tmp_path / "index")
    assert not is_inside(tmp_path / "index" / ".." / "a.html", tmp_path / "index")
