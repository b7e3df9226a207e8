"""The contract over tantivy: a Query becomes a query of tantivy's, never a string for its parser.

For each scope there is a field of keys with positions, and fields of forms and of filter values
without; none has tantivy's analyzers, scores or lengths. What its index cannot tell, as that words
stand near each other, is settled by looking at the passages that may match.
"""

import errno
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NamedTuple, get_args

import tantivy
from tantivy import Occur, Order
from tantivy import Query as Asked

from searchtool.engines.base import (
    Candidates,
    Clause,
    EngineDamaged,
    IndexedPassage,
    TermField,
    static_order,
)
from searchtool.engines.records import pack, read_candidate, read_passage, read_words, unpack
from searchtool.engines.ties import MOST_CLAUSES, level_set, varying
from searchtool.engines.verification import PhraseCheck
from searchtool.libraries import version
from searchtool.matching import accepts_form, accepts_value
from searchtool.model import Document, FileRecord, Passage, Scope
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
    Word,
)
from searchtool.spelling import allowed_slips

Kind = Scope | Literal["document", "file"]
Address = tantivy.DocAddress
ScoredHit = tuple[float, Address]

SCOPES: tuple[Scope, ...] = get_args(Scope)
FILTERS: tuple[FilterField, ...] = get_args(FilterField)
KINDS: tuple[Kind, ...] = (*SCOPES, "document", "file")
BESIDE_PARAGRAPHS: tuple[Kind, ...] = ("file", "document", "quote")

HEAP = 64_000_000
"""Bytes of postings before a segment is written: a batch of a refresh fits in."""

BLOCK = 4096
"""Bytes of records that are packed together."""

PAGE = 20_000
"""Passages that are looked at together."""

ALONG = 4
"""Times as many passages as are wanted, where the last ones may weigh the same as others."""

LONGEST_PATTERN = 100
"""Characters of a prefix or path that tantivy compares: automata of longer ones grow large."""

ANY_CHARACTER = r"[\s\S]"
ANYTHING = f"{ANY_CHARACTER}*"

MOST_REMOVED = 0.25
"""Of a segment, before what is left of it is written anew."""

MOST_WEIGHT = 2**24
"""Scores are 32-bit floats: up to here whole numbers are exact."""

LONGEST_TERM = 65_530
"""Bytes: longer ones tantivy leaves out without a word."""

_M_ARENA_MAX = -8  # of malloc.h

_SURROGATES = {0xD800 + n: 0x10F800 + n for n in range(0x800)}
_BACK = {other: surrogate for surrogate, other in _SURROGATES.items()}
_OS_ERROR = re.compile(r"\(os error (\d+)\)|code: (\d+), kind")


def _text(value: str) -> str:
    """A term as tantivy can take it: Rust knows no lone surrogates, which paths may hold, so they
    become private characters; of a term that is too long the end becomes a digest."""
    if not value.isascii() or len(value) > LONGEST_TERM:
        value = value.translate(_SURROGATES)
        encoded = value.encode()
        if len(encoded) > LONGEST_TERM:
            import hashlib

            digest = hashlib.blake2b(encoded, digest_size=16).hexdigest()
            return encoded[: LONGEST_TERM - len(digest)].decode(errors="ignore") + digest
    return value


