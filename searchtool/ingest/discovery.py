"""Finds the files below the folders and files that are indexed."""

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import Root
from searchtool.core.os_errors import describe_os_error

OnError = Callable[[UnreadableFile], None]


class FoundFile(NamedTuple):
    """A file below a root: `path` is absolute, `name` what the ids of its documents begin with;
    `size` in bytes, `modified` in nanoseconds."""

    path: str
    name: str
    size: int
    modified: int


class Listing(NamedTuple):
    """What lies below some roots: files by path, failures each with its root, and the number of
    files of other formats by suffix."""

    files: Mapping[str, FoundFile]
    failures: Sequence[tuple[Root, UnreadableFile]]
    skipped: Mapping[str, int]

    @property
    def size(self) -> int:
        """Bytes of all files, archives as they are."""
        return sum(file.size for file in self.files.values())


def list_files(roots: Iterable[Root], suffixes: frozenset[str]) -> Listing:
    """Walks all roots once. A root that is a file may be gone, which is no failure."""
    files: dict[str, FoundFile] = {}
    failures: list[tuple[Root, UnreadableFile]] = []
    others: set[str] = set()
    for root in roots:
        if root.base.exists() and not os.path.lexists(root.path):
            continue
        here: list[UnreadableFile] = []
        for file in walk(root, suffixes, here.append, others.add):
            files.setdefault(file.path, file)
        failures += [(root, failure) for failure in here]
    return Listing(files, failures, Counter(map(suffix, others)))


def walk(
    root: Root,
    suffixes: frozenset[str],
    on_error: OnError,
    on_skip: Callable[[str], None] = lambda path: None,
) -> Iterator[FoundFile]:
    """The files of a root with one of the suffixes, sorted by path.

    Skips hidden names, sockets, pipes, devices, and links that lead out of the base; a link to a
    folder it is in is not followed. What cannot be read is passed to `on_error`, and the walk goes
    on; the paths of files with other suffixes are passed to `on_skip`.
    """
    real_base = os.path.realpath(root.base)
    start = os.fspath(root.path)
    stack = [_Entry(start, os.path.realpath(start), os.path.islink(start), frozenset())]
    while stack:
        entry = stack.pop()
        path = entry.path
        if entry.is_link and not is_inside(entry.real, real_base):
            continue
        try:
            status = os.stat(path)
            if stat.S_ISREG(status.st_mode):
                if suffix(path) not in suffixes:
                    on_skip(path)
                    continue
                yield FoundFile(path, name_below(root, path), status.st_size, status.st_mtime_ns)
            elif stat.S_ISDIR(status.st_mode) and entry.real not in entry.parents:
                stack += _contents(entry)
        except OSError as error:
            if not entry.is_link or suffix(path) in suffixes:
                on_error(unreadable(path, error))


class _Entry(NamedTuple):
    """A file or folder to visit: its path, that path without links, and the folders on the way,
    also without links."""

    path: str
    real: str
    is_link: bool
    parents: frozenset[str]


def _contents(folder: _Entry) -> list[_Entry]:
    """The entries of a folder, without hidden ones, the last one first."""
    with os.scandir(folder.path) as entries:
        visible = [entry for entry in entries if entry.name[0] != "."]
    visible.sort(key=attrgetter("name"), reverse=True)
    parents = folder.parents | {folder.real}
    return [_entry(found, folder, parents) for found in visible]


def _entry(found: os.DirEntry[str], folder: _Entry, parents: frozenset[str]) -> _Entry:
    # Only a link needs `realpath`, which looks at each folder of a path: called for every one of
    # 1,200 nested folders, it took 35 s.
    if found.is_symlink():
        return _Entry(found.path, os.path.realpath(found.path), True, parents)
    return _Entry(found.path, os.path.join(folder.real, found.name), False, parents)


def name_below(root: Root, path: str) -> str:
    """What the ids of a file's documents begin with: its path below the base, after the label."""
    name = path.removeprefix(os.fspath(root.base)).lstrip(os.sep).replace(os.sep, "/")
    return f"{root.label}/{name}" if root.label else name


def suffix(path: str) -> str:
    """The last suffix of a path in lower case, with its dot."""
    return os.path.splitext(path)[1].lower()


def is_inside(path: str, root: str) -> bool:
    """Whether a path is the root or below it."""
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def unreadable(path: str, error: OSError) -> UnreadableFile:
    """The failure of a file or folder that the system does not let us read."""
    if isinstance(error, PermissionError):
        return UnreadableFile(path, tr("no permission to read it", "нет прав на чтение"))
    if isinstance(error, FileNotFoundError):
        cause = tr("missing, or a broken link", "не найден (удалён или битая ссылка)")
        return UnreadableFile(path, cause)
    return UnreadableFile(path, describe_os_error(error))
