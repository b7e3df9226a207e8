"""Answers from one commit of an index."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, get_args

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.i18n import tr
from searchtool.core.model import Hit, Results, Scope, SpeakerCount, StrPath
from searchtool.engines.base import Searcher
from searchtool.query.describe import describe
from searchtool.query.filters import (
    CONFIDENT,
    VERBATIM,
    asks_speaker,
    authors_as_speakers,
    undated_query,
)
from searchtool.query.tree import MATCH_ALL, MATCH_NONE, Query, TermNode, all_of
from searchtool.search.expansion.names import NO_NAMES, read_names
from searchtool.search.hits import HitBuilder
from searchtool.search.option_filters import document_filters
from searchtool.search.options import SearchOptions, within
from searchtool.search.retrieval import Retrieval, Retriever

if TYPE_CHECKING:
    from searchtool.core.model import Grouping
    from searchtool.search.counting.tally import Tally
    from searchtool.search.speakers.directory import Directory
    from searchtool.search.speakers.indexed_names import IndexedNames


class View:
    """A commit of an index, and what is remembered of it from query to query. All answers raise
    EngineCorrupted when files are gone or damaged."""

    def __init__(
        self,
        searcher: Searcher,
        speakers_file: StrPath | None = None,
        synonyms_file: StrPath | None = None,
    ) -> None:
        """The files are those of `open_index`."""
        self._searcher = searcher
        self.analyzer = analyzer = Analyzer(searcher.key_of)
        self._speakers_file = speakers_file
        self._hits = HitBuilder(searcher)
        names = read_names(synonyms_file, analyzer) if synonyms_file else NO_NAMES
        self._retriever = Retriever(searcher, analyzer, self._hits.date_of, self._said_by, names)
        self._known_speakers: tuple[IndexedNames, Directory] | None = None

    def answer(self, query: str, options: SearchOptions) -> Results:
        """The hits of a query, complete, in their order."""
        filters = self._filters_or_all(options)
        question = self._retriever.parse(query, filters, expands=options.expand)
        options = options.said_where(asks_speaker(question.tree))
        options = within(options, self._searcher.count_passages(options.scope))
        if options.sort == "relevance" and not question.sequence:
            options = options._replace(sort="newest")  # no word to be relevant to
        found, suggestion = self._retriever.retrieve_or_correct(question, filters, options)
        groups = self._retriever.with_copies(found, options)
        hits = self._hits.ranked_hits(groups, found.query, options)
        return Results(
            query=query,
            total=found.total,
            complete=0 if suggestion else found.complete,
            relaxed=any(found.lacks_words(hit.passage.id) for hit in hits),
            hits=hits,
            more=len(found.groups) > options.end,
            sought=options.sought,
            in_paragraphs=0 if found.total else self._count_in_paragraphs(query, options),
            words=found.word_counts(),
            suggestion=suggestion,
            understood=describe(found.question.typed),
            notes=(*found.question.notes, *self._author_notes(found)),
            took_ms=0.0,
            undated=self._count_undated(found.question.tree, options.scope),
            is_one_word=len(found.question.sequence) == 1,
        )

    def count_by_file(self, query: str, options: SearchOptions) -> dict[str, int]:
        """How many passages hold all that is asked, by file, the most first."""
        filters = self._filters_or_all(options)
        tree = self._retriever.parse(query, filters, expands=options.expand).tree
        scope = "quote" if asks_speaker(tree) else options.scope
        documents = Counter(found.document_id for found in self._searcher.matching(tree, scope))
        files: Counter[str] = Counter()
        for document_id, count in documents.items():
            if path := self._hits.path_of(document_id):
                files[path] += count
        return dict(sorted(files.items(), key=lambda item: (-item[1], item[0])))

    def tally(self, query: str, options: SearchOptions, by: "Grouping | None") -> "Tally":
        """What counts the passages; by speakers, those of what people said."""
        from searchtool.search.counting.tally import Tally
        from searchtool.search.counting.values import Namer  # most queries are not counted

        options = options.said_where(by == "speaker")
        filters = [*self._filters(options), MATCH_ALL]
        tree = self._retriever.parse(query.strip(), filters, expands=options.expand).tree
        options = options.said_where(asks_speaker(tree))
        namer = Namer(
            self._prepare_documents,
            self._hits.document,
            self._hits.shown_path,
            self._canonical_name,
        )
        return Tally(self._searcher, query, tree, options, namer)

    def show(self, place: str, options: SearchOptions) -> Hit | None:
        """The passage with that id or at that place."""
        from searchtool.search.places import find_passage  # not needed by a query

        passage = find_passage(self._searcher, place)
        return None if passage is None else self._hits.hit(passage, options)

    def similar(self, place: str, options: SearchOptions) -> Results | None:
        """Passages like the one with that id or at that place."""
        from searchtool.search.places import find_passage
        from searchtool.search.similar import find_similar

        passage = find_passage(self._searcher, place)
        if passage is None:
            return None
        if passage.kind == "quote" and options.scope == "paragraph":
            options = options._replace(said=True)
        options = within(options, self._searcher.count_passages(options.scope))
        options = options._replace(sort="relevance")
        filters = self._filters(options)
        idfs_of = partial(self._retriever.idfs_of, "paragraph")  # there are more than quotations
        find = partial(find_similar, self._searcher, self.analyzer, idfs_of, passage)
        found = find(filters, options)
        undated = undated_query(all_of(filters))
        groups = found.groups[options.offset : options.end]
        hits = tuple(
            hit._replace(is_reprint=group.best.candidate.id in found.reprints)
            for group, hit in zip(
                groups, self._hits.ranked_hits(groups, found.query, options), strict=True
            )
        )
        return Results(
            query=passage.id,
            total=found.total,
            complete=found.total,
            relaxed=False,
            hits=hits,
            more=len(found.groups) > options.end,
            sought=options.sought,
            words=found.word_counts(self._searcher, options.scope),
            suggestion=None,
            understood=" | ".join(found.words.values()),
            notes=(),
            took_ms=0.0,
            undated=find([undated], options).total if undated else 0,
            reprints=found.reprinted,
        )

    def count_speakers(self, query: str, options: SearchOptions) -> list[SpeakerCount]:
        """Who speaks about it, the most quoted first."""
        from searchtool.search.speakers.counting import count_speakers
        from searchtool.search.speakers.indexed_names import count_statements

        names, directory = self._speakers()
        filters = self._filters(options._replace(said=not options.quotes))
        if query or filters:
            tree = self._retriever.parse(query, filters).tree
            counted = count_statements(self._searcher.matching(tree, "quote"))
        else:
            counted = names.read_all()
        return count_speakers(counted, self._hits.date_of, directory)

    def notes(self, query: str, options: SearchOptions) -> tuple[str, ...]:
        """What is not understood in a query, or cannot be."""
        return self._retriever.parse(query, self._filters(options)).notes

    def count_undated(self, query: str, options: SearchOptions) -> int:
        """How much of what people said a filter by date leaves out only for want of a date."""
        filters = self._filters(options._replace(said=not options.quotes))
        return self._count_undated(self._retriever.parse(query, filters).tree, "quote")

    def surnames(self, beginning: str) -> dict[str, list[str]]:
        """Those of speakers in whose name some word begins so, each with the whole names."""
        return self._speakers()[1].surnames(beginning)

    def has_word(self, word: str) -> bool:
        """Whether a passage holds a form of a word."""
        terms = [TermNode(term.form, term.key) for term in self.analyzer.terms(word)]
        return all(self._searcher.count(term, "paragraph") > 0 for term in terms)

    def ids(self, beginning: str) -> list[str]:
        """Ids of passages that begin so."""
        from searchtool.search.places import ids_from

        return ids_from(self._searcher, beginning)

    def latest_seen(self) -> str:
        """The moment when the newest of its texts was seen first."""
        moments = [self._searcher.vocabulary("seen", scope, "") for scope in get_args(Scope)]
        return max((seen or ("",))[-1] for seen in moments)

    def close(self) -> None:
        """Release the files of the index."""
        self._searcher.close()

    def _author_notes(self, found: Retrieval) -> Iterator[str]:
        """Tell who looks for an author who only speaks that there is another filter for that."""
        said = None if found.total else authors_as_speakers(found.question.tree)
        if said and self._searcher.count(said, "quote"):
            yield tr(
                "author: is who wrote a document; for who said something write speaker:NAME or "
                "--speaker NAME",
                "автор: — кто написал документ; кто что сказал — кто:ИМЯ или --speaker ИМЯ",
            )

    def _count_undated(self, tree: Query, scope: Scope) -> int:
        undated = undated_query(tree)
        return 0 if undated is None else self._searcher.count(undated, scope)

    def _prepare_documents(self, ids: Sequence[str]) -> None:
        self._searcher.prepare("paragraph", documents=ids)

    def _canonical_name(self, name: str, date: str | None) -> str | None:
        return self._speakers()[1].canonical_name(name, date)

    def _count_in_paragraphs(self, query: str, options: SearchOptions) -> int:
        """How many paragraphs hold what was looked for in what people said alone."""
        if options.scope == "paragraph" or not query.strip():
            return 0
        filters = document_filters(options, self.analyzer)
        tree = self._retriever.parse(query, filters, expands=options.expand).tree
        return self._searcher.count(tree, "paragraph")

    def _filters(self, options: SearchOptions) -> list[Query]:
        """What the options ask of every passage."""
        found = document_filters(options, self.analyzer)
        if options.is_verbatim:
            found.append(VERBATIM)
        if options.confident:
            found.append(CONFIDENT)
        if options.speaker is not None:
            found.append(self._said_by(options.speaker) or MATCH_NONE)
        return found

    def _filters_or_all(self, options: SearchOptions) -> list[Query]:
        """The filters, or what passes everything if all is to be listed."""
        return self._filters(options) or ([MATCH_ALL] if options.needs_no_query else [])

    def _said_by(self, name: str) -> Query | None:
        return self._speakers()[1].query(name)

    def _speakers(self) -> "tuple[IndexedNames, Directory]":
        """The names of the speakers, and who is who; made when first asked for."""
        from searchtool.search.speakers.described import read_people
        from searchtool.search.speakers.directory import Directory
        from searchtool.search.speakers.indexed_names import IndexedNames

        if self._known_speakers is None:
            people = read_people(self._speakers_file) if self._speakers_file else ()
            names = IndexedNames(self._searcher)
            self._known_speakers = names, Directory(names, people, self.analyzer)
        return self._known_speakers
