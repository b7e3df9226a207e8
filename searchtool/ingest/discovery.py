"""Finds the files below the folders and files that are indexed."""

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from searchtool.core.errors import UnreadableFile
from searchtool.core.i18n import tr
from searchtool.core.model import Root, Skipped
from searchtool.core.os_errors import describe_os_error
from searchtool.core.presence import is_gone
from searchtool.documents.formats import HEAD_BYTES, OCR_SUFFIXES, SUFFIXES, find_reader
from searchtool.documents.source import is_hidden, suffix_of

OnError = Callable[[UnreadableFile], None]

_LEADS_NOWHERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG)
"""What the system says of a broken link; for any other reason there may be texts behind it."""

Ignore = Callable[[str, Sequence[str]], AbstractSet[str]]
"""Which of the names in a folder are not looked at, like that of `shutil.copytree`."""


class FoundFile(NamedTuple):
    """A file below a root: `path` is absolute, `name` what the ids of its documents begin with;
    `size` in bytes, `modified` in nanoseconds."""

    path: str
    name: str
    size: int
    modified: int


class Listing(NamedTuple):
    """What lies below some roots: files by path, failures each with its root, and what is not
    read."""

    files: Mapping[str, FoundFile]
    failures: Sequence[tuple[Root, UnreadableFile]]
    skipped: Sequence[Skipped]

    @property
    def size(self) -> int:
        """Bytes of all files, archives as they are."""
        return sum(file.size for file in self.files.values())

    def walked_below(self, roots: Iterable[Root]) -> Callable[[str], bool]:
        """Whether a path lies where the walk below these roots has been: below none that is
        missing, and below no folder that cannot be read."""
        present = [str(root.path) for root in roots if Path(root.base).exists()]
        unreadable = [failure.where for _, failure in self.failures]
        return lambda path: (
            any(is_inside(path, root) for root in present)
            and not any(is_inside(path, folder) for folder in unreadable)
        )


def ignore_nothing(folder: str, names: Sequence[str]) -> AbstractSet[str]:
    """All names in a folder are looked at."""
    return frozenset()


def list_files(
    roots: Iterable[Root], ignore: Ignore = ignore_nothing, *, ocr: bool = False
) -> Listing:
    """Walks all roots once. A root that is a file may be gone, which is no failure. Raises OSError
    where a root cannot be looked at."""
    files: dict[str, FoundFile] = {}
    failures: list[tuple[Root, UnreadableFile]] = []
    skipped: dict[Skipped, None] = {}
    for root in roots:
        if Path(root.base).exists() and is_gone(root.path):
            continue
        here: list[UnreadableFile] = []
        for file in walk(root, here.append, skipped.setdefault, ignore, ocr=ocr):
            files.setdefault(file.path, file)
        failures += [(root, failure) for failure in here]
    return Listing(files, failures, list(skipped))


def walk(
    root: Root,
    on_error: OnError,
    on_skip: Callable[[Skipped], object] = lambda skipped: None,
    ignore: Ignore = ignore_nothing,
    *,
    ocr: bool = False,
) -> Iterator[FoundFile]:
    """The files of a root that can be read, by their suffix or, without one, their first bytes,
    sorted by path; `ocr` adds pictures.

    Files of other formats, hidden names, sockets, pipes, devices, and links that lead out of the
    base are passed to `on_skip`; a link to a folder it is in is not followed. What cannot be read
    is passed to `on_error`, and the walk goes on. What `ignore` names is left out in silence.
    """
    real_base = os.path.realpath(root.base)
    base, label = os.fspath(root.base), root.label
    start = os.fspath(root.path)
    stack: list[_Entry | str] = [
        _Entry(start, os.path.realpath(start), os.path.islink(start), frozenset())
    ]
    while stack:
        found = stack.pop()
        entry = None if isinstance(found, str) else found
        path = found if isinstance(found, str) else found.path
        if entry and entry.is_link and not is_inside(entry.real, real_base):
            on_skip(Skipped(path, "link"))
            continue
        try:
            status = os.stat(path)
            if stat.S_ISREG(status.st_mode):
                if not can_read_file(path, ocr=ocr):
                    on_skip(Skipped(path, "format"))
                    continue
                yield FoundFile(path, _name(path, base, label), status.st_size, status.st_mtime_ns)
            elif entry is None or not stat.S_ISDIR(status.st_mode):
                on_skip(Skipped(path, "special"))
            elif entry.real not in entry.parents:
                stack += _contents(entry, on_skip, ignore)
        except OSError as error:
            leads_nowhere = entry and entry.is_link and error.errno in _LEADS_NOWHERE
            if leads_nowhere and suffix_of(path) not in SUFFIXES:
                on_skip(Skipped(path, "link"))
            else:
                on_error(unreadable(path, error))


def can_read_file(path: str, *, ocr: bool = False) -> bool:
    """Whether a file is of a format that is read: by its suffix, or without one by its first
    bytes. Raises OSError."""
    if suffix := suffix_of(path):
        return suffix in SUFFIXES or (ocr and suffix in OCR_SUFFIXES)
    with open(path, "rb") as file:
        return find_reader(file.read(HEAD_BYTES)) is not None


class _Entry(NamedTuple):
    """A folder or link to visit: its path, that path without links, and the folders on the way,
    also without links. Of a plain file only the path is kept: most entries are such."""

    path: str
    real: str
    is_link: bool
    parents: frozenset[str]


def _contents(
    folder: _Entry, on_skip: Callable[[Skipped], object], ignore: Ignore
) -> list[_Entry | str]:
    """The entries of a folder, without hidden ones, the last one first."""
    with os.scandir(folder.path) as entries:
        found = sorted(entries, key=attrgetter("name"), reverse=True)
    ignored = ignore(folder.path, [entry.name for entry in found])
    parents = folder.parents | {folder.real}
    real_folder = os.path.join(folder.real, "")
    visible: list[_Entry | str] = []
    for entry in found:
        if entry.name in ignored:
            continue
        if is_hidden(entry.name):
            on_skip(Skipped(entry.path, "hidden"))
        elif entry.is_file(follow_symlinks=False):
            visible.append(entry.path)
        else:
            # Only a link needs `realpath`, which looks at each folder of a path: called for every
            # one of 1,200 nested folders, it took 35 s.
            is_link = entry.is_symlink()
            real = os.path.realpath(entry.path) if is_link else real_folder + entry.name
            visible.append(_Entry(entry.path, real, is_link, parents))
    return visible


def name_below(root: Root, path: str) -> str:
    """What the ids of a file's documents begin with: its path below the base, after the label."""
    return _name(path, os.fspath(root.base), root.label)


def _name(path: str, base: str, label: str) -> str:
    name = path.removeprefix(base).lstrip(os.sep).replace(os.sep, "/")
    return f"{label}/{name}" if label else name


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
