"""Fixtures: the command line over indexes that are only read."""

from functools import partial
from pathlib import Path

import pytest

from tests.command import Run


@pytest.fixture
def search(run: Run, indexed_corpus: Path) -> Run:
    """Runs a command line over the corpus and its index."""
    return partial(run, cwd=indexed_corpus)


@pytest.fixture
def search_crowd(run: Run, indexed_crowd: Path) -> Run:
    """Runs a command line over the index of many passages about the same."""
    return partial(run, cwd=indexed_crowd)
