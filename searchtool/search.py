"""Index and query text in, complete Results out."""

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeVar

from searchtool.analysis import Analyzer, restore_terms
from searchtool.engines.base import Candidate, Searcher
from searchtool.index import Index
from searchtool.matching import find_matches
from searchtool.model import (
    Document,
    FileRecord,
    Hit,
    Passage,
    Results,
    Scope,
    Snippet,
    Span,
    WordCount,
)
from searchtool.query import NOTHING, Query, Word, all_of, relaxations, words
from searchtool.queryparser import ParsedQuery, parse_query
from searchtool.ranking import (
    QueryWord,
    Ranked,
    candidate_clauses,
    derived_keys,
    rank,
    relaxed_words,
)
from searchtool.snippets import make_snippet, whole_passage

WINDOW = 200
"""How many candidates are ranked; those after them keep their order. See `candidate_clauses`."""

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """What is asked besides the words: `limit` and `offset` in hits, `context` in neighbouring
    passages, `full` shows passages uncut, and
    `filters` must hold besides the query."""

    scope: Scope = "paragraph"
    limit: int = 10
    offset: int = 0
    context: int = 0
    full: bool = False
    filters: tuple[Query, ...] = ()


class Session:
    """An open index that answers query after query from one view of it."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._analyzer = Analyzer()
        self._searcher = index.searcher()
        self._current_folder = os.getcwd()

    def search(self, text: str, options: SearchOptions) -> Results:
        """The answer to one query. Any text is a valid query."""
        started = time.perf_counter()
        question = self._ask(text, options)
        found = self._retrying(lambda: self._find(question, options))
        is_whole = found.total == found.complete > 0
        return Results(
            query=text,
            total=found.total,
            complete=found.complete,
            relaxed=found.query != question.tree,
            hits=self._retrying(lambda: self._hits(found, options)),
            words=() if is_whole else self._count_words(question.tree, options),
            notes=question.notes,
            took_ms=round((time.perf_counter() - started) * 1000, 1),
        )

    def matching_files(self, text: str, options: SearchOptions) -> dict[str, int]:
        """The files with passages that hold all that is asked, each with the number of these."""
        tree = self._ask(text, options).tree
        files: dict[str, int] = {}
        for document_id, count in self._searcher.matching_documents(tree, options.scope).items():
            if document := self._searcher.document(document_id):
                path = self.shown_path(document.path)
                files[path] = files.get(path, 0) + count
        return dict(sorted(files.items(), key=lambda item: (-item[1], item[0])))

    def neighbours(self, passage: Passage, count: int) -> "_Neighbours":
        """Up to `count` passages before and after one in its document."""
        around = [
            self._searcher.passage(f"{passage.document_id}#p{ordinal}")
            for ordinal in range(passage.ordinal - count, passage.ordinal + count + 1)
        ]
        return (
            tuple(p for p in around[:count] if p is not None),
            tuple(p for p in around[count + 1 :] if p is not None),
        )

    def show(self, passage_id: str, context: int) -> Hit | None:
        """One passage by its id, whole, with its neighbours."""
        passage = self._searcher.passage(passage_id)
        if passage is None:
            return None
        found = _Found(NOTHING, 1, 1, [Ranked(Candidate(passage, (), 0), 0.0, {})])
        return self._hit(found, 0, SearchOptions(context=context, full=True))

    def shown_path(self, path: str) -> str:
        """A path as it is opened from the current folder: relative where that is shorter."""
        try:
            relative = os.path.relpath(path, self._current_folder)
        except ValueError:  # another drive
            return path
        return relative if len(relative) < len(path) else path

    def close(self) -> None:
        """Let go of the index."""
        self._searcher.close()

    def _retrying(self, ask: Callable[[], Answer]) -> Answer:
        """A commit beside us may take away files that were not opened yet: look at it anew."""
        try:
            return ask()
        except FileNotFoundError:
            self._searcher = self._index.searcher()
            return ask()

    def _ask(self, text: str, options: SearchOptions) -> ParsedQuery:
        parsed = parse_query(text, self._analyzer)
        if not options.filters:
            return parsed
        asked = () if parsed.tree == NOTHING and not text.strip() else (parsed.tree,)
        return replace(parsed, tree=all_of([*asked, *options.filters]))

    def _find(self, question: ParsedQuery, options: SearchOptions) -> "_Found":
        query_words = self._query_words(question, options.scope)
        found = self._ranked(question.tree, query_words, options)
        if found.total >= options.offset + options.limit:
            return found
        for step in relaxations(question.tree, relaxed_words(query_words)):
            relaxed = self._ranked(step, query_words, options)
            if relaxed.total > found.total:
                have = {r.candidate.passage.id for r in found.ranked}
                rest = [r for r in relaxed.ranked if r.candidate.passage.id not in have]
                return _Found(step, relaxed.total, found.total, [*found.ranked, *rest])
        return found

    def _ranked(
        self, query: Query, query_words: Sequence[QueryWord], options: SearchOptions
    ) -> "_Found":
        passages = self._searcher.count_passages(options.scope)
        clauses = candidate_clauses(query_words, passages)
        limit = max(WINDOW, options.offset + options.limit)
        candidates = self._searcher.candidates(query, clauses, options.scope, limit)
        ranked = rank(query_words, candidates.items[:WINDOW], passages)
        rest = [Ranked(c, 0.0, {}) for c in candidates.items[WINDOW:]]
        return _Found(query, candidates.total, candidates.total, [*ranked, *rest])

    def _query_words(self, question: ParsedQuery, scope: Scope) -> list[QueryWord]:
        def keys(prefix: str) -> Iterator[str]:
            return (key for key, _ in self._searcher.vocabulary("key", scope, prefix))

        found = []
        for asked in question.sequence:
            word = asked.word
            by_key = isinstance(word, Word) and not word.exact and not asked.is_stop
            derived = derived_keys(word.key, keys) if by_key and isinstance(word, Word) else ()
            frequency = self._searcher.count(word, scope)
            found.append(QueryWord(asked, frequency, frozenset(derived)))
        return found

    def _count_words(self, query: Query, options: SearchOptions) -> tuple[WordCount, ...]:
        return tuple(
            WordCount(word.form, self._searcher.count(word, options.scope)) for word in words(query)
        )

    def _hits(self, found: "_Found", options: SearchOptions) -> tuple[Hit, ...]:
        places = range(options.offset, min(options.offset + options.limit, len(found.ranked)))
        return tuple(self._hit(found, place, options) for place in places)

    def _hit(self, found: "_Found", place: int, options: SearchOptions) -> Hit:
        ranked = found.ranked[place]
        passage = ranked.candidate.passage
        document = self._searcher.document(passage.document_id)
        assert document is not None  # committed together with its passages
        spans = _highlights(found.query, ranked.candidate)
        before, after = self.neighbours(passage, options.context) if options.context else ((), ())
        return Hit(
            rank=place + 1,
            score=ranked.score,
            passage=passage,
            document=document,
            path=self.shown_path(document.path),
            snippet=_snippet(passage.text, spans, options.full),
            highlights=spans,
            source=_source_state(self._searcher, document),
            before=before,
            after=after,
        )


_Neighbours = tuple[tuple[Passage, ...], tuple[Passage, ...]]


@dataclass(frozen=True, slots=True)
class _Found:
    query: Query
    total: int
    complete: int
    ranked: Sequence[Ranked]


def _highlights(query: Query, candidate: Candidate) -> tuple[Span, ...]:
    if not candidate.keys:
        return ()
    terms = restore_terms(candidate.passage.text, candidate.keys)
    positions = find_matches(query, terms) or set()
    return tuple(Span(terms[p].start, terms[p].end) for p in sorted(positions))


def _snippet(text: str, spans: Sequence[Span], full: bool) -> Snippet:
    return whole_passage(text, spans) if full else make_snippet(text, spans)


def _source_state(searcher: Searcher, document: Document) -> Literal["same", "changed", "missing"]:
    record = searcher.file(document.path)
    try:
        status = os.stat(document.path)
    except OSError:
        return "missing"
    if record is None or (record.size, record.modified) == (status.st_size, status.st_mtime_ns):
        return "same"
    return "same" if _is_unchanged(record) else "changed"


def _is_unchanged(record: FileRecord) -> bool:
    """Whether a touched file still holds the bytes that were indexed."""
    try:
        content = Path(record.path).read_bytes()
    except OSError:
        return False
    return hashlib.blake2b(content, digest_size=16).hexdigest() == record.digest
