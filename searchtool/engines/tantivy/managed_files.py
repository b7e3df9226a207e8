"""Checks tantivy's list of files, because the next commit deletes what it names."""

import json
import re
from pathlib import Path

from searchtool.engines.base import EngineCorrupted

LIST = ".managed.json"

_FILE_NAME = re.compile(r"[\w.-]+", re.ASCII)


def check_managed_files(folder: Path) -> None:
    """Raises EngineCorrupted when the list names a file outside the folder.

    tantivy deletes the files of its list that no segment needs, and joins each name to the folder
    as it is. In an index from a stranger `../../notes.txt` had that file deleted by the next run.
    """
    try:
        names = json.loads((folder / LIST).read_text("utf-8"))
        if not all(_FILE_NAME.fullmatch(name) for name in names):
            raise ValueError(f"{LIST} names a file elsewhere")
    except FileNotFoundError:
        return
    except (ValueError, TypeError, RecursionError) as error:
        raise EngineCorrupted(str(error)) from error
