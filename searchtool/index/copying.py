"""Copies what one engine holds to another.

An engine stores passages with their words, so nothing is read again. The values that filters look
at are not stored as such; the functions that made them make them again, of documents and passages.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby, islice
from typing import NamedTuple

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.model import Document, FileRecord, Passage, Root
from searchtool.engines.base import Engine, IndexedPassage, Searcher, static_order
from searchtool.engines.codec import read_passage
from searchtool.engines.entries import SCOPES
from searchtool.index.commits import AutoCommitWriter
from searchtool.index.first_seen import FirstSeen
from searchtool.ingest.discovery import is_inside, name_below
from searchtool.ingest.filter_values import filter_values, paragraph_values, quote_values
from searchtool.query.matching import Fields

BATCH = 1_000
"""Passages that are in memory together."""

CACHED_DOCUMENTS = 1_000
"""Documents whose values are kept: the passages of one mostly come one after the other."""


class Contents(NamedTuple):
    """What an engine holds; to compare one with its copy."""

    files: int
    documents: int
    paragraphs: int
    quotes: int

    @property
    def passages(self) -> int:
        """The number of all passages."""
        return self.paragraphs + self.quotes


def count_contents(searcher: Searcher) -> Contents:
    """The numbers of what a searcher finds."""
    files, documents = (sum(1 for _ in some) for some in (searcher.files(), searcher.documents()))
    return Contents(files, documents, *map(searcher.count_passages, SCOPES))


def copy_contents(
    searcher: Searcher,
    target: Engine,
    roots: Sequence[Root],
    on_passages: Callable[[int], None],
    first_seen: FirstSeen | None = None,
) -> None:
    """Write to an empty engine what a searcher finds. `on_passages` is called often, with the
    number of passages written so far. `first_seen` knows the age of their texts."""
    files = {file.path: file for file in searcher.files()}
    documents = {document.id: document for document in searcher.documents()}
    analyzer = Analyzer()

    @lru_cache(maxsize=CACHED_DOCUMENTS)
    def values(document_id: str) -> Fields:
        document = documents[document_id]
        return filter_values(document, _name(document, files, roots), analyzer)

    written = 0
    with AutoCommitWriter(target, first_seen=first_seen) as writer:
        for document in documents.values():
            writer.add(document, ())
        for document_id, passages in _batches(searcher, analyzer):
            writer.add_passages(documents[document_id], passages, values(document_id))
            written += len(passages)
            on_passages(written)
        for file in files.values():
            writer.record(file)


def _batches(
    searcher: Searcher, analyzer: Analyzer
) -> Iterator[tuple[str, Sequence[IndexedPassage]]]:
    """All passages, in batches of one document each."""
    records = chain.from_iterable(map(searcher.records, SCOPES))
    read = ((record, read_passage(record)) for record in records)
    for document_id, group in groupby(read, key=lambda one: one[1].document_id):
        indexed = (_index(record, passage, analyzer) for record, passage in group)
        while batch := list(islice(indexed, BATCH)):
            yield document_id, batch


def _index(record: bytes, passage: Passage, analyzer: Analyzer) -> IndexedPassage:
    find_values = paragraph_values if passage.kind == "paragraph" else quote_values
    fields = find_values(passage, analyzer)
    order = static_order(passage.id, passage.ordinal)
    return IndexedPassage(passage.id, passage.kind, fields, order, record)


def _name(document: Document, files: dict[str, FileRecord], roots: Sequence[Root]) -> str:
    """What the ids of a file's documents begin with. A run that was interrupted within a file has
    not left its record."""
    if document.path in files:
        return files[document.path].name
    above = (root for root in roots if is_inside(document.path, str(root.path)))
    return next((name_below(root, document.path) for root in above), document.id)
