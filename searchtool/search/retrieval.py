"""Finds the passages that answer a query and ranks them, over one snapshot of an index.

Candidates come from the engine, their order from `ranking`. Where too few passages hold all the
words, those that hold some of them follow; where none does, what was probably meant is searched.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.i18n import tr
from searchtool.core.memo import Memo
from searchtool.core.model import Scope, Suggestion, WordCount
from searchtool.engines.base import Candidates, Searcher
from searchtool.query.filters import empty_date_ranges
from searchtool.query.parser import ParsedQuery, parse_query
from searchtool.query.relaxation import relaxations
from searchtool.query.tree import MATCH_NONE, Filter, Query, TermNode, WordNode, all_of
from searchtool.search.collapsing import group_hits
from searchtool.search.options import SearchOptions
from searchtool.search.ranking.candidates import RERANK_WINDOW, candidate_clauses, rerank_depth
from searchtool.search.ranking.expansion import expansion_terms, find_expansions
from searchtool.search.ranking.scoring import QueryWord, Ranked, rank, unscored

if TYPE_CHECKING:
    from searchtool.search.suggestions import IndexVocabulary

MAX_RANKED_WORDS = 100
"""Words of a query that count in the ranking; all of them count in what is found."""

MIN_COMPLETE = 20
"""With fewer passages that hold all the words, those that hold some of them count, too. What is
asked for does not matter here, so that the total depends on the query alone."""

MAX_REMEMBERED_WORDS = 10_000
"""Words of earlier queries whose frequency and derived words are remembered, a kilobyte each."""


class Retrieval(NamedTuple):
    """What a query found. `query` is the tree that was searched in the end, `question` what was
    asked; `complete` counts the passages that hold all of it, `total` those that match `query`.
    Where these are not the same, `complete_ids` are the passages that hold all of it."""

    question: ParsedQuery
    query: Query
    words: Sequence[QueryWord]
    total: int
    complete: int
    ranked: Sequence[Ranked]
    complete_ids: frozenset[str] = frozenset()

    @property
    def is_relaxed(self) -> bool:
        """Whether some of the passages lack some of the words."""
        return self.query != self.question.tree

    @property
    def all_ranked(self) -> bool:
        """Whether all passages that match are among the ranked."""
        return len(self.ranked) == self.total

    def lacks_words(self, passage_id: str) -> bool:
        """Whether a passage that was found lacks some of the words."""
        return self.is_relaxed and passage_id not in self.complete_ids

    def word_counts(self) -> tuple[WordCount, ...]:
        """The words that were asked for, each with the number of passages that hold it."""
        counts = (
            WordCount(word.token.word.form, word.frequency, tuple(sorted(word.expansions)))
            for word in self.words
            if not word.token.is_stop
        )
        return tuple(dict.fromkeys(counts))


class Retriever:
    """Answers query after query; what it learns of words is remembered."""

    def __init__(
        self,
        searcher: Searcher,
        analyzer: Analyzer,
        day_of: Callable[[str], str | None],
        said_by: Callable[[str], Query | None] | None = None,
    ) -> None:
        """`day_of` gives the date of a document, ISO, by its id; `said_by` what a speaker said, by
        the name."""
        self._searcher = searcher
        self._analyzer = analyzer
        self._day_of = day_of
        self._said_by = said_by
        self._vocabularies: dict[Scope, IndexVocabulary] = {}
        self._words = Memo(self._look_up, MAX_REMEMBERED_WORDS)

    def parse(self, text: str, filters: Sequence[Query] = ()) -> ParsedQuery:
        """A query text as a tree in which the filters must hold, too."""
        parsed = parse_query(text, self._analyzer, self._said_by)
        asked = () if parsed.tree == MATCH_NONE and not text.strip() else (parsed.tree,)
        tree = all_of([*asked, *filters])
        notes = dict.fromkeys(_empty_range_note(empty) for empty in empty_date_ranges(tree))
        return parsed._replace(tree=tree, notes=(*parsed.notes, *notes))

    def retrieve(self, question: ParsedQuery, options: SearchOptions) -> Retrieval:
        """What the query finds: passages for one hit more than is asked for, if there are."""
        words = self.query_words(question, options.scope)
        if options.sort != "relevance":
            return self._retrieve_by_day(question, words, options)
        found = self._ranked(question, question.tree, words, options)
        if found.total >= MIN_COMPLETE:
            return found
        for step in relaxations(question.tree, expansion_terms(words)):
            relaxed = self._ranked(question, step, words, options)
            if relaxed.total > found.total:
                have = frozenset(r.candidate.id for r in found.ranked)
                rest = [r for r in relaxed.ranked if r.candidate.id not in have]
                ranked = [*found.ranked, *rest]
                return relaxed._replace(complete=found.total, ranked=ranked, complete_ids=have)
        return found

    def retrieve_or_correct(
        self, question: ParsedQuery, filters: Sequence[Query], options: SearchOptions
    ) -> tuple[Retrieval, Suggestion | None]:
        """What the query finds; if no passage holds all of it, what was probably meant finds."""
        found = self.retrieve(question, options)
        if found.complete or not options.correct or _is_known(found):
            return found, None
        from searchtool.search.suggestions import suggest  # most queries find something

        suggestion = suggest(question.text, self._vocabulary(options.scope))
        if suggestion is None:
            return found, None
        other = self.retrieve(self.parse(suggestion.text, filters), options)
        if other.complete or (other.total and not found.total):
            return other, suggestion._replace(complete=other.complete)
        return found, None

    def candidates(
        self, query: Query, words: Sequence[QueryWord], scope: Scope, limit: int
    ) -> Candidates:
        """The passages that match, the heaviest first: `limit` of them, or all that are ranked."""
        clauses = candidate_clauses(words, self.count_passages(scope))
        return self._searcher.candidates(query, clauses, scope, max(RERANK_WINDOW.max_size, limit))

    def count_passages(self, scope: Scope) -> int:
        """How many passages there are."""
        return self._searcher.count_passages(scope)

    def query_words(self, question: ParsedQuery, scope: Scope) -> list[QueryWord]:
        """The words of a query, and what the index knows of them."""
        only_stop_words = all(asked.is_stop for asked in question.sequence)
        return [
            QueryWord(asked, *self._words[asked.word, scope])
            if only_stop_words or not asked.is_stop
            else QueryWord(asked)
            for asked in question.sequence[:MAX_RANKED_WORDS]
        ]

    def _retrieve_by_day(
        self, question: ParsedQuery, words: Sequence[QueryWord], options: SearchOptions
    ) -> Retrieval:
        """What holds all the words, in the order of days; what is of one day, by rank."""
        from searchtool.search.date_sort import date_ranges, sort_by_day  # most sort by relevance

        tree, scope, sort = question.tree, options.scope, options.sort
        total = self._searcher.count(tree, scope)
        parts: Iterable[Query] = [tree]
        if total > RERANK_WINDOW.max_size:
            parts = date_ranges(self._searcher, tree, scope, RERANK_WINDOW.max_size, sort)
        ranked: list[Ranked] = []
        for part in parts:
            found = self._ranked(question, part, words, options)
            ranked += sort_by_day(found.ranked, self._day_of, sort)
            if len(group_hits(ranked, options)) > options.end:
                break
        return Retrieval(question, tree, words, total, total, ranked)

    def _ranked(
        self,
        question: ParsedQuery,
        query: Query,
        words: Sequence[QueryWord],
        options: SearchOptions,
    ) -> Retrieval:
        """As many as make up the hits: several quotations may make one."""
        wanted = limit = options.end + 1
        while True:
            found = self.candidates(query, words, options.scope, limit)
            ranked = self._rank(found, words, options, limit)
            if len(ranked) == found.total or len(group_hits(ranked, options)) >= wanted:
                return Retrieval(question, query, words, found.total, found.total, ranked)
            limit = 2 * len(found.weights)

    def _rank(
        self,
        found: Candidates,
        words: Sequence[QueryWord],
        options: SearchOptions,
        limit: int,
    ) -> list[Ranked]:
        """At least `limit`, if there are; those that are not worth ranking keep their order."""
        depth = rerank_depth(found.weights)
        if options.sort != "relevance":  # any may be shown
            depth = min(len(found.weights), RERANK_WINDOW.max_size)
        items = found.read(max(depth, limit))
        ranked = rank(words, items[:depth], self.count_passages(options.scope))
        return [*ranked, *unscored(items[depth:], found.weights[depth:], ranked)]

    def _look_up(self, asked: tuple[WordNode, Scope]) -> tuple[int, frozenset[str]]:
        """In how many passages a word is, and the keys derived from the same root."""
        word, scope = asked
        expansions = frozenset[str]()
        if isinstance(word, TermNode) and not word.exact:
            expansions = find_expansions(word.key, partial(self._searcher.vocabulary, "key", scope))
        return self._searcher.count(word, scope), expansions

    def _vocabulary(self, scope: Scope) -> "IndexVocabulary":
        if scope not in self._vocabularies:
            self._vocabularies[scope] = self._make_vocabulary(scope)
        return self._vocabularies[scope]

    def _make_vocabulary(self, scope: Scope) -> "IndexVocabulary":
        from searchtool.search.suggestions import IndexVocabulary

        searcher = self._searcher

        def count(text: str) -> int:
            return searcher.count(parse_query(text, self._analyzer, self._said_by).tree, scope)

        def count_anywhere(text: str) -> int:
            return searcher.count(parse_query(text, self._analyzer).tree, "paragraph")

        def near(word: str, max_edits: int) -> Sequence[str]:
            return searcher.forms_near(word, scope, max_edits)

        starting = partial(searcher.vocabulary, "form", scope)
        return IndexVocabulary(count, count_anywhere, near, starting)


def _empty_range_note(dates: Filter) -> str:
    return tr(
        f"no day is from {dates.low} to {dates.high}; exchange the dates or leave one out",
        f"дней с {dates.low} по {dates.high} нет; поменяйте даты местами или уберите одну",
    )


def _is_known(found: Retrieval) -> bool:
    """Whether the index plainly holds every word: then none of them was misspelt."""
    question = found.question
    if len(question.text.split()) != len(question.sequence):
        return False  # a compound, or something that is no word
    return all(word.frequency or word.token.is_stop for word in found.words)
