"""The contract over Whoosh: posting lists are Whoosh's, their algebra is ours.

Whoosh stores ready-made postings (no analyzer, no query parser of its own): for each scope a field
of keys with positions, and fields of forms and of filter values without. A query is evaluated a
term at a time, as sets of passages.
"""

import errno
import heapq
import mmap
import os
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, get_args

from whoosh import columns, fields, formats, index, reading, writing
from whoosh.filedb import filestore, structfile

from searchtool.engines.base import (
    Candidate,
    Candidates,
    Clause,
    EngineDamaged,
    IndexedPassage,
    TermField,
)
from searchtool.engines.records import pack, read_candidate, read_words, unpack
from searchtool.libraries import version
from searchtool.matching import (
    accepts_form,
    accepts_value,
    adjacent_positions,
    find_matches,
    near_positions,
)
from searchtool.model import Document, FileRecord, Passage, Scope, Term
from searchtool.query import (
    All,
    Either,
    Filter,
    FilterField,
    Fuzzy,
    Not,
    Phrase,
    Prefix,
    Query,
    SomeWord,
    Word,
)

SCOPES: tuple[Scope, ...] = get_args(Scope)
FILTERS: tuple[FilterField, ...] = get_args(FilterField)

MOST_REMOVED = 0.25
"""Of a segment, before a commit writes what is left of it anew."""

MOST_REMEMBERED = 1_000_000
"""Postings kept for the next queries; about 100 MB."""

Posting = tuple[bytes, int, float, bytes]
Postings = dict[int, bytes]
"""Passage number to the positions of a key in it, two bytes each."""


class PositionsFormat(formats.Format):  # type: ignore[misc]  # whoosh's bases are untyped
    """Positions as an array of 16-bit numbers: paragraphs are shorter than 65,536 tokens.

    Whoosh's own format pickles a list for every posting.
    """


class PostingsField(fields.FieldType):  # type: ignore[misc]  # whoosh's bases are untyped
    """A field that is given its postings ready-made."""

    def __init__(self, format: formats.Format) -> None:
        super().__init__(format=format, analyzer=None)

    def index(self, value: Iterable[Posting], **options: Any) -> Iterable[Posting]:
        """The postings themselves."""
        return value


def _schema() -> fields.Schema:
    existence = formats.Existence()
    return fields.Schema(
        kind=PostingsField(existence),
        id=PostingsField(existence),
        file=PostingsField(existence),
        **{f"{scope}_key": PostingsField(PositionsFormat()) for scope in SCOPES},
        **{
            f"{scope}_{name}": PostingsField(existence)
            for scope in SCOPES
            for name in ("form", *FILTERS)
        },
        order=fields.COLUMN(columns.NumericColumn("Q")),
        record=fields.STORED(),
    )


@contextmanager
def _reporting_damage() -> Iterator[None]:
    """Damaged files raise whatever their bytes lead to, in any of the libraries under Whoosh.

    A machine that is short of something or forbids it says nothing about the files."""
    try:
        yield
    except MemoryError:
        raise
    except Exception as error:
        # EINVAL is what seeking to a broken position gives.
        if isinstance(error, OSError) and error.errno not in (None, errno.ENOENT, errno.EINVAL):
            raise
        raise EngineDamaged(str(error)) from error


class _MappedFile(structfile.StructFile):  # type: ignore[misc]
    """A file mapped into memory. Whoosh's own `BufferFile` copies what it is given, and its plain
    files seek and read for every number: three times as slow on a query of ten words."""

    def get(self, position: int, length: int) -> bytes:
        """So many bytes from a position."""
        found: bytes = self.file[position : position + length]
        return found


class _MappedStorage(filestore.FileStorage):  # type: ignore[misc]
    """A folder whose files are mapped when they are opened."""

    def open_file(self, name: str, **options: Any) -> structfile.StructFile:
        """A file of the index, to be read."""
        with (Path(self.folder) / name).open("rb") as file:
            if os.fstat(file.fileno()).st_size == 0:  # cannot be mapped
                return super().open_file(name, **options)
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return _MappedFile(mapped, name=name, **options)


