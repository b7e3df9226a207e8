"""Whether a file is gone."""

import errno
from pathlib import Path

import pytest

from searchtool.core.presence import is_gone


def test_what_is_there_is_not_gone(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    assert not is_gone(tmp_path)
    assert not is_gone(tmp_path / "link")
    assert is_gone(tmp_path / "nothing")


def test_what_cannot_be_looked_at_is_not_gone(tmp_path: Path) -> None:
    with pytest.raises(OSError) as caught:
        is_gone(tmp_path / ("x" * 5000))
    assert caught.value.errno == errno.ENAMETOOLONG
