"""Checksums of the files of the last commit, beside them.

Files of segments never change, so what is remembered of them holds as long as they exist.
`meta.json`, which names the segments, changes with each commit and each merge: while a writer is at
work nothing is remembered of it.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress

from searchtool.core.model import StrPath
from searchtool.core.presence import is_gone
from searchtool.engines.base import EngineCorrupted
from searchtool.engines.checksums import FileSum, check_files, seal, sum_file, unseal
from searchtool.engines.tantivy.managed_files import LIST, read_managed_files

META = "meta.json"
FILE_NAME = "sums.json"
"""Beside the files, from the beginning: without it nobody would notice damage."""

Sums = Mapping[str, FileSum]

_UNCOMMITTED = r"[0-9a-f]{32}\..+|\.tmp\w{6}|.+\.new"
"""Files of segments, and files that were to be renamed."""


def forget_meta(folder: StrPath) -> None:
    """Remember nothing of what a writer is about to change. Raises EngineCorrupted, OSError."""
    sums = _read(folder) or {}
    if META in sums:
        _write(folder, {name: found for name, found in sums.items() if name != META})


def remember_files(folder: StrPath) -> None:
    """Remember the files of the last commit, when no writer is at work. Raises OSError."""
    known = {name: found for name, found in (_read(folder) or {}).items() if name != META}
    sums = {}
    for name in [*sorted(_committed_names(folder)), META]:
        with suppress(FileNotFoundError):  # tantivy may still be deleting what is not needed
            sums[name] = known.get(name) or sum_file(os.path.join(folder, name))
    _write(folder, sums)


def sweep_uncommitted_files(folder: StrPath) -> None:
    """Delete what commits have left that failed or were killed, when no writer is at work. tantivy
    does not write over the deletes of a commit that failed: it gives the next ones the same name.
    Raises EngineCorrupted, OSError."""
    committed = _committed_names(folder)
    for name in os.listdir(folder):
        if re.fullmatch(_UNCOMMITTED, name, re.ASCII) and name not in committed:
            with suppress(OSError):
                os.unlink(os.path.join(folder, name))


def check_committed_files(folder: StrPath, *, is_whole: bool) -> None:
    """Compare the files of the last commit with what is remembered; `is_whole` reads all of them.
    Raises EngineCorrupted."""
    before: Sums | None = None
    while True:
        sums = _read(folder)
        try:
            if sums:
                _compare(folder, sums, is_whole)
            elif sums is None and any(_committed_segments(folder)):
                raise EngineCorrupted("missing", FILE_NAME)
            return
        except EngineCorrupted:
            # A writer that begins or ends at this moment changes what is remembered.
            if sums == before:
                raise
            before = sums


def _compare(folder: StrPath, sums: Sums, is_whole: bool) -> None:
    listed = os.stat(os.path.join(folder, FILE_NAME)).st_mtime_ns
    files = {name: found for name, found in sums.items() if name != META}
    if META in sums:
        check_files(folder, {META: sums[META]}, listed, is_whole=True)
    # tantivy deletes a file before it takes it from its list.
    unlisted = sums.keys() - read_managed_files(folder)
    if not all(is_gone(os.path.join(folder, name)) for name in unlisted):
        raise EngineCorrupted(f"{LIST} lacks files", LIST)
    check_files(folder, files, listed, is_whole=is_whole)


def _committed_names(folder: StrPath) -> AbstractSet[str]:
    """The files of the segments that the last commit names. Raises EngineCorrupted, OSError."""
    deletes = dict(_committed_segments(folder))
    names = set()
    for name in os.listdir(folder):
        segment, _, suffix = name.partition(".")
        if segment in deletes and (not suffix.endswith("del") or suffix == deletes[segment]):
            names.add(name)
    return names


def _committed_segments(folder: StrPath) -> Iterator[tuple[str, str]]:
    """Each segment with the suffix of the file of its deletes."""
    try:
        with open(os.path.join(folder, META), encoding="utf-8") as file:
            meta = json.load(file)
        for segment in meta["segments"]:
            deletes = segment["deletes"]
            suffix = f"{deletes['opstamp']}.del" if deletes else ""
            yield segment["segment_id"].replace("-", ""), suffix
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise EngineCorrupted(str(error), META) from error


def _read(folder: StrPath) -> Sums | None:
    """What is remembered; None where the file is gone."""
    try:
        with open(os.path.join(folder, FILE_NAME), "rb") as file:
            files = unseal(file.read())["files"]
        return {name: FileSum(*map(int, found)) for name, found in files.items()}
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise EngineCorrupted(str(error), FILE_NAME) from error


def _write(folder: StrPath, sums: Sums) -> None:
    from searchtool.core.atomic_write import replace_text  # a query writes nothing

    replace_text(os.path.join(folder, FILE_NAME), seal({"files": sums}))
