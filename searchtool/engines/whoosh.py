"""The contract over Whoosh: posting lists are Whoosh's, their algebra is ours.

Whoosh stores ready-made postings (no analyzer, no query parser of its own): for each scope a field
of keys with positions and a field of forms with counts. A query is evaluated a term at a time, as
sets of passages.
"""

import heapq
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any

from whoosh import columns, fields, formats, index, reading

from searchtool.analysis import restore_terms
from searchtool.engines.base import (
    Candidate,
    Candidates,
    EngineDamaged,
    IndexedPassage,
    static_order,
    term_weight,
)
from searchtool.engines.records import pack, pack_passage, unpack, unpack_passage
from searchtool.matching import find_matches
from searchtool.model import Document, FileRecord, Passage, Scope, Term
from searchtool.query import All, Either, Not, Phrase, Prefix, Query, Word, words

Posting = tuple[bytes, int, float, bytes]
Postings = dict[int, bytes]
"""Passage number to the positions of a key in it, two bytes each."""


class PositionsFormat(formats.Format):  # type: ignore[misc]  # whoosh's bases are untyped
    """Positions as an array of 16-bit numbers: paragraphs are shorter than 65,536 tokens.

    Whoosh's own format pickles a list for every posting.
    """

    def decode_positions(self, value: bytes) -> list[int]:
        """The positions of one posting."""
        return array("H", value).tolist()


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
        paragraph_key=PostingsField(PositionsFormat()),
        paragraph_form=PostingsField(existence),
        quote_key=PostingsField(PositionsFormat()),
        quote_form=PostingsField(existence),
        order=fields.COLUMN(columns.NumericColumn("Q")),
        record=fields.STORED(),
    )


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
        return WhooshWriter(self._open())

    def searcher(self) -> "WhooshSearcher":
        """The last commit."""
        # A commit that ends between reading the table of contents and opening the files it names
        # takes them away; the next table of contents is there already. Measured: 2 in 1,000 opens
        # beside a writer that does nothing but commit.
        for _ in range(20):
            try:
                return WhooshSearcher(self._open().reader())
            except (FileNotFoundError, index.EmptyIndexError) as error:
                failure: Exception = error
            except Exception as error:  # damaged files raise whatever their bytes lead to
                raise EngineDamaged(str(error)) from error
        raise EngineDamaged(str(failure)) from failure

    def version(self) -> str:
        """Name and version of the library."""
        return f"whoosh {version('whoosh3')}"

    def _open(self) -> index.FileIndex:
        return index.open_dir(str(self._directory))


class WhooshWriter:
    """One Whoosh commit."""

    def __init__(self, opened: index.FileIndex) -> None:
        # Separate files are mapped when read; a compound one would be copied into memory.
        self._writer = opened.writer(limitmb=256, compound=False)

    def add(self, document: Document, passages: Sequence[IndexedPassage]) -> None:
        """Add one document."""
        file = document.path
        self._store("document", document.id, file, pack(document))
        for indexed in passages:
            passage, terms = indexed.passage, indexed.terms
            self._writer.add_document(
                **_identity(passage.kind, passage.id, file),
                **{
                    f"{passage.kind}_key": _key_postings(terms),
                    f"{passage.kind}_form": _form_postings(terms),
                },
                order=static_order(passage),
                record=pack_passage(passage, [term.key for term in terms]),
            )

    def record(self, file: FileRecord) -> None:
        """Remember a file."""
        self._store("file", file.path, file.path, pack(file))

    def remove(self, path: str) -> None:
        """Take out what was committed of a file."""
        self._writer.delete_by_term("file", path.encode(errors="surrogateescape"))

    def __enter__(self) -> "WhooshWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._writer.commit()
        else:
            self._writer.cancel()

    def _store(self, kind: str, id: str, file: str, packed: bytes) -> None:
        self._writer.add_document(**_identity(kind, id, file), record=packed)


def _identity(kind: str, id: str, file: str) -> dict[str, list[Posting]]:
    values = {"kind": kind, "id": f"{kind} {id}", "file": file}
    return {
        name: [(value.encode(errors="surrogateescape"), 1, 1.0, b"")]
        for name, value in values.items()
    }


def _key_postings(terms: Sequence[Term]) -> Iterator[Posting]:
    positions: dict[str, list[int]] = defaultdict(list)
    for position, term in enumerate(terms):
        positions[term.key].append(position)
    for key, found in positions.items():
        yield key.encode(), len(found), 1.0, array("H", found).tobytes()


def _form_postings(terms: Sequence[Term]) -> Iterator[Posting]:
    for form, count in Counter(term.form for term in terms).items():
        yield form.encode(), count, float(count), b""


