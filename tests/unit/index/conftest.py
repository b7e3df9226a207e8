"""A folder of short texts, and how to refresh an engine with it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from searchtool.core.model import Root
from searchtool.engines.base import Engine
from searchtool.index.plan import Report, RunCallbacks
from searchtool.index.refresh import refresh
from searchtool.ingest.discovery import list_files
from searchtool.ingest.pipeline import ReadOptions

Refresh = Callable[..., Report]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with three files of one paragraph."""
    folder = tmp_path / "docs_in"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"Дождь в файле {name}.", "utf-8")
    return folder


@pytest.fixture
def refresh_engine(engine: Engine, texts: Path) -> Refresh:
    """Refreshes the engine with `texts`, or with other roots."""

    def run(*roots: Root, callbacks: RunCallbacks | None = None, commit_every: int = 100) -> Report:
        asked = roots or (Root(texts, texts),)
        listing = list_files(asked)
        return refresh(
            engine, asked, listing, ReadOptions(), callbacks or RunCallbacks(), commit_every
        )

    return run
