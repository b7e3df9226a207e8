"""Describes an answer for a report: what was asked of which index, and the files it is from."""

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from searchtool.core.evidence import SourceFile
from searchtool.core.model import Hit
from searchtool.search.options import SearchOptions

FILTERS = ("speaker", "title", "author", "path", "since", "until", "confident", "sort", "expand")
"""The options that change what is found; `quotes` and `said` show in what was sought."""

READ_BYTES = 1 << 20


def given_filters(options: SearchOptions) -> Mapping[str, str]:
    """The filters that were given, by the names of their options, and their values."""
    defaults = SearchOptions._field_defaults
    values = {name: getattr(options, name) for name in FILTERS}
    return {name: str(value) for name, value in values.items() if value != defaults[name]}


def source_files(hits: Sequence[Hit]) -> dict[str, SourceFile]:
    """The files of hits by the path that is shown of them; each is read once."""
    found: dict[str, SourceFile] = {}
    for hit in hits:
        if hit.path not in found:
            sha256, size = _sum(hit.document.path) or (None, None)
            found[hit.path] = SourceFile(hit.path, hit.file_state, sha256, size)
    return found


def _sum(path: str) -> tuple[str, int] | None:
    """The SHA-256 and the size of a file; None where it cannot be read.

    An index from a stranger may name any path: only regular files are opened, as others may never
    end."""
    import hashlib  # only reports need it

    found, size = hashlib.sha256(), 0
    with suppress(OSError, ValueError):
        if stat.S_ISREG(os.stat(path).st_mode):
            for piece in _pieces(path):
                found.update(piece)
                size += len(piece)
            return found.hexdigest(), size
    return None


def _pieces(path: str) -> Iterator[bytes]:
    with open(path, "rb") as file:
        while piece := file.read(READ_BYTES):
            yield piece
