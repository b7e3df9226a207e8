"""A file is replaced as a whole, and nothing else is written."""

from pathlib import Path

import pytest

from searchtool.core.atomic_write import replace_text


def test_a_file_is_made_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for text in ("раз", "два"):
        replace_text(path, text)
        assert path.read_text("utf-8") == text
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["a.json", "a.json.new"])
def test_links_are_replaced_and_not_followed(tmp_path: Path, name: str) -> None:
    victim = tmp_path / "precious"
    victim.write_text("важное", "utf-8")
    (tmp_path / name).symlink_to(victim)
    replace_text(tmp_path / "a.json", "раз")
    assert victim.read_text("utf-8") == "важное"
    assert (tmp_path / "a.json").read_text("utf-8") == "раз"
    assert not (tmp_path / "a.json").is_symlink()
