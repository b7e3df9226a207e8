"""The manifest of an index: what it was built with, and whether it still fits this program.

An index may come from a stranger, so nothing in its folder is trusted: the manifest names a build
by a pattern, each value has the type it should have, and links and devices are refused.
"""

import json
import os
import zlib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from searchtool.analysis.analyzer import fingerprint
from searchtool.core.errors import (
    IndexCorrupted,
    IndexForeign,
    IndexMissing,
    IndexOutdated,
)
from searchtool.core.i18n import tr
from searchtool.core.index_above import BUILD_PREFIX, MANIFEST_NAME
from searchtool.core.model import Root, StrPath
from searchtool.core.os_errors import located_os_errors
from searchtool.core.presence import is_gone, names_in
from searchtool.engines import ALL_ENGINES, DEFAULT_ENGINE

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 12
"""Raised whenever an older index cannot be read any more."""

FILE_NAME = MANIFEST_NAME

FIRST_SEEN = "first-seen.bin"
"""Beside it: when each text was seen first (`index/first_seen.py`)."""

BUILD_MARK = ".searchtool"
"""A file in every build: a folder without it is not ours to delete."""

_OURS = (FILE_NAME, FIRST_SEEN, "writer.", BUILD_PREFIX)
"""What the names of our files and folders begin with in the folder of an index."""

_OWN_FILES = frozenset((FILE_NAME, FIRST_SEEN, "writer.lock", "writer.json"))

Chooser = Literal["auto", "user"]


class Manifest(NamedTuple):
    """`build` is the folder of the engine's files, `complete` whether the last run came to its end,
    `forgotten` are paths below the roots that were taken out of the index, absolute, `id` is the
    same wherever the index lies and however often it is built anew, `begins` is the moment up to
    which its texts are those of the first run, `seen_bytes` is the length of `FIRST_SEEN` then,
    `fields` and `encodings` are those of `ReadOptions`, `analysis` is the fingerprint of the
    analyzer, `chosen` who chose the engine, `updated` a time in ISO 8601. `ocr` says whether
    scanned pages are recognized, `programs` with which programs of the system files have been read:
    when there are more, what could not be read is tried again."""

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
    ocr: bool = False
    programs: tuple[str, ...] = ()
    forgotten: tuple[str, ...] = ()
    id: str = ""
    begins: str = ""
    seen_bytes: int = 0


def read_manifest(index_path: StrPath) -> Manifest:
    """The manifest of an index, read once.

    Raises IndexMissing, IndexForeign, IndexOutdated, IndexCorrupted, and SearchError for what the
    system refuses.
    """
    record = _read_record(index_path)
    if record is None:
        raise IndexMissing(str(index_path))
    try:
        if record["format"] != FORMAT:
            raise IndexOutdated(
                str(index_path),
                tr("made by another version of searchtool", "создан другой версией searchtool"),
            )
        manifest = _manifest(record)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        cause = tr("cannot be read", "не читается")
        raise IndexCorrupted(str(index_path), cause, _file_in(index_path)) from error
    if manifest.engine not in ALL_ENGINES:
        cause = tr(
            f"built with an unknown engine: {manifest.engine}",
            f"построен неизвестным движком: {manifest.engine}",
        )
        raise IndexOutdated(str(index_path), cause)
    return manifest


def recover_manifest(index_path: StrPath) -> Manifest | None:
    """What a rebuild needs of a manifest that does not fit any more: roots, fields, encodings,
    whether to recognize pages, and the engine, if the user chose it. Raises IndexForeign."""
    record = _read_record(index_path) or {}
    try:
        roots = _roots(record)
        fields, encodings = (_strings(record.get(name, {})) for name in ("fields", "encodings"))
        forgotten = tuple(map(_text, record.get("forgotten", ())))
        id, begins = (_text(record.get(name, "")) for name in ("id", "begins"))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    manifest = Manifest(
        DEFAULT_ENGINE, "", "", roots, False, "", fields, encodings, "", forgotten=forgotten,
        id=id, begins=begins, ocr=record.get("ocr") is True,
    )  # fmt: skip
    if record.get("chosen") == "user" and record.get("engine") in [*ALL_ENGINES]:
        return manifest._replace(engine=record["engine"], chosen="user")
    return manifest


def write_manifest(index_path: StrPath, manifest: Manifest) -> None:
    """Replace the manifest of an index by one rename."""
    from searchtool.core.atomic_write import replace_text  # a query writes nothing

    roots = [{name: str(value) for name, value in r._asdict().items()} for r in manifest.roots]
    record = {**manifest._asdict(), "roots": roots}
    record["crc"] = crc_of(record)
    replace_text(_file_in(index_path), json.dumps(record, ensure_ascii=False, indent=2))


def check_fits(index_path: StrPath, manifest: Manifest) -> None:
    """Raises IndexOutdated when queries would be analyzed in another way than the passages were."""
    if manifest.analysis != fingerprint():
        raise IndexOutdated(
            str(index_path),
            tr("built with another analyzer", "построен с другим анализатором"),
        )


def check_owner(index_path: StrPath) -> None:
    """Raises IndexForeign when the folder holds a manifest that is not one of ours, or a link or a
    device in the place of a file of ours."""
    _read_record(index_path)


