"""Finds the passages that answer a query and ranks them, over one snapshot of an index.

Candidates come from the engine, their order from `ranking`. Where too few passages hold all the
words, those that hold some of them follow; where none does, what was probably meant is searched.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, get_args

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.i18n import tr
from searchtool.core.memo import Memo
from searchtool.core.model import Scope, Suggestion, WordCount
from searchtool.engines.base import Candidate, Candidates, Searcher
from searchtool.query.alternatives import expand, plain_words, written
from searchtool.query.filters import empty_date_ranges
from searchtool.query.parser import ParsedQuery, parse_query
from searchtool.query.relaxation import relaxations
from searchtool.query.tree import MATCH_NONE, Filter, Query, TermNode, WordNode, all_of
from searchtool.search.collapsing import Group, add_copies, fetch_alike, group_hits
from searchtool.search.expansion.finder import AlternativeFinder
from searchtool.search.expansion.names import NO_NAMES, Names
from searchtool.search.options import SearchOptions
from searchtool.search.phrase_limits import PhraseLimits
from searchtool.search.ranking.candidates import RERANK_WINDOW, candidate_clauses, rerank_depth
from searchtool.search.ranking.scoring import (
    QueryWord,
    Ranked,
    content_words,
    idf,
    rank,
    unscored,
)

if TYPE_CHECKING:
    from searchtool.search.suggestions import IndexVocabulary

MAX_RANKED_WORDS = 100
"""Words of a query that count in the ranking; all of them count in what is found."""

MIN_COMPLETE = 20
"""With fewer hits that hold all the words, those that hold some of them count, too. What is asked
for does not matter here, so that the total depends on the query alone."""

MIN_COPY_WEIGHT = 0.9
"""A copy has the same words, if not in the same forms, and so nearly the same weight."""

MAX_SHORT_QUERY_WORDS = 4
"""A longer query has words enough: verbs with prefixes derived from them would add little."""

MAX_REMEMBERED_WORDS = 10_000
"""Words of earlier queries whose frequency and derived words are remembered, a kilobyte each."""


class Retrieval(NamedTuple):
    """What a query found. `query` is the tree that was searched in the end, `question` what was
    asked; `complete` counts the passages that hold all of it, `total` those that match `query`.
    Where these are not the same, `complete_ids` are the passages that hold all of it. `groups` are
    the hits, and those before them and the next. `with_copies` are the ids of passages all of whose
    possible copies are among the ranked."""

    question: ParsedQuery
    query: Query
    words: Sequence[QueryWord]
    total: int
    complete: int
    ranked: Sequence[Ranked]
    groups: Sequence[Group]
    with_copies: AbstractSet[str] = frozenset()
    complete_ids: frozenset[str] = frozenset()

    @property
    def is_relaxed(self) -> bool:
        """Whether some of the passages lack some of the words."""
        return self.query != self.question.tree

    def lacks_words(self, passage_id: str) -> bool:
        """Whether a passage that was found lacks some of the words."""
        return self.is_relaxed and passage_id not in self.complete_ids

    def word_counts(self) -> tuple[WordCount, ...]:
        """The words that were asked for, each with the number of passages that hold it."""
        counts = (
            WordCount(
                word.token.word.form,
                word.frequency,
                tuple(sorted(word.expansions)),
                tuple(dict.fromkeys(map(written, word.token.also))),
            )
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
        names: Names = NO_NAMES,
    ) -> None:
        """`day_of` gives the date of a document, ISO, by its id; `said_by` what a speaker said, by
        the name; `names` are the user's own names of things."""
        self._searcher = searcher
        self._analyzer = analyzer
        self._day_of = day_of
        self._said_by = said_by
        self._vocabularies: dict[Scope, IndexVocabulary] = {}
        self._frequencies = Memo(self._count, MAX_REMEMBERED_WORDS)
        self._idfs = {
            scope: Memo(partial(self._idf, scope=scope), MAX_REMEMBERED_WORDS)
            for scope in get_args(Scope)
        }
        self._alternatives = AlternativeFinder(searcher, analyzer, names)

    def parse(
        self, text: str, filters: Sequence[Query] = (), *, expands: bool = True
    ) -> ParsedQuery:
        """A query text as a tree in which the filters must hold, too; if it `expands`, what stands
        for its words may be there instead of them."""
        parsed = parse_query(text, self._analyzer, self._said_by)
        asked = () if parsed.tree == MATCH_NONE and not text.strip() else (parsed.tree,)
        tree = all_of([*asked, *filters])
        limits = PhraseLimits(lambda query: self._searcher.count(query, "paragraph"))
        notes = dict.fromkeys(_empty_range_note(empty) for empty in empty_date_ranges(tree))
        tree = limits.bounded(tree)
        parsed = parsed._replace(tree=tree, notes=(*parsed.notes, *notes, *limits.notes))
        parsed = self._alternatives.find(parsed) if expands else parsed.without_alternatives()
        return parsed.expanded()

    def retrieve(self, question: ParsedQuery, options: SearchOptions) -> Retrieval:
        """What the query finds: passages for one hit more than is asked for, if there are."""
        words = self.query_words(question, options.scope)
        if options.sort != "relevance":
            return self._retrieve_by_day(question, words, options)
        wanted = max(options.end + 1, MIN_COMPLETE)
        found = self._ranked(question, question.tree, words, options, wanted)
        if len(found.groups) >= MIN_COMPLETE:
            return found
        if options.expand:
            words = self.with_derived(question, words, options.scope)
            found = found._replace(words=words)
        for step in relaxed_queries(question, words):
            relaxed = self._ranked(question, step, words, options, options.end + 1, found.ranked)
            if relaxed.total > found.total:
                have = frozenset(one.candidate.id for one in found.ranked)
                return relaxed._replace(complete=found.total, complete_ids=have)
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
        meant = self.parse(suggestion.text, filters, expands=options.expand)
        other = self.retrieve(meant, options)
        if other.complete or (other.total and not found.total):
            return other, suggestion._replace(complete=other.complete)
        return found, None

    def with_copies(self, found: Retrieval, options: SearchOptions) -> Sequence[Group]:
        """The hits that are asked for, each with all its copies."""
        groups = found.groups[options.offset : options.end]
        if not options.collapse:
            return groups
        read = [group for group in groups if group.best.candidate.id in found.with_copies]
        unread = [group for group in groups if group.best.candidate.id not in found.with_copies]
        if read:
            add_copies(read, (one.candidate for one in found.ranked))
        if unread:
            alike = fetch_alike(self._searcher, found.query, options.scope, unread)
            add_copies(unread, alike)
        return groups

    def candidates(
        self, query: Query, words: Sequence[QueryWord], scope: Scope, limit: int
    ) -> Candidates:
        """The passages that match, the heaviest first: `limit` of them, or all that are ranked."""
        clauses = candidate_clauses(words, self.count_passages(scope))
        return self._searcher.candidates(query, clauses, scope, max(RERANK_WINDOW.max_size, limit))

    def count_passages(self, scope: Scope) -> int:
        """How many passages there are."""
        return self._searcher.count_passages(scope)

    def idfs_of(self, scope: Scope, keys: Sequence[str]) -> list[float]:
        """The idf of each of the keys."""
        idfs = self._idfs[scope]
        self._searcher.prepare(scope, words=[TermNode(key, key) for key in keys if key not in idfs])
        return [idfs[key] for key in keys]

    def query_words(self, question: ParsedQuery, scope: Scope) -> list[QueryWord]:
        """The words of a query, and in how many passages they are."""
        only_stop_words = all(asked.is_stop for asked in question.sequence)
        return [
            QueryWord(asked, self._frequencies[asked.word, scope])
            if only_stop_words or not asked.is_stop
            else QueryWord(asked)
            for asked in question.sequence[:MAX_RANKED_WORDS]
        ]

    def with_derived(
        self, question: ParsedQuery, words: Sequence[QueryWord], scope: Scope
    ) -> list[QueryWord]:
        """The words with what is derived from the same root; words of phrases have none."""
        plain = plain_words(question.typed)
        is_short = sum(not word.token.is_stop for word in words) <= MAX_SHORT_QUERY_WORDS
        derived = partial(self._alternatives.derived, scope=scope, is_short_query=is_short)
        return [
            word._replace(expansions=derived(word.token.word))
            if word.token.word in plain and not word.token.is_stop
            else word
            for word in words
        ]

    def _retrieve_by_day(
        self, question: ParsedQuery, words: Sequence[QueryWord], options: SearchOptions
    ) -> Retrieval:
        """What holds all the words, in the order of days; what is of one day, by rank."""
        from searchtool.search.date_sort import date_ranges, sort_by_day  # most sort by relevance

        tree, scope, sort = question.tree, options.scope, options.sort
        total = self._searcher.count(tree, scope)
        parts: Iterable[Query] = [tree]
        if options.offset >= total:  # none is shown
            return Retrieval(question, tree, words, total, total, (), ())
        if total > RERANK_WINDOW.max_size:
            parts = date_ranges(self._searcher, tree, scope, RERANK_WINDOW.max_size, sort)
        ranked: list[Ranked] = []
        for part in parts:
            found = self._ranked(question, part, words, options, options.end + 1)
            ranked += sort_by_day(found.ranked, self._day_of, sort)
            groups = group_hits(ranked, options, options.end + 1)
            if len(groups) > options.end:
                break
        is_all = len(ranked) == total == found.total
        with_copies = found.with_copies if is_all else frozenset[str]()
        return Retrieval(question, tree, words, total, total, ranked, groups, with_copies)

    def _ranked(
        self,
        question: ParsedQuery,
        query: Query,
        words: Sequence[QueryWord],
        options: SearchOptions,
        wanted: int,
        first: Sequence[Ranked] = (),
    ) -> Retrieval:
        """As many as make up the hits that are wanted: several passages may make one. Those that
        are to be `first` are passages of the query, too."""
        limit = wanted
        have = {one.candidate.id for one in first}
        while True:
            found = self.candidates(query, words, options.scope, limit)
            is_part = options.sort != "relevance"  # of the days, whose offset is that of all
            if options.offset >= found.total and not is_part:  # none is shown
                wanted = limit = min(wanted, MIN_COMPLETE)
            depth = rerank_depth(found.weights)
            if options.sort != "relevance":  # any may be shown
                depth = min(len(found.weights), RERANK_WINDOW.max_size)
            items = found.read(max(depth, limit))
            others = self._rank(items, found.weights, depth, words, options.scope, first)
            ranked = [*first, *(one for one in others if one.candidate.id not in have)]
            groups = group_hits(ranked, options, wanted)
            if len(ranked) == found.total or len(groups) == wanted:
                total, with_copies = found.total, _with_copies(found, items)
                return Retrieval(question, query, words, total, total, ranked, groups, with_copies)
            limit = 2 * len(found.weights)

    def _rank(
        self,
        items: Sequence[Candidate],
        weights: Sequence[int],
        depth: int,
        words: Sequence[QueryWord],
        scope: Scope,
        first: Sequence[Ranked],
    ) -> list[Ranked]:
        """The candidates, the first `depth` by score; the others are not worth ranking and keep
        their order."""
        ranked = rank(
            words,
            items[:depth],
            self.count_passages(scope),
            idfs_of=partial(self.idfs_of, scope),
            first=first,
        )
        return [*ranked, *unscored(items[depth:], weights[depth:], ranked)]

    def _count(self, asked: tuple[WordNode, Scope]) -> int:
        """In how many passages a word is."""
        return self._searcher.count(*asked)

    def _idf(self, key: str, scope: Scope) -> float:
        """The idf of a key."""
        return idf(self._searcher.count(TermNode(key, key), scope), self.count_passages(scope))

    def _vocabulary(self, scope: Scope) -> "IndexVocabulary":
        if scope not in self._vocabularies:
            self._vocabularies[scope] = self._make_vocabulary(scope)
        return self._vocabularies[scope]

    def _make_vocabulary(self, scope: Scope) -> "IndexVocabulary":
        from searchtool.search.suggestions import IndexVocabulary

        searcher = self._searcher

        def count(text: str) -> int:
            return searcher.count(self.parse(text).tree, scope)

        def count_anywhere(text: str) -> int:
            parsed = self._alternatives.find(parse_query(text, self._analyzer))
            return searcher.count(parsed.expanded().tree, "paragraph")

        def near(word: str, max_edits: int) -> Sequence[str]:
            return searcher.forms_near(word, scope, max_edits)

        starting = partial(searcher.vocabulary, "form", scope)
        return IndexVocabulary(count, count_anywhere, near, starting)


