"""Fixtures: files enough for some seconds of indexing."""

from pathlib import Path

import pytest

FILES = 55
PASSAGES = 400 * FILES
"""More than are committed at once."""


@pytest.fixture(scope="session")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of files that take some seconds and two commits to index."""
    folder = tmp_path_factory.mktemp("many") / "docs_in"
    folder.mkdir()
    for number in range(FILES):
        text = "\n\n".join(f"Зонт номер {number} {k}." for k in range(PASSAGES // FILES))
        (folder / f"{number:02}.txt").write_text(text, "utf-8")
    return folder
