"""Index and query text in, complete Results out."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.memo import Memo
from searchtool.core.model import Hit, Passage, Results, Scope, Suggestion, WordCount
from searchtool.engines.base import Candidates, EngineCorrupted, Searcher
from searchtool.index.open import open_searcher, with_location
from searchtool.query.describe import describe
from searchtool.query.filters import asks_speaker
from searchtool.query.parser import ParsedQuery, parse_query
from searchtool.query.relaxation import relaxations
from searchtool.query.tree import MATCH_ALL, MATCH_NONE, Query, TermNode, WordNode, all_of
from searchtool.search.collapsing import group_hits
from searchtool.search.date_sort import date_ranges, sort_by_day
from searchtool.search.hits import HitBuilder
from searchtool.search.options import SearchOptions
from searchtool.search.ranking.candidates import WINDOW, candidate_clauses, rerank_depth
from searchtool.search.ranking.expansion import derived_keys, relaxed_words
from searchtool.search.ranking.scoring import QueryWord, Ranked, rank, unscored

if TYPE_CHECKING:
    from searchtool.search.suggestions import IndexVocabulary

MOST_WORDS = 100
"""Words of a query that count in the ranking; all of them count in what is found."""

MOST_LOOKED_UP = 10_000
"""Words of queries of which is kept what the index knows, a kilobyte each."""

Answer = TypeVar("Answer")


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
            hits=self._retrying(
                lambda: self._maker.ranked_hits(found.ranked, found.query, found.total, options)
            ),
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
            if path := self._path_of(document_id):
                files[path] = files.get(path, 0) + count
        return dict(sorted(files.items(), key=lambda item: (-item[1], item[0])))

    def show(self, passage_id: str, context: int) -> Hit | None:
        """One passage by its id, whole, with its neighbours."""
        passage = self._retrying(lambda: self._searcher.passage(passage_id))
        if passage is None:
            return None
        options = SearchOptions(context=context, full=True)
        return self._retrying(lambda: self._maker.hit(passage, options))

    def read_question(self, text: str, scope: Scope) -> tuple[ParsedQuery, list[QueryWord]]:
        """What a query asks, and what the index knows of its words."""
        question = self._ask(text, SearchOptions(scope))
        return question, self._query_words(question, scope)

    def candidates(
        self, query: Query, query_words: Sequence[QueryWord], scope: Scope, limit: int
    ) -> Candidates:
        """The passages that match, the heaviest first: `limit` of them, or all that are ranked."""
        clauses = candidate_clauses(query_words, self.count_passages(scope))
        return self._searcher.candidates(query, clauses, scope, max(WINDOW.most, limit))

    def count_passages(self, scope: Scope) -> int:
        """How many passages there are."""
        return self._searcher.count_passages(scope)

    def speaker_names(self) -> Sequence[str]:
        """The names of all speakers of the index, as the documents give them."""
        return self._retrying(lambda: self._searcher.vocabulary("who", "quote", ""))

    def matching_quotes(self, text: str, options: SearchOptions) -> list[Passage]:
        """All quotations that match, in no particular order; all there are, if nothing is asked."""
        tree = self._ask(text, options).tree if text or options.filters else MATCH_ALL
        return self._retrying(lambda: list(self._searcher.matching(tree, "quote")))

    def date_of(self, document_id: str) -> str | None:
        """The date of a document, ISO."""
        return self._retrying(lambda: self._maker.date_of(document_id))

    def close(self) -> None:
        """Let go of the index."""
        self._searcher.close()

    def _path_of(self, document_id: str) -> str | None:
        return self._retrying(lambda: self._maker.path_of(document_id))

    def _look_at(self, searcher: Searcher) -> None:
        """Answer from this view, and remember what is asked again and again of it."""
        self._searcher = searcher
        self._vocabularies: dict[Scope, IndexVocabulary] = {}
        self._maker = HitBuilder(searcher)
        self._words = Memo(self._look_up, MOST_LOOKED_UP)

    def _key_of(self, form: str) -> str | None:
        return self._retrying(lambda: self._searcher.key_of(form))

    def _retrying(self, ask: Callable[[], Answer]) -> Answer:
        """A commit beside us may take away what was not opened yet: look at it anew, once."""
        try:
            return ask()
        except EngineCorrupted:
            self._look_at(self._reopen())
        with with_location(self._where):
            return ask()

    def _scope(self, tree: Query, options: SearchOptions) -> Scope:
        return "quote" if asks_speaker(tree) else options.scope

    def _ask(self, text: str, options: SearchOptions) -> ParsedQuery:
        parsed = parse_query(text, self.analyzer)
        if not options.filters:
            return parsed
        asked = () if parsed.tree == MATCH_NONE and not text.strip() else (parsed.tree,)
        return parsed._replace(tree=all_of([*asked, *options.filters]))

    def _find_or_fix(
        self, question: ParsedQuery, options: SearchOptions
    ) -> tuple["_Found", Suggestion | None]:
        """What the query finds; if no passage holds all of it, what was probably meant finds."""
        found = self._find(question, options)
        if found.complete or not options.fix or _is_known(found):
            return found, None
        from searchtool.search.suggestions import suggest  # most queries find something

        suggestion = suggest(question.text, self._vocabulary(options.scope))
        if suggestion is None:
            return found, None
        other = self._find(self._ask(suggestion.text, options), options)
        if other.complete or (other.total and not found.total):
            return other, suggestion
        return found, None

    def _vocabulary(self, scope: Scope) -> "IndexVocabulary":
        if scope not in self._vocabularies:
            self._vocabularies[scope] = self._make_vocabulary(scope)
        return self._vocabularies[scope]

    def _make_vocabulary(self, scope: Scope) -> "IndexVocabulary":
        from searchtool.search.suggestions import IndexVocabulary

        searcher = self._searcher

        def count(text: str) -> int:
            return searcher.count(parse_query(text, self.analyzer).tree, scope)

        def near(word: str, slips: int) -> Sequence[str]:
            return searcher.forms_near(word, scope, slips)

        return IndexVocabulary(count, near, partial(searcher.vocabulary, "form", scope))

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
            parts = date_ranges(self._searcher, tree, scope, WINDOW.most, sort)
        ranked: list[Ranked] = []
        for part in parts:
            found = self._ranked(question, part, query_words, options)
            ranked += sort_by_day(found.ranked, self.date_of, sort)
            if len(group_hits(ranked, options)) >= options.offset + options.limit:
                break
        return _Found(question, tree, query_words, total, total, ranked)

    def _ranked(
        self,
        question: ParsedQuery,
        query: Query,
        query_words: Sequence[QueryWord],
        options: SearchOptions,
    ) -> "_Found":
        """As many as make up the hits that are asked for: several quotations may make one."""
        wanted = limit = options.offset + options.limit
        while True:
            found = self.candidates(query, query_words, options.scope, limit)
            ranked = self._rank(found, query_words, options, limit)
            if len(ranked) == found.total or len(group_hits(ranked, options)) >= wanted:
                return _Found(question, query, query_words, found.total, found.total, ranked)
            limit = 2 * len(found.weights)

    def _rank(
        self,
        found: Candidates,
        query_words: Sequence[QueryWord],
        options: SearchOptions,
        limit: int,
    ) -> list[Ranked]:
        """At least `limit`, if there are; those that are not worth it unranked."""
        worthy = rerank_depth(found.weights)
        if options.sort != "relevance":  # any may be shown
            worthy = min(len(found.weights), WINDOW.most)
        items = found.read(max(worthy, limit))
        ranked = rank(query_words, items[:worthy], self.count_passages(options.scope))
        return [*ranked, *unscored(items[worthy:], found.weights[worthy:], ranked)]

    def _query_words(self, question: ParsedQuery, scope: Scope) -> list[QueryWord]:
        only_stop_words = all(asked.is_stop for asked in question.sequence)
        return [
            QueryWord(asked, *self._words[asked.word, scope])
            if only_stop_words or not asked.is_stop
            else QueryWord(asked)
            for asked in question.sequence[:MOST_WORDS]
        ]

    def _look_up(self, asked: tuple[WordNode, Scope]) -> tuple[int, frozenset[str]]:
        """In how many passages a word is, and the keys derived from the same root."""
        word, scope = asked
        derived = frozenset[str]()
        if isinstance(word, TermNode) and not word.exact:
            derived = derived_keys(word.key, partial(self._searcher.vocabulary, "key", scope))
        return self._searcher.count(word, scope), derived


class _Found(NamedTuple):
    question: ParsedQuery
    query: Query
    words: Sequence[QueryWord]
    total: int
    complete: int
    ranked: Sequence[Ranked]


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
