"""Index and query text in, complete Results out."""

import itertools
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from searchtool.analysis import Analyzer, token_spans
from searchtool.chronology import Sort, sort_by_day, stretches
from searchtool.engines.base import Candidates, EngineDamaged, Searcher
from searchtool.engines.records import read_passage
from searchtool.filters import LAST, asks_speaker
from searchtool.freshness import source_state
from searchtool.matching import Highlighter
from searchtool.model import (
    Hit,
    Passage,
    Results,
    Scope,
    Snippet,
    Span,
    Suggestion,
    WordCount,
)
from searchtool.opening import naming_damage, open_searcher
from searchtool.query import EVERYTHING, NOTHING, Query, SomeWord, Word, all_of, relaxations
from searchtool.queryparser import ParsedQuery, parse_query
from searchtool.ranking import (
    WINDOW,
    QueryWord,
    Ranked,
    candidate_clauses,
    count_worthy,
    derived_keys,
    rank,
    relaxed_words,
)
from searchtool.remembered import Remembered
from searchtool.render.explain import describe
from searchtool.reprints import group_reprints
from searchtool.snippets import make_snippet, whole_passage

if TYPE_CHECKING:
    from searchtool.suggest import Lexicon

MOST_WORDS = 100
"""Words of a query that count in the ranking; all of them count in what is found."""

MOST_DOCUMENTS = 10_000
"""Documents and files that are kept, half a kilobyte each."""

MOST_LOOKED_UP = 10_000
"""Words of queries of which is kept what the index knows, a kilobyte each."""

Answer = TypeVar("Answer")


class SearchOptions(NamedTuple):
    """What is asked besides the words: `limit` and `offset` in hits, `context` in neighbouring
    passages; `full` shows passages uncut, `filters` must hold besides the query, `fix` also tries
    what was probably meant, `collapse` shows words quoted in several documents once, and `sort` by
    day shows only passages that hold all the words."""

    scope: Scope = "paragraph"
    limit: int = 10
    offset: int = 0
    context: int = 0
    full: bool = False
    filters: tuple[Query, ...] = ()
    fix: bool = True
    collapse: bool = True
    sort: Sort = "relevance"


def open_session(directory: Path) -> "Session":
    """The index in `directory`, ready for queries.

    Raises IndexMissing, IndexOutdated or IndexDamaged, as every answer may."""
    return Session(lambda: open_searcher(directory)[1], str(directory))


