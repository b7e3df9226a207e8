"""Finds the index that stands in a folder above the current one, as git finds a repository.

An index in a folder above may be anybody's: in /tmp every user may put one. What is not named is
used only if it belongs to the user, as with git: its texts would pass for the user's own, and names
of the user's files would be written into it.
"""

import os
from collections.abc import Iterator

MANIFEST_NAME = "manifest.json"
"""The file that makes a folder an index."""

BUILD_PREFIX = "build-"
"""What the name of a folder with the files of an engine begins with; a number in hexadecimal digits
follows."""


def find_above(name: str, last: str | None = None) -> str | None:
    """The nearest folder above the current one in which an index stands under that name, unless
    another user's stands nearer. Folders above `last` are not looked at."""
    folder = next(_folders_with_index(name, last), None)
    return folder if folder and _is_own(os.path.join(folder, name)) else None


def find_strangers_above(name: str) -> str | None:
    """The nearest index above that is not used because it belongs to another user."""
    folder = next(_folders_with_index(name), None)
    path = folder and os.path.join(folder, name)
    return path if path and not _is_own(path) else None


def _folders_with_index(name: str, last: str | None = None) -> Iterator[str]:
    folder = os.getcwd()
    while folder not in (last, above := os.path.dirname(folder)):
        folder = above
        if _is_index(os.path.join(folder, name)):
            yield folder


def _is_index(path: str) -> bool:
    """Whether a folder holds an index, not some other program's manifest."""
    if not os.path.lexists(os.path.join(path, MANIFEST_NAME)):
        return False
    try:
        return any(name.startswith(BUILD_PREFIX) for name in os.listdir(path))
    except OSError:
        return False


def _is_own(path: str) -> bool:
    """Whether a folder belongs to this user, where the system tells that."""
    if not hasattr(os, "geteuid"):
        return True
    return os.stat(path).st_uid == os.geteuid()
