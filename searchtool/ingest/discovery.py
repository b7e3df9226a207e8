"""Folders in, readable files out: sorted, and no link leaves the root."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr

Report = Callable[[UnreadableFile], None]


class Root(NamedTuple):
    """A folder or file that is indexed, absolute. Ids are relative to `base`: the folder itself, or
    the one the file is in. `label` begins the ids where several bases are indexed together."""

    path: Path
    base: Path
    label: str = ""


class FoundFile(NamedTuple):
    """A file below a root: `path` absolute, `name` what ids of its documents begin with; size in
    bytes, time of change in nanoseconds."""

    path: str
    name: str
    size: int
    modified: int


def walk(
    root: Root,
    suffixes: frozenset[str],
    report: Report,
    passed_over: Callable[[str], None] = lambda path: None,
) -> Iterator[FoundFile]:
    """The files of a root with one of the suffixes, in the order of their paths.

    Hidden names, sockets, pipes, devices and links that lead out of the base are passed over.
    What cannot be looked into is reported and the walk goes on; `passed_over` is told the paths of
    files with other suffixes.
    """
    real_base = os.path.realpath(root.base)
    # The next one is last. With each path, the folders above it as they are without links.
    ahead: list[tuple[str, frozenset[str]]] = [(os.fspath(root.path), frozenset())]
    while ahead:
        path, above = ahead.pop()
        is_link = os.path.islink(path)
        if is_link and not is_inside(os.path.realpath(path), real_base):
            continue
        try:
            status = os.stat(path)
            if stat.S_ISREG(status.st_mode):
                if suffix(path) not in suffixes:
                    passed_over(path)
                    continue
                yield FoundFile(path, name_below(root, path), status.st_size, status.st_mtime_ns)
            elif stat.S_ISDIR(status.st_mode) and (real := os.path.realpath(path)) not in above:
                names = sorted((n for n in os.listdir(path) if n[0] != "."), reverse=True)
                below = above | {real}
                ahead += [(os.path.join(path, name), below) for name in names]
        except OSError as error:
            if not is_link or suffix(path) in suffixes:
                report(unreadable(path, error))


def name_below(root: Root, path: str) -> str:
    """What the ids of a file's documents begin with."""
    name = os.path.relpath(path, root.base).replace(os.sep, "/")
    return f"{root.label}/{name}" if root.label else name


def suffix(path: str) -> str:
    """The last suffix of a path in small letters, with its dot."""
    return os.path.splitext(path)[1].lower()


def is_inside(path: str, root: str) -> bool:
    """Whether a path is the root or below it."""
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def unreadable(path: str, error: OSError) -> UnreadableFile:
    """The one line for a file or folder that the system does not let us read."""
    if isinstance(error, PermissionError):
        return UnreadableFile(path, tr("no permission to read it", "нет права на чтение"))
    if isinstance(error, FileNotFoundError):
        return UnreadableFile(path, tr("vanished or leads nowhere", "исчез или ведёт в никуда"))
    return UnreadableFile(path, error.strerror or str(error))