class Session:
    """An open index that answers query after query from one view of it."""

    def __init__(self, reopen: Callable[[], Searcher], where: str) -> None:
        """`reopen` gives the last commit, now and whenever a view has become useless; `where` is
        what errors name."""
        self._reopen = reopen
        self._where = where
        self._look_at(reopen())
        self.analyzer = Analyzer(self._key_of)
        self._current_folder = os.getcwd()
        self._shown_paths = Remembered(self._shorten, MOST_DOCUMENTS)

    def search(self, text: str, options: SearchOptions) -> Results:
        """The answer to one query. Any text is a valid query; one that asks for a speaker is
        answered with quotations."""
        started = time.perf_counter()
        question = self._ask(text, options)
        options = options._replace(scope=self._scope(question.tree, options))
        found, suggestion = self._retrying(lambda: self._find_or_fix(question, options))
        return Results(
            query=text,
            total=found.total,
            complete=found.complete,
            relaxed=found.query != found.question.tree,
            hits=self._retrying(lambda: self._hits(found, options)),
            words=_word_counts(found.words),
            suggestion=suggestion,
            understood=describe(found.question.tree),
            notes=found.question.notes,
            took_ms=round((time.perf_counter() - started) * 1000, 1),
        )

    def matching_files(self, text: str, options: SearchOptions) -> dict[str, int]:
        """The files with passages that hold all that is asked, each with the number of these."""
        tree = self._ask(text, options).tree
        found = self._retrying(
            lambda: list(self._searcher.matching(tree, self._scope(tree, options)))
        )
        files: dict[str, int] = {}
        for document_id, count in Counter(passage.document_id for passage in found).items():
            if document := self._retrying(partial(self._searcher.document, document_id)):
                path = self.shown_path(document.path)
                files[path] = files.get(path, 0) + count
        return dict(sorted(files.items(), key=lambda item: (-item[1], item[0])))

    def neighbours(self, passage: Passage, count: int) -> "_Neighbours":
        """Up to `count` paragraphs before and after one in its document; before a quotation also
        the paragraph it is from."""
        around = [
            self._searcher.passage(f"{passage.document_id}#p{ordinal}")
            for ordinal in range(passage.ordinal - count, passage.ordinal + count + 1)
        ]
        own = count + (passage.kind == "quote")
        return (
            tuple(p for p in around[:own] if p is not None),
            tuple(p for p in around[count + 1 :] if p is not None),
        )

    def quotes_in(self, paragraph: Passage) -> Iterator[Passage]:
        """The quotations that begin in a paragraph."""
        for number in itertools.count(1):
            quote = self._searcher.passage(f"{paragraph.id}.q{number}")
            if quote is None:
                return
            yield quote

    def show(self, passage_id: str, context: int) -> Hit | None:
        """One passage by its id, whole, with its neighbours."""
        passage = self._retrying(lambda: self._searcher.passage(passage_id))
        if passage is None:
            return None
        options = SearchOptions(context=context, full=True)
        return self._retrying(lambda: self._hit(passage, (), options))

    def read_question(self, text: str, scope: Scope) -> tuple[ParsedQuery, list[QueryWord]]:
        """What a query asks, and what the index knows of its words."""
        question = self._ask(text, SearchOptions(scope))
        return question, self._query_words(question, scope)

    def candidates(
        self, query: Query, query_words: Sequence[QueryWord], options: SearchOptions
    ) -> Candidates:
        """The passages that match, the heaviest first, enough of them to be ranked."""
        clauses = candidate_clauses(query_words, self.count_passages(options.scope))
        limit = max(WINDOW.most, options.offset + options.limit)
        return self._searcher.candidates(query, clauses, options.scope, limit)

    def count_passages(self, scope: Scope) -> int:
        """How many passages there are."""
        return self._searcher.count_passages(scope)

    def speaker_names(self) -> Sequence[str]:
        """The names of all speakers of the index, as the documents give them."""
        return self._retrying(lambda: self._searcher.vocabulary("who", "quote", ""))

    def matching_quotes(self, text: str, options: SearchOptions) -> list[Passage]:
        """All quotations that match, in no particular order; all there are, if nothing is asked."""
        tree = self._ask(text, options).tree if text or options.filters else EVERYTHING
        return self._retrying(lambda: list(self._searcher.matching(tree, "quote")))

    def date_of(self, document_id: str) -> str | None:
        """The date of a document, ISO."""
        document = self._retrying(lambda: self._documents[document_id])
        return document.date if document else None

    def shown_path(self, path: str) -> str:
        """A path as it is opened from the current folder: relative where that is shorter."""
        return self._shown_paths[path]

    def _shorten(self, path: str) -> str:
        try:
            relative = os.path.relpath(path, self._current_folder)
        except ValueError:  # another drive
            return path
        return relative if len(relative) < len(path) else path

    def close(self) -> None:
        """Let go of the index."""
        self._searcher.close()

    def _look_at(self, searcher: Searcher) -> None:
        """Answer from this view, and remember what is asked again and again of it."""
        self._searcher = searcher
        self._lexicons: dict[Scope, Lexicon] = {}
        self._documents = Remembered(searcher.document, MOST_DOCUMENTS)
        self._files = Remembered(searcher.file, MOST_DOCUMENTS)
        self._words = Remembered(self._look_up, MOST_LOOKED_UP)

    def _key_of(self, form: str) -> str | None:
        return self._retrying(lambda: self._searcher.key_of(form))

    def _retrying(self, ask: Callable[[], Answer]) -> Answer:
        """A commit beside us may take away what was not opened yet: look at it anew, once."""
        try:
            return ask()
        except EngineDamaged:
            self._look_at(self._reopen())
        with naming_damage(self._where):
            return ask()

    def _scope(self, tree: Query, options: SearchOptions) -> Scope:
        return "quote" if asks_speaker(tree) else options.scope

    def _ask(self, text: str, options: SearchOptions) -> ParsedQuery:
        parsed = parse_query(text, self.analyzer)
        if not options.filters:
            return parsed
        asked = () if parsed.tree == NOTHING and not text.strip() else (parsed.tree,)
        return parsed._replace(tree=all_of([*asked, *options.filters]))

    def _find_or_fix(
        self, question: ParsedQuery, options: SearchOptions
    ) -> tuple["_Found", Suggestion | None]:
        """What the query finds; if no passage holds all of it, what was probably meant finds."""
        found = self._find(question, options)
        if found.complete or not options.fix or _is_known(found):
            return found, None
        from searchtool.suggest import suggest  # most queries find something

        suggestion = suggest(question.text, self._lexicon(options.scope))
        if suggestion is None:
            return found, None
        other = self._find(self._ask(suggestion.text, options), options)
        if other.complete or (other.total and not found.total):
            return other, suggestion
        return found, None

    def _lexicon(self, scope: Scope) -> "Lexicon":
        if scope not in self._lexicons:
            self._lexicons[scope] = self._make_lexicon(scope)
        return self._lexicons[scope]

    def _make_lexicon(self, scope: Scope) -> "Lexicon":
        from searchtool.suggest import Lexicon

        searcher = self._searcher

        def count(text: str) -> int:
            return searcher.count(parse_query(text, self.analyzer).tree, scope)

        def near(word: str, slips: int) -> Sequence[str]:
            return searcher.forms_near(word, scope, slips)

        return Lexicon(count, near, partial(searcher.vocabulary, "form", scope))

    def _find(self, question: ParsedQuery, options: SearchOptions) -> "_Found":
        query_words = self._query_words(question, options.scope)
        if options.sort != "relevance":
            return self._find_by_day(question, query_words, options)
        found = self._ranked(question, question.tree, query_words, options)
        if found.total >= options.offset + options.limit:
            return found
        for step in relaxations(question.tree, relaxed_words(query_words)):
            relaxed = self._ranked(question, step, query_words, options)
            if relaxed.total > found.total:
                have = {r.candidate.id for r in found.ranked}
                rest = [r for r in relaxed.ranked if r.candidate.id not in have]
                return relaxed._replace(complete=found.total, ranked=[*found.ranked, *rest])
        return found

    def _find_by_day(
        self, question: ParsedQuery, query_words: Sequence[QueryWord], options: SearchOptions
    ) -> "_Found":
        """What holds all the words, in the order of days; what is of one day, by rank."""
        tree, scope, sort = question.tree, options.scope, options.sort
        total = self._searcher.count(tree, scope)
        parts: Iterable[Query] = [tree]
        if total > WINDOW.most:
            parts = stretches(self._searcher, tree, scope, WINDOW.most, sort)
        ranked: list[Ranked] = []
        for part in parts:
            found = self._ranked(question, part, query_words, options)
            ranked += sort_by_day(found.ranked, self.date_of, sort)
            if len(_groups(ranked, options)) >= options.offset + options.limit:
                break
        return _Found(question, tree, query_words, total, total, ranked)

    def _ranked(
        self,
        question: ParsedQuery,
        query: Query,
        query_words: Sequence[QueryWord],
        options: SearchOptions,
    ) -> "_Found":
        found = self.candidates(query, query_words, options)
        worthy = count_worthy(found.weights)
        if options.sort != "relevance" or _joins_reprints(options):  # any may be shown
            worthy = min(len(found.weights), WINDOW.most)
        items = found.read(max(worthy, options.offset + options.limit))
        ranked = rank(query_words, items[:worthy], self.count_passages(options.scope))
        rest = [Ranked(candidate, 0.0) for candidate in items[worthy:]]
        return _Found(question, query, query_words, found.total, found.total, [*ranked, *rest])

    def _query_words(self, question: ParsedQuery, scope: Scope) -> list[QueryWord]:
        only_stop_words = all(asked.is_stop for asked in question.sequence)
        return [
            QueryWord(asked, *self._words[asked.word, scope])
            if only_stop_words or not asked.is_stop
            else QueryWord(asked)
            for asked in question.sequence[:MOST_WORDS]
        ]

    def _look_up(self, asked: tuple[SomeWord, Scope]) -> tuple[int, frozenset[str]]:
        """In how many passages a word is, and the keys derived from the same root."""
        word, scope = asked
        derived = frozenset[str]()
        if isinstance(word, Word) and not word.exact:
            derived = derived_keys(word.key, partial(self._searcher.vocabulary, "key", scope))
        return self._searcher.count(word, scope), derived

    def _hits(self, found: "_Found", options: SearchOptions) -> tuple[Hit, ...]:
        groups = _groups(found.ranked, options)
        shown = groups[options.offset : options.offset + options.limit]
        highlighter = Highlighter(found.query)
        return tuple(
            self._ranked_hit(group, rank, highlighter, options)
            for rank, group in enumerate(shown, start=options.offset + 1)
        )

    def _ranked_hit(
        self,
        group: Sequence[Ranked],
        rank: int,
        highlighter: Highlighter,
        options: SearchOptions,
    ) -> Hit:
        """The first to print the words, or the one whose day they are sorted by, with the number of
        documents that have them."""
        ids = {ranked.candidate.document_id for ranked in group}
        first = group[0]
        if len(ids) > 1 and options.sort == "relevance":
            first = min(group, key=lambda one: self.date_of(one.candidate.document_id) or LAST)
        passage = read_passage(first.candidate.record)
        places = highlighter.places(first.candidate.keys, first.candidate.forms)
        spans = token_spans(passage.text, places)
        return self._hit(passage, spans, options)._replace(
            rank=rank, score=first.score, copies=len(ids), parts=first.explain()
        )

    def _hit(self, passage: Passage, spans: tuple[Span, ...], options: SearchOptions) -> Hit:
        document = self._documents[passage.document_id]
        if document is None:  # they are committed together
            raise EngineDamaged(passage.document_id)
        before, after = self.neighbours(passage, options.context) if options.context else ((), ())
        return Hit(
            rank=0,
            score=0.0,
            passage=passage,
            document=document,
            path=self.shown_path(document.path),
            snippet=_snippet(passage, spans, options.full),
            highlights=spans,
            source=source_state(document.path, self._files[document.path]),
            before=before,
            after=after,
            quotes=tuple(self.quotes_in(passage)) if passage.kind == "paragraph" else (),
        )


