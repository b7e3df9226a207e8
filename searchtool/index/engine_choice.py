"""Which engine a new build gets: the one asked for, or one that suits the size of the files."""

from collections.abc import Sequence
from typing import NamedTuple

from searchtool.core.errors import OptionError
from searchtool.core.i18n import tr
from searchtool.engines import (
    ALL_ENGINES,
    DEFAULT_ENGINE,
    LARGE_ENGINE,
    check_installed,
    engine_version,
)
from searchtool.index.manifest import Chooser, Manifest

AUTO = "auto"
"""In place of an engine: by the size of the files."""

MAX_TEXT_BYTES = 8_000_000
"""Size of the files up to which the default engine answers fast enough."""


class EngineChoice(NamedTuple):
    """An engine and who chose it; `size` is that of the files in bytes, if that decided."""

    engine: str
    chosen: Chooser
    size: int | None = None


def check_engine(asked: str | None, known: Sequence[str] = (AUTO, *ALL_ENGINES)) -> None:
    """Raises OptionError for the name of an unknown engine."""
    if asked is not None and asked not in known:
        names = ", ".join(known)
        raise OptionError(
            "engine",
            tr(f"unknown engine {asked!r}", f"неизвестный движок {asked!r}"),
            tr(f"choose from: {names}", f"возможны: {names}"),
        )


def choose_engine(asked: str | None, previous: Manifest | None, size: int) -> EngineChoice:
    """The engine asked for, else the one the user chose before, else by the size of the files in
    bytes. Raises UsageError when its package is missing."""
    if asked is None and previous is not None and previous.chosen == "user":
        asked = previous.engine
    if asked not in (None, AUTO):
        check_installed(asked)
        return EngineChoice(asked, "user")
    is_large = size > MAX_TEXT_BYTES and engine_version(LARGE_ENGINE) is not None
    return EngineChoice(LARGE_ENGINE if is_large else DEFAULT_ENGINE, "auto", size)


def has_outgrown(engine: str, size: int) -> bool:
    """Whether another engine would be faster for files of that size in bytes."""
    return engine == DEFAULT_ENGINE and size > MAX_TEXT_BYTES
