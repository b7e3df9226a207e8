"""What the user asked and the files to be read in, the engine of a new build out."""

from collections.abc import Sequence
from typing import NamedTuple

from searchtool.documents.formats import SUFFIXES
from searchtool.engines import DEFAULT_ENGINE, LARGE_ENGINE, check_installed, engine_version
from searchtool.index.manifest import Chooser, Manifest
from searchtool.ingest.discovery import Root, walk

AUTO = "auto"
"""What is said in place of an engine to have it chosen by size."""

MOST_TEXT = 8_000_000
"""Bytes of files up to which the default engine answers fast enough."""


class EngineChoice(NamedTuple):
    """An engine and who chose it; `size` is that of the files in bytes, if that decided."""

    engine: str
    chosen: Chooser
    size: int | None = None


def choose_engine(
    asked: str | None, previous: Manifest | None, roots: Sequence[Root]
) -> EngineChoice:
    """The engine asked for, else the one the user chose before, else by the size of the files.
    Raises UsageError when its package is missing."""
    if asked is None and previous is not None and previous.chosen == "user":
        asked = previous.engine
    if asked not in (None, AUTO):
        check_installed(asked)
        return EngineChoice(asked, "user")
    size = text_size(roots)
    is_large = size > MOST_TEXT and engine_version(LARGE_ENGINE) is not None
    return EngineChoice(LARGE_ENGINE if is_large else DEFAULT_ENGINE, "auto", size)


def text_size(roots: Sequence[Root]) -> int:
    """The bytes of all files below the roots that are read; packed ones count as they are."""
    found = (f for root in roots for f in walk(root, SUFFIXES, lambda failure: None))
    return sum({file.path: file.size for file in found}.values())


def has_outgrown(engine: str, size: int) -> bool:
    """Whether another engine would be faster for files of so many bytes."""
    return engine == DEFAULT_ENGINE and size > MOST_TEXT