_Neighbours = tuple[tuple[Passage, ...], tuple[Passage, ...]]


class _Found(NamedTuple):
    question: ParsedQuery
    query: Query
    words: Sequence[QueryWord]
    total: int
    complete: int
    ranked: Sequence[Ranked]


def _groups(ranked: Sequence[Ranked], options: SearchOptions) -> list[list[Ranked]]:
    """What is shown as one hit, together."""
    return group_reprints(ranked) if _joins_reprints(options) else [[one] for one in ranked]


def _joins_reprints(options: SearchOptions) -> bool:
    return options.scope == "quote" and options.collapse


def _is_known(found: _Found) -> bool:
    """Whether the index plainly holds every word: then none of them was misspelt."""
    question = found.question
    if len(question.text.split()) != len(question.sequence):
        return False  # a compound, or something that is no word
    return all(word.frequency or word.asked.is_stop for word in found.words)


def _word_counts(query_words: Sequence[QueryWord]) -> tuple[WordCount, ...]:
    counts = (
        WordCount(word.asked.word.form, word.frequency, tuple(sorted(word.derived)))
        for word in query_words
        if not word.asked.is_stop
    )
    return tuple(dict.fromkeys(counts))


def _snippet(passage: Passage, spans: Sequence[Span], full: bool) -> Snippet:
    make = whole_passage if full else make_snippet
    return make(passage.text, spans, keep_lines=passage.role == "verse")
