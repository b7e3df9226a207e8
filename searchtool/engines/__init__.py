"""Engines by name; exactly one is imported, when an index is opened."""

import importlib
from pathlib import Path
from typing import cast

from searchtool.core.errors import UsageError
from searchtool.core.i18n import tr
from searchtool.core.versions import installed_version
from searchtool.engines.base import Engine

ENGINES = {"whoosh": "searchtool.engines.whoosh", "tantivy": "searchtool.engines.tantivy"}
ORACLE = {"memory": "searchtool.engines.memory"}
"""Keeps nothing, so it is not offered; the others are tested against it."""

PACKAGES = {"whoosh": "whoosh3", "tantivy": "tantivy"}
"""What has to be installed for an engine."""

DEFAULT_ENGINE = "whoosh"
LARGE_ENGINE = "tantivy"


def open_engine(name: str, directory: Path) -> Engine:
    """The engine whose files are, or will be, in `directory`. Raises UsageError when its package is
    missing."""
    try:
        module = importlib.import_module((ENGINES | ORACLE)[name])
    except ModuleNotFoundError as error:
        check_installed(name)
        raise error
    return cast(Engine, module.open_engine(directory))


def check_installed(name: str) -> None:
    """Raises UsageError when the package of an engine is missing."""
    if engine_version(name) is None:
        needs = f"pip install {PACKAGES[name]}"
        cause = tr(f"engine {name!r} needs: {needs}", f"движку {name!r} нужно: {needs}")
        raise UsageError("", cause)


def engine_version(name: str) -> str | None:
    """Name and version of the library behind an engine, which is not imported for it."""
    found = installed_version(PACKAGES[name])
    return f"{name} {found}" if found else None
