"""What an index was built with, and whether it still fits."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from searchtool.analysis import fingerprint
from searchtool.errors import IndexDamaged, IndexMissing, IndexOutdated
from searchtool.files import Root
from searchtool.language import tr

FORMAT = 1
"""Raised whenever an older index cannot be read any more."""

FILE_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The record beside the engine's files: `build` is the folder they are in, `complete` whether
    the run that made it came to its end, `fields` the renamed fields of record formats."""

    engine: str
    engine_version: str
    build: str
    roots: tuple[Root, ...]
    complete: bool
    updated: str
    fields: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT
    analysis: str = field(default_factory=fingerprint)


def read_manifest(directory: Path) -> Manifest:
    """The manifest of an index. Raises IndexMissing, IndexOutdated or IndexDamaged."""
    try:
        record = json.loads((directory / FILE_NAME).read_text("utf-8"))
        if record["format"] != FORMAT:
            raise IndexOutdated(
                str(directory),
                tr("made by another version of searchtool", "создан другой версией searchtool"),
            )
        record["roots"] = tuple(
            Root(Path(r["path"]), Path(r["base"]), r["label"]) for r in record["roots"]
        )
        return Manifest(**record)
    except FileNotFoundError as error:
        raise IndexMissing(str(directory)) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(
            str(directory / FILE_NAME), tr("cannot be read", "не читается")
        ) from error


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Put the manifest in its place by one rename."""
    beside = directory / f"{FILE_NAME}.new"
    with beside.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, ensure_ascii=False, indent=2, default=str)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, directory / FILE_NAME)


def check_fits(directory: Path, manifest: Manifest) -> None:
    """Raises IndexOutdated when queries would be analyzed in another way than the passages were."""
    if manifest.analysis != fingerprint():
        raise IndexOutdated(
            str(directory),
            tr("built with another analyzer", "построен с другим анализатором"),
        )
