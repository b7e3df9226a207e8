"""Opens engines by name; only the one asked for is imported."""

import importlib
from typing import TYPE_CHECKING, cast

from searchtool.core.errors import UsageError
from searchtool.core.i18n import tr
from searchtool.core.model import StrPath
from searchtool.core.versions import installed_version
from searchtool.engines.base import Engine

if TYPE_CHECKING:
    from searchtool.core.connection import Connection

ENGINES = {"whoosh": "searchtool.engines.whoosh", "tantivy": "searchtool.engines.tantivy"}
"""Those that keep their files in a folder."""

CLUSTER_ENGINES = {"opensearch": "searchtool.engines.opensearch"}
"""Those whose index lies in a cluster, which a connection reaches."""

ALL_ENGINES = ENGINES | CLUSTER_ENGINES
"""What is offered to users."""

ORACLE = {"memory": "searchtool.engines.memory"}
"""Stores nothing on disk, so it is not offered to users; the others are tested against it."""

PACKAGES = {"whoosh": "whoosh3", "tantivy": "tantivy", "opensearch": "opensearch-py"}
"""The package that an engine needs."""

EXTRAS = {"opensearch": "searchtool[opensearch]"}
"""What to install for an engine whose package does not come with searchtool, so that pip takes a
version that fits."""

DEFAULT_ENGINE = "whoosh"
LARGE_ENGINE = "tantivy"


def open_engine(name: str, directory: StrPath, connection: "Connection | None" = None) -> Engine:
    """The engine whose files are or will be in `directory`; one in a cluster needs a connection.
    Raises UsageError when its package is not installed, or the connection is missing."""
    try:
        module = importlib.import_module((ALL_ENGINES | ORACLE)[name])
    except ModuleNotFoundError as error:
        check_installed(name)
        raise error
    if name not in CLUSTER_ENGINES:
        return cast(Engine, module.open_engine(directory))
    if connection is None:
        cause = tr("the address of the cluster is not known", "не задан адрес кластера")
        advice = tr("set SEARCHTOOL_URL, or add --url", "задайте SEARCHTOOL_URL или добавьте --url")
        raise UsageError(name, cause, advice)
    return cast(Engine, module.open_engine(directory, connection))


def check_installed(name: str) -> None:
    """Raise UsageError when the package of an engine is not installed."""
    if engine_version(name) is None:
        cause = tr(f"the {name} engine is not installed", f"движок {name} не установлен")
        raise UsageError("", cause, tr("run: ", "выполните: ") + install_command(name))


def install_command(name: str) -> str:
    """The command that installs the package of an engine."""
    return f"pip install '{EXTRAS[name]}'" if name in EXTRAS else f"pip install {PACKAGES[name]}"


def engine_version(name: str) -> str | None:
    """Name and version of an engine's library, or None when it is not installed. The library is
    not imported."""
    found = installed_version(PACKAGES[name])
    return f"{name} {found}" if found else None