class WhooshSearcher:
    """A view of one commit. Passages are known by their numbers in it."""

    def __init__(self, reader: reading.IndexReader) -> None:
        self._reader = reader
        self._leaves: list[tuple[reading.IndexReader, int]] = list(reader.leaf_readers())
        # Whoosh opens the files of stored values on first use; by then a commit may have
        # taken them away.
        for leaf, _ in self._leaves:
            if leaf.doc_count_all():
                leaf.stored_fields(0)
        self._orders = [(leaf.column_reader("order"), base) for leaf, base in self._leaves]

    def candidates(self, query: Query, scope: Scope, limit: int) -> Candidates:
        """At most `limit` passages that match."""
        evaluation = _Evaluation(self, scope)
        matching = evaluation.matching(query)
        weights = dict.fromkeys(matching, 0)
        frequencies = []
        for word in words(query):
            counts = evaluation.occurrences(word)
            frequencies.append(len(counts))
            gain = [term_weight(len(counts), self.count_passages(scope), n) for n in range(4)]
            for number in counts.keys() & matching:
                weights[number] += gain[min(counts[number], 3)]
        best = [self.load(number) for number in self._best(weights, limit)]
        return Candidates(len(matching), best, frequencies)

    def count_passages(self, scope: Scope) -> int:
        """How many passages there are."""
        return len(self.numbers(scope))

    def vocabulary(self, scope: Scope, prefix: str) -> Iterator[tuple[str, int]]:
        """The forms that begin with `prefix`."""
        counts: Counter[bytes] = Counter()
        field = f"{scope}_form"
        for leaf, _ in self._leaves:
            for form in leaf.expand_prefix(field, prefix.encode()):
                counts[form] += leaf.doc_frequency(field, form)
        for form, count in sorted(counts.items()):
            yield form.decode(), count

    def matching_documents(self, query: Query, scope: Scope) -> dict[str, int]:
        """The ids of the documents with matching passages."""
        matching = _Evaluation(self, scope).matching(query)
        return Counter(self.load(number).passage.document_id for number in matching)

    def passage(self, passage_id: str) -> Passage | None:
        """The passage with that id."""
        for kind in ("paragraph", "quote"):
            if packed := self._stored(f"{kind} {passage_id}"):
                return unpack_passage(packed).passage
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

    def close(self) -> None:
        """Let go of the files of the index."""
        self._reader.close()

    def numbers(self, kind: str) -> list[int]:
        """The passages, documents or files there are."""
        if kind not in self._numbers:
            self._numbers[kind] = [n for n, _, _ in self.postings("kind", kind)]
        return self._numbers[kind]

    def postings(self, field: str, term: str) -> Iterator[tuple[int, float, bytes]]:
        """Number, weight and value of each posting of a term that is not removed."""
        text = term.encode(errors="surrogateescape")
        for leaf, base in self._leaves:
            if (field, text) not in leaf:
                continue
            matcher = leaf.postings(field, text)
            while matcher.is_active():
                yield base + matcher.id(), matcher.weight(), matcher.value()
                matcher.next()

    def load(self, number: int) -> Candidate:
        """A passage with its keys."""
        return unpack_passage(self._record(number))

    @cached_property
    def _numbers(self) -> dict[str, list[int]]:
        return {}

    def _record(self, number: int) -> bytes:
        packed: bytes = self._reader.stored_fields(number)["record"]
        return packed

    def _stored(self, id: str) -> bytes | None:
        for number, _, _ in self.postings("id", id):
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
    """One query over one scope; the postings of each term are read once."""

    def __init__(self, searcher: WhooshSearcher, scope: Scope) -> None:
        self._searcher = searcher
        self._scope = scope
        self._keys: dict[str, Postings] = {}
        self._counts: dict[Word | Prefix, dict[int, int]] = {}

    def matching(self, query: Query) -> set[int]:
        """The numbers of the passages that match."""
        match query:
            case Word() | Prefix():
                return set(self.occurrences(query))
            case Phrase():
                return self._phrase(query)
            case Either(children):
                return set().union(*(self.matching(child) for child in children))
            case All(children):
                wanted = [self.matching(c) for c in children if not isinstance(c, Not)]
                found = set.intersection(*wanted) if wanted else self._everything()
                return found.difference(
                    *(self.matching(c.child) for c in children if isinstance(c, Not))
                )
            case Not(child):
                return self._everything() - self.matching(child)

    def occurrences(self, word: Word | Prefix) -> dict[int, int]:
        """How often each passage that holds the word holds it."""
        if word not in self._counts:
            self._counts[word] = self._count(word)
        return self._counts[word]

    def _count(self, word: Word | Prefix) -> dict[int, int]:
        if isinstance(word, Prefix):
            counts: Counter[int] = Counter()
            for form, _ in self._searcher.vocabulary(self._scope, word.form):
                counts.update(self._form_counts(form))
            return counts
        if word.exact:
            return self._form_counts(word.form)
        return {number: len(value) // 2 for number, value in self._positions(word.key).items()}

    def _form_counts(self, form: str) -> dict[int, int]:
        postings = self._searcher.postings(f"{self._scope}_form", form)
        return {number: int(weight) for number, weight, _ in postings}

    def _positions(self, key: str) -> Postings:
        if key not in self._keys:
            postings = self._searcher.postings(f"{self._scope}_key", key)
            self._keys[key] = {number: value for number, _, value in postings}
        return self._keys[key]

    def _phrase(self, phrase: Phrase) -> set[int]:
        holding = set.intersection(*(set(self.occurrences(word)) for word in phrase.words))
        keys = [word.key for word in phrase.words if isinstance(word, Word)]
        if len(keys) == len(phrase.words):
            holding = {number for number in holding if self._in_a_row(keys, number)}
            if not any(word.exact for word in phrase.words if isinstance(word, Word)):
                return holding
        return {number for number in holding if self._holds(phrase, number)}

    def _in_a_row(self, keys: Sequence[str], number: int) -> bool:
        starts = set(array("H", self._positions(keys[0])[number]))
        for place, key in enumerate(keys[1:], start=1):
            starts &= {p - place for p in array("H", self._positions(key)[number])}
        return bool(starts)

    def _holds(self, query: Query, number: int) -> bool:
        """Look at the passage itself: forms are indexed without positions."""
        candidate = self._searcher.load(number)
        terms = restore_terms(candidate.passage.text, candidate.keys)
        return find_matches(query, terms) is not None

    def _everything(self) -> set[int]:
        return set(self._searcher.numbers(self._scope))


def open_engine(directory: Path) -> WhooshEngine:
    """The Whoosh index in `directory`."""
    return WhooshEngine(directory)
