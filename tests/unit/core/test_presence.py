"""What is there, and what cannot be looked at."""

import errno
from pathlib import Path

import pytest

from searchtool.core.presence import bytes_below, is_gone, names_in


def test_what_is_there_is_not_gone(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    assert not is_gone(tmp_path)
    assert not is_gone(tmp_path / "link")
    assert is_gone(tmp_path / "nothing")


def test_what_cannot_be_looked_at_is_not_gone(tmp_path: Path) -> None:
    for ask in (is_gone, names_in, bytes_below):
        with pytest.raises(OSError) as caught:
            ask(tmp_path / ("x" * 5000))
        assert caught.value.errno == errno.ENAMETOOLONG


def test_sizes_of_folders_inside_count(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two").write_bytes(b"12")
    (tmp_path / "a").write_bytes(b"1")
    assert names_in(tmp_path) == ["a", "b"]
    assert bytes_below(tmp_path) == 3
    assert names_in(tmp_path / "nothing") == []
