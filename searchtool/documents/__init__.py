"""A file in, Documents out; one small module per family of formats, found by suffix."""

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from searchtool.errors import UnreadableFile
from searchtool.language import tr
from searchtool.model import SourceText

READERS = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "web",
    ".htm": "web",
    ".xhtml": "web",
    ".jsonl": "jsonlines",
    ".ndjson": "jsonlines",
}
SUFFIXES = frozenset(READERS)


@dataclass(frozen=True, slots=True)
class Source:
    """The content of one file: `id` is what the ids of its documents begin with.

    `fields` renames the fields of record formats: `{"text": "body"}` reads the text from `body`.
    `report` is told of parts that cannot be read while the rest can.
    """

    id: str
    path: str
    content: bytes
    fields: Mapping[str, str] = field(default_factory=dict)
    report: Callable[[UnreadableFile], None] = lambda failure: None


def read_documents(source: Source) -> Iterator[SourceText]:
    """The documents of a file, in their order. Raises UnreadableFile with the reason."""
    suffix = "." + source.path.rpartition(".")[2].lower()
    reader = importlib.import_module(f"searchtool.documents.{READERS[suffix]}")
    try:
        yield from reader.read(source)
    except RecursionError as error:
        raise UnreadableFile(
            source.path, tr("nested too deeply to read", "слишком глубокая вложенность")
        ) from error
