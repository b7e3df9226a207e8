"""Engines by name; exactly one is imported, when an index is opened."""

import importlib
from pathlib import Path
from typing import cast

from searchtool.engines.base import Engine

ENGINES = {
    "whoosh": "searchtool.engines.whoosh",
    "tantivy": "searchtool.engines.tantivy",
}
ORACLE = {"memory": "searchtool.engines.memory"}
"""Keeps nothing, so it is not offered; the others are tested against it."""

DEFAULT_ENGINE = "whoosh"


def open_engine(name: str, directory: Path) -> Engine:
    """The engine whose files are, or will be, in `directory`."""
    return cast(Engine, importlib.import_module((ENGINES | ORACLE)[name]).open_engine(directory))
