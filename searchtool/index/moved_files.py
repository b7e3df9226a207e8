"""Notices files that were moved with their folder, so that an index does not hold them twice.

A folder of the index that is gone may lie on a disk that is not there, so what was read below it
stays. But a file that comes in with this run, under the same name below its folder and with the
same bytes, is taken for the one that is gone.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from searchtool.core.model import FileRecord, Root
from searchtool.index.places import Places
from searchtool.ingest.discovery import FoundFile, Listing, is_inside
from searchtool.ingest.file_state import digest_of


class Move(NamedTuple):
    """The files that were moved from a root that is gone, by their former paths; the folders that
    hold them now; how many of the root were not found."""

    root: Root
    files: frozenset[str]
    folders: tuple[str, ...]
    left: int


def find_moves(
    roots: Iterable[Root], records: Sequence[FileRecord], listing: Listing
) -> Iterator[Move]:
    """What was moved from those roots that are gone."""
    known = {record.path for record in records}
    coming: dict[tuple[str, int], list[FoundFile]] = defaultdict(list)
    for file in listing.files.values():
        if file.path not in known:
            coming[os.path.basename(file.path), file.size].append(file)
    for root in roots:
        if coming and not Path(root.base).exists():  # nor where a link leads
            yield from _find_move(root, records, coming)


def _find_move(
    root: Root,
    records: Sequence[FileRecord],
    coming: dict[tuple[str, int], list[FoundFile]],
) -> Iterator[Move]:
    old = [one for one in records if one.passages and is_inside(one.path, str(root.path))]
    found: dict[str, str] = {}
    for record in old:
        below = record.path.removeprefix(str(root.base))
        for file in coming.get((os.path.basename(record.path), record.size), ()):
            if file.path.endswith(below) and _is_same(record, file):
                found[record.path] = file.path.removesuffix(below)
                break
    if found:
        folders = tuple(sorted(set(found.values())))
        yield Move(root, frozenset(found), folders, len(old) - len(found))


def _is_same(record: FileRecord, file: FoundFile) -> bool:
    if file.modified == record.modified:  # as a move leaves it, unlike a copy
        return True
    try:
        with open(file.path, "rb") as stream:
            return digest_of(stream) == record.digest
    except OSError:
        return False


def follow_moves(places: Places, moves: Iterable[Move]) -> Places:
    """The places without the roots of which every file was moved. The root that is the same folder
    under another name takes over their label, so that ids stay what they were."""
    for move in moves:
        if move.left:
            continue
        roots = [root for root in places.roots if root.path != move.root.path]
        if len(move.folders) == 1:
            roots = [
                root._replace(label=move.root.label) if str(root.base) == move.folders[0] else root
                for root in roots
            ]
        places = places._replace(roots=tuple(roots))
    return places
