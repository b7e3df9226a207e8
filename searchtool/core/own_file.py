"""Writes files where users want them, but never over what somebody else has written there."""

import os
import stat
from collections.abc import Callable

from searchtool.core.atomic_write import replace_text
from searchtool.core.errors import UsageError
from searchtool.core.i18n import tr
from searchtool.core.model import StrPath

BEGINNING = 4096
"""Characters of a file that are looked at to see whose it is."""


def check_own(path: StrPath, is_ours: Callable[[str], bool]) -> None:
    """Raises UsageError where there is a file whose beginning is not of ours. An empty one is
    nobody's."""
    beginning = _beginning(path)
    if beginning and not is_ours(beginning):
        raise UsageError(
            os.fspath(path),
            tr("there is another file", "там уже есть другой файл"),
            tr("choose another name, or add --force", "выберите другое имя или добавьте --force"),
        )


def check_file(path: StrPath, unwanted: StrPath) -> None:
    """Raises UsageError where no file can be written: in a folder that is not there, in place of a
    folder or device, and in the folder `unwanted` or below it."""
    folder = os.path.dirname(os.path.realpath(path))
    if not os.path.isdir(folder):
        raise UsageError(os.fspath(path), tr("no such folder", "нет такой папки"))
    if os.path.lexists(path) and not stat.S_ISREG(os.lstat(path).st_mode):
        raise UsageError(os.fspath(path), tr("not a regular file", "это не обычный файл"))
    if is_inside(path, unwanted):
        raise UsageError(
            os.fspath(path),
            tr("this is the folder of the index", "это папка индекса"),
            tr("choose another place", "выберите другое место"),
        )


def write_own(path: StrPath, text: str) -> None:
    """Replace a file as a whole, or leave it as it was. Raises OSError."""
    try:
        replace_text(path, text, beside=f"{os.fspath(path)}.{os.getpid()}.new")
    except OSError as error:  # it names the file beside, which nobody has asked for
        raise OSError(error.errno, error.strerror, os.fspath(path)) from error


def _beginning(path: StrPath) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(BEGINNING)
    except FileNotFoundError:
        return ""


def is_inside(path: StrPath, folder: StrPath) -> bool:
    """Whether a path leads to a folder or to what is in it."""
    place, other = os.path.realpath(path), os.path.realpath(folder)
    try:
        return os.path.commonpath((place, other)) == other
    except ValueError:  # on different drives
        return False
