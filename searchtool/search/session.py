"""An open index that answers query after query."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from searchtool.analysis.analyzer import Analyzer
from searchtool.core.model import Hit, Results, SpeakerCount, StrPath
from searchtool.engines.base import EngineCorrupted, Searcher
from searchtool.index.open import open_snapshot, with_location
from searchtool.search.options import SearchOptions, check_options
from searchtool.search.view import View

if TYPE_CHECKING:
    from searchtool.core.connection import Connection
    from searchtool.core.counts import Counts, Timeline
    from searchtool.core.evidence import Evidence
    from searchtool.core.model import Grouping, RowGrouping, Unit
    from searchtool.index.status import IndexStats

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
        self._view = self._read(searcher)

    @property
    def analyzer(self) -> Analyzer:
        """Makes keys of words as those of the index."""
        return self._view.analyzer

    def run(self, query: str, options: SearchOptions) -> Results:
        """The hits of a query, complete, in their order.

        Any text is a valid query (docs/query.md); without one the filters alone decide. `search`
        takes the fields of SearchOptions as keywords, `run` takes one. Raises OptionError."""
        started = time.perf_counter()
        check_options(options)
        results = self._ask(lambda view: view.answer(query, options))
        return results._replace(took_ms=round((time.perf_counter() - started) * 1000, 1))

    search = _by_fields(SearchOptions, run)

    def run_files(self, query: str, options: SearchOptions) -> dict[str, int]:
        """The files with passages that hold all that is asked, each with the number of these, the
        most first. `matching_files` takes the fields of SearchOptions as keywords; those that
        shape hits have no effect."""
        check_options(options)
        return self._ask(lambda view: view.count_by_file(query, options))

    matching_files = _by_fields(SearchOptions, run_files)

    def show(self, place: str, context: int = 3) -> Hit | None:
        """One passage by the id of a hit, or by its place as it is printed (`news/a.txt:12`),
        whole, with its neighbours; None where there is none."""
        options = SearchOptions(context=context, full=True)
        check_options(options)
        return self._ask(lambda view: view.show(place, options))

    def run_similar(self, place: str, options: SearchOptions) -> Results | None:
        """Passages like the one with that id or at that place: first those that are nearly the
        same, then those about the same by the words that tell; None where there is no such passage.
        Neither `sort` nor what concerns the words of a query has an effect. `similar` takes the
        fields of SearchOptions as keywords."""
        started = time.perf_counter()
        check_options(options)
        results = self._ask(lambda view: view.similar(place, options))
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        return results and results._replace(took_ms=milliseconds)

    similar = _by_fields(SearchOptions, run_similar)

    def run_speakers(self, query: str, options: SearchOptions) -> list[SpeakerCount]:
        """Who speaks about it (all speakers, without a query), the most quoted first; with `quotes`
        only who is quoted, not who is only retold. Options that shape hits have no effect."""
        check_options(options)
        return self._ask(lambda view: view.count_speakers(query.strip(), options))

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
        return self._ask(lambda view: view.tally(query, options, by).timeline(per, by, limit))

    def counts(
        self, query: str = "", options: SearchOptions = ALL_PASSAGES, *, by: "Grouping"
    ) -> "Counts":
        """The same passages counted by "path", "speaker", "author", "date" or "source". Raises
        OptionError."""
        from searchtool.search.counting.tally import check_grouping

        check_options(options)
        check_grouping(by)
        return self._ask(lambda view: view.tally(query, options, by).counts(by))

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
        return self._ask(lambda view: view.notes(query.strip(), options))

    def count_undated(self, query: str, options: SearchOptions) -> int:
        """How much of what people said a filter by date leaves out only for want of a date."""
        return self._ask(lambda view: view.count_undated(query.strip(), options))

    def speaker_surnames(self, beginning: str = "") -> dict[str, list[str]]:
        """The surnames, and other names of one word, of speakers in whose name some word begins so;
        each with the whole names, in the order of the alphabet."""
        return self._ask(lambda view: view.surnames(beginning))

    def has_word(self, word: str) -> bool:
        """Whether a passage holds a form of a word."""
        return self._ask(lambda view: view.has_word(word))

    def ids(self, beginning: str = "") -> list[str]:
        """Ids of passages that begin so, for those who type one: the first of each document, or of
        one document those that go on so; at most 100."""
        return self._ask(lambda view: view.ids(beginning))

    def latest_seen(self) -> str:
        """The moment when the newest of its texts was seen first; `seen_after` this moment is what
        later runs bring."""
        return self._ask(lambda view: view.latest_seen())

    def stats(self) -> "IndexStats":
        """What the index holds now, and what could not be read."""
        from searchtool.index.status import read_status

        return read_status(self.path, self._connection)

    def close(self) -> None:
        """Release the files of the index."""
        self._view.close()

    def __enter__(self) -> "Index":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _read(self, searcher: Searcher) -> View:
        return View(searcher, self._speakers_file, self._synonyms_file)

    def _ask(self, question: Callable[[View], Answer]) -> Answer:
        """A commit of another process may delete what was not opened yet: take it, once."""
        with with_location(str(self.path)):
            try:
                return question(self._view)
            except EngineCorrupted:
                newest = self._reopen()
                self._view.close()
                self._view = self._read(newest)
            return question(self._view)