def own_names(
    folder: str, names: Sequence[str], index_path: StrPath | None = None
) -> AbstractSet[str]:
    """Which of the names in a folder are our files and folders: those of any index, even of the one
    in `index_path` that is only being made. A folder of texts may hold an index, or be one."""
    ours = {name for name in names if name.startswith(_OURS) and _is_own(folder, name)}
    if ours and (list_builds(folder) or _is_same(folder, index_path)):
        return ours
    return frozenset()


def _is_own(folder: str, name: str) -> bool:
    """Whether a name is that of a file of ours, also while it is written, or of a build."""
    if name.startswith(BUILD_PREFIX):
        return _is_build(folder, name)
    return name.startswith(_OURS) and name.removesuffix(".new") in _OWN_FILES


def _is_same(folder: str, index_path: StrPath | None) -> bool:
    return index_path is not None and os.path.realpath(folder) == os.path.realpath(index_path)


def list_builds(index_path: StrPath) -> "list[Path]":
    """The folders made for the files of an engine."""
    from pathlib import Path  # a query does not ask for them

    folder = Path(index_path)
    return [folder / name for name in names_in(folder) if _is_build(folder, name)]


def _file_in(index_path: StrPath) -> str:
    return os.path.join(index_path, FILE_NAME)


def _is_build(folder: StrPath, name: str) -> bool:
    return names_build(name) and not is_gone(os.path.join(folder, name, BUILD_MARK))


def names_build(name: str) -> bool:
    """Whether a folder of that name may be a build."""
    digits = name.removeprefix(BUILD_PREFIX)
    return name != digits != "" and set(digits) <= set("0123456789abcdef")


def _read_record(index_path: StrPath) -> dict[str, Any] | None:
    """What the manifest of a folder says: nothing if it is damaged, None if there is no manifest.
    Raises IndexForeign as `check_owner` does."""
    path = _file_in(index_path)
    with located_os_errors(str(index_path)):
        if special := _find_special_file(index_path):
            cause = tr("not a regular file", "это не обычный файл")
            raise IndexForeign(str(index_path), special, cause)
        try:
            with open(path, encoding="utf-8", errors="surrogatepass") as file:
                record = json.load(file)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (IsADirectoryError, ValueError, RecursionError):
            record = {}
    if not isinstance(record, dict):
        record = {}
    if not {"engine", "build"} <= record.keys() and not list_builds(index_path):
        raise IndexForeign(str(index_path), path)
    return record


def _find_special_file(index_path: StrPath) -> str | None:
    """A link, pipe or device in the place of a file of ours. Only a stranger's index has one, and
    it would lead elsewhere or never end."""
    try:
        ours = [entry for entry in _scan(index_path) if entry.name.startswith(_OURS)]
    except (FileNotFoundError, NotADirectoryError):
        return None
    for entry in ours:
        for one in [entry, *_scan_build(entry)]:
            if _is_special(one):
                return one.path
    return None


def _is_special(entry: os.DirEntry[str]) -> bool:
    if entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False):
        return False
    # Where the system does not give types with names, a file deleted meanwhile has none.
    return os.path.lexists(entry.path)


def _scan_build(entry: os.DirEntry[str]) -> list[os.DirEntry[str]]:
    try:
        return _scan(entry.path) if entry.is_dir(follow_symlinks=False) else []
    except FileNotFoundError:  # a rebuild that ends at this moment deletes the old build
        return []


def _scan(folder: StrPath) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _manifest(record: dict[str, Any]) -> Manifest:
    """Raises ValueError, KeyError, TypeError or AttributeError when a value is missing or not what
    it should be."""
    for name in ("engine", "engine_version", "build", "updated", "analysis", "id", "begins"):
        _text(record[name])
    typed = {
        "roots": _roots(record),
        "fields": _strings(record["fields"]),
        "encodings": _strings(record["encodings"]),
        "programs": tuple(map(_text, record.get("programs", []))),
        "forgotten": tuple(map(_text, record["forgotten"])),
    }
    crc = record["crc"]
    values = {name: value for name, value in record.items() if name != "crc"}
    manifest = Manifest(**{**values, **typed})
    if record["engine"] in ALL_ENGINES and crc != crc_of(record):
        raise ValueError("wrong checksum")
    are_known = isinstance(manifest.complete, bool) and isinstance(manifest.ocr, bool)
    is_known = manifest.chosen in get_args(Chooser) and are_known
    if not is_known or not names_build(manifest.build):
        raise ValueError(record)
    return manifest


def crc_of(record: Mapping[str, Any]) -> int:
    """The checksum of all other values."""
    values = {name: value for name, value in record.items() if name != "crc"}
    return zlib.crc32(json.dumps(values, sort_keys=True).encode())


def _roots(record: dict[str, Any]) -> tuple[Root, ...]:
    roots = []
    for root in record["roots"]:
        path, base, label = (_text(root[name]) for name in ("path", "base", "label"))
        if (
            not os.path.isabs(base)
            or not _is_inside(path, base)
            or ".." in path.replace("\\", "/").split("/")
        ):
            raise ValueError(root)
        roots.append(Root(path, base, label))
    return tuple(roots)


def _is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))


def _strings(values: dict[str, Any]) -> dict[str, str]:
    return {_text(name): _text(value) for name, value in values.items()}


def _text(value: object) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(value)
    return value