class WhooshEngine:
    """A Whoosh index in a folder of its own."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def create(self) -> None:
        """Make an empty index."""
        self._directory.mkdir(parents=True, exist_ok=True)
        index.create_in(str(self._directory), _schema())

    def writer(self) -> "WhooshWriter":
        """A batch of changes."""
        with _reporting_damage():
            return WhooshWriter(self._open())

    def searcher(self) -> "WhooshSearcher":
        """The last commit."""
        # A commit that ends between reading the table of contents and opening the files it names
        # takes them away; the next table is there already. Measured: 2 in 1,000 opens beside a
        # writer that does nothing but commit.
        generation = None
        with _reporting_damage():
            while True:
                opened = self._open()
                try:
                    return WhooshSearcher(opened.reader())
                except FileNotFoundError:
                    latest = opened.latest_generation()
                    if latest == generation:
                        raise
                    generation = latest

    def version(self) -> str:
        """Name and version of the library."""
        return f"whoosh {version('whoosh3')}"

    def _open(self) -> index.FileIndex:
        return index.FileIndex(_MappedStorage(str(self._directory)))


class WhooshWriter:
    """One Whoosh commit."""

    def __init__(self, opened: index.FileIndex) -> None:
        # Separate files are mapped when read; a compound one would be copied into memory.
        self._writer = opened.writer(limitmb=256, compound=False)
        self._files: dict[str, FileRecord] = {}  # Whoosh cannot remove what is not committed

    def add(self, document: Document, passages: Sequence[IndexedPassage]) -> None:
        """Add one document."""
        self._store("document", document.id, document.path, pack(document))
        for indexed in passages:
            scope, words = indexed.scope, read_words(indexed.record)
            postings: dict[str, Iterable[Posting]] = {
                "key": _key_postings(words.keys),
                "form": _value_postings(words.forms.split()),
                **{name: _value_postings(values) for name, values in indexed.fields.items()},
            }
            self._writer.add_document(
                **_identity(scope, indexed.id, document.path),
                **{f"{scope}_{name}": found for name, found in postings.items()},
                order=indexed.order,
                record=indexed.record,
            )

    def record(self, file: FileRecord) -> None:
        """Remember a file in place of what was remembered of it."""
        self._files[file.path] = file

    def remove(self, path: str) -> None:
        """Take out what was committed of a file."""
        self._files.pop(path, None)
        self._writer.delete_by_term("file", path.encode(errors="surrogatepass"))

    def __enter__(self) -> "WhooshWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._writer.cancel()
            return
        with _reporting_damage():
            for file in self._files.values():
                old = f"file {file.path}".encode(errors="surrogatepass")
                self._writer.delete_by_term("id", old)
                self._store("file", file.path, file.path, pack(file))
            self._writer.commit(mergetype=_merge_segments)

    def _store(self, kind: str, id: str, file: str, packed: bytes) -> None:
        self._writer.add_document(**_identity(kind, id, file), record=packed)


def _merge_segments(writer: writing.SegmentWriter, segments: list[Any]) -> list[Any]:
    """The segments that stay: empty ones are dropped, worn and small ones written anew."""
    alive = [segment for segment in segments if segment.doc_count()]
    writing.OPTIMIZE(writer, [segment for segment in alive if _is_worn(segment)])
    good = [segment for segment in alive if not _is_worn(segment)]
    return list(writing.MERGE_SMALL(writer, good))


def _is_worn(segment: Any) -> bool:
    return bool(segment.deleted_count() > MOST_REMOVED * segment.doc_count_all())


def _identity(kind: str, id: str, file: str) -> dict[str, list[Posting]]:
    values = {"kind": kind, "id": f"{kind} {id}", "file": file}
    return {
        name: [(value.encode(errors="surrogatepass"), 1, 1.0, b"")]
        for name, value in values.items()
    }


def _key_postings(keys: str) -> Iterator[Posting]:
    positions: dict[str, list[int]] = defaultdict(list)
    for position, key in enumerate(keys.split()):
        positions[key].append(position)
    for key, found in positions.items():
        yield key.encode(), len(found), 1.0, array("H", found).tobytes()


def _value_postings(values: Iterable[str]) -> Iterator[Posting]:
    for value in set(values):
        yield value.encode(errors="surrogatepass"), 1, 1.0, b""


class WhooshSearcher:
    """A view of one commit. Passages are known by their numbers in it."""

    def __init__(self, reader: reading.IndexReader) -> None:
        self._reader = reader
        self._numbers: dict[str, list[int]] = {}
        self._evaluations: dict[Scope, _Evaluation] = {}
        self._leaves: list[tuple[reading.IndexReader, int]] = [
            (leaf, base) for leaf, base in reader.leaf_readers() if leaf.doc_count_all()
        ]
        # Whoosh opens the files of stored values on first use; by then a commit may have
        # taken them away.
        for leaf, _ in self._leaves:
            leaf.stored_fields(0)
        self._orders = [(leaf.column_reader("order"), base) for leaf, base in self._leaves]

    def candidates(
        self, query: Query, clauses: Sequence[Clause], scope: Scope, limit: int
    ) -> Candidates:
        """At most `limit` passages that match."""
        evaluation = self._evaluation(scope)
        matching = evaluation.matching(query)
        weights = dict.fromkeys(matching, 0)
        for clause in clauses:
            for number in evaluation.matching(clause.query) & matching:
                weights[number] += clause.weight
        best = [self.load(number) for number in self._best(weights, limit)]
        return Candidates(len(matching), best)

    def count(self, query: Query, scope: Scope) -> int:
        """How many passages match."""
        return len(self._evaluation(scope).matching(query))

    def count_passages(self, scope: Scope) -> int:
        """How many passages there are."""
        return len(self.numbers(scope))

    def vocabulary(self, field: TermField, scope: Scope, prefix: str) -> Sequence[str]:
        """The terms of a field that begin with `prefix`."""
        return self.terms(f"{scope}_{field}", prefix)

    def terms(self, field: str, prefix: str) -> list[str]:
        """The terms of a field of Whoosh's."""
        found: set[bytes] = set()
        with _reporting_damage():
            for leaf, _ in self._leaves:
                found.update(leaf.expand_prefix(field, prefix.encode()))
        return [term.decode(errors="surrogatepass") for term in sorted(found)]

    def key_of(self, form: str) -> str | None:
        """The key of a form, if some passage holds it."""
        for scope in SCOPES:
            for number, _ in self.postings(f"{scope}_form", form):
                candidate = self.load(number)
                return candidate.keys[candidate.forms.split().index(form)]
        return None

    def matching(self, query: Query, scope: Scope) -> Iterator[Passage]:
        """All passages that match."""
        for number in sorted(self._evaluation(scope).matching(query)):
            yield self.load(number).passage

    def passage(self, passage_id: str) -> Passage | None:
        """The passage with that id."""
        for kind in ("paragraph", "quote"):
            if packed := self._stored(f"{kind} {passage_id}"):
                return read_candidate(packed).passage
        return None

    def document(self, document_id: str) -> Document | None:
        """The document with that id."""
        packed = self._stored(f"document {document_id}")
        return unpack(Document, packed) if packed else None

    def files(self) -> Iterator[FileRecord]:
        """Every file remembered."""
        for number in self.numbers("file"):
            yield unpack(FileRecord, self._record(number))

    def file(self, path: str) -> FileRecord | None:
        """The file with that path."""
        packed = self._stored(f"file {path}")
        return unpack(FileRecord, packed) if packed else None

    def live_share(self) -> float:
        """How much of what is stored is not removed."""
        stored = self._reader.doc_count_all()
        return self._reader.doc_count() / stored if stored else 1.0

    def close(self) -> None:
        """Let go of the files of the index."""
        self._reader.close()

    def numbers(self, kind: str) -> list[int]:
        """The passages, documents or files there are."""
        if kind not in self._numbers:
            self._numbers[kind] = [n for n, _ in self.postings("kind", kind)]
        return self._numbers[kind]

    def postings(self, field: str, term: str) -> Iterator[tuple[int, bytes]]:
        """Number and value of each posting of a term that is not removed."""
        text = term.encode(errors="surrogatepass")
        with _reporting_damage():
            for leaf, base in self._leaves:
                if (field, text) in leaf:
                    matcher = leaf.postings(field, text)
                    while matcher.is_active():
                        yield base + matcher.id(), matcher.value()
                        matcher.next()

    def load(self, number: int) -> Candidate:
        """A passage with its keys."""
        return read_candidate(self._record(number))

    def _evaluation(self, scope: Scope) -> "_Evaluation":
        """What a query has read serves the next ones, since the view is frozen."""
        if scope not in self._evaluations or self._evaluations[scope].size > MOST_REMEMBERED:
            self._evaluations[scope] = _Evaluation(self, scope)
        return self._evaluations[scope]

    def _record(self, number: int) -> bytes:
        with _reporting_damage():
            packed: bytes = self._reader.stored_fields(number)["record"]
            return packed

    def _stored(self, id: str) -> bytes | None:
        for number, _ in self.postings("id", id):
            return self._record(number)
        return None

    def _order(self, number: int) -> int:
        for column, base in reversed(self._orders):
            if number >= base:
                return int(column[number - base])
        raise IndexError(number)

    def _best(self, weights: dict[int, int], limit: int) -> list[int]:
        if not weights or limit <= 0:
            return []
        least = heapq.nlargest(limit, weights.values())[-1]
        above = [number for number, weight in weights.items() if weight > least]
        level = [number for number, weight in weights.items() if weight == least]
        above.sort(key=lambda number: (-weights[number], self._order(number)))
        return above + heapq.nsmallest(limit - len(above), level, key=self._order)


