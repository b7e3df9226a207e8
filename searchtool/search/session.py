"""An open index that answers query after query."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, get_args

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.i18n import tr
from searchtool.core.model import Hit, Results, Scope, SpeakerCount, StrPath
from searchtool.engines.base import EngineCorrupted, Searcher
from searchtool.index.open import open_snapshot, with_location
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
from searchtool.search.options import SearchOptions, check_options, within
from searchtool.search.retrieval import Retrieval, Retriever

if TYPE_CHECKING:
    from searchtool.core.connection import Connection
    from searchtool.core.counts import Counts, Timeline
    from searchtool.core.evidence import Evidence
    from searchtool.core.model import Grouping, RowGrouping, Unit
    from searchtool.index.status import IndexStats
    from searchtool.search.counting.tally import Tally
    from searchtool.search.speakers.directory import Directory
    from searchtool.search.speakers.indexed_names import IndexedNames

ALL_PASSAGES = SearchOptions()

Answer = TypeVar("Answer")
Fields = ParamSpec("Fields")


def open_index(
    index_path: StrPath,
    speakers_file: StrPath | None = None,
    synonyms_file: StrPath | None = None,
    connection: "Connection | None" = None,
) -> "Index":
    """The index in a folder, ready for queries; `speakers_file` tells who is who, as docs/quotes.md
    describes, `synonyms_file` what has several names, as docs/query.md does.

    Raises IndexMissing, IndexForeign, IndexOutdated or IndexCorrupted, as every answer may."""
    manifest, searcher = open_snapshot(index_path, connection)
    return Index(
        searcher,
        lambda: open_snapshot(index_path, connection).searcher,
        index_path,
        speakers_file=speakers_file,
        synonyms_file=synonyms_file,
        is_complete=manifest.complete,
        updated=manifest.updated,
        id=manifest.id,
        begins=manifest.begins,
        connection=connection,
    )


def _by_fields(
    make: Callable[Fields, SearchOptions], run: Callable[["Index", str, SearchOptions], Answer]
) -> Callable[Concatenate["Index", str, Fields], Answer]:
    """A method called with the fields of SearchOptions, which are written down only there."""

    def call(index: "Index", query: str, /, *args: Fields.args, **fields: Fields.kwargs) -> Answer:
        return run(index, query, make(*args, **fields))

    call.__doc__ = run.__doc__
    return call


class Index:
    """An index, open for queries.

    It answers from one snapshot, whatever is committed meanwhile; only when files of the snapshot
    are gone it takes the newest one. `is_complete` says whether the run that built the index came
    to its end, `updated` when the last run ended, a time in ISO 8601. `id` is the same wherever the
    index lies, and `begins` the moment up to which its texts are those of the first run.
    """

    def __init__(
        self,
        searcher: Searcher,
        reopen: Callable[[], Searcher],
        path: StrPath,
        *,
        speakers_file: StrPath | None = None,
        synonyms_file: StrPath | None = None,
        is_complete: bool = True,
        updated: str = "",
        id: str = "",
        begins: str = "",
        connection: "Connection | None" = None,
    ) -> None:
        """`reopen` gives the newest commit; `path` is what errors name; `connection` leads to the
        cluster of an index in one."""
        self.path = path
        self.is_complete = is_complete
        self.updated = updated
        self.id = id
        self.begins = begins
        self._reopen = reopen
        self._connection = connection
        self._speakers_file = speakers_file
        self._synonyms_file = synonyms_file
        self.analyzer = Analyzer(self._key_of)
        self._use(searcher)

    def run(self, query: str, options: SearchOptions) -> Results:
        """The hits of a query, complete, in their order.

        Any text is a valid query (docs/query.md); without one the filters alone decide. `search`
        takes the fields of SearchOptions as keywords, `run` takes one. Raises OptionError."""
        started = time.perf_counter()
        check_options(options)
        results = self._retrying(lambda: self._answer(query, options))
        return results._replace(took_ms=round((time.perf_counter() - started) * 1000, 1))

    search = _by_fields(SearchOptions, run)

    def run_files(self, query: str, options: SearchOptions) -> dict[str, int]:
        """The files with passages that hold all that is asked, each with the number of these, the
        most first. `matching_files` takes the fields of SearchOptions as keywords; those that
        shape hits have no effect."""
        check_options(options)
        return self._retrying(lambda: self._count_by_file(query, options))

    matching_files = _by_fields(SearchOptions, run_files)

    def show(self, place: str, context: int = 3) -> Hit | None:
        """One passage by the id of a hit, or by its place as it is printed (`news/a.txt:12`),
        whole, with its neighbours; None where there is none."""
        options = SearchOptions(context=context, full=True)
        check_options(options)
        return self._retrying(lambda: self._show(place, options))

    def run_similar(self, place: str, options: SearchOptions) -> Results | None:
        """Passages like the one with that id or at that place: first those that are nearly the
        same, then those about the same by the words that tell; None where there is no such passage.
        Neither `sort` nor what concerns the words of a query has an effect. `similar` takes the
        fields of SearchOptions as keywords."""
        started = time.perf_counter()
        check_options(options)
        results = self._retrying(lambda: self._similar(place, options))
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        return results and results._replace(took_ms=milliseconds)

    similar = _by_fields(SearchOptions, run_similar)

    def run_speakers(self, query: str, options: SearchOptions) -> list[SpeakerCount]:
        """Who speaks about it (all speakers, without a query), the most quoted first; with `quotes`
        only who is quoted, not who is only retold. Options that shape hits have no effect."""
        check_options(options)
        return self._retrying(lambda: self._count_speakers(query.strip(), options))

    def speakers(
        self,
        query: str = "",
        *,
        quotes: bool = False,
        since: str | None = None,
        until: str | None = None,
        path: str | None = None,
        title: str | None = None,
        author: str | None = None,
        speaker: str | None = None,
        confident: bool = False,
    ) -> list[SpeakerCount]:
        """`run_speakers` with the options that have an effect."""
        options = SearchOptions(
            quotes=quotes,
            since=since,
            until=until,
            path=path,
            title=title,
            author=author,
            speaker=speaker,
            confident=confident,
        )
        return self.run_speakers(query, options)

    def timeline(
        self,
        query: str = "",
        options: SearchOptions = ALL_PASSAGES,
        *,
        per: "Unit | None" = None,
        by: "RowGrouping | None" = None,
        limit: int = 10,
    ) -> "Timeline":
        """The passages that hold all that is asked, or all there are, over time: per "day", "week",
        "month" or "year", which is chosen if it is not given. `by` "speaker" or "path" it has a row
        for each of the `limit` most frequent ones too. Raises OptionError."""
        from searchtool.search.counting.tally import check_timeline

        check_options(options)
        check_timeline(per, by, limit)
        return self._retrying(lambda: self._tally(query, options, by).timeline(per, by, limit))

    def counts(
        self, query: str = "", options: SearchOptions = ALL_PASSAGES, *, by: "Grouping"
    ) -> "Counts":
        """The same passages counted by "path", "speaker", "author", "date" or "source". Raises
        OptionError."""
        from searchtool.search.counting.tally import check_grouping

        check_options(options)
        check_grouping(by)
        return self._retrying(lambda: self._tally(query, options, by).counts(by))

    def evidence(self, query: str, options: SearchOptions) -> "Evidence":
        """The answer to a query with all that a report tells: when it was asked of which index, the
        digests of the files it is from, and the timeline. `searchtool.write_report` writes it.
        Raises OptionError."""
        from searchtool.core.clock import timestamp
        from searchtool.core.evidence import Evidence
        from searchtool.search.evidence import given_filters, source_files

        results = self.run(query, options._replace(full=True))
        meant = results.suggestion.text if results.suggestion else query
        return Evidence(
            results=results,
            timeline=self.timeline(meant, options),
            filters=given_filters(options),
            asked=timestamp(),
            index_path=str(self.path),
            indexed=self.updated,
            is_complete=self.is_complete,
            files=source_files(results.hits),
        )

    def notes(self, query: str, options: SearchOptions) -> tuple[str, ...]:
        """What is not understood in a query, or cannot be: the notes of its results."""
        parse = self._retriever.parse
        return self._retrying(lambda: parse(query.strip(), self._filters(options)).notes)

    def count_undated(self, query: str, options: SearchOptions) -> int:
        """How much of what people said a filter by date leaves out only for want of a date."""
        filters = self._filters(options._replace(said=not options.quotes))
        tree = self._retriever.parse(query.strip(), filters).tree
        return self._retrying(lambda: self._count_undated(tree, "quote"))

    def speaker_surnames(self, beginning: str = "") -> dict[str, list[str]]:
        """The surnames, and other names of one word, of speakers in whose name some word begins so;
        each with the whole names, in the order of the alphabet."""
        return self._retrying(lambda: self._speakers()[1].surnames(beginning))

    def has_word(self, word: str) -> bool:
        """Whether a passage holds a form of a word."""
        terms = [TermNode(term.form, term.key) for term in self.analyzer.terms(word)]
        return self._retrying(
            lambda: all(self._searcher.count(term, "paragraph") > 0 for term in terms)
        )

    def ids(self, beginning: str = "") -> list[str]:
        """Ids of passages that begin so, for those who type one: the first of each document, or of
        one document those that go on so; at most 100."""
        from searchtool.search.places import ids_from

        return self._retrying(lambda: ids_from(self._searcher, beginning))

    def latest_seen(self) -> str:
        """The moment when the newest of its texts was seen first; `seen_after` this moment is what
        later runs bring."""
        return self._retrying(
            lambda: max(
                (self._searcher.vocabulary("seen", scope, "") or ("",))[-1]
                for scope in get_args(Scope)
            )
        )

    def stats(self) -> "IndexStats":
        """What the index holds now, and what could not be read."""
        from searchtool.index.status import read_status

        return read_status(self.path, self._connection)

    def close(self) -> None:
        """Release the files of the index."""
        self._searcher.close()

    def __enter__(self) -> "Index":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _use(self, searcher: Searcher) -> None:
        """Answer from this snapshot, and remember what is asked again and again of it."""
        self._searcher = searcher
        self._hits = HitBuilder(searcher)
        names = read_names(self._synonyms_file, self.analyzer) if self._synonyms_file else NO_NAMES
        self._retriever = Retriever(
            searcher, self.analyzer, self._hits.date_of, self._said_by, names
        )
        self._known_speakers: tuple[IndexedNames, Directory] | None = None

    def _retrying(self, ask: Callable[[], Answer]) -> Answer:
        """A commit of another process may delete what was not opened yet: take it, once."""
        with with_location(str(self.path)):
            try:
                return ask()
            except EngineCorrupted:
                newest = self._reopen()
                self._searcher.close()
                self._use(newest)
            return ask()

    def _key_of(self, form: str) -> str | None:
        return self._searcher.key_of(form)

    def _answer(self, query: str, options: SearchOptions) -> Results:
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

    def _count_by_file(self, query: str, options: SearchOptions) -> dict[str, int]:
        filters = self._filters_or_all(options)
        tree = self._retriever.parse(query, filters, expands=options.expand).tree
        scope = "quote" if asks_speaker(tree) else options.scope
        documents = Counter(found.document_id for found in self._searcher.matching(tree, scope))
        files: Counter[str] = Counter()
        for document_id, count in documents.items():
            if path := self._hits.path_of(document_id):
                files[path] += count
        return dict(sorted(files.items(), key=lambda item: (-item[1], item[0])))

    def _tally(self, query: str, options: SearchOptions, by: "Grouping | None") -> "Tally":
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

    def _show(self, place: str, options: SearchOptions) -> Hit | None:
        from searchtool.search.places import find_passage  # not needed by a query

        passage = find_passage(self._searcher, place)
        return None if passage is None else self._hits.hit(passage, options)

    def _similar(self, place: str, options: SearchOptions) -> Results | None:
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

    def _count_speakers(self, query: str, options: SearchOptions) -> list[SpeakerCount]:
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