def _empty_range_note(dates: Filter) -> str:
    return tr(
        f"no day is from {dates.low} to {dates.high}; exchange the dates or leave one out",
        f"дней с {dates.low} по {dates.high} нет; поменяйте даты местами или уберите одну",
    )


def _with_copies(found: Candidates, read: Sequence[Candidate]) -> AbstractSet[str]:
    """The ids of those passages whose copies were all read, too."""
    if len(read) == found.total:
        return {candidate.id for candidate in read}
    unread = found.weights[min(len(read), len(found.weights) - 1)]
    return {
        candidate.id
        for candidate, weight in zip(read, found.weights, strict=False)
        if weight * MIN_COPY_WEIGHT > unread
    }


def relaxed_queries(question: ParsedQuery, words: Sequence[QueryWord]) -> Iterator[Query]:
    """What to ask when few passages hold all the words, the strictest first: some of the words, or
    what is derived from them."""
    derived = [TermNode(key, key) for one in content_words(words) for key in sorted(one.expansions)]
    for step in relaxations(question.typed, derived):
        yield expand(step, question.alternatives)


def _is_known(found: Retrieval) -> bool:
    """Whether the index plainly holds every word: then none of them was misspelt."""
    question = found.question
    if len(question.text.split()) != len(question.sequence):
        return False  # a compound, or something that is no word
    return all(word.frequency or word.token.is_stop or word.token.also for word in found.words)
