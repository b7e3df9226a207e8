"""What an index was built with, and whether it still fits."""

import json
import os
from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Literal, NamedTuple

from searchtool.analysis.analyzer import fingerprint
from searchtool.core.atomic_write import replace_text
from searchtool.core.errors import (
    IndexCorrupted,
    IndexForeign,
    IndexMissing,
    IndexOutdated,
)
from searchtool.core.i18n import tr
from searchtool.engines import DEFAULT_ENGINE, ENGINES
from searchtool.ingest.discovery import Root

FORMAT = 6
"""Raised whenever an older index cannot be read any more."""

FILE_NAME = "manifest.json"

BUILD_MARK = ".searchtool"
"""A file in every build: a folder without it is not ours to take away."""

_BUILD = "build-"
"""The name of a folder for the files of an engine, before a number in hexadecimal digits."""

_OURS = (FILE_NAME, "writer.", _BUILD)
"""What the names of files and folders of ours begin with in the folder of an index."""

Chooser = Literal["auto", "user"]


class Manifest(NamedTuple):
    """The record beside the engine's files: `build` is the folder they are in, `complete` whether
    the run that made it came to its end, `fields` the renamed fields of record formats, `encodings`
    the encodings the user named, by globs of paths, `chosen` who chose the engine."""

    engine: str
    engine_version: str
    build: str
    roots: tuple[Root, ...]
    complete: bool
    updated: str
    fields: Mapping[str, str]
    encodings: Mapping[str, str]
    analysis: str
    chosen: Chooser = "auto"
    format: int = FORMAT


def is_build(path: Path) -> bool:
    """Whether a folder was made for the files of an engine."""
    return _names_build(path.name) and (path / BUILD_MARK).is_file()


def _names_build(name: str) -> bool:
    digits = name.removeprefix(_BUILD)
    return name != digits != "" and set(digits) <= set("0123456789abcdef")


def check_owner(directory: Path) -> None:
    """Raises IndexForeign when the manifest there is not, or cannot be told to be, one of ours, and
    when a file of the index is a link: an index from a stranger would lead elsewhere."""
    if link := _find_link(directory):
        cause = tr("a link, which an index does not hold", "ссылка: в индексе их не бывает")
        raise IndexForeign(link, cause)
    path = directory / FILE_NAME
    try:
        is_ours = {"engine", "build"} <= _read_record(path).keys()
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, ValueError):
        is_ours = False
    if not is_ours and not any(map(is_build, directory.glob("build-*"))):
        raise IndexForeign(str(path))


def _find_link(directory: Path) -> str | None:
    """A link in the place of a file or folder of ours."""
    try:
        with os.scandir(directory) as entries:
            ours = [entry for entry in entries if entry.name.startswith(_OURS)]
    except (FileNotFoundError, NotADirectoryError):
        return None
    for entry in ours:
        if entry.is_symlink():
            return entry.path
        try:
            if entry.is_dir():
                with os.scandir(entry.path) as inside:
                    if link := next((one.path for one in inside if one.is_symlink()), None):
                        return link
        except FileNotFoundError:  # a rebuild that ends at this moment deletes the old build
            continue
    return None


def read_manifest(directory: Path) -> Manifest:
    """The manifest of an index. Raises IndexMissing, IndexForeign, IndexOutdated, IndexDamaged."""
    check_owner(directory)
    path = directory / FILE_NAME
    try:
        record = _read_record(path)
        if record["format"] != FORMAT:
            raise IndexOutdated(
                str(directory),
                tr("made by another version of searchtool", "создан другой версией searchtool"),
            )
        manifest = Manifest(**{**record, "roots": _roots(record)})
        if manifest.engine not in ENGINES:
            cause = tr(
                f"kept by an engine that is not here: {manifest.engine}",
                f"его ведёт движок, которого здесь нет: {manifest.engine}",
            )
            raise IndexOutdated(str(directory), cause)
        if not _names_build(manifest.build):
            raise ValueError(manifest.build)
        return manifest
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexMissing(str(directory)) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        cause = tr("cannot be read", "не читается")
        raise IndexCorrupted(str(directory), cause, str(path)) from error


def recover_manifest(directory: Path) -> Manifest | None:
    """What a rebuild needs of a manifest that does not fit any more: roots, renamed fields, and the
    engine, if the user chose it."""
    try:
        record = _read_record(directory / FILE_NAME)
        fields, encodings = (
            {str(name): str(value) for name, value in record.get(what, {}).items()}
            for what in ("fields", "encodings")
        )
        roots = _roots(record)
        manifest = Manifest(DEFAULT_ENGINE, "", "", roots, False, "", fields, encodings, "")
        if record.get("chosen") == "user" and record.get("engine") in ENGINES:
            return manifest._replace(engine=record["engine"], chosen="user")
        return manifest
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _read_record(path: Path) -> dict[str, Any]:
    record = json.loads(path.read_text("utf-8", errors="surrogatepass"))
    if not isinstance(record, dict):
        raise ValueError(record)
    return record


def _roots(record: dict[str, Any]) -> tuple[Root, ...]:
    return tuple(Root(Path(r["path"]), Path(r["base"]), str(r["label"])) for r in record["roots"])


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Put the manifest in its place by one rename."""
    record = {**manifest._asdict(), "roots": [root._asdict() for root in manifest.roots]}
    text = json.dumps(record, ensure_ascii=False, indent=2, default=str)
    replace_text(directory / FILE_NAME, text)


def check_fits(directory: Path, manifest: Manifest) -> None:
    """Raises IndexOutdated when queries would be analyzed in another way than the passages were."""
    if manifest.analysis != fingerprint():
        raise IndexOutdated(
            str(directory),
            tr("built with another analyzer", "построен с другим анализатором"),
        )


def now() -> str:
    """This moment, ISO 8601 in UTC."""
    return datetime.now(timezone.utc).isoformat(timespec="seconds")
