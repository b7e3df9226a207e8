"""Loads what an extra of the installation brings, or says which command installs it."""

import importlib
from types import ModuleType

from searchtool.core.errors import UsageError
from searchtool.core.i18n import tr


def load_extra(module: str, extra: str) -> ModuleType:
    """A module that imports the packages of an extra: `load_extra("searchtool.mcp.server", "mcp")`.
    Raises UsageError if one of them is not installed."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("searchtool"):
            raise
        cause = tr(
            f"the package {error.name} is not installed", f"пакет {error.name} не установлен"
        )
        run = f"pip install 'searchtool[{extra}]'"
        raise UsageError("", cause, tr(f"run: {run}", f"выполните: {run}")) from error
