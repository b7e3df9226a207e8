"""Reads tantivy's list of files, because the next commit deletes what it names."""

import json
import os
import re
from collections.abc import Set as AbstractSet

from searchtool.core.model import StrPath
from searchtool.engines.base import EngineCorrupted

LIST = ".managed.json"

_FILE_NAME = r"[\w.-]+"


WRITTEN_APART = ("meta.json", LIST)
"""What tantivy replaces by files of its own, which it lets no other user read."""


def share_files(folder: StrPath) -> None:
    """Let those read the list of a commit who may look into the folder, as its other files do."""
    mode = os.stat(folder).st_mode & 0o666
    for name in WRITTEN_APART:
        os.chmod(os.path.join(folder, name), mode)


def read_managed_files(folder: StrPath) -> AbstractSet[str]:
    """The names in the list; none where there is no list. Raises EngineCorrupted."""
    try:
        with open(os.path.join(folder, LIST), encoding="utf-8") as file:
            names = json.load(file)
        return frozenset(map(str, names))
    except FileNotFoundError:
        return frozenset()
    except (ValueError, TypeError, RecursionError) as error:
        raise EngineCorrupted(str(error), LIST) from error


def check_managed_files(folder: StrPath) -> None:
    """Raises EngineCorrupted when the list names a file outside the folder.

    tantivy deletes the files of its list that no segment needs, and joins each name to the folder
    as it is. In an index from a stranger `../../notes.txt` had that file deleted by the next run.
    """
    if not all(re.fullmatch(_FILE_NAME, name, re.ASCII) for name in read_managed_files(folder)):
        raise EngineCorrupted(f"{LIST} names a file elsewhere", LIST)