class _Evaluation:
    """Queries over one scope; the postings of each term are read once. `size` counts those read."""

    def __init__(self, searcher: WhooshSearcher, scope: Scope) -> None:
        self._searcher = searcher
        self._scope = scope
        self._keys: dict[str, Postings] = {}
        self._words: dict[SomeWord, set[int]] = {}
        self.size = 0

    def matching(self, query: Query) -> set[int]:
        """The numbers of the passages that match."""
        match query:
            case Word(exact=False):
                return set(self._positions(query.key))
            case Word() | Prefix() | Fuzzy():
                if query not in self._words:
                    self._words[query] = self._holding_form(query)
                    self.size += len(self._words[query])
                return self._words[query]
            case Phrase():
                return self._phrase(query)
            case Filter():
                return self._filtered(query)
            case Either(children):
                return set().union(*(self.matching(child) for child in children))
            case All(children):
                wanted = [self.matching(c) for c in children if not isinstance(c, Not)]
                found = set.intersection(*wanted) if wanted else self._everything()
                unwanted = (self.matching(c.child) for c in children if isinstance(c, Not))
                return found.difference(*unwanted)
            case Not(child):
                return self._everything() - self.matching(child)

    def _holding_form(self, word: SomeWord) -> set[int]:
        if isinstance(word, Word):
            return self._union("form", [word.form])
        prefix = word.form if isinstance(word, Prefix) else ""
        forms = self._searcher.terms(f"{self._scope}_form", prefix)
        return self._union("form", [form for form in forms if accepts_form(word, form)])

    def _filtered(self, query: Filter) -> set[int]:
        values = self._searcher.terms(f"{self._scope}_{query.field}", "")
        return self._union(query.field, [v for v in values if accepts_value(query, v)])

    def _union(self, field: str, terms: Iterable[str]) -> set[int]:
        name = f"{self._scope}_{field}"
        return {number for term in terms for number, _ in self._searcher.postings(name, term)}

    def _positions(self, key: str) -> Postings:
        if key not in self._keys:
            self._keys[key] = dict(self._searcher.postings(f"{self._scope}_key", key))
            self.size += len(self._keys[key])
        return self._keys[key]

    def _phrase(self, phrase: Phrase) -> set[int]:
        holding = set.intersection(*(self.matching(word) for word in phrase.words))
        keys = [word.key for word in phrase.words if isinstance(word, Word)]
        if len(keys) < len(phrase.words):
            return {number for number in holding if self._holds(phrase, number)}
        holding &= set(self._positions(keys[0])).intersection(*map(self._positions, keys[1:]))
        holding = {number for number in holding if self._stand_together(phrase, keys, number)}
        if any(isinstance(word, Word) and word.exact for word in phrase.words):
            return {number for number in holding if self._holds(phrase, number)}
        return holding

    def _stand_together(self, phrase: Phrase, keys: Sequence[str], number: int) -> bool:
        places = [set(array("H", self._positions(key)[number])) for key in keys]
        if phrase.slop is None:
            return bool(adjacent_positions(places))
        return bool(near_positions(places, len(places) + phrase.slop))

    def _holds(self, query: Query, number: int) -> bool:
        """Look at the passage itself: forms are indexed without positions."""
        candidate = self._searcher.load(number)
        pairs = zip(candidate.forms.split(), candidate.keys, strict=True)
        return find_matches(query, [Term(form, key, 0, 0) for form, key in pairs]) is not None

    def _everything(self) -> set[int]:
        return set(self._searcher.numbers(self._scope))


def open_engine(directory: Path) -> WhooshEngine:
    """The Whoosh index in `directory`."""
    return WhooshEngine(directory)
