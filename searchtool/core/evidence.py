"""The records of a report: what was asked, when, what was found, and in which files."""

from collections.abc import Mapping
from typing import NamedTuple

from searchtool.core.counts import Timeline
from searchtool.core.model import FileState, Results


class SourceFile(NamedTuple):
    """A file in which hits are: its `state` since it was indexed, and the `sha256` and the size of
    its bytes as they are now, None where they cannot be read."""

    path: str
    state: FileState
    sha256: str | None
    size: int | None


class Evidence(NamedTuple):
    """An answer with all that it takes to check it. `asked` and `indexed` are times in ISO 8601,
    UTC, `filters` the options of the search that were given, by their names. `timeline` counts the
    passages that hold all the words, of what was meant after a correction. `files` are those of the
    hits, by the path that is shown of them."""

    results: Results
    timeline: Timeline
    filters: Mapping[str, str]
    asked: str
    index_path: str
    indexed: str
    is_complete: bool
    files: Mapping[str, SourceFile]