@contextmanager
def _reporting_damage() -> Iterator[None]:
    """Damaged files raise ValueErrors and panics, which are no Exceptions.

    A machine that is short of something or forbids it says nothing about the files."""
    try:
        yield
    except (MemoryError, EngineDamaged, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        # The number of the system's error stands only in the text.
        found = _OS_ERROR.search(str(error))
        number = int(found[1] or found[2]) if found else errno.ENOENT
        if number in (errno.ENOENT, errno.EINVAL):
            raise EngineDamaged(str(error)) from error
        raise OSError(number, os.strerror(number)) from error


def _passage_term(id: str) -> str:
    """The term of a passage's id, which is that of one passage whatever its scope."""
    return _text(f"passage {id}")


class TantivyEngine:
    """A tantivy index in a folder of its own."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def create(self) -> None:
        """Make an empty index."""
        self._directory.mkdir(parents=True, exist_ok=True)
        tantivy.Index(_schema(), str(self._directory))
        _write_settings(self._directory / "meta.json")

    def writer(self) -> "TantivyWriter":
        """A batch of changes."""
        _share_one_arena()
        with _reporting_damage():
            return TantivyWriter(self._directory)

    def searcher(self) -> "TantivySearcher":
        """The last commit."""
        with _reporting_damage():
            opened = tantivy.Index.open(str(self._directory))
            return TantivySearcher(opened.searcher(), opened.schema)

    def version(self) -> str:
        """Name and version of the library."""
        return f"tantivy {version('tantivy')}"


def _share_one_arena() -> None:
    """The C library of Linux gives threads arenas of their own; what is freed in one is no use in
    another: after 44 commits they hold 200 MB, one for all 80. Indexing takes no longer."""
    if sys.platform == "linux":
        import ctypes  # 3 ms that only writing takes

        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("kind", "id", "file", *(f"{s}_{n}" for s in SCOPES for n in FILTERS)):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for scope in SCOPES:
        builder.add_text_field(f"{scope}_key", tokenizer_name="whitespace")
        builder.add_text_field(f"{scope}_form", tokenizer_name="whitespace", index_option="basic")
    builder.add_unsigned_field("order", fast=True)
    builder.add_bytes_field("record", stored=True)
    return builder.build()


def _write_settings(meta: Path) -> None:
    """Two choices for which only the file of the schema has a place. Whoever takes out one record
    unpacks a block: of tantivy's 16 KB that takes 14 µs, of 4 KB 9.6 µs, for a tenth more room. And
    the lengths of fields serve scores that are not used."""
    written = json.loads(meta.read_text("utf-8"))
    written["index_settings"]["docstore_blocksize"] = BLOCK
    for field in written["schema"]:
        if indexing := field["options"].get("indexing"):
            indexing["fieldnorms"] = False
    meta.write_text(json.dumps(written), "utf-8")


class TantivyWriter:
    """One commit; what it leaves of worn segments is written anew by another one."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._writer = _Writer(directory)
        self._files: dict[str, FileRecord] = {}

    def add(self, document: Document, passages: Sequence[IndexedPassage]) -> None:
        """Add one document."""
        self._writer.add_record("document", document.id, document.path, pack(document))
        self._writer.add_passages(passages, document.path)

    def record(self, file: FileRecord) -> None:
        """Remember a file in place of what was remembered of it."""
        self._files[file.path] = file

    def remove(self, path: str) -> None:
        """Take out what was committed of a file."""
        self._files.pop(path, None)
        self._writer.delete("file", path)

    def __enter__(self) -> "TantivyWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._writer.discard()
            return
        for file in self._files.values():
            self._writer.delete("id", f"file {file.path}")
            self._writer.add_record("file", file.path, file.path, pack(file))
        self._writer.commit()
        _mend_worn(self._directory)


class _Writer:
    """Documents of tantivy's in, a commit out."""

    def __init__(self, directory: Path) -> None:
        with _reporting_damage():
            opened = tantivy.Index.open(str(directory))
            self._writer = opened.writer(HEAP, 1)

    def add_record(self, kind: Kind, id: str, file: str, packed: bytes) -> None:
        """Add a document or a file."""
        made = tantivy.Document()
        for name, value in (("kind", kind), ("id", f"{kind} {id}"), ("file", file)):
            made.add_text(name, _text(value))
        self._add(made, packed)

    def add_passages(self, passages: Iterable[IndexedPassage], file: str) -> None:
        """Add passages of a file. Those of one document share their fields, which are made ready
        once."""
        known: dict[int, _Fields] = {}
        for indexed in passages:
            fields = known.get(id(indexed.fields))
            if fields is None:
                fields = known[id(indexed.fields)] = _Fields.of(indexed, file)
            scope, words = indexed.scope, read_words(indexed.record)
            made = tantivy.Document()
            made.add_text("id", _passage_term(indexed.id))
            made.add_text(f"{scope}_key", _cut_long(words.keys))
            made.add_text(f"{scope}_form", _cut_long(words.forms))
            for name, value in fields.terms:
                made.add_text(name, value)
            made.add_unsigned("order", indexed.order)
            # One stored value and not two: that makes taking a passage out a fifth faster.
            self._add(made, fields.packed + indexed.record)

    def delete(self, field: str, term: str) -> None:
        """Take out what was added before with this term."""
        with _reporting_damage():
            self._writer.delete_documents_by_term(field, _text(term))

    def commit(self) -> None:
        """Make all of it visible at once, and wait until few segments are left."""
        with _reporting_damage():
            self._writer.commit()
            self._writer.wait_merging_threads()
            del self._writer

    def discard(self) -> None:
        """Forget all of it."""
        del self._writer

    def _add(self, made: tantivy.Document, packed: bytes) -> None:
        made.add_bytes("record", packed)
        with _reporting_damage():
            self._writer.add_document(made)


class _Fields(NamedTuple):
    """What passages have in common, as terms of tantivy's fields; and what adding such a passage
    anew takes besides its record, in a line before it."""

    terms: list[tuple[str, str]]
    packed: bytes

    @classmethod
    def of(cls, indexed: IndexedPassage, file: str) -> "_Fields":
        """Those of a passage of a file."""
        terms = [("kind", indexed.scope), ("file", _text(file))]
        for name, values in indexed.fields.items():
            terms += [(f"{indexed.scope}_{name}", _text(value)) for value in values]
        packed = json.dumps([file, dict(indexed.fields)], separators=(",", ":"))
        return cls(terms, packed.encode() + b"\n")


def _cut_long(words: str) -> str:
    """Words that tantivy can take."""
    if len(words) * 4 <= LONGEST_TERM:
        return words
    return " ".join(map(_text, words.split(" ")))


def _mend_worn(directory: Path) -> None:
    """Write anew what is left of segments from which much was removed: tantivy would keep them as
    they are. What can be found does not change."""
    with _reporting_damage():
        meta = json.loads((directory / "meta.json").read_text("utf-8"))
        worn = {n for n, segment in enumerate(meta["segments"]) if _is_worn(segment)}
        if not worn:
            return
        opened = tantivy.Index.open(str(directory))
        searcher = TantivySearcher(opened.searcher(), opened.schema)
    writer = _Writer(directory)
    for kind in KINDS:
        for page in searcher.pages(searcher.term("kind", kind)):
            for address in page:
                if address.segment_ord in worn:
                    _write_anew(writer, kind, searcher.stored(address))
    writer.commit()


def _is_worn(segment: Mapping[str, Any]) -> bool:
    removed = segment["deletes"]["num_deleted_docs"] if segment["deletes"] else 0
    return bool(removed > MOST_REMOVED * segment["max_doc"])


def _write_anew(writer: _Writer, kind: Kind, stored: tantivy.Document) -> None:
    packed = _stored_bytes(stored)
    if kind == "document":
        document = unpack(Document, packed)
        writer.delete("id", f"document {document.id}")
        writer.add_record("document", document.id, document.path, packed)
    elif kind == "file":
        path = unpack(FileRecord, packed).path
        writer.delete("id", f"file {path}")
        writer.add_record("file", path, path, packed)
    else:
        values, record = packed.split(b"\n", 1)
        file, fields = json.loads(values)
        id, _, ordinal, *_ = read_candidate(record)
        writer.delete("id", f"passage {id}")
        order = static_order(id, ordinal)
        writer.add_passages([IndexedPassage(id, kind, fields, order, record)], file)


def _stored_bytes(stored: tantivy.Document) -> bytes:
    found = stored.get_first("record")
    if not isinstance(found, bytes):
        raise EngineDamaged("no record where one was stored")
    return found


def _without_values(stored: bytes) -> bytes:
    """The record of a passage."""
    return stored[stored.index(b"\n") + 1 :]


class TantivySearcher:
    """A view of one commit. What tantivy has opened stays open for it."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._searcher = searcher
        self._schema = schema
        self._translations = {scope: _Translation(self, schema, scope) for scope in SCOPES}

    def candidates(
        self, query: Query, clauses: Sequence[Clause], scope: Scope, limit: int
    ) -> Candidates:
        """At most `limit` passages that match."""
        translate = self._translations[scope].translate
        every = translate(query)
        if limit <= 0:
            return Candidates(self._count(every), ())
        telling = varying(query, clauses)
        if not telling:
            total, best = self._first(every, limit)
        else:
            total, best = self._heaviest(
                every, [(translate(c.query), c.weight) for c in telling], limit
            )
        return Candidates(total, [read_candidate(record) for record in self._passages(best)])

    def count(self, query: Query, scope: Scope) -> int:
        """How many passages match."""
        if isinstance(query, Word) and not self._has_removed_passages:
            field, term = ("form", query.form) if query.exact else ("key", query.key)
            return self._frequency(f"{scope}_{field}", _text(term))
        return self._count(self._translations[scope].translate(query))

    def count_passages(self, scope: Scope) -> int:
        """How many passages there are."""
        return self._counts[scope]

    def vocabulary(self, field: TermField, scope: Scope, prefix: str) -> Sequence[str]:
        """The terms of a field that begin with `prefix`."""
        with _reporting_damage():
            found = self._searcher.terms_with_prefix(f"{scope}_{field}", _text(prefix))
        if field == "path":
            return sorted(term.translate(_BACK) for term, _ in found)
        return sorted(term for term, _ in found)

    def key_of(self, form: str) -> str | None:
        """The key of a form, if some passage holds it."""
        term = _text(form)
        holding = {f: self._frequency(f, term) for f in (f"{s}_form" for s in SCOPES)}
        # To find one passage tantivy looks at all that hold the form: at those of «в» for 10 ms.
        for field in sorted(filter(holding.get, holding), key=holding.__getitem__):
            _, hits = self._search(self._term(field, term), 1, count=False)
            for record in self._passages([address for _, address in hits]):
                words = read_words(record)
                return words.keys.split()[words.forms.split().index(form)]
        return None

    def matching(self, query: Query, scope: Scope) -> Iterator[Passage]:
        """All passages that match."""
        for page in self.pages(self._translations[scope].translate(query)):
            yield from map(read_passage, self._passages(page))

    def passage(self, passage_id: str) -> Passage | None:
        """The passage with that id."""
        stored = self._find(_passage_term(passage_id))
        return read_passage(_without_values(stored)) if stored else None

    def document(self, document_id: str) -> Document | None:
        """The document with that id."""
        packed = self._find(_text(f"document {document_id}"))
        return unpack(Document, packed) if packed else None

    def files(self) -> Iterator[FileRecord]:
        """Every file remembered."""
        for page in self.pages(self.term("kind", "file")):
            for packed in self._records(page):
                yield unpack(FileRecord, packed)

    def file(self, path: str) -> FileRecord | None:
        """The file with that path."""
        packed = self._find(_text(f"file {path}"))
        return unpack(FileRecord, packed) if packed else None

    def live_share(self) -> float:
        """How much of what is stored is not removed."""
        stored = sum(self._stored.values())
        return self._searcher.num_docs / stored if stored else 1.0

    def close(self) -> None:
        """Let go of the files of the index."""
        del self._searcher

    def term(self, field: str, term: str) -> Asked:
        """Whatever has a term."""
        return self._term(field, _text(term))

    def pages(self, query: Asked) -> Iterator[list[Address]]:
        """Whatever matches, in the order in which it is stored."""
        constant = Asked.const_score_query(query, 0.0)
        for start in range(0, self._count(query), PAGE):
            hits = self._search(constant, PAGE, count=False, offset=start)[1]
            yield [address for _, address in hits]

    def stored(self, address: Address) -> tantivy.Document:
        """What is stored there."""
        with _reporting_damage():
            return self._searcher.doc(address)

    def holding(self, query: Asked, check: PhraseCheck) -> list[str]:
        """The ids of passages that match and hold a phrase, as terms."""
        found = []
        for page in self.pages(query):
            for one in map(read_candidate, self._passages(page)):
                if check.holds(one.keys.split(), one.forms.split()):
                    found.append(_passage_term(one.id))
        return found

    def _term(self, field: str, term: str) -> Asked:
        return Asked.term_query(self._schema, field, term, "basic")

    def _frequency(self, field: str, term: str) -> int:
        """How many entries have a term, those removed among them."""
        with _reporting_damage():
            return self._searcher.doc_freq(field, term)

    @cached_property
    def _stored(self) -> dict[Kind, int]:
        """How many entries of each kind there are, those removed among them."""
        return {kind: self._frequency("kind", kind) for kind in KINDS}

    @cached_property
    def _counts(self) -> dict[Kind, int]:
        """The same without those removed."""
        counts = dict(self._stored)
        removed = sum(counts.values()) - self._searcher.num_docs
        # To count a kind tantivy looks at all of it, at 2.8 million paragraphs for 30 ms: what is
        # still missing behind the others is theirs. In a new index records of files are, replaced
        # while one was read over two commits.
        for kind in BESIDE_PARAGRAPHS:
            if removed:
                counts[kind] = self._count(self.term("kind", kind))
                removed -= self._stored[kind] - counts[kind]
        counts["paragraph"] -= removed
        return counts

    @cached_property
    def _has_removed_passages(self) -> bool:
        return any(self._counts[scope] < self._stored[scope] for scope in SCOPES)

    def _count(self, query: Asked) -> int:
        return self._search(query, 1)[0]

    def _first(self, query: Asked, limit: int) -> tuple[int, list[Address]]:
        """By their order alone."""
        total, hits = self._search(query, limit, order_by_field="order", order=Order.Asc)
        return total, [address for _, address in hits]

    def _heaviest(
        self, every: Asked, clauses: Sequence[tuple[Asked, int]], limit: int
    ) -> tuple[int, list[Address]]:
        """By the sum of the weights, then by their order. Among those of one weight tantivy takes
        which it meets first, so the last ones that still fit are asked for in another way."""
        # A level that cannot be asked for is mostly small: it is fetched along.
        wanted = limit + 1 if len(clauses) <= MOST_CLAUSES else ALONG * limit
        total, hits = self._search(_weighing(every, clauses), wanted)
        if len(hits) <= limit:
            return total, self._in_order(hits)
        least = hits[limit - 1][0]
        if len(hits) < total and hits[-1][0] == least:
            above = [hit for hit in hits if hit[0] > least]
            return total, [
                *self._in_order(above),
                *self._level(every, clauses, int(least), limit - len(above), total),
            ]
        return total, self._in_order([hit for hit in hits if hit[0] >= least])[:limit]

    def _level(
        self,
        every: Asked,
        clauses: Sequence[tuple[Asked, int]],
        weight: int,
        wanted: int,
        total: int,
    ) -> list[Address]:
        """The first of those that weigh so much."""
        choices = level_set([w for _, w in clauses], weight)
        if choices is not None:
            parts = [_chosen(clauses, choice) for choice in choices]
            return self._first(_all([every, _any(parts)]), wanted)[1]
        limit = wanted
        while True:
            limit = min(limit * 8, total)
            _, hits = self._search(_weighing(every, clauses), limit)
            if limit == total or hits[-1][0] < weight:
                return self._in_order([h for h in hits if h[0] == weight])[:wanted]

    def _search(self, query: Asked, limit: int, **options: Any) -> tuple[int, list[ScoredHit]]:
        with _reporting_damage():
            found: Any = self._searcher.search(query, limit, **options)
        return found.count, found.hits

    def _in_order(self, hits: Sequence[ScoredHit]) -> list[Address]:
        if not hits:
            return []
        with _reporting_damage():
            orders = self._searcher.fast_field_values("order", [address for _, address in hits])
        ranked = sorted(
            zip(hits, orders, strict=True), key=lambda pair: (-pair[0][0], int(pair[1] or 0))
        )
        return [address for (_, address), _ in ranked]

    def _records(self, addresses: Sequence[Address]) -> list[bytes]:
        # As they are stored, which takes a fifth less than in the order asked for.
        stored = sorted(addresses, key=_place)
        with _reporting_damage():
            found = {_place(a): _stored_bytes(self._searcher.doc(a)) for a in stored}
        return [found[_place(a)] for a in addresses]

    def _passages(self, addresses: Sequence[Address]) -> list[bytes]:
        return list(map(_without_values, self._records(addresses)))

    def _find(self, id: str) -> bytes | None:
        """What has this term for an id."""
        # An eighth of the time of a search, and most paragraphs have no quotation to be found.
        if not self._frequency("id", id):
            return None
        _, hits = self._search(self._term("id", id), 1, count=False)
        return self._records([hits[0][1]])[0] if hits else None


def _place(address: Address) -> tuple[int, int]:
    return address.segment_ord, address.doc


def _weighing(every: Asked, clauses: Sequence[tuple[Asked, int]]) -> Asked:
    if sum(weight for _, weight in clauses) >= MOST_WEIGHT:
        raise ValueError("clauses too heavy to be added up exactly")
    parts = [(Occur.Must, Asked.const_score_query(every, 0.0))]
    parts += [
        (Occur.Should, Asked.const_score_query(query, float(weight))) for query, weight in clauses
    ]
    return Asked.boolean_query(parts)


def _chosen(clauses: Sequence[tuple[Asked, int]], choice: Sequence[bool]) -> Asked:
    """What matches these clauses and no others."""
    occurs = [Occur.Must if wanted else Occur.MustNot for wanted in choice]
    parts = [(occur, query) for occur, (query, _) in zip(occurs, clauses, strict=True)]
    return Asked.boolean_query([(Occur.Must, Asked.all_query()), *parts])


def _all(queries: Sequence[Asked]) -> Asked:
    return Asked.boolean_query([(Occur.Must, query) for query in queries])


def _any(queries: Sequence[Asked]) -> Asked:
    return Asked.boolean_query([(Occur.Should, query) for query in queries])


class _Translation:
    """Queries over one scope in, those of tantivy out; each is translated once."""

    def __init__(self, searcher: TantivySearcher, schema: tantivy.Schema, scope: Scope) -> None:
        self._searcher = searcher
        self._schema = schema
        self._scope = scope
        self._known: dict[Query, Asked] = {}

    def translate(self, query: Query) -> Asked:
        """The same question for tantivy."""
        found = self._known.get(query)
        if found is None:
            found = self._known[query] = self._translate(query)
        return found

    def _translate(self, query: Query) -> Asked:
        match query:
            case Word(exact=False):
                return self._term("key", query.key)
            case Word():
                return self._term("form", query.form)
            case Prefix() | Fuzzy():
                return self._forms(query)
            case Phrase():
                return self._phrase(query)
            case Filter():
                return self._filter(query)
            case Either(children):
                return _any([self.translate(child) for child in children])
            case All(children):
                wanted = [self.translate(c) for c in children if not isinstance(c, Not)]
                unwanted = [self.translate(c.child) for c in children if isinstance(c, Not)]
                return self._without(_all(wanted) if wanted else self._everything(), unwanted)
            case Not(child):
                return self._without(self._everything(), [self.translate(child)])

    def _without(self, every: Asked, unwanted: Sequence[Asked]) -> Asked:
        if not unwanted:
            return every
        parts = [(Occur.Must, every), *((Occur.MustNot, query) for query in unwanted)]
        return Asked.boolean_query(parts)

    def _everything(self) -> Asked:
        return self._searcher.term("kind", self._scope)

    def _term(self, field: TermField, term: str) -> Asked:
        return self._searcher.term(f"{self._scope}_{field}", term)

    def _like(self, field: TermField, expression: str) -> Asked:
        return Asked.regex_query(self._schema, f"{self._scope}_{field}", expression)

    def _terms(self, field: TermField, accepts: Callable[[str], bool]) -> Asked:
        known = self._searcher.vocabulary(field, self._scope, "")
        terms = [_text(term) for term in known if accepts(term)]
        return Asked.term_set_query(self._schema, f"{self._scope}_{field}", terms)

    def _forms(self, word: Prefix | Fuzzy) -> Asked:
        if isinstance(word, Prefix):
            if len(word.form) > LONGEST_PATTERN:
                return self._terms("form", lambda form: form.startswith(word.form))
            return self._like("form", f"{_literally(word.form)}{ANYTHING}")
        slips = word.slips or allowed_slips(word.form)
        if slips > 2:  # as many as tantivy has automata for
            return self._terms("form", lambda form: accepts_form(word, form))
        return Asked.fuzzy_term_query(self._schema, f"{self._scope}_form", word.form, slips)

    def _filter(self, query: Filter) -> Asked:
        if query.pattern is None and query.low == query.high:
            return self._term(query.field, query.low)
        if query.pattern and len(query.pattern) <= LONGEST_PATTERN and "[" not in query.pattern:
            return self._like(query.field, _pattern(query.pattern))
        return self._terms(query.field, lambda value: accepts_value(query, value))

    def _phrase(self, phrase: Phrase) -> Asked:
        words = [self.translate(word) for word in phrase.words]
        keys = [word.key for word in phrase.words if isinstance(word, Word)]
        may_match = _all(words)
        if phrase.slop is None and len(keys) == len(words) > 1:
            in_a_row = Asked.phrase_query(
                self._schema, f"{self._scope}_key", [_text(key) for key in keys]
            )
            if not any(isinstance(word, Word) and word.exact for word in phrase.words):
                return in_a_row
            may_match = _all([in_a_row, *words])
        ids = self._searcher.holding(may_match, PhraseCheck(phrase))
        return Asked.term_set_query(self._schema, "id", ids)


def _pattern(pattern: str) -> str:
    """What `accepts_value` accepts, as a regular expression over the whole value."""
    if not any(sign in pattern for sign in "*?"):
        return f"{ANYTHING}{_literally(pattern)}{ANYTHING}"
    signs = {"*": ANYTHING, "?": ANY_CHARACTER}
    parts = [signs.get(sign) or _literally(sign) for sign in pattern]
    return f"({ANYTHING}/)?{''.join(parts)}"


def _literally(text: str) -> str:
    return "".join(sign if sign.isalnum() else rf"\x{{{ord(sign):x}}}" for sign in _text(text))


def open_engine(directory: Path) -> TantivyEngine:
    """The tantivy index in `directory`."""
    return TantivyEngine(directory)
